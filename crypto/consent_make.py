"""Sign consent, and take it back; the reporter's and the recipient's half of PROTOCOL 5. Client half.

Records and packages have files of their own; these are their names in PROTOCOL 10.

    sign_consent(offer, sign_seed, today) -> bytes208
    sign_withdrawal(token, sign_seed, today) -> bytes208
    item_of, make_rewrap, open_rewrap: see rewrap_make;  open_package, open_package_with: see package_open
"""

import secrets
from dataclasses import dataclass, replace

from crypto.consent_token import (
    MAGIC,
    NO_KEY,
    NO_KID,
    NO_SCOPE,
    TOKEN_ID_BYTES,
    ConsentToken,
    Purpose,
    parse_token,
    scope_hash,
    verify_consent,
)
from crypto.directory import Entry
from crypto.encoding import u8, u32
from crypto.errors import FormatError, PolicyError
from crypto.package_open import OpenedPackage, open_package, open_package_with
from crypto.primitives import sign, sign_public_key
from crypto.rewrap_make import RewrapItem, Wrapper, item_of, make_rewrap, open_rewrap

__all__ = [
    "Offer",
    "OpenedPackage",
    "RewrapItem",
    "Wrapper",
    "item_of",
    "make_rewrap",
    "open_package",
    "open_package_with",
    "open_rewrap",
    "sign_consent",
    "sign_withdrawal",
]


@dataclass(frozen=True)
class Offer:
    """What the reporter has read and ticked. ``scope``: env_hashes in (space, direction, index) order, at least one.

    ``recipient`` is an entry of a verified directory; ``expires`` the last civil day.
    """

    purpose: Purpose
    org_id: bytes
    case_id: bytes
    space: int
    recipient: Entry
    scope: tuple[bytes, ...]
    expires: int
    flags: int = 0
    duty: int = 0


def sign_consent(offer: Offer, sign_seed: bytes, today: int) -> bytes:
    """Return a WBT1 (208 bytes) with a fresh token id, issued today, signed with the reporter's 32-byte seed.

    Raises what ``verify_consent`` would raise for the result, PolicyError for an empty scope or a message twice, and
    KeyMaterialError for the seed.
    """
    if not offer.scope or len(set(offer.scope)) != len(offer.scope):
        raise PolicyError
    record = offer.recipient.record
    token = ConsentToken(
        purpose=Purpose(offer.purpose),
        flags=offer.flags,
        space=offer.space,
        duty=offer.duty,
        org_id=offer.org_id,
        case_id=offer.case_id,
        token_id=secrets.token_bytes(TOKEN_ID_BYTES),
        recipient_id=record.id_pk,
        recipient_kid=record.kid_box,
        issued=today,
        expires=offer.expires,
        scope=scope_hash(offer.scope),
        hash=b"",
    )
    raw = sign_token(token, sign_seed)
    verify_consent(raw, sign_public_key(sign_seed), offer.org_id, offer.case_id, today, offer.recipient)
    return raw


def sign_withdrawal(token: ConsentToken, sign_seed: bytes, today: int) -> bytes:
    """Return a WBT1 of purpose 127 (208 bytes) that takes a token back, for the future. Raises KeyMaterialError."""
    withdrawal = ConsentToken(
        purpose=Purpose.WITHDRAW,
        flags=0,
        space=token.space,
        duty=0,
        org_id=token.org_id,
        case_id=token.case_id,
        token_id=token.token_id,
        recipient_id=NO_KEY,
        recipient_kid=NO_KID,
        issued=today,
        expires=today,
        scope=NO_SCOPE,
        hash=b"",
    )
    return sign_token(withdrawal, sign_seed)


def sign_token(token: ConsentToken, sign_seed: bytes) -> bytes:
    """Encode and sign whatever a token says; its ``hash`` is not read. Only shape is checked (FormatError)."""
    body = b"".join(
        (
            MAGIC,
            *(u8(value) for value in (token.purpose, token.flags, token.space, token.duty)),
            *(token.org_id, token.case_id, token.token_id, token.recipient_id, token.recipient_kid),
            *(u32(token.issued), u32(token.expires), token.scope),
        )
    )
    raw = body + sign(sign_seed, "consent", body)
    # Equal sums of wrong lengths would shift the fields.
    if replace(parse_token(raw), hash=token.hash) != token:
        raise FormatError
    return raw
