"""`zegel --help` and `zegel serve` start without the store and without the half of `crypto` that opens anything."""

import json
import subprocess
import sys

import pytest

HEAVY = {"sqlalchemy", "alembic", "httpx", "app.store.database"}
CLIENT_HALF = {
    "crypto.boxes",
    "crypto.envelope_open",
    "crypto.envelope_seal",
    "crypto.reporter",
    "crypto.vault",
    "crypto.conformance",
}
_PROGRAM = """
import json, os, sys
from app.cli import main
os.execv = lambda *_: None
try:
    main(json.loads(sys.argv[1]))
except SystemExit:
    pass
sys.stderr.write(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize("words", [["--help"], ["serve", "--help"], ["serve"]], ids=" ".join)
def test_nothing_heavy_and_nothing_that_opens_is_loaded(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, json.dumps(words)],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "", "PYTHONPATH": "."},
    )
    loaded = set(json.loads(done.stderr))
    assert "app.cli" in loaded
    assert not loaded & (HEAVY | CLIENT_HALF)
