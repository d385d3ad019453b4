"""Contracts that were never attacked have holes: each forbidden line is added to a copy, and must be caught."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

BIN = Path(sys.executable).parent

# contract: {new file in the copy: forbidden line}. A path that exists gets the line appended.
ATTACKS: dict[str, dict[str, str]] = {
    "rooms": {
        "app/services/up_web.py": "import app.web",
        "app/store/up_services.py": "import app.services",
        "app/domain/up_store.py": "import app.store",
        "app/domain/up_policies.py": "import app.policies",
        "app/policies/up_services.py": "import app.services",
        "app/policies/beside_store.py": "import app.store",
        "app/web/up_main.py": "import app.main",
        "app/services/up_cli.py": "import app.cli",
        "app/clock.py": "import app.domain",
        "app/web/beside_worker.py": "import app.worker",
        "app/worker/beside_web.py": "import app.web",
        "app/api/beside_web.py": "import app.web",
        "app/api/beside_worker.py": "import app.worker",
        "app/web/beside_api.py": "import app.api",
        "app/outbound/up_services.py": "import app.services",
        "app/outbound/beside_store.py": "import app.store",
    },
    "crypto-alone": {"crypto/knows_app.py": "import app.domain"},
    "pure-rules": {
        f"app/domain/impure_{name.replace('.', '_')}.py": f"import {name}"
        for name in (
            "os",
            "socket",
            "random",
            "secrets",
            "time",
            "hashlib",
            "sqlite3",
            "asyncio",
            "logging",
            "pathlib",
            "subprocess",
            "threading",
            "pydantic",
            "fastapi",
            "starlette",
            "sqlalchemy",
            "jinja2",
            "httpx",
            "nacl",
            "crypto.primitives",
        )
    },
    "only-crypto-seals": {
        "app/services/seals_nacl.py": "from nacl import signing",
        "app/web/seals_hashlib.py": "import hashlib",
        "app/store/seals_secrets.py": "import secrets",
        "app/cli/seals_hmac.py": "import hmac",
    },
    "assertions": {
        "app/services/reads_assertions.py": "import joserfc",
        "app/web/reads_assertions.py": "from joserfc import jws",
    },
    "server-cannot-read": {
        "app/api/reads_boxes.py": "from crypto.boxes import box_open",
        "app/services/reads_boxes.py": "from crypto.boxes import box_open",
        "app/web/reads_open.py": "from crypto import envelope_open",
        "app/store/reads_vault.py": "import crypto.vault",
        "app/domain/reads_reporter.py": "import crypto.reporter",
        "app/services/reads_seal.py": "import crypto.envelope_seal",
        "app/web/reads_message.py": "import crypto.message",
    },
    "server-half": {
        "crypto/keys.py": "import crypto.boxes",
        "crypto/challenge.py": "from crypto import envelope_open",
        "crypto/directory.py": "import crypto.vault",
    },
    "store-knows-sql": {
        "app/services/knows_sql.py": "from sqlalchemy import select",
        "app/web/knows_sqlite.py": "import sqlite3",
        "app/worker/knows_sql.py": "import sqlalchemy",
        "app/api/knows_sql.py": "import sqlalchemy",
        "app/outbound/knows_sql.py": "import sqlalchemy",
        "crypto/knows_psycopg.py": "import psycopg",
    },
    "edge": {
        "app/services/edge_fastapi.py": "from fastapi import HTTPException",
        "app/policies/edge_jinja.py": "import jinja2",
        "app/store/edge_jinja.py": "import jinja2",
        "app/worker/edge_fastapi.py": "import fastapi",
        "app/outbound/edge_jinja.py": "import jinja2",
        "crypto/edge_starlette.py": "import starlette.requests",
    },
    "connections": {
        "app/services/connects_httpx.py": "import httpx",
        "app/web/connects_socket.py": "import socket",
        "app/store/connects_smtp.py": "import smtplib",
        "app/worker/connects_smtp.py": "import smtplib",
        "app/api/connects_httpx.py": "import httpx",
    },
    "through-services": {
        "app/web/skips_services.py": "from app.store import database",
        "app/api/skips_services.py": "from app.store import database",
    },
    "two-surfaces": {
        "app/web/reporter/knows_workplace.py": "import app.web.workplace",
        "app/web/workplace/knows_reporter.py": "import app.web.reporter",
    },
    "settings-at-the-edge": {
        "app/services/reads_settings.py": "from app.settings import Settings",
        "app/store/reads_clock.py": "import app.clock",
        "app/outbound/reads_settings.py": "import app.settings",
        "app/domain/reads_log.py": "import app.log_config",
    },
    "no-tests-inside": {
        "app/web/uses_tests.py": "import tests.people",
        "app/store/uses_migrations.py": "import migrations",
        "crypto/uses_hypothesis.py": "import hypothesis",
    },
}

BANNED = {
    "app/services/asks_now.py": "import datetime\n\nNOW = datetime.datetime.now(tz=datetime.UTC)",
    "app/domain/asks_today.py": "from datetime import date\n\nTODAY = date.today()",
    "app/store/asks_time.py": "import time\n\nNOW = time.time()",
    "app/web/sleeps.py": "import time\n\ntime.sleep(1)",
    "app/services/reads_environment.py": 'import os\n\nHOME = os.environ["HOME"]',
    "app/services/draws_lots.py": "import random\n\nN = random.random()",
    "app/web/trusts_text.py": 'from markupsafe import Markup\n\nM = Markup("<b>")',
    "app/web/opens_connection.py": "from urllib.request import urlopen",
    "crypto/second_argon.py": "from nacl import pwhash\n\nP = pwhash.argon2id",
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what the contracts speak of."""
    for folder in ("app", "crypto"):
        shutil.copytree(
            ROOT / folder,
            tmp_path / folder,
            ignore=shutil.ignore_patterns("__pycache__", "js", "static", "*.po", "*.mo"),
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def check(copy: Path, contract: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / "lint-imports", "--no-logo", "--no-cache", "--contract", contract],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("contract", ATTACKS)
def test_a_forbidden_import_is_caught(copy: Path, contract: str) -> None:
    before = check(copy, contract)
    assert before.returncode == 0, before.stdout
    for path, line in ATTACKS[contract].items():
        with (copy / path).open("a") as file:
            file.write(f"\n{line}\n")
    after = check(copy, contract)
    assert after.returncode == 1
    unseen = [path for path in ATTACKS[contract] if path.removesuffix(".py").replace("/", ".") not in after.stdout]
    assert not unseen, after.stdout


def test_a_room_that_is_not_on_the_map_is_caught(copy: Path) -> None:
    (copy / "app" / "attic").mkdir()
    (copy / "app" / "attic" / "__init__.py").touch()
    assert "attic" in check(copy, "rooms").stdout


def test_a_circle_of_imports_is_caught(copy: Path) -> None:
    (copy / "app" / "store" / "this.py").write_text("import app.store.that\n")
    (copy / "app" / "store" / "that.py").write_text("import app.store.this\n")
    assert check(copy, "no-cycles").returncode == 1


def test_every_contract_is_attacked() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert {contract["id"] for contract in contracts} == {*ATTACKS, "no-cycles"}


def test_every_file_of_crypto_belongs_to_one_half() -> None:
    contracts = {
        c["id"]: c for c in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    }
    server, client = (set(contracts["server-half"][side]) for side in ("source_modules", "forbidden_modules"))
    assert client == set(contracts["server-cannot-read"]["forbidden_modules"])
    modules = {f"crypto.{path.stem}" for path in (ROOT / "crypto").glob("*.py")} - {"crypto.__init__"}
    packages = {f"crypto.{path.parent.name}" for path in (ROOT / "crypto").glob("*/__init__.py")}
    assert modules | packages == server | client
    assert not server & client


def test_what_may_not_be_called_is_caught_and_the_message_teaches(copy: Path) -> None:
    for path, source in BANNED.items():
        (copy / path).write_text(f'"""An attack."""\n\n{source}\n')
    done = subprocess.run(
        [BIN / "ruff", "check", "--no-cache", "--select", "TID", "--output-format", "json", *BANNED],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    faults = json.loads(done.stdout)
    caught = {str(Path(fault["filename"]).relative_to(copy.resolve())) for fault in faults if fault["code"] == "TID251"}
    # crypto/ may draw randomness, so the ban on a second caller of Argon2id there is an import contract's work.
    assert caught >= {path for path in BANNED if not path.startswith("crypto/")}
    assert all("." in fault["message"] for fault in faults)


def test_a_relative_import_is_caught(copy: Path) -> None:
    (copy / "app" / "store" / "relative.py").write_text('"""An attack."""\n\nfrom . import database\n')
    done = subprocess.run(
        [BIN / "ruff", "check", "--no-cache", "--select", "TID252", "app/store/relative.py"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
