"""People at Tor Browser's middle security level have no compiler in their browser: the same vectors hold there.

Stretching one code and its words takes ten seconds there, and a password five times as long. One vector that does
it is enough: the others stretch by the same function, and hold with a compiler (`test_vectors_hold.py`).
"""

import json
from pathlib import Path

import pytest

from tests.crypto_js.conftest import REPOSITORY, Run
from tests.crypto_js.test_vectors_hold import counts_of, expected_counts

VECTORS = REPOSITORY / "tests" / "vectors"

pytestmark = pytest.mark.slow


def chosen(tmp_path: Path, name: str, *stretching: str) -> Path:
    """The vectors of a file without those that stretch a secret, but for the first."""
    whole = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    slow = [case["id"] for case in whole["cases"] if case["kind"] in stretching and "out" in case]
    assert len(slow) > 1
    whole["cases"] = [case for case in whole["cases"] if case["id"] not in slow[1:]]
    path = tmp_path / name
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def test_every_vector_holds_without_a_compiler(run_node: Run, tmp_path: Path) -> None:
    vectors = chosen(tmp_path, "public.json", "reporter_derive", "vault_keys")
    result = run_node("--jitless", "crypto/js/conformance.js", vectors)
    assert result.returncode == 0, result.stdout
    counts = counts_of(result.stdout)
    assert counts | {"run": counts["run"] + 2} == expected_counts()


def test_a_logbook_is_opened_without_a_compiler(run_node: Run, tmp_path: Path) -> None:
    vectors = chosen(tmp_path, "logbooks.json", "logbook_derive")
    result = run_node("--jitless", "crypto/js/conformance.js", vectors)
    assert result.returncode == 0, result.stdout
    assert "run 37, failed 0, unknown 0" in result.stdout
