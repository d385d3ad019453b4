"""Re-wrap records WBR1: pass content keys on, and open with what was passed on (PROTOCOL 5.2). Client half.

item_of(env, context, keys, rewraps=()) -> RewrapItem
make_rewrap(items, target, token, wrapper) -> bytes
open_rewrap(raw, env, context, keys, expect) -> Opened
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from crypto.boxes import BoxKeys, box_open, box_seal_fixed, random_key
from crypto.consent_token import ConsentToken, scope_hash
from crypto.encoding import u8, u16
from crypto.envelope_inspect import Context, env_hash, inspect
from crypto.envelope_open import Opened, check_commitment, content_key_of, open_with_ck
from crypto.envelope_seal import HoldsBoxKey
from crypto.errors import DecryptError, FormatError, KeyMaterialError, NotRecipientError, PolicyError
from crypto.primitives import KEY_BYTES, kid_box, sign, sign_public_key
from crypto.rewrap_record import MAGIC, NO_TOKEN, SUITE, RewrapInfo, parse_rewrap

_COUNT_MAX: Final = 2**16 - 1


@dataclass(frozen=True)
class RewrapItem:
    """One message to pass on: its env_hash (32) and its content key (32), which stays out of ``repr``."""

    env_hash: bytes
    content_key: bytes = field(repr=False)


@dataclass(frozen=True)
class Wrapper:
    """Who passes on, in which case: ids of 16 bytes and the 32-byte Ed25519 seed of the assignee or the reporter."""

    org_id: bytes
    case_id: bytes
    sign_seed: bytes = field(repr=False)


def item_of(env: bytes, context: Context, keys: Sequence[BoxKeys], rewraps: Sequence[RewrapInfo] = ()) -> RewrapItem:
    """Take the content key out of an envelope to an own key, or else out of a record that passed it on to one.

    ``rewraps`` were verified before. Raises FormatError, NotRecipientError, DecryptError; a key that does not open
    this envelope in this context is never passed on.
    """
    info = inspect(env)
    own = {pair.kid for pair in keys}
    if own.isdisjoint(info.kids):
        for record in rewraps:
            if record.kid in own and info.env_hash in record.env_hashes:
                content_key = passed_on_key(record, info.env_hash, keys)
                check_commitment(env, info, context, content_key)
                return RewrapItem(info.env_hash, content_key)
    return RewrapItem(info.env_hash, content_key_of(env, context, keys))


def make_rewrap(
    items: Sequence[RewrapItem], target: HoldsBoxKey, token: ConsentToken | None, wrapper: Wrapper
) -> bytes:
    """Return a signed WBR1: 168 bytes and 112 for each message, which are in (space, direction, index) order.

    ``token`` is verified; None only when the reporter wraps for a successor. Raises PolicyError: not exactly the
    token's scope, recipient or case, or a message twice. KeyMaterialError: an unusable key.
    """
    if token is not None:
        _check_token(items, target, token, wrapper)
    token_id = NO_TOKEN if token is None else token.token_id
    return make_rewrap_fixed(items, target.box_pk, token_id, wrapper, [random_key() for _ in items])


def make_rewrap_fixed(
    items: Sequence[RewrapItem], target_pk: bytes, token_id: bytes, wrapper: Wrapper, esks: Sequence[bytes]
) -> bytes:
    """Make with given ephemeral keys, for vectors only."""
    if not 1 <= len(items) <= _COUNT_MAX or len({item.env_hash for item in items}) != len(items):
        raise PolicyError
    if len(esks) != len(items) or any(len(item.content_key) != KEY_BYTES for item in items):
        raise KeyMaterialError
    sealed = b"".join(
        item.env_hash + box_seal_fixed(item.content_key, target_pk, esk) for item, esk in zip(items, esks, strict=True)
    )
    head = MAGIC + u8(SUITE) + b"\x00" + u16(len(items)) + wrapper.org_id + wrapper.case_id
    body = head + kid_box(target_pk) + token_id + sign_public_key(wrapper.sign_seed) + sealed
    raw = body + sign(wrapper.sign_seed, "rewrap", body)
    read = parse_rewrap(raw)
    given = wrapper.org_id, wrapper.case_id, token_id, tuple(item.env_hash for item in items)
    if (read.org_id, read.case_id, read.token_id, read.env_hashes) != given:
        # Equal sums of wrong lengths have shifted the fields.
        raise FormatError
    return raw


def open_rewrap(raw: bytes, env: bytes, context: Context, keys: Sequence[BoxKeys], expect: bytes | None) -> Opened:
    """Open an envelope with the content key that a WBR1 passed on to one of the own keys; otherwise as ``open_``.

    The record was verified before (``verify_rewrap``). Raises NotRecipientError for a record to somebody else or
    without this envelope, DecryptError for a false key, and what ``open_with_ck`` raises.
    """
    return open_with_ck(env, context, passed_on_key(parse_rewrap(raw), env_hash(env), keys), expect)


def passed_on_key(record: RewrapInfo, wanted: bytes, keys: Sequence[BoxKeys]) -> bytes:
    """Return the content key (32) that a record holds for this env_hash. Raises NotRecipientError, DecryptError."""
    pair = next((pair for pair in keys if pair.kid == record.kid), None)
    sealed = next((sealed for found, sealed in record.items if found == wanted), None)
    if pair is None or sealed is None:
        raise NotRecipientError
    content_key = box_open(sealed, pair)
    if len(content_key) != KEY_BYTES:
        raise DecryptError
    return content_key


def _check_token(items: Sequence[RewrapItem], target: HoldsBoxKey, token: ConsentToken, wrapper: Wrapper) -> None:
    if (wrapper.org_id, wrapper.case_id) != (token.org_id, token.case_id):
        raise PolicyError
    if kid_box(target.box_pk) != token.recipient_kid or scope_hash([i.env_hash for i in items]) != token.scope:
        raise PolicyError
