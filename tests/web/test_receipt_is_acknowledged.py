"""The acknowledgement: a message of type 4 with a signed statement, in one request (PROTOCOL 3.4, 6.2)."""

from datetime import date, timedelta

import pytest

from crypto.duty import verify_duty
from crypto.encoding import b64, unb64
from tests.people import VINCENT
from tests.world import World


def test_a_signed_acknowledgement_reaches_the_reporter(world: World) -> None:
    reporter = world.report()
    assert world.answer(reporter, world.answer_body(reporter, acknowledge=True)).status_code == 201
    duties = world.as_reporter("GET", "/r/v1/case", token=world.open(reporter)).json()["duties"]
    statement = verify_duty(unb64(duties[0]), {2: {world.vera.identity_pk}}, world.root.org_id, reporter.keys.case_id)
    assert len(duties) == 1
    assert statement.kind == 2


def test_the_worklist_moves_on_to_the_feedback(world: World) -> None:
    reporter = world.report()
    item = world.as_counsellor("GET", "/w/v1/cases").json()["cases"][0]
    assert (item["ackLimit"], item["acknowledgedOn"], item["feedbackLimit"]) == ("2026-11-30", None, "2027-02-28")
    world.answer(reporter, world.answer_body(reporter, acknowledge=True))
    item = world.as_counsellor("GET", "/w/v1/cases").json()["cases"][0]
    assert (item["acknowledgedOn"], item["feedbackLimit"]) == ("2026-11-23", "2027-02-23")


def test_a_late_acknowledgement_is_kept_and_buys_no_time(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    sqlite_world.clock.day += timedelta(days=19)
    body = sqlite_world.answer_body(reporter, acknowledge=True)
    assert sqlite_world.answer(reporter, body).status_code == 201
    item = sqlite_world.as_counsellor("GET", "/w/v1/cases").json()["cases"][0]
    assert (item["acknowledgedOn"], item["feedbackLimit"]) == ("2026-12-12", "2027-02-28")


def test_advice_is_acknowledged_without_a_limit(sqlite_world: World) -> None:
    reporter = sqlite_world.report(track=1)
    with_limit = sqlite_world.answer_body(reporter, acknowledge=True)
    assert sqlite_world.answer(reporter, with_limit).json() == {"error": "policy"}
    without = sqlite_world.answer_body(reporter, acknowledge=True, due=None)
    assert sqlite_world.answer(reporter, without).status_code == 201


@pytest.mark.parametrize("due", [date(2026, 11, 29), date(2026, 12, 1), None])
def test_another_limit_is_refused(sqlite_world: World, due: date | None) -> None:
    reporter = sqlite_world.report()
    body = sqlite_world.answer_body(reporter, acknowledge=True, due=due)
    assert sqlite_world.answer(reporter, body).json() == {"error": "policy"}
    assert sqlite_world.as_counsellor("GET", "/w/v1/cases").json()["cases"][0]["acknowledgedOn"] is None


def test_another_day_is_refused(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    body = sqlite_world.answer_body(reporter, acknowledge=True)
    sqlite_world.clock.day += timedelta(days=1)
    assert sqlite_world.answer(reporter, body).json() == {"error": "policy"}


def test_a_statement_about_another_message_is_refused(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    body = sqlite_world.answer_body(reporter, acknowledge=True)
    body["duty"] = sqlite_world.answer_body(reporter, acknowledge=True)["duty"]
    assert sqlite_world.answer(reporter, body).json() == {"error": "policy"}


def test_a_statement_signed_by_another_counsellor_is_refused(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    vincent = sqlite_world.make_keys(VINCENT)
    body = sqlite_world.answer_body(reporter, acknowledge=True)
    forged = sqlite_world.answer_body(reporter, acknowledge=True, who=vincent)
    assert sqlite_world.answer(reporter, body | {"duty": forged["duty"]}).json() == {"error": "policy"}


def test_a_changed_statement_is_refused(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    body = sqlite_world.answer_body(reporter, acknowledge=True)
    statement = bytearray(unb64(body["duty"]))
    statement[-1] ^= 1
    assert sqlite_world.answer(reporter, body | {"duty": b64(bytes(statement))}).json() == {"error": "policy"}


def test_a_case_is_acknowledged_once(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    body = sqlite_world.answer_body(reporter, acknowledge=True)
    assert sqlite_world.answer(reporter, body).status_code == 201
    assert sqlite_world.answer(reporter, body).status_code == 200
    second = sqlite_world.answer_body(reporter, index=1, acknowledge=True)
    assert sqlite_world.answer(reporter, second).json() == {"error": "policy"}


def test_a_refused_acknowledgement_stores_neither_message_nor_vault(world: World) -> None:
    reporter = world.report()
    body = world.answer_body(reporter, acknowledge=True, due=date(2026, 12, 24))
    assert world.answer(reporter, body).status_code == 400
    found = world.as_counsellor("GET", f"/w/v1/cases/{reporter.keys.case_id.hex()}").json()
    assert (len(found["envelopes"]), found["duties"]) == (1, [])
    assert world.answer(reporter, world.answer_body(reporter)).status_code == 201
