"""The same commands on PostgreSQL: make ready, publish, report, read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.office import Office
from tests.people import VERA
from tests.running_service import RunningService


@pytest.fixture
def postgresql_office(postgresql_url: str, tmp_path: Path) -> Iterator[Office]:
    drawer = tmp_path / "drawer"
    drawer.mkdir()
    database = {"ZEGEL_DATABASE_URL": postgresql_url}
    office = Office(RunningService(tmp_path / "data", ("serve",), database), drawer, settings=database)
    assert office.admin("database", "upgrade").status == 0
    with office.service:
        yield office


@pytest.mark.postgresql
def test_a_report_is_read_on_postgresql(postgresql_office: Office) -> None:
    office = postgresql_office
    assert office.admin("database", "check").status == 0
    office.open_for_reports("pg", VERA)
    secrets = office.report("pg", "In een andere databank.").json
    a_case = office.newest_case("pg", VERA)
    text = str(office.file("tekst", "Ontvangen."))
    assert office.counsellor("acknowledge", "pg", VERA, a_case, "--text-file", text).status == 0
    seen = office.mailbox("pg", secrets).json
    assert [message["text"] for message in seen["messages"]] == ["In een andere databank.", "Ontvangen."]
    assert office.admin("doctor").status == 0
