"""How things are measured: processor time and memory from /proc, load from a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.running_service import ROOT


def processor_seconds(pids: Iterable[int]) -> float:
    """User and system time these processes have used so far."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_megabytes(pids: Iterable[int]) -> float:
    """Resident memory of these processes; what they share with others counts in part (PSS)."""
    kilobytes = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies; nothing measured is 0."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


class Load:
    """A prepared load process; `run` lets it go and gives its outcome with the server's processor time."""

    def __init__(self, order: dict[str, Any]) -> None:
        """Start the process and wait until everything is sealed."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.load"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._tell(json.dumps(order))
        self._hear()

    def run(self, pids: list[int]) -> dict[str, Any]:
        """Outcome of the load, with `processor`: seconds the server spent."""
        before = processor_seconds(pids)
        self._tell("go")
        outcome: dict[str, Any] = json.loads(self._hear())
        outcome["processor"] = processor_seconds(pids) - before
        self._process.communicate(timeout=10)
        return outcome

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the load process stopped")
        return line
