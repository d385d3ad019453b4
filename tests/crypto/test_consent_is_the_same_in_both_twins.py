"""Tokens, records, packages and notes: one language makes them, the other judges them; broken ones are judged alike."""

import json
import random
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from crypto.conformance_kinds import KINDS
from crypto.consent_make import open_package
from crypto.consent_verify import verify_rewrap
from crypto.errors import WbpError
from tests.crypto import consent_examples as consent
from tests.crypto import examples as ex

ROOM = Path(__file__).parents[2]
TWIN = Path(__file__).parent / "twin.mjs"
VECTORS = json.loads((ROOM / "tests" / "vectors" / "public.json").read_text(encoding="utf-8"))["cases"]
# What is broken in each kind.
MEMBERS = {
    "consent_verify": "token",
    "rewrap_verify": "rewrap",
    "rewrap_open": "rewrap",
    "package_open": "package",
    "release_verify": "note",
}
Job = dict[str, Any]


def _there(node: str, jobs: Sequence[Job]) -> list[Job]:
    command = [node, str(TWIN)]
    done = subprocess.run(command, input=json.dumps(jobs), capture_output=True, text=True, check=True, cwd=ROOM)
    answers: list[Job] = json.loads(done.stdout)
    return answers


def _here(job: Job) -> Job:
    try:
        return {"out": KINDS[job["kind"]](job["in"])}
    except WbpError as error:
        return {"error": error.code}


def _broken(chance: random.Random, text: str) -> str:
    """Change, cut or double a piece of hex or of a note; pieces of hex stay whole bytes."""
    at, size = 2 * chance.randrange(len(text) // 2), 2 * chance.randrange(1, 20)
    piece = chance.choice(("", text[at : at + size] * 2, "00" * (size // 2), "ff", "01"))
    return text[:at] + piece + text[at + size :]


@pytest.mark.parametrize("kind", MEMBERS)
def test_broken_ones_are_judged_alike(node: str, kind: str) -> None:
    chance = random.Random(kind)
    cases = [case["in"] for case in VECTORS if case["kind"] == kind]
    jobs = []
    for _ in range(120):
        values = chance.choice(cases)
        member = MEMBERS[kind]
        jobs.append({"kind": kind, "in": {**values, member: _broken(chance, values[member])}})

    answers = _there(node, jobs)

    assert answers == [_here(job) for job in jobs]
    assert any("error" in answer for answer in answers)


def test_what_the_browser_signs_wraps_and_packs_is_opened_here(node: str) -> None:
    recipient, scope = consent.entry(consent.AUTHORITY), consent.without_identity()
    values = {
        "org_id": ex.anna().org_id.hex(),
        "case_id": ex.anna().case_id.hex(),
        "sign_seed": ex.anna().sign_seed.hex(),
        "sign_pk": ex.anna().sign_pk.hex(),
        "wrap_seed": ex.VERA_ID.hex(),
        "box_seed": ex.seed("vera box").hex(),
        "record": recipient.record.raw.hex(),
        "day": ex.TODAY,
        "expires": consent.LAST_DAY,
        "messages": [
            {"direction": where.direction, "space": where.space, "index": where.index, "envelope": envelope.hex()}
            for where, envelope in scope
        ],
    }
    made = _there(node, [{"fresh": "package", "in": values}])[0]["out"]
    token = consent.verified(bytes.fromhex(made["token"]), recipient)
    ids = ex.anna().org_id, ex.anna().case_id
    info = verify_rewrap(bytes.fromhex(made["rewrap"]), *ids, token, ex.vera().id_pk, ex.anna().sign_pk)
    own = (consent.box(consent.AUTHORITY),)
    opened = open_package(bytes.fromhex(made["package"]), ex.anna().org_id, recipient, own, ex.TODAY)

    assert info == opened.rewrap
    assert [message.body for message in opened.messages] == [b'{"v":1,"text":"%d"}' % n for n in (0, 1, 3)]
    back = consent.verified(bytes.fromhex(made["withdrawal"]), None)
    assert back.token_id == token.token_id
