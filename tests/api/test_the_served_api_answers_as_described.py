"""Schemathesis asks the served API what its description allows and what it does not: every answer is as described.

It knows the description and nothing else. It makes hundreds of questions out of it, good ones and wrong ones, the same
in each run, and judges status, media type, form and headers of the answers, and what is let in without a token.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.served_api import ServedApi, served_api

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = 10
"""Of each route, in the phase that throws dice, which always fall in the same way."""
CONFIG = """
[dictionaries.packages]
values = {packages}
[dictionaries.organisations]
values = ["{organisation}"]
[parameters]
"path.packageId" = {{ dictionary = "packages", probability = 0.8 }}
"path.organisationId" = {{ dictionary = "organisations", probability = 0.8 }}
[checks]
not_a_server_error.expected-statuses = ["2xx", "4xx"]
# What has its form and is not sealed or signed as it says: 400. What is not there: 404. What is not now: 409.
positive_data_acceptance.expected-statuses = ["2xx", 400, 404, 409]
negative_data_rejection.expected-statuses = [400, 401, 404, 405, 406, 409, 413, 415]
# No assertion of a real client can be made out of the description.
[[operations]]
include-operation-id = "issue_token"
checks.positive_data_acceptance.expected-statuses = [400, 401]
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedApi]:
    with served_api(tmp_path_factory.mktemp("served")) as made:
        yield made


def asked(served: ServedApi, folder: Path) -> tuple[str, dict[str, Any]]:
    """Ask everything; what was printed, and the report."""
    (folder / "openapi.json").write_bytes(served.ask("GET", "/openapi.json").content)
    config = CONFIG.format(packages=json.dumps(served.packages), organisation=served.organisation)
    (folder / "schemathesis.toml").write_text(config)
    report = folder / "report.json"
    words = [
        *(str(Path(sys.executable).parent / "st"), "--config-file", "schemathesis.toml", "run", "openapi.json"),
        *("--url", served.base, "--generation-deterministic", "--max-examples", str(QUESTIONS)),
        *("--continue-on-failure", "--no-color", "--report", "json", "--report-json-path", str(report)),
    ]
    environment = {
        "TOKENS": " ".join(served.tokens),
        "SCHEMATHESIS_HOOKS": "tests.api.every_question",
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
    }
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert report.exists(), done.stdout + done.stderr
    told: dict[str, Any] = json.loads(report.read_text())
    return done.stdout, told


@pytest.mark.slow
def test_every_answer_to_every_question_is_as_described(served: ServedApi, tmp_path: Path) -> None:
    described = served.ask("GET", "/openapi.json").json()
    printed, report = asked(served, tmp_path)
    assert (report["exit_code"], report["failures"], report["errors"]) == (0, [], []), printed
    assert report["complete"], printed
    operations = sum(len(item) for item in described["paths"].values())
    assert report["operations"]["tested"] == report["operations"]["total"] == operations, printed
    assert report["test_cases"]["generated"] > 500, printed
