"""The JSDoc types of the pages' scripts hold under the strictest reading of the type checker."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECKER = ROOT / "crypto" / "js" / "node_modules" / "typescript" / "bin" / "tsc"
PROJECT = ROOT / "crypto" / "js" / "tsconfig.pages.json"


@pytest.mark.skipif(not CHECKER.exists(), reason="needs `npm ci --prefix crypto/js`")
def test_types_hold(node: str) -> None:
    found = subprocess.run([node, CHECKER, "-p", PROJECT], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
