"""Drills: the browser's twin gives the same answers and the same named failures, on our vectors and on broken ones."""

import json
import random
from pathlib import Path
from typing import Any

from crypto import drill
from crypto.boxes import BoxKeys, box_seal
from crypto.conformance_kinds import KINDS
from crypto.errors import WbpError
from tests.crypto_js.breaking import broken_bytes, broken_text
from tests.crypto_js.conftest import REPOSITORY, Run

VECTORS = REPOSITORY / "tests" / "vectors" / "drills.json"
MONTHS = ["0000-01", "1970-01", "2026-02", "2026-11", "9999-12", "2026-00", "2026-13"]


def judged(number: int, values: dict[str, Any]) -> dict[str, Any]:
    case = {"id": f"drill.{number}", "stage": 2, "kind": "drill_open", "js": True, "in": values}
    try:
        return case | {"out": KINDS["drill_open"](values)}
    except WbpError as error:
        return case | {"error": error.code}


def broken(chance: random.Random) -> dict[str, Any]:
    """A drill, or something like one, opened rightly or a little wrong."""
    seed, org, month = chance.randbytes(32), chance.randbytes(16), chance.choice(MONTHS[:5])
    keys = BoxKeys.from_seed(seed)
    sealed = drill.make(org, keys.box_pk, month).sealed
    plain = b"WBO1" + int(month[:4]).to_bytes(2, "big") + bytes((int(month[5:]), 0)) + org + keys.kid
    match chance.randrange(5):
        case 0:
            sealed = broken_bytes(chance, sealed)
        case 1:
            sealed = box_seal(broken_bytes(chance, plain + bytes(32)), keys.box_pk)
        case 2:
            month = broken_text(chance, month)
        case 3:
            month, org = chance.choice(MONTHS), chance.choice((org, bytes(16)))
        case _:
            pass
    return {"sealed": sealed.hex(), "box_seed": seed.hex(), "org_id": org.hex(), "month": month}


def test_the_vectors_hold(run_node: Run) -> None:
    result = run_node("crypto/js/conformance.js", VECTORS)
    assert result.returncode == 0, result.stdout
    assert "run 23, failed 0, unknown 0" in result.stdout


def test_without_a_compiler_the_vectors_hold(run_node: Run) -> None:
    result = run_node("--jitless", "crypto/js/conformance.js", VECTORS)
    assert result.returncode == 0, result.stdout


def test_both_languages_judge_alike(run_node: Run, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    cases = [judged(number, broken(chance)) for number in range(300)]
    path = tmp_path / "drills.json"
    path.write_text(json.dumps({"schema": 1, "spec": "WBP/1", "cases": cases}), encoding="utf-8")
    result = run_node("crypto/js/conformance.js", path)
    differing = [line for line in result.stdout.splitlines() if line.startswith(("FAILED", "UNKNOWN"))]
    assert differing == []
    assert "run 300," in result.stdout, result.stderr


def test_the_broken_drills_fail_in_every_way() -> None:
    chance = random.Random(1)
    verdicts = {judged(number, broken(chance)).get("error", "ok") for number in range(300)}
    assert verdicts == {"ok", "format", "decrypt", "payload", "policy"}
