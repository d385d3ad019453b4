"""Many reporters at once, for tests that break something meanwhile: who was confirmed, who was not."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx

from crypto.encoding import unb64
from tests.benchmarks.connection import Connection
from tests.benchmarks.sealed_reports import SealedReport, seal_reports
from tests.people import MUNICIPALITY
from tests.running_service import RunningService


@dataclass
class Burst:
    """What came of a burst: the HTTP status of each report, 0 when no answer came."""

    statuses: dict[bytes, int] = field(default_factory=dict)

    def with_status(self, *wanted: int) -> set[bytes]:
        """Case ids of the reports with one of these statuses."""
        return {case_id for case_id, status in self.statuses.items() if status in wanted}


def sealed(service: RunningService, count: int) -> list[SealedReport]:
    """So many reports, sealed and ready."""
    return seal_reports(httpx.get(f"{service.reporter_url}/r/v1/organisations/{MUNICIPALITY}").json(), count)


async def hand_in(connection: Connection, report: SealedReport) -> int:
    """Status of handing in one report, 0 when the service hung up."""
    try:
        status, answer = await connection.post("/r/v1/challenge", report.challenge_request)
        if status != httpx.codes.OK:
            return status
        status, _ = await connection.post("/r/v1/cases", report.registration(unb64(answer["challenge"])))
    except OSError:
        connection.close()
        return 0
    return status


async def send_all(
    port: int,
    reports: list[SealedReport],
    clients: int,
    meanwhile: Callable[[Burst], Awaitable[None]] | None = None,
) -> Burst:
    """Let `clients` clients hand in all reports; `meanwhile` runs beside them."""
    burst = Burst()
    supply = iter(reports)

    async def client() -> None:
        connection = Connection(port)
        for report in supply:
            burst.statuses[report.keys.case_id] = await hand_in(connection, report)
        connection.close()

    beside = [meanwhile(burst)] if meanwhile else []
    await asyncio.gather(*(client() for _ in range(clients)), *beside)
    return burst
