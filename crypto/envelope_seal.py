"""Seal a message into an envelope WBE1 (PROTOCOL 4.2, 4.3). Client half.

A content key is drawn for each envelope, wrapped for each recipient, and never leaves this module. The
commitment binds it to the recipients and to the context; the signature inside binds the sender to both.
"""

from dataclasses import dataclass, field
from typing import Final, Protocol, Self

from crypto import message as plaintext
from crypto.boxes import aead_seal, box_seal_fixed, random_key, random_nonce
from crypto.encoding import u8, u32
from crypto.envelope_inspect import MAGIC, STANZAS_MAX, SUITE, Context
from crypto.errors import KeyMaterialError, PolicyError
from crypto.message import Message
from crypto.padding import pad
from crypto.primitives import kdf, kid_box, sign, sign_public_key

_TAG_BYTES: Final = 16


class HoldsBoxKey(Protocol):
    """A verified key record, somebody's own keys, or an opened message of the person to answer."""

    @property
    def box_pk(self) -> bytes:
        """Return the X25519 public key (32)."""
        ...


@dataclass(frozen=True)
class Recipients:
    """One to sixteen distinct X25519 public keys, in stanza order. Made from verified holders only."""

    box_pks: tuple[bytes, ...]

    def __post_init__(self) -> None:
        """Refuse nobody, too many, and the same key twice."""
        if not 1 <= len(self.box_pks) <= STANZAS_MAX or len(set(self.box_pks)) != len(self.box_pks):
            raise PolicyError

    @classmethod
    def of(cls, *holders: HoldsBoxKey) -> Self:
        """Seal to these holders: a report to (record, own keys), a reply to (opened report, own keys)."""
        return cls(tuple(holder.box_pk for holder in holders))

    @property
    def kids(self) -> tuple[bytes, ...]:
        """Return the key ids (16) in stanza order."""
        return tuple(kid_box(pk) for pk in self.box_pks)


@dataclass(frozen=True)
class Sender:
    """Who signs: a 32-byte Ed25519 seed, and the box key that answers are to be sealed to."""

    sign_seed: bytes = field(repr=False)
    box_pk: bytes


@dataclass(frozen=True)
class Randomness:
    """All that is random in an envelope. Given by vectors; otherwise always ``fresh``."""

    content_key: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    ephemeral_keys: tuple[bytes, ...] = field(repr=False)

    @classmethod
    def fresh(cls, recipients: int) -> Self:
        """Draw a content key, a nonce and one ephemeral key per recipient."""
        return cls(random_key(), random_nonce(), tuple(random_key() for _ in range(recipients)))


def seal(context: Context, message: Message, sender: Sender, recipients: Recipients) -> bytes:
    """Return the sealed envelope; 4 276 bytes for one recipient and up to 3 852 body bytes, 4 372 for two.

    Raises PayloadError for a message that nobody would open, KeyMaterialError for an unusable key.
    """
    return seal_fixed(context, message, sender, recipients, Randomness.fresh(len(recipients.box_pks)))


def seal_fixed(
    context: Context,
    message: Message,
    sender: Sender,
    recipients: Recipients,
    randomness: Randomness,
) -> bytes:
    """Seal with given randomness, for vectors only: a content key is never used twice."""
    if len(randomness.ephemeral_keys) != len(recipients.box_pks):
        raise KeyMaterialError
    ctx = context.encode()
    key = randomness.content_key
    padded = pad(_signed_plaintext(ctx, message, sender, recipients))
    stanzas = b"".join(
        kid_box(pk) + box_seal_fixed(key, pk, esk)
        for pk, esk in zip(recipients.box_pks, randomness.ephemeral_keys, strict=True)
    )
    header = MAGIC + u8(SUITE) + u8(len(recipients.box_pks)) + b"\x00\x00" + stanzas
    associated = b"".join(
        (
            header,
            kdf(key, "commit", header + ctx),
            randomness.nonce,
            u32(len(padded) + _TAG_BYTES),
        )
    )
    return associated + aead_seal(kdf(key, "payload"), randomness.nonce, padded, associated + ctx)


def _signed_plaintext(ctx: bytes, message: Message, sender: Sender, recipients: Recipients) -> bytes:
    signed = plaintext.encode(message, sign_public_key(sender.sign_seed), sender.box_pk)
    return signed + sign(sender.sign_seed, "msg-sig", plaintext.signature_message(ctx, recipients.kids, signed))
