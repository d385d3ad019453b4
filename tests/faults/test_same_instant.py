"""At the same instant: two reports are two cases; one report sent twice is one case. On both databases."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from crypto.encoding import unb64
from tests.benchmarks.connection import Connection
from tests.benchmarks.sealed_reports import SealedReport
from tests.event_loops import run
from tests.faults.burst import sealed
from tests.running_service import RunningService

CROWD = 24


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    folder: Path = tmp_path_factory.mktemp("crowd")
    environment = {}
    if request.param == "postgresql":
        environment["ZEGEL_DATABASE_URL"] = request.getfixturevalue("postgresql_server").new_database()
    else:
        shutil.copytree(request.getfixturevalue("filled"), folder / "data")
    with RunningService(folder / "data", environment=environment) as running:
        yield running


async def all_at_once(port: int, reports: list[SealedReport]) -> list[int]:
    """Everybody gets a challenge first; then all reports are sent in the same instant."""

    async def prepare(report: SealedReport) -> tuple[Connection, bytes]:
        connection = Connection(port)
        _, answer = await connection.post("/r/v1/challenge", report.challenge_request)
        return connection, report.registration(unb64(answer["challenge"]))

    ready = await asyncio.gather(*map(prepare, reports))
    answers = await asyncio.gather(*(connection.post("/r/v1/cases", body) for connection, body in ready))
    for connection, _ in ready:
        connection.close()
    return [status for status, _ in answers]


async def signs_in(port: int, report: SealedReport) -> bool:
    connection = Connection(port)
    _, answer = await connection.post("/r/v1/challenge", report.sign_in_request)
    status, answer = await connection.post("/r/v1/open", report.sign_in(unb64(answer["challenge"])))
    headers = f"Authorization: Bearer {answer.get('token')}\r\n"
    found, case = await connection.get("/r/v1/case", headers)
    connection.close()
    return status == found == httpx.codes.OK and len(case["envelopes"]) == 1


def test_reports_of_the_same_instant_are_as_many_cases(service: RunningService) -> None:
    reports = sealed(service, CROWD)
    assert run(all_at_once(service.port, reports)) == [201] * CROWD
    for report in reports[:5]:
        assert run(signs_in(service.port, report))


def test_one_report_sent_many_times_at_once_is_one_case(service: RunningService) -> None:
    reports = sealed(service, 1) * CROWD
    assert sorted(run(all_at_once(service.port, reports))) == [200] * (CROWD - 1) + [201]
    assert run(signs_in(service.port, reports[0]))


def test_a_challenge_counts_once_even_in_the_same_instant(service: RunningService) -> None:
    async def send() -> list[int]:
        (report,) = sealed(service, 1)
        connections = [Connection(service.port) for _ in range(8)]
        _, answer = await connections[0].post("/r/v1/challenge", report.challenge_request)
        body = report.registration(unb64(answer["challenge"]))
        answers = await asyncio.gather(*(connection.post("/r/v1/cases", body) for connection in connections))
        for connection in connections:
            connection.close()
        return sorted(status for status, _ in answers)

    assert run(send()) == [201] + [403] * 7
