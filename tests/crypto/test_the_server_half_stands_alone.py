"""Importing every module of the server half loads nothing of the client half, not even indirectly."""

import subprocess
import sys
from pathlib import Path

import pytest

CRYPTO = Path(__file__).parents[2] / "crypto"
CLIENT_HALF = {"boxes", "drill", "message", "envelope_seal", "envelope_open", "reporter", "vault"}
CLIENT_HALF |= {"consent_make", "rewrap_make", "package_open", "logbook"}
BOTH = {"conformance", "conformance_kinds", "conformance_log_kinds", "conformance_consent_kinds"}
BOTH |= {"conformance_logbook_kinds"}
SERVER_HALF = sorted({path.stem for path in CRYPTO.glob("*.py")} - CLIENT_HALF - BOTH - {"__init__"})


def _loaded_by(*modules: str) -> set[str]:
    code = f"import sys\nimport {', '.join(f'crypto.{name}' for name in modules)}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=CRYPTO.parent, capture_output=True, text=True, check=True)
    return {name.removeprefix("crypto.") for name in done.stdout.split() if name.startswith("crypto.")}


def test_the_halves_are_all_of_the_room() -> None:
    assert {path.stem for path in CRYPTO.glob("*.py")} >= CLIENT_HALF | BOTH
    assert len(SERVER_HALF) >= 14


def test_the_server_half_loads_nothing_that_opens() -> None:
    loaded = _loaded_by(*SERVER_HALF)

    assert set(SERVER_HALF) <= loaded
    assert not loaded & (CLIENT_HALF | BOTH)


@pytest.mark.parametrize("name", sorted(CLIENT_HALF - {"message"}))
def test_the_check_would_notice(name: str) -> None:
    assert _loaded_by(name) & CLIENT_HALF
