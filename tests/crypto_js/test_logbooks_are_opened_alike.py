"""Logbooks: the browser's twin makes the same keys, opens the same entries and fails by the same names."""

from tests.crypto_js.conftest import REPOSITORY, Run

VECTORS = REPOSITORY / "tests" / "vectors" / "logbooks.json"


def test_the_vectors_hold(run_node: Run) -> None:
    result = run_node("crypto/js/conformance.js", VECTORS)
    assert result.returncode == 0, result.stdout
    assert "run 39, failed 0, unknown 0" in result.stdout
