"""The JSDoc types of the protocol modules hold under the strictest reading of the type checker."""

import pytest

from tests.crypto_js.conftest import REPOSITORY, Run

TSC = REPOSITORY / "crypto" / "js" / "node_modules" / "typescript" / "bin" / "tsc"


@pytest.mark.skipif(not TSC.exists(), reason="needs `npm ci --prefix crypto/js`")
@pytest.mark.parametrize("project", ["tsconfig.json", "tsconfig.node.json"])
def test_types_hold(run_node: Run, project: str) -> None:
    result = run_node(TSC, "-p", f"crypto/js/{project}")
    assert result.returncode == 0, result.stdout
