"""Run vector files against this implementation: ``python -m crypto.conformance [--stage N] FILE...`` (PROTOCOL 11).

One line per case, then counts per kind and stage. Cases of a later stage are counted as ``later`` and not
run. The exit status is 1 on a mismatch, on an unknown kind at or below the stage, and when nothing ran.
Imports both halves, so only the command line and the tests use it.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from crypto.conformance_kinds import KINDS
from crypto.errors import WbpError

HIGHEST_STAGE_BUILT: Final = 3
SCHEMA: Final = 1
OK, FAILED, LATER = "ok", "FAILED", "later"


@dataclass(frozen=True)
class Case:
    """One case and how it went; ``reason`` says what was found instead."""

    id: str
    stage: int
    kind: str
    verdict: str
    reason: str = ""


@dataclass(frozen=True)
class Result:
    """How a whole run went."""

    cases: tuple[Case, ...]

    def count(self, verdict: str) -> int:
        """Return the number of cases with this verdict."""
        return sum(case.verdict == verdict for case in self.cases)

    @property
    def ran(self) -> int:
        """Return the number of cases that were run, well or badly."""
        return len(self.cases) - self.count(LATER)

    @property
    def is_conformant(self) -> bool:
        """Say whether something ran and nothing failed."""
        return self.ran > 0 and self.count(FAILED) == 0


def run(paths: Iterable[Path], stage: int = HIGHEST_STAGE_BUILT) -> Result:
    """Run all cases of the files up to a stage. Raises OSError or ValueError for a file that is no vector file."""
    cases: list[Case] = []
    for path in paths:
        document = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(document, dict) or document.get("schema") != SCHEMA:
            message = "not a vector file of schema 1"
            raise ValueError(message)
        cases += [run_case(case, stage) for case in document["cases"]]
    return Result(tuple(cases))


def run_case(case: Mapping[str, Any], stage: int) -> Case:
    """Run one case and compare its whole output, or the code of its failure."""
    verdict, reason = _judge(case, stage)
    return Case(str(case.get("id")), int(case.get("stage", 0)), str(case.get("kind")), verdict, reason)


def _judge(case: Mapping[str, Any], stage: int) -> tuple[str, str]:
    if case["stage"] > stage:
        return LATER, ""
    kind = KINDS.get(case["kind"])
    if kind is None:
        return FAILED, "unknown kind"
    if ("out" in case) == ("error" in case):
        return FAILED, "a case has either out or error"
    expected = {name: case[name] for name in ("out", "error") if name in case}
    found = _call(kind, case["in"])
    return (OK, "") if found == expected else (FAILED, f"expected {_short(expected)}, found {_short(found)}")


def _call(kind: Callable[[Mapping[str, Any]], dict[str, Any]], values: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return {"out": kind(values)}
    except WbpError as error:
        return {"error": error.code}
    except Exception as error:  # noqa: BLE001 - whatever is not a named failure is a finding, not a crash
        return {"exception": type(error).__name__}


def _short(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= 200 else f"{text[:200]}…"


def _print(result: Result) -> None:
    for case in result.cases:
        if case.verdict != LATER:
            print(f"{case.verdict:6} {case.stage} {case.kind:20} {case.id}  {case.reason}".rstrip())
    counts = Counter((case.stage, case.kind, case.verdict) for case in result.cases)
    print("\nstage kind                 run later failed")
    for stage, kind in sorted({(case.stage, case.kind) for case in result.cases}):
        ok, failed, later = (counts[(stage, kind, verdict)] for verdict in (OK, FAILED, LATER))
        print(f"{stage:5} {kind:20} {ok + failed:3} {later:5} {failed:6}")
    print(f"\nrun {result.ran}, later {result.count(LATER)}, failed {result.count(FAILED)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the files named on the command line, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m crypto.conformance", description="Run WBP/1 vector files.")
    parser.add_argument("--stage", type=int, default=HIGHEST_STAGE_BUILT, help="run cases up to this stage")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        result = run(options.files, options.stage)
    except (OSError, ValueError, KeyError) as error:
        print(f"cannot run: {error}", file=sys.stderr)
        return 1
    _print(result)
    if result.ran == 0:
        print("nothing ran", file=sys.stderr)
    return 0 if result.is_conformant else 1


if __name__ == "__main__":
    sys.exit(main())
