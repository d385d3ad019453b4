"""A policy is data: a file makes a fifth organisation's rules, a later file changes them, and old cases keep theirs."""

import logging
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.domain.case import Case
from app.domain.errors import PolicyNotLoadedError
from app.policies.policy_loader import load_policies
from app.services import organisation_policy
from app.services.organisation_policy import policy_of, policy_of_case, tracks_offered
from app.services.policy_standing import missing_versions, policy_standings
from crypto.encoding import b64
from tests.policies.reading import changed
from tests.world import SLUG, TODAY, Reporter, World

CHANGE = date(2026, 12, 1)
FIRST = (
    ("id = 'eigen-organisatie-1'", "id = 'bakkerij-1'\neffective_from = 2026-01-01"),
    ("slug = 'eigen-organisatie'", "slug = 'bakkerij'"),
    ("title = 'Meldregeling'", "title = 'Meldregeling van de bakkerij'"),
)
SECOND = (
    ("id = 'eigen-organisatie-1'", f"id = 'bakkerij-2'\neffective_from = {CHANGE}\nsupersedes = 'bakkerij-1'"),
    *FIRST[1:],
    ("counsellor_is_designated_recipient = 'no'", "counsellor_is_designated_recipient = 'yes'"),
)


@pytest.fixture
def bakery(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world's organisation follows the bakery's rules, told while the service runs; two versions are there."""
    folder = tmp_path / "policies"
    folder.mkdir()
    changed(folder, *FIRST, base="model_private_employer", name="bakkerij")
    changed(folder, *SECOND, base="model_private_employer", name="bakkerij_2")
    changed(folder, base="senzer", name="senzer")
    monkeypatch.setattr(organisation_policy, "load_policies", partial(load_policies, folder))
    follow(world, "bakkerij")
    return world


def follow(world: World, policy_slug: str | None) -> None:
    """Let the world's organisation follow a policy."""
    world.store.write(lambda work: work.organisations.set_policy_slug(world.root.org_id, policy_slug))


def case_of(world: World, reporter: Reporter) -> Case:
    """Give the facts of a case."""
    found = world.store.read(lambda work: work.cases.view(reporter.keys.case_id))
    assert found is not None
    return found


def pinned(world: World, reporter: Reporter) -> str:
    """Give the id of the policy that the service takes for a case."""
    policy = policy_of_case(case_of(world, reporter))
    assert policy is not None
    return policy.id


def worklist(world: World) -> dict[str, dict[str, Any]]:
    """Give the counsellor's cases by their id."""
    return {item["caseId"]: item for item in world.as_counsellor("GET", "/w/v1/cases").json()["cases"]}


def register_rows(world: World) -> int:
    return world.store.read(lambda work: work.register.count())


def test_old_and_new_cases_are_pinned_to_different_versions(bakery: World) -> None:
    old = bakery.report()
    bakery.clock.day = CHANGE
    new = bakery.report()
    assert (pinned(bakery, old), pinned(bakery, new)) == ("bakkerij-1", "bakkerij-2")


def test_another_policy_of_the_organisation_changes_new_cases_only(bakery: World) -> None:
    old = bakery.report()
    follow(bakery, "senzer")
    new = bakery.report()
    follow(bakery, None)
    without = bakery.report()
    assert (pinned(bakery, old), pinned(bakery, new)) == ("bakkerij-1", "senzer-2025")
    assert policy_of_case(case_of(bakery, without)) is None
    organisation = bakery.store.read(lambda work: work.organisations.by_slug(SLUG))
    assert organisation is not None
    assert policy_of(organisation, TODAY) is None


def test_a_policy_that_has_not_begun_pins_nothing(bakery: World) -> None:
    follow(bakery, "nobody")
    assert case_of(bakery, bakery.report()).policy_id is None


def test_a_track_that_the_policy_does_not_offer_is_refused(bakery: World, monkeypatch: pytest.MonkeyPatch) -> None:
    bakery.report(track=1)
    # The law gives both tracks of today to everybody, so no file can leave one out: that is refused when it is read.
    narrow = tuple(replace(policy, tracks=("melding",)) for policy in organisation_policy.all_policies())
    monkeypatch.setattr(organisation_policy, "load_policies", lambda: narrow)
    reporter = bakery.new_reporter()
    envelope = bakery.seal_from_reporter(reporter, "Mag dit?", kind=1, track=1)
    answer = bakery.as_reporter("POST", "/r/v1/cases", bakery.registration(reporter, envelope, track=1))
    assert (answer.status_code, answer.json()) == (400, {"error": "policy"})
    bakery.report(track=2)
    assert [track.name for track in tracks_offered(narrow[0])] == ["MELDING"]
    assert [track.name for track in tracks_offered(None)] == ["SPARREN", "MELDING"]


def test_clocks_and_register_wait_for_release_where_the_counsellor_is_no_recipient(bakery: World) -> None:
    reporter = bakery.report()
    assert register_rows(bakery) == 0
    item = worklist(bakery)[b64(reporter.keys.case_id)]
    assert (item["clockStartsAtRelease"], item["ackLimit"], item["feedbackLimit"]) == (True, "2026-11-30", None)
    case_file = bakery.as_counsellor("GET", f"/w/v1/cases/{item['id']}").json()
    mailbox = bakery.as_reporter("GET", "/r/v1/case", token=bakery.open(reporter)).json()
    assert case_file["clockStartsAtRelease"] is mailbox["clockStartsAtRelease"] is True


def test_the_version_that_names_the_counsellor_starts_them_at_receipt(bakery: World) -> None:
    bakery.clock.day = CHANGE
    reporter = bakery.report()
    assert register_rows(bakery) == 1
    item = worklist(bakery)[b64(reporter.keys.case_id)]
    assert (item["clockStartsAtRelease"], item["ackLimit"], item["feedbackLimit"]) == (
        False,
        "2026-12-08",
        "2027-03-08",
    )
    mailbox = bakery.as_reporter("GET", "/r/v1/case", token=bakery.open(reporter)).json()
    assert mailbox["clockStartsAtRelease"] is False


def test_advice_has_no_clock_that_could_wait(bakery: World) -> None:
    reporter = bakery.report(track=1)
    item = worklist(bakery)[b64(reporter.keys.case_id)]
    assert (item["clockStartsAtRelease"], item["ackLimit"]) == (False, None)


def test_a_kept_promise_leaves_nothing_open_before_release(bakery: World) -> None:
    waiting, promised = bakery.report(), bakery.report()
    assert bakery.answer(promised, bakery.answer_body(promised, acknowledge=True)).status_code == 201
    cases = worklist(bakery)
    assert list(cases) == [b64(waiting.keys.case_id), b64(promised.keys.case_id)]
    assert cases[b64(promised.keys.case_id)]["acknowledgedOn"] == TODAY.isoformat()
    assert cases[b64(promised.keys.case_id)]["feedbackLimit"] is None


def test_a_version_that_went_missing_is_told_and_never_replaced(
    bakery: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reporter = bakery.report()
    monkeypatch.setattr(organisation_policy, "load_policies", load_policies)
    assert bakery.store.read(missing_versions) == ["bakkerij-1"]
    with pytest.raises(PolicyNotLoadedError):
        policy_of_case(case_of(bakery, reporter))
    with caplog.at_level(logging.ERROR, "zegel"):
        item = worklist(bakery)[b64(reporter.keys.case_id)]
    assert (item["clockStartsAtRelease"], item["feedbackLimit"]) == (False, "2027-02-28")
    assert "bakkerij-1" in caplog.text
    assert item["id"] not in caplog.text


def test_the_administrator_is_told_which_version_holds_and_on_which_day_it_ends(bakery: World) -> None:
    bakery.report()
    (now,) = bakery.store.read(lambda work: policy_standings(work, TODAY))
    (later,) = bakery.store.read(lambda work: policy_standings(work, CHANGE))
    assert "(bakkerij-1), in force since 2026-01-01, until 2026-11-30" in now.sentence
    assert "(bakkerij-2), in force since 2026-12-01, with no end known" in later.sentence
    assert now.missing_sentences() == ["0 of 1 internal counsellor for OO+IS (section 3)"]
    assert bakery.store.read(missing_versions) == []
    follow(bakery, "nobody")
    (without,) = bakery.store.read(lambda work: policy_standings(work, TODAY))
    assert "no version of it is in force" in without.sentence
