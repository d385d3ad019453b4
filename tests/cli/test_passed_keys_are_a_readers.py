"""Keys that were passed on count when somebody who reads the package signed the note, and each note stands alone."""

import json
from typing import Any

import pytest

from app.cli.passed_keys import passed_on
from crypto.consent_verify import parse_package, parse_token
from crypto.encoding import b64, day_str
from crypto.envelope_inspect import NOTE_TO_SELF, Context
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.errors import NotRecipientError
from crypto.message import Message, MessageType
from crypto.primitives import sign_public_key
from tests.crypto import consent_examples as consent
from tests.crypto import examples as ex

TOKEN = parse_token(parse_package(consent.package()).token)
READER, STRANGER = ex.seed("omar identity"), ex.seed("stranger identity")
HASH, KEY = bytes(range(32)), bytes([7]) * 32


def note(index: int, by: bytes, package: str = "here", key: bytes = KEY) -> dict[str, Any]:
    """A note of the space, sealed to Vera's box key."""
    fields = {"package": package, "openedOn": day_str(ex.TODAY), "keys": [[b64(HASH), b64(key)]]}
    body = json.dumps({"v": 1, "text": "", "fields": fields}).encode()
    place = Context(TOKEN.org_id, TOKEN.case_id, NOTE_TO_SELF, TOKEN.space, index)
    message = Message(MessageType.MESSAGE, ex.TODAY, bytes(32), body)
    sealed = seal(place, message, Sender(by, ex.VERA_BOX.box_pk), Recipients.of(ex.VERA_BOX))
    return {"index": index, "envelope": b64(sealed)}


def passed(*notes: dict[str, Any]) -> Any:
    return passed_on("here", {"notes": list(notes)}, TOKEN, [ex.VERA_BOX], [sign_public_key(READER)])


def test_a_readers_note_gives_keys_and_the_day() -> None:
    found = passed(note(0, READER))
    assert found.key_of(HASH) == KEY
    assert found.opened_on == ex.TODAY


def test_a_strangers_note_gives_nothing() -> None:
    found = passed(note(0, STRANGER))
    assert found.opened_on is None
    with pytest.raises(NotRecipientError):
        found.key_of(HASH)


def test_a_note_about_another_package_gives_its_keys_and_no_day() -> None:
    found = passed(note(0, READER, package="elsewhere"))
    assert (found.key_of(HASH), found.opened_on) == (KEY, None)


def test_a_note_in_another_place_or_damaged_spoils_no_other() -> None:
    moved = note(3, READER, key=bytes(32)) | {"index": 4}
    assert passed(moved, {"index": 5, "envelope": "?"}, note(0, READER)).key_of(HASH) == KEY
