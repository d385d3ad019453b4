"""The proxy dossier: name and address of the filer, date, employer, description, grounds; nothing of the reporter."""

from pathlib import Path

import pytest

from tests.cli.office import Office
from tests.people import STORY, VERA
from tests.terminal import Told

SLUG = "volmacht"
GROUNDS = "De dossiers zijn met eigen ogen gezien."


@pytest.fixture
def agreed(office: Office) -> tuple[Office, dict[str, object]]:
    office.open_for_reports(SLUG, VERA)
    secrets = office.report(SLUG, STORY).json
    yes = office.file("ja", "Ja, breng het naar het Huis.")
    told = office.mailbox(SLUG, secrets, "--reply-file", str(yes))
    assert told.status == 0, told.complaint
    return office, secrets


def dossier(office: Office, a_case: str, out: Path, *more: str, agreed: str = "1") -> Told:
    grounds = office.file("gronden", GROUNDS)
    return office.counsellor(
        "dossier", SLUG, VERA, "huis", a_case, "--agreed", agreed, "--filer", "Vera Jansen",
        "--address", "Kade 1, 1234 AB Voorbeeldstad", "--employer", "Gemeente Voorbeeldstad",
        "--grounds-file", str(grounds), "--out", str(out), *more,
    )  # fmt: skip


def of(office: Office, secrets: dict[str, object]) -> str:
    return str(office.mailbox(SLUG, secrets).json["case_ref"])


def test_it_holds_what_the_law_asks_and_nobody_is_told(
    agreed: tuple[Office, dict[str, object]], tmp_path: Path
) -> None:
    office, secrets = agreed
    before = office.mailbox(SLUG, secrets).json["events"]
    told = dossier(office, of(office, secrets), tmp_path / "verzoek.html")
    assert (told.status, told.json["sent"]) == (0, False), told.complaint
    page = (tmp_path / "verzoek.html").read_text(encoding="utf-8")
    for words in ("Vera Jansen", "Kade 1, 1234 AB Voorbeeldstad", "Gemeente Voorbeeldstad", GROUNDS, "artikel 5"):
        assert words in page
    assert "De identiteit van de melder wordt niet bekendgemaakt." in page
    assert "&lt;b&gt;niet vet&lt;/b&gt;" in page
    assert "breng het naar het Huis" not in page
    assert "<script" not in page
    assert office.mailbox(SLUG, secrets).json["events"] == before
    again = dossier(office, of(office, secrets), tmp_path / "verzoek.html")
    assert (again.status, again.json["error"]) == (1, "exists")


def test_without_the_reporters_agreement_there_is_none(
    agreed: tuple[Office, dict[str, object]], tmp_path: Path
) -> None:
    office, secrets = agreed
    for number, code in (("0", "agreement"), ("7", "message")):
        told = dossier(office, of(office, secrets), tmp_path / "verzoek.html", agreed=number)
        assert (told.status, told.json["error"]) == (1, code)
    assert not (tmp_path / "verzoek.html").exists()


def test_that_it_was_brought_is_the_counsellors_word(agreed: tuple[Office, dict[str, object]]) -> None:
    office, secrets = agreed
    told = office.counsellor("dossier", SLUG, VERA, "brought", of(office, secrets), "--agreed", "1")
    assert told.status == 0, told.complaint
    seen = office.mailbox(SLUG, secrets).json
    assert (seen["duties"][-1]["kind"], seen["duties"][-1]["verified"]) == ("routed-by-hand", True)
    assert seen["events"][-1]["kind"] == "routed_external"
