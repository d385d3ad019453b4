"""Every public vector of the stages built: exact output, or the named failure."""

import json
from pathlib import Path
from typing import Any

import pytest

from crypto.conformance import HIGHEST_STAGE_BUILT, OK, run_case

VECTORS = Path(__file__).parents[1] / "vectors" / "public.json"
CASES: list[dict[str, Any]] = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]
BUILT = [case for case in CASES if case["stage"] <= HIGHEST_STAGE_BUILT]


def test_the_file_holds_what_the_specification_counts() -> None:
    assert len(CASES) == 631
    assert sum("error" in case for case in CASES) == 432
    assert sum(case["js"] for case in CASES) == 564
    assert len(BUILT) == 574
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", BUILT, ids=[case["id"] for case in BUILT])
def test_vector(case: dict[str, Any]) -> None:
    done = run_case(case, HIGHEST_STAGE_BUILT)

    assert done.verdict == OK, done.reason
