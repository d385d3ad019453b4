"""A logbook and whoever writes it, for tests: sealed with the client half, sent to the service in this process."""

from dataclasses import dataclass, field
from typing import Any

import httpx

from crypto import codes, logbook
from crypto.encoding import b64, day_of, unb64
from crypto.envelope_inspect import env_hash
from crypto.reporter import ReporterKeys, sign_login
from tests.world import World


@dataclass
class Diary:
    """Somebody's logbook: keys, code and words, and the hashes of what was written."""

    keys: ReporterKeys
    code: codes.CaseCode
    phrase: codes.Passphrase
    token: str = ""
    hashes: list[bytes] = field(default_factory=list)


def new_diary(world: World) -> Diary:
    """Draw code and words and derive the keys."""
    code, phrase = codes.new_case_code(), codes.new_passphrase("nl")
    return Diary(logbook.derive_logbook(world.root.org_id, code, phrase), code, phrase)


def sealed(world: World, diary: Diary, text: str, marks: tuple[str, ...] = ()) -> bytes:
    """Seal the next entry of today."""
    prev = diary.hashes[-1] if diary.hashes else bytes(32)
    today = day_of(world.clock.day)
    return logbook.seal_entry(diary.keys, len(diary.hashes), prev, text, today, marks, today)


def opening(world: World, diary: Diary, envelope: bytes) -> dict[str, Any]:
    """Give the body that opens a logbook with this entry, with a fresh challenge."""
    keys = diary.keys
    asked = world.as_reporter("POST", "/r/v1/challenge", {"kind": 2, "locator": b64(keys.locator)}).json()
    challenge = unb64(asked["challenge"])
    return {
        "orgId": b64(keys.org_id),
        "locator": b64(keys.locator),
        "signPk": b64(keys.sign_pk),
        "logbookId": b64(keys.case_id),
        "selfKid": b64(keys.self_kid),
        "envelope": b64(envelope),
        "challenge": asked["challenge"],
        "signature": b64(logbook.sign_opening(keys, env_hash(envelope), challenge)),
    }


def begin(world: World, diary: Diary, text: str = "Vandaag.", marks: tuple[str, ...] = ()) -> httpx.Response:
    """Open a logbook with a first entry."""
    envelope = sealed(world, diary, text, marks)
    answer = world.as_reporter("POST", "/r/v1/logbooks", opening(world, diary, envelope))
    if answer.status_code == 201:
        diary.hashes.append(env_hash(envelope))
    return answer


def open_diary(world: World, diary: Diary) -> httpx.Response:
    """Sign in; the diary keeps the token."""
    keys = diary.keys
    asked = world.as_reporter("POST", "/r/v1/challenge", {"kind": 1, "locator": b64(keys.locator)}).json()
    body = {
        "orgId": b64(keys.org_id),
        "locator": b64(keys.locator),
        "challenge": asked["challenge"],
        "signature": b64(sign_login(keys, unb64(asked["challenge"]))),
    }
    answer = world.as_reporter("POST", "/r/v1/logbook/open", body)
    diary.token = answer.json().get("token", "")
    return answer


def write(world: World, diary: Diary, text: str, marks: tuple[str, ...] = ()) -> httpx.Response:
    """Write one more entry, signed in."""
    envelope = sealed(world, diary, text, marks)
    body = {"envelope": b64(envelope), "position": len(diary.hashes)}
    answer = world.as_reporter("POST", "/r/v1/logbook/entries", body, token=diary.token)
    if answer.status_code == 201:
        diary.hashes.append(env_hash(envelope))
    return answer
