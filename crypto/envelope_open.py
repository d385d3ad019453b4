"""Open an envelope WBE1, in the one normative order of PROTOCOL 4.4, and check the order of a case. Client half.

Nothing of the plaintext is returned before every check has passed. A client never tells the service which
step failed: the named error is for the person in front of the screen.
"""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from crypto import message as plaintext
from crypto.boxes import BoxKeys, aead_open, box_open
from crypto.envelope_inspect import (
    FROM_RECIPIENT,
    FROM_REPORTER,
    SPACE_AUTHORITY_FIRST,
    SPACE_COUNSELLOR,
    STANZA_BYTES,
    Context,
    EnvelopeInfo,
    inspect,
)
from crypto.errors import DecryptError, KeyMaterialError, NotRecipientError, SenderError
from crypto.message import ACK_NONE, NO_HASH
from crypto.primitives import KEY_BYTES, kdf, verify

_HEADER_BYTES: Final = 8
_COMMITMENT_BYTES: Final = 32
_NONCE_BYTES: Final = 24


@dataclass(frozen=True)
class Opened:
    """An opened and fully checked message. Fields as in ``message.Message``, with the sender's public keys."""

    context: Context
    type: int
    flags: int
    track: int
    day: int
    sign_pk: bytes
    box_pk: bytes
    prev: bytes
    ack_index: int
    ack_hash: bytes
    dir_hash: bytes
    body: bytes = field(repr=False)
    env_hash: bytes


@dataclass(frozen=True)
class ChainWarning:
    """A message is missing or was replaced; it stands at the message that shows it.

    ``kind``: ``gap`` the one before is not here, ``prev`` the one before was another, ``ack`` what the other
    side is said to have sent is not here, ``double`` two envelopes in one place, ``pinned`` not what was seen
    before.
    """

    kind: str
    direction: int
    space: int
    index: int


def open_(env: bytes, context: Context, keys: Sequence[BoxKeys], expect: bytes | None) -> Opened:
    """Open with one of the own key pairs, in the context that *I* expect, from the sender that I pinned.

    ``expect`` is the sender's Ed25519 public key; None only for a first report, whose key is then pinned.
    FormatError, NotRecipientError, DecryptError, PayloadError, SenderError, SignatureError: 4.4, in order.
    """
    info = inspect(env)
    return _open_inspected(env, info, context, _unwrap(env, info, keys), expect)


def open_with_ck(env: bytes, context: Context, content_key: bytes, expect: bytes | None) -> Opened:
    """Open with a content key that was handed over; otherwise as ``open_``. Raises KeyMaterialError too."""
    if len(content_key) != KEY_BYTES:
        raise KeyMaterialError
    return _open_inspected(env, inspect(env), context, content_key, expect)


def open_unpinned_with_ck(env: bytes, context: Context, content_key: bytes) -> Opened:
    """Open with a content key what somebody signed whom this client has not pinned: a recipient's own words.

    The signature holds under ``sign_pk`` of what is returned; whose key that is, only a verified directory says.
    """
    if len(content_key) != KEY_BYTES:
        raise KeyMaterialError
    return _open_inspected(env, inspect(env), context, content_key, None, is_anyone=True)


def content_key_of(env: bytes, context: Context, keys: Sequence[BoxKeys]) -> bytes:
    """Return the content key (32) of an envelope to one of the own keys, in order to pass it on (5.2).

    Raises what ``open_`` raises up to the commitment: a key that opens nothing here is not passed on.
    """
    info = inspect(env)
    content_key = _unwrap(env, info, keys)
    check_commitment(env, info, context, content_key)
    return content_key


def check_commitment(env: bytes, info: EnvelopeInfo, context: Context, content_key: bytes) -> None:
    """Step 3: the content key belongs to these recipients and this context. Raises DecryptError."""
    header_end = _HEADER_BYTES + STANZA_BYTES * len(info.kids)
    commitment = kdf(content_key, "commit", env[:header_end] + context.encode())
    if not hmac.compare_digest(commitment, env[header_end : header_end + _COMMITMENT_BYTES]):
        raise DecryptError


def check_chain(
    messages: Iterable[Opened],
    pinned: Iterable[tuple[int, int, int, bytes]] = (),
) -> list[ChainWarning]:
    """Compare the opened messages of one case with each other and with what this client saw before.

    ``pinned``: (space, direction, index, env_hash) of the newest known envelopes. Warnings, not errors: a
    missing message must not hide the others.
    """
    opened = sorted(messages, key=lambda m: (m.context.space, m.context.direction, m.context.index))
    hashes: dict[tuple[int, int, int], bytes] = {}
    warnings = []
    for one in opened:
        here = (one.context.space, one.context.direction, one.context.index)
        if hashes.setdefault(here, one.env_hash) != one.env_hash:
            warnings.append(_warning("double", *here))
    for one in opened:
        warnings += _chain_warnings(one, hashes)
    warnings += [
        _warning("pinned", space, direction, index)
        for space, direction, index, env_hash in pinned
        if hashes.get((space, direction, index)) != env_hash
    ]
    return warnings


def _unwrap(env: bytes, info: EnvelopeInfo, keys: Sequence[BoxKeys]) -> bytes:
    """Step 2: find the own stanza and unseal the content key."""
    for pair in keys:
        kid = pair.kid
        if kid in info.kids:
            start = _HEADER_BYTES + STANZA_BYTES * info.kids.index(kid)
            content_key = box_open(env[start + len(kid) : start + STANZA_BYTES], pair)
            if len(content_key) != KEY_BYTES:
                raise DecryptError
            return content_key
    raise NotRecipientError


def _open_inspected(
    env: bytes,
    info: EnvelopeInfo,
    context: Context,
    content_key: bytes,
    expect: bytes | None,
    *,
    is_anyone: bool = False,
) -> Opened:
    """Steps 3 to 6."""
    ctx = context.encode()
    check_commitment(env, info, context, content_key)
    nonce_start = _HEADER_BYTES + STANZA_BYTES * len(info.kids) + _COMMITMENT_BYTES
    ct_start = len(env) - info.ct_len
    nonce = env[nonce_start : nonce_start + _NONCE_BYTES]
    padded = aead_open(kdf(content_key, "payload"), nonce, env[ct_start:], env[:ct_start] + ctx)
    inside = plaintext.decode(padded)
    if expect is None and not is_anyone:
        _check_first_contact(context)
    elif expect is not None and inside.sign_pk != expect:
        raise SenderError
    signed = plaintext.signature_message(ctx, info.kids, inside.signed)
    verify(inside.sign_pk, "msg-sig", signed, inside.signature)
    return Opened(
        context=context,
        type=inside.message.type,
        flags=inside.message.flags,
        track=inside.message.track,
        day=inside.message.day,
        sign_pk=inside.sign_pk,
        box_pk=inside.box_pk,
        prev=inside.message.prev,
        ack_index=inside.message.ack_index,
        ack_hash=inside.message.ack_hash,
        dir_hash=inside.message.dir_hash,
        body=inside.message.body,
        env_hash=info.env_hash,
    )


def _check_first_contact(context: Context) -> None:
    """Only the very first envelope of a reporter may come from a key nobody knows yet."""
    spaces = {SPACE_COUNSELLOR, SPACE_AUTHORITY_FIRST}
    if context.direction != FROM_REPORTER or context.index != 0 or context.space not in spaces:
        raise SenderError


def _chain_warnings(one: Opened, hashes: dict[tuple[int, int, int], bytes]) -> list[ChainWarning]:
    space, direction, index = one.context.space, one.context.direction, one.context.index
    warnings = []
    before = NO_HASH if index == 0 else hashes.get((space, direction, index - 1))
    if before is None:
        warnings.append(_warning("gap", space, direction, index))
    elif one.prev != before:
        warnings.append(_warning("prev", space, direction, index))
    other = FROM_RECIPIENT if direction == FROM_REPORTER else FROM_REPORTER
    seen = NO_HASH if one.ack_index == ACK_NONE else hashes.get((space, other, one.ack_index))
    if one.ack_hash != seen:
        warnings.append(_warning("ack", space, direction, index))
    return warnings


def _warning(kind: str, space: int, direction: int, index: int) -> ChainWarning:
    return ChainWarning(kind, direction, space, index)
