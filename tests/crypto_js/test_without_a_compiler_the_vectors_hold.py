"""People at Tor Browser's middle security level have no compiler in their browser: the same vectors hold there."""

import json
from pathlib import Path

import pytest

from tests.crypto_js.conftest import REPOSITORY, Run
from tests.crypto_js.test_vectors_hold import counts_of, expected_counts

VECTORS = REPOSITORY / "tests" / "vectors"

pytestmark = pytest.mark.slow


def test_every_vector_holds_without_a_compiler(run_node: Run) -> None:
    result = run_node("--jitless", "crypto/js/conformance.js", VECTORS / "public.json")
    assert result.returncode == 0, result.stdout
    assert counts_of(result.stdout) == expected_counts()


def test_a_logbook_is_opened_without_a_compiler(run_node: Run, tmp_path: Path) -> None:
    """Stretching code and words takes half a minute there: one of the vectors that do is enough."""
    whole = json.loads((VECTORS / "logbooks.json").read_text(encoding="utf-8"))
    derived = next(case for case in whole["cases"] if case["kind"] == "logbook_derive" and "out" in case)
    whole["cases"] = [derived, *(case for case in whole["cases"] if case["kind"] != "logbook_derive")]
    chosen = tmp_path / "logbooks.json"
    chosen.write_text(json.dumps(whole), encoding="utf-8")
    result = run_node("--jitless", "crypto/js/conformance.js", chosen)
    assert result.returncode == 0, result.stdout
    assert f"run {len(whole['cases'])}, failed 0, unknown 0" in result.stdout
