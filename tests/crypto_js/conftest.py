"""Node for the browser half of the protocol: the pinned one of the virtual environment."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class RunningVectors:
    """A run of the vectors that goes on beside the tests."""

    process: subprocess.Popen[bytes]
    output: Path

    def finish(self) -> tuple[int, str]:
        """Wait for the end; exit status and output."""
        return self.process.wait(timeout=900), self.output.read_text(encoding="utf-8")


@pytest.fixture(scope="session", autouse=True)
def vectors_without_jit(node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningVectors]:
    """Without a compiler the vectors take minutes, most of it Argon2id: they run beside the tests that follow."""
    output = tmp_path_factory.mktemp("jitless") / "output.txt"
    command = [node, "--jitless", "crypto/js/conformance.js", "tests/vectors/public.json"]
    with output.open("wb") as file, subprocess.Popen(command, cwd=REPOSITORY, stdout=file) as process:
        yield RunningVectors(process, output)
        process.kill()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who waits for the run without a compiler waits last."""
    items.sort(key=lambda item: item.path.name == "test_without_a_compiler_the_vectors_hold.py")
