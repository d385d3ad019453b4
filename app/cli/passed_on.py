"""What earlier counsellors or the reporter passed on to this counsellor, checked before it is used (PROTOCOL 5.2, 5.3).

A record counts when the reporter's consent holds and the record goes exactly as far; or when the reporter wrapped
without one. The reporter's key comes from the report, which a false content key does not open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.cli.own_consents import SignedConsent, signed_consents
from crypto.encoding import unb64
from crypto.errors import WbpError
from crypto.rewrap_make import passed_on_key
from crypto.rewrap_record import NO_TOKEN, parse_rewrap, verify_rewrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cli.service_link import JsonObject
    from crypto.boxes import BoxKeys
    from crypto.rewrap_record import RewrapInfo


@dataclass(frozen=True)
class PassedOn:
    """Content keys (32) by the hash of their envelope, who passed them on, and the newest record to this person."""

    content_keys: dict[bytes, bytes] = field(repr=False)
    wrappers: tuple[bytes, ...]
    newest: bytes | None
    consents: tuple[SignedConsent, ...]
    records: tuple[RewrapInfo, ...] = ()
    """The verified records to this person, for passing on once more."""


def claimed_keys(answer: JsonObject, keys: Sequence[BoxKeys]) -> dict[bytes, bytes]:
    """Return the content keys that records claim to hold for these keys, before anything was checked."""
    found: dict[bytes, bytes] = {}
    for info in _records(answer):
        if info.kid in {pair.kid for pair in keys}:
            found |= _keys_of(info, keys)
    return found


def check_passed_on(
    answer: JsonObject, place: tuple[bytes, bytes], keys: Sequence[BoxKeys], sign_pk: bytes
) -> PassedOn:
    """Check every record against the reporter's consents; `sign_pk` is the reporter's key (Ed25519, 32)."""
    consents = signed_consents(answer, place, sign_pk)
    by_id = {one.token.token_id: one for one in consents}
    content_keys: dict[bytes, bytes] = {}
    wrappers: list[bytes] = []
    newest = None
    own: list[RewrapInfo] = []
    for raw in (unb64(str(item["record"])) for item in answer.get("rewraps", ())):
        try:
            info = parse_rewrap(raw)
            consent = by_id.get(info.token_id)
            if consent is None and info.token_id != NO_TOKEN:
                continue
            verify_rewrap(raw, *place, consent.token if consent else None, info.wrapper_pk, sign_pk)
        except WbpError:
            continue
        wrappers.append(info.wrapper_pk)
        if info.kid in {pair.kid for pair in keys}:
            content_keys |= _keys_of(info, keys)
            newest = info.hash
            own.append(info)
    return PassedOn(content_keys, tuple(dict.fromkeys(wrappers)), newest, tuple(consents), tuple(own))


def _records(answer: JsonObject) -> list[RewrapInfo]:
    found = []
    for item in answer.get("rewraps", ()):
        try:
            found.append(parse_rewrap(unb64(str(item["record"]))))
        except WbpError:
            continue
    return found


def _keys_of(info: RewrapInfo, keys: Sequence[BoxKeys]) -> dict[bytes, bytes]:
    found = {}
    for wanted in info.env_hashes:
        try:
            found[wanted] = passed_on_key(info, wanted, keys)
        except WbpError:
            continue
    return found
