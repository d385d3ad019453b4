"""`zegel report --category` seals codes with the text; a code that does not exist sends nothing."""

import pytest

from tests.cli.office import Office
from tests.people import VERA


@pytest.fixture(scope="module")
def open_office(office: Office) -> Office:
    office.open_for_reports("soorten")
    return office


def test_the_counsellor_reads_the_codes(open_office: Office) -> None:
    told = open_office.report(
        "soorten", "Over uren.", "--category", "IS-2", "--category", "allebei", "--counsellor", VERA.name
    )
    assert told.status == 0, told.complaint
    a_case = open_office.newest_case("soorten", VERA)
    read = open_office.counsellor("read", "soorten", VERA, a_case).json
    assert read["messages"][0]["fields"]["category"] == ["IS-2", "allebei"]


def test_a_report_may_belong_to_an_earlier_one(office: Office) -> None:
    office.open_for_reports("eerder-gemeld")
    office.report("eerder-gemeld", "Tekst.", "--earlier", " In mei schreef ik over de kas. ")
    a_case = office.newest_case("eerder-gemeld", VERA)
    read = office.counsellor("read", "eerder-gemeld", VERA, a_case).json
    assert read["messages"][0]["fields"] == {"earlier": "In mei schreef ik over de kas."}
    told = office.report("eerder-gemeld", "Tekst.", "--earlier", " ")
    assert (told.status, told.json["error"]) == (1, "usage")


def test_an_unknown_code_is_refused_and_the_known_ones_are_named(open_office: Office) -> None:
    before = len(open_office.counsellor("worklist", "soorten", VERA).json["cases"])
    told = open_office.report("soorten", "Tekst.", "--category", "IS-77")
    assert told.status == 1
    assert told.json["error"] == "category"
    assert "IS-2" in told.complaint
    assert len(open_office.counsellor("worklist", "soorten", VERA).json["cases"]) == before
