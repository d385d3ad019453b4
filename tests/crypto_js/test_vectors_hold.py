"""The browser half obeys the public vectors of its stage."""

import json
import re

from tests.crypto_js.conftest import REPOSITORY, Run

STAGE_BUILT = 3
VECTORS = REPOSITORY / "tests" / "vectors" / "public.json"


def expected_counts() -> dict[str, int]:
    """How many cases there are to run, to leave for later, and that are not for the browser."""
    cases = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]
    now = [case for case in cases if case["stage"] <= STAGE_BUILT]
    return {
        "run": sum(case["js"] for case in now),
        "failed": 0,
        "unknown": 0,
        "later": len(cases) - len(now),
        "js:false": sum(not case["js"] for case in now),
    }


def counts_of(output: str) -> dict[str, int]:
    summary = output.strip().splitlines()[-1]
    return {name: int(number) for name, number in re.findall(r"([a-z:]+) (\d+)", summary)}


def test_every_vector_for_the_browser_holds(run_node: Run) -> None:
    result = run_node("crypto/js/conformance.js", VECTORS)
    assert result.returncode == 0, result.stdout
    assert counts_of(result.stdout) == expected_counts()
    assert expected_counts()["run"] == 507


def test_every_kind_of_the_stages_built_is_known(run_node: Run) -> None:
    module = "./crypto/js/conformance_kinds.js"
    script = f"import('{module}').then(({{ KINDS }}) => console.log(JSON.stringify(Object.keys(KINDS))))"
    known = set(json.loads(run_node("-e", script).stdout))
    cases = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]
    assert known >= {case["kind"] for case in cases if case["stage"] <= STAGE_BUILT and case["js"]}


def test_only_the_runner_seals_with_given_randomness() -> None:
    modules = [path for path in (REPOSITORY / "crypto" / "js").glob("*.js") if not path.name.startswith("conformance")]
    pages = list((REPOSITORY / "app" / "web" / "static" / "js").glob("**/*.js"))
    users = {path.name for path in [*modules, *pages] if "sealFixed" in path.read_text(encoding="utf-8")}
    assert users == {"envelope_seal.js"}
