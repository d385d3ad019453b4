"""A logbook's keys, its opening and its entries: a diary sealed to whoever writes it (PROTOCOL 3.5). Client half.

Code and seven words are made as for a report, and the same derivation runs over another salt. So nobody who sees a
logbook and a case can tell that one person has both, and a code opens one or the other, never by accident both.
"""

import json
from dataclasses import dataclass, field
from typing import Final

from crypto.boxes import Argon2Profile, argon2id
from crypto.challenge import logbook_message
from crypto.codes import CaseCode, Passphrase
from crypto.encoding import day_parse, day_str
from crypto.envelope_inspect import NOTE_TO_SELF, SPACE_COUNSELLOR, Context
from crypto.envelope_open import open_
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.errors import FormatError, PayloadError
from crypto.message import NO_HASH, Message, MessageType
from crypto.primitives import sign
from crypto.reporter import ReporterKeys, derive_salt, keys_of_root

BODY_VERSION: Final = 1


@dataclass(frozen=True)
class Entry:
    """What one entry says: a text, the civil day it happened, letters of art. 17da. ``written``: civil day."""

    text: str = field(repr=False)
    day: int
    codes: tuple[str, ...]
    written: int
    prev: bytes
    env_hash: bytes


def derive_logbook(org_id: bytes, code: CaseCode, phrase: Passphrase) -> ReporterKeys:
    """Derive all keys of a logbook with one Argon2id; ``case_id`` is then the logbook's id. FormatError for org_id."""
    salt = derive_salt(org_id, code, "logbook-salt")
    return keys_of_root(org_id, argon2id(phrase.text.encode("ascii"), salt, Argon2Profile.REPORTER))


def sign_opening(keys: ReporterKeys, env_hash: bytes, challenge: bytes) -> bytes:
    """Sign that this logbook is opened with this first entry (its H("env"), 32 bytes); 64 bytes."""
    message = logbook_message(keys.org_id, keys.case_id, keys.locator, keys.self_kid, env_hash, challenge)
    return sign(keys.sign_seed, "logbook", message)


def entry_place(keys: ReporterKeys, position: int) -> Context:
    """Return where an entry belongs: a note to self of this logbook, counted from 0."""
    return Context(keys.org_id, keys.case_id, NOTE_TO_SELF, SPACE_COUNSELLOR, position)


def seal_entry(
    keys: ReporterKeys, position: int, prev: bytes, text: str, day: int, codes: tuple[str, ...], today: int
) -> bytes:
    """Seal an entry to the writer alone. ``prev``: H("env") of the entry before, zeros for the first. PayloadError."""
    fields = {"day": day_str(day), "retaliation": list(codes)}
    body = json.dumps({"v": BODY_VERSION, "text": text, "fields": fields}, ensure_ascii=False).encode()
    message = Message(MessageType.MESSAGE, today, NO_HASH, body, prev=prev)
    return seal(entry_place(keys, position), message, Sender(keys.sign_seed, keys.box_pk), Recipients.of(keys))


def open_entry(keys: ReporterKeys, position: int, envelope: bytes) -> Entry:
    """Open an entry that this writer sealed in this place. Raises as ``open_``; PayloadError for another body."""
    opened = open_(envelope, entry_place(keys, position), (keys.box,), keys.sign_pk)
    try:
        body = json.loads(opened.body)
        fields = body["fields"]
        if body["v"] != BODY_VERSION:
            raise PayloadError
        codes = tuple(str(code) for code in fields["retaliation"])
        day = day_parse(str(fields["day"]))
        return Entry(str(body["text"]), day, codes, opened.day, opened.prev, opened.env_hash)
    except (ValueError, KeyError, TypeError, FormatError):
        raise PayloadError from None
