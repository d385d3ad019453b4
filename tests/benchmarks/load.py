"""The load: many clients in one process, each handing in sealed reports one after another, or signing in.

Run as `python -m tests.benchmarks.load`: reads one JSON line with what to do, prepares everything, prints `ready`,
waits for a second line, works, and prints one JSON line with the outcome. It stops after the given count or time,
whichever comes first, and talks to 127.0.0.1 only.
"""

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

import uvloop

from crypto.encoding import unb64
from tests.benchmarks.connection import Connection
from tests.benchmarks.sealed_reports import SealedReport, seal_reports

CREATED = 201
OK = 200


@dataclass
class Outcome:
    """What came of it; times in seconds. `own_processor`: what the clients themselves used of one core."""

    confirmed: int = 0
    lost: int = 0
    seconds: float = 0.0
    own_processor: float = 0.0
    times: list[float] = field(default_factory=list)


async def hand_in(connection: Connection, report: SealedReport) -> bool:
    """A challenge, then the report; whether it was confirmed as new."""
    _, answer = await connection.post("/r/v1/challenge", report.challenge_request)
    status, _ = await connection.post("/r/v1/cases", report.registration(unb64(answer["challenge"])))
    return status == CREATED


async def sign_in(connection: Connection, report: SealedReport) -> bool:
    """A challenge, then the sign-in; whether a token came back."""
    _, answer = await connection.post("/r/v1/challenge", report.sign_in_request)
    status, answer = await connection.post("/r/v1/open", report.sign_in(unb64(answer["challenge"])))
    return status == OK and "token" in answer


async def work(order: dict[str, Any], reports: list[SealedReport]) -> Outcome:
    """Let `clients` clients take reports until there are none, or until `seconds` have passed."""
    outcome = Outcome()
    action = {"hand in": hand_in, "sign in": sign_in}[order["action"]]
    supply = iter(reports) if order["action"] == "hand in" else islice(_again(reports), 1_000_000)
    own = time.process_time()
    start = time.perf_counter()
    end = start + order["seconds"]

    async def client() -> None:
        connection = Connection(order["port"])
        for report in supply:
            if (begin := time.perf_counter()) > end:
                break
            try:
                confirmed = await action(connection, report)
            except (OSError, KeyError):
                confirmed = False
            outcome.times.append(time.perf_counter() - begin)
            outcome.confirmed += confirmed
            outcome.lost += not confirmed
        connection.close()

    await asyncio.gather(*(client() for _ in range(order["clients"])))
    outcome.seconds = time.perf_counter() - start
    outcome.own_processor = time.process_time() - own
    return outcome


def _again(reports: list[SealedReport]) -> Any:
    while True:
        yield from reports


def main() -> None:
    """Prepare, wait, work, tell."""
    order = json.loads(sys.stdin.readline())
    reports = seal_reports(order["organisation"], order["reports"])
    if order["action"] == "sign in":
        registered = uvloop.run(work({**order, "action": "hand in", "clients": 8, "seconds": 60}, reports))
        assert registered.lost == 0
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(asdict(uvloop.run(work(order, reports)))), flush=True)


if __name__ == "__main__":
    main()
