"""The vector runner itself: what makes it fail, and what it counts without running."""

import json
from pathlib import Path
from typing import Any

import pytest

from crypto.conformance import FAILED, LATER, OK, main, run

GOOD = {"id": "a", "stage": 1, "kind": "pad_len", "js": True, "in": {"n": 1}, "out": {"out": 4096}}
VECTORS = Path(__file__).parents[1] / "vectors" / "public.json"


def _file(folder: Path, *cases: dict[str, Any]) -> Path:
    path = folder / "cases.json"
    document = {"schema": 1, "spec": "WBP/1", "set": "test", "note": "", "cases": list(cases)}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_the_public_vectors_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(VECTORS)]) == 0
    assert capsys.readouterr().out.endswith("run 574, later 57, failed 0\n")


def test_a_good_case_passes(tmp_path: Path) -> None:
    assert main([str(_file(tmp_path, GOOD))]) == 0


@pytest.mark.parametrize(
    "fault",
    [
        {"out": {"out": 4097}},
        {"out": {"out": 4096, "more": 1}},
        {"out": {}},
        {"in": {}},
        {"in": {"n": "one"}},
        {"kind": "no_such_kind"},
    ],
)
def test_a_mismatch_or_an_unknown_kind_fails(tmp_path: Path, fault: dict[str, Any]) -> None:
    result = run([_file(tmp_path, GOOD, {**GOOD, "id": "b", **fault})])

    assert [case.verdict for case in result.cases] == [OK, FAILED]
    assert not result.is_conformant
    assert main([str(tmp_path / "cases.json")]) == 1


def test_success_where_a_failure_is_named_fails(tmp_path: Path) -> None:
    expected_failure = {name: value for name, value in GOOD.items() if name != "out"} | {"error": "format"}

    assert main([str(_file(tmp_path, expected_failure))]) == 1


def test_another_failure_than_the_named_one_fails(tmp_path: Path) -> None:
    case = {"id": "a", "stage": 1, "kind": "hash", "js": True, "in": {"label": "nope", "data": ""}}

    assert main([str(_file(tmp_path, {**case, "error": "policy"}))]) == 0
    assert main([str(_file(tmp_path, {**case, "error": "format"}))]) == 1


def test_both_or_neither_of_out_and_error_fails(tmp_path: Path) -> None:
    neither = {name: value for name, value in GOOD.items() if name != "out"}

    assert main([str(_file(tmp_path, neither))]) == 1
    assert main([str(_file(tmp_path, {**GOOD, "error": "format"}))]) == 1


def test_later_cases_are_counted_and_not_run(tmp_path: Path) -> None:
    later = {**GOOD, "id": "b", "stage": 4, "kind": "no_such_kind"}
    result = run([_file(tmp_path, GOOD, later)])

    assert [case.verdict for case in result.cases] == [OK, LATER]
    assert result.is_conformant
    assert main(["--stage", "4", str(tmp_path / "cases.json")]) == 1


def test_it_fails_when_nothing_ran(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(_file(tmp_path))]) == 1
    assert main([str(_file(tmp_path, {**GOOD, "stage": 4}))]) == 1
    assert "nothing ran" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", '{"schema": 2, "cases": []}', '{"schema": 1}'])
def test_it_refuses_what_is_no_vector_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cases.json"
    path.write_text(text, encoding="utf-8")

    assert main([str(path)]) == 1
    assert main([str(tmp_path / "absent.json")]) == 1


def test_it_prints_a_line_per_case_and_counts_per_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(_file(tmp_path, GOOD, {**GOOD, "id": "b", "out": {"out": 1}}))])
    lines = capsys.readouterr().out.splitlines()

    assert lines[0].split() == ["ok", "1", "pad_len", "a"]
    assert lines[1].startswith("FAILED 1 pad_len")
    assert "1 pad_len                2     0      1" in lines[4]
