"""Node for the browser half of the protocol: the pinned one of the virtual environment."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def run_node(node: str) -> Run:
    """Run Node in the repository with these arguments; the result holds both outputs."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [node, *map(str, arguments)],
            cwd=REPOSITORY,
            capture_output=True,
            encoding="utf-8",
            timeout=900,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def run_suite(run_node: Run) -> Callable[[str], None]:
    """Run one suite of ``suites/`` and insist that something ran and everything passed."""

    def run(name: str) -> None:
        result = run_node("--test-reporter=tap", REPOSITORY / "tests" / "crypto_js" / "suites" / f"{name}.mjs")
        passed = [int(line.rpartition(" ")[2]) for line in result.stdout.splitlines() if line.startswith("# pass ")]
        failures = result.stdout if result.returncode else ""
        assert result.returncode == 0, failures + result.stderr
        assert passed, "the suite did not report"
        assert passed[0] > 0, "the suite is empty"

    return run
