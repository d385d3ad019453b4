"""`zegel drill make` seals a drill a month to each key; signing in opens it; administrators see months."""

from functools import partial

import pytest

from app.domain.drills import month_before, month_of
from app.store.unit_of_work import UnitOfWork
from crypto.boxes import box_seal
from crypto.keys import verify_record
from tests.cli.office import Office
from tests.people import VERA, VINCENT


@pytest.fixture
def slug(office: Office) -> str:
    office.open_for_reports("levensteken", VERA, VINCENT)
    return "levensteken"


def counsellors(office: Office, slug: str) -> dict[str, str | None]:
    (shown,) = office.admin("organisation", "show", slug, "--json").json["organisations"]
    return {one["name"].partition(";")[0]: one["last_opened"] for one in shown["counsellors"]}


def drill_findings(office: Office) -> list[tuple[str, str]]:
    findings = office.admin("doctor", "--json").json["findings"]
    return [(one["level"], one["sentence"]) for one in findings if one["what"] == "drills"]


def _missed(work: UnitOfWork, kid: bytes, month: str) -> None:
    work.drills.add(kid, month, bytes(120), bytes(32))


def test_a_drill_is_made_once_a_month_and_opened_by_signing_in(office: Office, slug: str) -> None:
    [(level, sentence)] = drill_findings(office)
    assert level == "warning"
    assert "zegel drill make" in sentence

    made = office.admin("drill", "make", "--json")
    month = month_of(office.today())
    assert made.json["month"] == month
    assert made.json["made"] >= 2
    assert office.admin("drill", "make").output == f"Every active key has its drill for {month} already.\n"
    assert drill_findings(office) == [("ok", f"every key has its drill of {month}")]

    assert counsellors(office, slug) == {VERA.name: None, VINCENT.name: None}
    office.counsellor("worklist", slug, VERA)
    assert counsellors(office, slug) == {VERA.name: month, VINCENT.name: None}
    assert "not yet" in office.admin("organisation", "show", slug).output


def test_two_drills_left_unopened_are_told_to_the_administrator(office: Office, slug: str) -> None:
    with office.installation() as installation, installation.store() as store:
        today = installation.today()
        organisation = store.read(lambda work: work.organisations.by_slug(slug))
        assert organisation is not None
        records = store.read(lambda work: work.records.of_organisation(organisation.organisation_id))
        (kid,) = [record.kid_box for record in records if record.name.startswith(VINCENT.name)]
        for months in (1, 2):
            store.write(partial(_missed, kid=kid, month=month_before(today, months)))
    told = [sentence for level, sentence in drill_findings(office) if level == "warning"]
    [sentence] = [one for one in told if "unopened" in one]
    assert sentence.startswith(f"{slug}: {VINCENT.name} left the last two drills unopened")
    assert VERA.name not in sentence
    for person, silent in ((VINCENT, True), (VERA, False)):
        told_reporter = office.report(slug, "Er klopt iets niet.", "--counsellor", person.name)
        assert told_reporter.status == 0, told_reporter.complaint
        assert ("last two monthly checks" in str(told_reporter.json)) is silent


def test_a_service_that_slips_in_something_else_gets_no_answer(office: Office, slug: str) -> None:
    """A stanza of an envelope, and what is no drill at all, are left alone; the worklist is shown as ever."""
    with office.installation() as installation, installation.store() as store:
        organisation = store.read(lambda work: work.organisations.by_slug(slug))
        assert organisation is not None
        records = store.read(lambda work: work.records.of_organisation(organisation.organisation_id))
        (record,) = [record for record in records if record.name.startswith(VINCENT.name)]
        stanza = box_seal(bytes(32), verify_record(record.record).box_pk)
        month = month_of(installation.today())
        store.write(lambda work: work.drills.forget_before("9999-12"))
        store.write(lambda work: work.drills.add(record.kid_box, month, stanza, bytes(32)))
        assert office.counsellor("worklist", slug, VINCENT).status == 0
        kept = store.read(lambda work: work.drills.find(record.kid_box, month))
        store.write(lambda work: work.drills.forget_before("9999-12"))
    assert kept is not None
    assert kept.drill.opened_week is None
