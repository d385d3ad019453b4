"""A runner that cannot fail proves nothing: it must notice mismatches, unknown kinds, and that nothing ran."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.crypto_js.conftest import Run

GOOD: dict[str, Any] = {
    "id": "good",
    "stage": 1,
    "kind": "pad_len",
    "js": True,
    "in": {"n": 5000},
    "out": {"out": 5120},
}
LATER: dict[str, Any] = {**GOOD, "id": "later", "stage": 4, "kind": "nobody.knows"}


@pytest.fixture
def vectors(tmp_path: Path) -> Path:
    return tmp_path / "vectors.json"


def write(path: Path, *cases: dict[str, Any], **changes: object) -> None:
    document = {"schema": 1, "spec": "WBP/1", "set": "test", "note": "", "cases": cases, **changes}
    path.write_text(json.dumps(document), encoding="utf-8")


def test_a_good_file_passes_and_later_cases_are_counted(run_node: Run, vectors: Path) -> None:
    write(vectors, GOOD, LATER, {**GOOD, "id": "server", "kind": "locator_tag", "js": False})
    result = run_node("crypto/js/conformance.js", vectors)
    assert result.returncode == 0, result.stdout
    assert result.stdout.splitlines()[-1] == "run 1, failed 0, unknown 0, later 1, js:false 1"


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ({**GOOD, "out": {"out": 5121}}, "another value"),
        ({**GOOD, "out": {"out": 5120, "more": 1}}, "another value"),
        ({**GOOD, "out": {}}, "another value"),
        ({**GOOD, "kind": "nobody.knows"}, "UNKNOWN"),
        ({**GOOD, "kind": "constructor"}, "UNKNOWN"),
        ({"id": "x", "stage": 1, "kind": "pad_len", "js": True, "in": {"n": 5}, "error": "format"}, "got a value"),
        ({"id": "x", "stage": 1, "kind": "pad_len", "js": True, "in": {"n": -1}, "error": "policy"}, "got format"),
        ({"id": "x", "stage": 1, "kind": "pad_len", "js": True, "in": None, "error": "format"}, "undeclared"),
        ({**GOOD, "in": {"n": -1}}, "expected a value, got format"),
    ],
)
def test_a_fault_is_found(run_node: Run, vectors: Path, case: dict[str, Any], says: str) -> None:
    write(vectors, GOOD, {**case, "id": "fault"})
    result = run_node("crypto/js/conformance.js", vectors)
    assert result.returncode == 1
    assert says in result.stdout


@pytest.mark.parametrize("cases", [[], [LATER], [{**GOOD, "js": False}]])
def test_a_run_of_nothing_is_a_failure(run_node: Run, vectors: Path, cases: list[dict[str, Any]]) -> None:
    write(vectors, *cases)
    result = run_node("crypto/js/conformance.js", vectors)
    assert result.returncode == 1
    assert "nothing ran" in result.stdout


def test_an_unknown_kind_of_a_later_stage_fails_when_that_stage_is_asked_for(run_node: Run, vectors: Path) -> None:
    write(vectors, GOOD, LATER)
    assert run_node("crypto/js/conformance.js", "--stage", "4", vectors).returncode == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"schema": 2},
        {"spec": "WBP/2"},
        {"cases": [GOOD, GOOD]},
        {"cases": [{**GOOD, "error": "format"}]},
        {"cases": [{key: value for key, value in GOOD.items() if key != "out"}]},
        {"cases": [{**GOOD, "stage": 0}]},
    ],
)
def test_a_malformed_file_is_refused(run_node: Run, vectors: Path, broken: dict[str, Any]) -> None:
    write(vectors, **broken)
    assert run_node("crypto/js/conformance.js", vectors).returncode == 2


@pytest.mark.parametrize("arguments", [["--stage", "x"], ["--stage", "0"], ["--unknown"], ["missing.json"], []])
def test_wrong_arguments_are_refused(run_node: Run, arguments: list[str]) -> None:
    assert run_node("crypto/js/conformance.js", *arguments).returncode != 0
