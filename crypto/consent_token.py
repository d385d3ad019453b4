"""Consent tokens WBT1 (208 bytes): what a reporter lets happen to a case, for whom, how long (PROTOCOL 5.1).

Signed by the reporter's key of the case. Nothing moves out of its space without one, and a token moves nothing but
the messages in its scope, to the one key it names.

    verify_consent(raw, sign_pk, org_id, case_id, today, recipient) -> ConsentToken
    scope_hash(env_hashes) -> bytes32
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from crypto.directory import ACTIVE, Entry
from crypto.encoding import Reader
from crypto.envelope_inspect import SPACE_AUTHORITY_FIRST, SPACE_COUNSELLOR, SPACE_MAX, SPACE_ORGANISATION
from crypto.errors import FormatError, PolicyError
from crypto.keys import Role
from crypto.primitives import HASH_BYTES, hash_, verify

MAGIC: Final = b"WBT1"
TOKEN_BYTES: Final = 208
TOKEN_ID_BYTES: Final = 16
_SIGNED_BYTES: Final = 144
FLAG_ATTACHMENTS: Final = 1
FLAG_IDENTITY: Final = 2
FLAG_MAY_WRITE: Final = 4
_FLAGS_MAX: Final = 7
LIFE_MAX_DAYS: Final = 31
CONDITIONAL_LIFE_MAX_DAYS: Final = 400
# Clocks of devices differ: a token of tomorrow is one of today.
CLOCK_SKEW_DAYS: Final = 1
NO_KEY: Final = bytes(32)
NO_KID: Final = bytes(16)
NO_SCOPE: Final = bytes(32)


class Purpose(IntEnum):
    """What a token is for. 6 and 7 wait for an event; 127 takes another token back, for the future."""

    HAND_OVER = 1
    EXTERNAL = 2
    DEPUTY = 3
    IDENTITY = 4
    RELEASE = 5
    CONDITIONAL_EXTERNAL = 6
    PREPARED_DEPUTY = 7
    WITHDRAW = 127


CONDITIONAL: Final = frozenset({Purpose.CONDITIONAL_EXTERNAL, Purpose.PREPARED_DEPUTY})
_COUNSELLOR: Final = (SPACE_COUNSELLOR,)
_ORGANISATION: Final = (SPACE_ORGANISATION,)
_AUTHORITIES: Final = tuple(range(SPACE_AUTHORITY_FIRST, SPACE_MAX + 1))
_SPACES: Final = {
    Purpose.HAND_OVER: _COUNSELLOR,
    Purpose.EXTERNAL: _AUTHORITIES,
    Purpose.DEPUTY: _COUNSELLOR + _ORGANISATION,
    Purpose.IDENTITY: _COUNSELLOR + _ORGANISATION + _AUTHORITIES,
    Purpose.RELEASE: _ORGANISATION,
    Purpose.CONDITIONAL_EXTERNAL: _AUTHORITIES,
    Purpose.PREPARED_DEPUTY: _COUNSELLOR,
    Purpose.WITHDRAW: _COUNSELLOR + _ORGANISATION + _AUTHORITIES,
}
_DUTIES: Final = {Purpose.CONDITIONAL_EXTERNAL: (2, 3)}
_NO_DUTY: Final = (0,)


@dataclass(frozen=True)
class ConsentToken:
    """A verified WBT1. Days are civil, both included; ``hash`` (32) names it in events and release notes.

    ``scope`` is the ``scope_hash`` of the messages; a withdrawal has no recipient and no scope, and its
    ``token_id`` names the token it takes back.
    """

    purpose: Purpose
    flags: int
    space: int
    duty: int
    org_id: bytes
    case_id: bytes
    token_id: bytes
    recipient_id: bytes
    recipient_kid: bytes
    issued: int
    expires: int
    scope: bytes
    hash: bytes

    @property
    def is_conditional(self) -> bool:
        """Say whether it waits for a missed duty or an absence; then only the reporter may wrap."""
        return self.purpose in CONDITIONAL

    @property
    def gives_identity(self) -> bool:
        """Say whether identity details (type 10) may be in its scope."""
        return bool(self.flags & FLAG_IDENTITY)

    @property
    def gives_attachments(self) -> bool:
        """Say whether the recipient may fetch the attachments of the messages."""
        return bool(self.flags & FLAG_ATTACHMENTS)

    @property
    def may_write(self) -> bool:
        """Say whether the recipient may write to the reporter."""
        return bool(self.flags & FLAG_MAY_WRITE)


def scope_hash(env_hashes: Sequence[bytes]) -> bytes:
    """Return H("scope", hashes), 32 bytes. Hashes of 32 in (space, direction, index) order, else FormatError."""
    if any(len(env_hash) != HASH_BYTES for env_hash in env_hashes):
        raise FormatError
    return hash_("scope", b"".join(env_hashes))


def verify_consent(
    raw: bytes,
    sign_pk: bytes,
    org_id: bytes,
    case_id: bytes,
    today: int,
    recipient: Entry | None,
) -> ConsentToken:
    """Check a token against the case and the recipient's entry in a verified directory, in the order of 5.1.

    ``sign_pk``: the reporter's Ed25519 key of this case. ``recipient``: the entry with the token's box key; None
    for a withdrawal. ``today``: the civil day on which the token is used. FormatError: shape, purpose, flags.
    PolicyError: another case. SignatureError. PolicyError: dates, space, duty, or not this recipient.
    """
    token = parse_token(raw)
    if token.org_id != org_id or token.case_id != case_id:
        raise PolicyError
    verify(sign_pk, "consent", raw[:_SIGNED_BYTES], raw[_SIGNED_BYTES:])
    if token.space not in _SPACES[token.purpose] or token.duty not in _DUTIES.get(token.purpose, _NO_DUTY):
        raise PolicyError
    if today < token.issued - CLOCK_SKEW_DAYS:
        raise PolicyError
    if token.purpose is Purpose.WITHDRAW:
        _check_withdrawal(token)
    else:
        _check_life(token, today)
        _check_recipient(token, today, recipient)
    return token


def parse_token(raw: bytes) -> ConsentToken:
    """Read the shape (FormatError): which case it claims and which key it names. Nothing is trusted yet."""
    if len(raw) != TOKEN_BYTES:
        raise FormatError
    fields = Reader(raw).expect(MAGIC)
    purpose, flags, space, duty = (fields.u8() for _ in range(4))
    if purpose not in _SPACES or flags > _FLAGS_MAX:
        raise FormatError
    return ConsentToken(
        purpose=Purpose(purpose),
        flags=flags,
        space=space,
        duty=duty,
        org_id=fields.take(16),
        case_id=fields.take(16),
        token_id=fields.take(TOKEN_ID_BYTES),
        recipient_id=fields.take(32),
        recipient_kid=fields.take(16),
        issued=fields.u32(),
        expires=fields.u32(),
        scope=fields.take(HASH_BYTES),
        hash=hash_("consent-token", raw),
    )


def roles_of(purpose: Purpose, space: int) -> frozenset[Role]:
    """Return who may receive for this purpose in this space; nobody for what no token allows."""
    if purpose is Purpose.WITHDRAW or space not in _SPACES[purpose]:
        return frozenset()
    if space == SPACE_COUNSELLOR:
        return frozenset({Role.COUNSELLOR, Role.INTEGRITY_COUNSELLOR})
    return frozenset({Role.CASE_OFFICER} if space == SPACE_ORGANISATION else {Role.AUTHORITY, Role.HELPER})


def _check_withdrawal(token: ConsentToken) -> None:
    """It gives nothing to nobody, and holds from its day on: no later day is too late to take back."""
    given = (token.flags, token.recipient_id, token.recipient_kid, token.scope, token.expires)
    if given != (0, NO_KEY, NO_KID, NO_SCOPE, token.issued):
        raise PolicyError


def _check_life(token: ConsentToken, today: int) -> None:
    life = CONDITIONAL_LIFE_MAX_DAYS if token.is_conditional else LIFE_MAX_DAYS
    if not 0 <= token.expires - token.issued <= life or today > token.expires:
        raise PolicyError


def _check_recipient(token: ConsentToken, today: int, recipient: Entry | None) -> None:
    if token.purpose is Purpose.IDENTITY and not token.gives_identity:
        raise PolicyError
    if recipient is None or recipient.state != ACTIVE:
        raise PolicyError
    record = recipient.record
    if (record.id_pk, record.kid_box) != (token.recipient_id, token.recipient_kid):
        raise PolicyError
    if record.role not in roles_of(token.purpose, token.space) or not record.is_valid_on(today):
        raise PolicyError
