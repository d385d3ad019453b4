"""Re-wrap records WBR1: the content keys of some messages, sealed to one more person (PROTOCOL 5.2). Server half.

The envelopes themselves stay byte-identical. The service sees which messages, for whom and by whom; it can open
nothing of it.

    verify_rewrap(raw, org_id, case_id, token, wrapper_pk, reporter_pk) -> RewrapInfo
"""

from dataclasses import dataclass
from typing import Final

from crypto.consent_token import ConsentToken, scope_hash
from crypto.encoding import Reader, u8
from crypto.errors import FormatError, PolicyError, SenderError
from crypto.primitives import HASH_BYTES, SIGNATURE_BYTES, hash_, verify

MAGIC: Final = b"WBR1"
SUITE: Final = 0x01
SEALED_KEY_BYTES: Final = 80
NO_TOKEN: Final = bytes(16)


@dataclass(frozen=True)
class RewrapInfo:
    """A WBR1 taken apart. ``items`` are (env_hash 32, sealed content key 80) in scope order; ``hash`` names it.

    ``kid`` is the target's box key id, ``token_id`` zeros without a token, ``wrapper_pk`` who signed.
    """

    org_id: bytes
    case_id: bytes
    kid: bytes
    token_id: bytes
    wrapper_pk: bytes
    items: tuple[tuple[bytes, bytes], ...]
    hash: bytes

    @property
    def count(self) -> int:
        """Return how many messages it opens."""
        return len(self.items)

    @property
    def env_hashes(self) -> tuple[bytes, ...]:
        """Return which messages it opens, in scope order."""
        return tuple(env_hash for env_hash, _ in self.items)


def verify_rewrap(
    raw: bytes,
    org_id: bytes,
    case_id: bytes,
    token: ConsentToken | None,
    wrapper_pk: bytes,
    reporter_pk: bytes,
) -> RewrapInfo:
    """Check a record against the case, a *verified* token and the two keys (Ed25519), in the order of 5.2.

    ``wrapper_pk`` is who should have wrapped: the assignee, or the reporter. Without a token only the reporter may,
    and the caller checks that the target is a successor of the counsellor. FormatError: shape. PolicyError: another
    case. SenderError: another wrapper. SignatureError. FormatError: a message twice. PolicyError: not this token,
    not its recipient, not exactly its scope, or wrapped by somebody who may not.
    """
    info = parse_rewrap(raw)
    if info.org_id != org_id or info.case_id != case_id:
        raise PolicyError
    if info.wrapper_pk != wrapper_pk:
        raise SenderError
    verify(wrapper_pk, "rewrap", raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:])
    if len(set(info.env_hashes)) != info.count:
        raise FormatError
    by_reporter = wrapper_pk == reporter_pk
    if token is None:
        _check_without_token(info, by_reporter=by_reporter)
    else:
        _check_token(info, token, by_reporter=by_reporter)
    return info


def parse_rewrap(raw: bytes) -> RewrapInfo:
    """Read the shape (FormatError); nothing here is trusted before the signature was checked."""
    fields = Reader(raw).expect(MAGIC).expect(u8(SUITE)).expect(b"\x00")
    count = fields.u16()
    org_id, case_id, kid, token_id, wrapper_pk = (fields.take(size) for size in (16, 16, 16, 16, 32))
    items = tuple((fields.take(HASH_BYTES), fields.take(SEALED_KEY_BYTES)) for _ in range(count))
    fields.take(SIGNATURE_BYTES)
    fields.done()
    if not items:
        raise FormatError
    return RewrapInfo(org_id, case_id, kid, token_id, wrapper_pk, items, hash_("rewrap-record", raw))


def _check_without_token(info: RewrapInfo, *, by_reporter: bool) -> None:
    if info.token_id != NO_TOKEN or not by_reporter:
        raise PolicyError


def _check_token(info: RewrapInfo, token: ConsentToken, *, by_reporter: bool) -> None:
    if token.is_conditional and not by_reporter:
        raise PolicyError
    if (info.org_id, info.case_id, info.token_id) != (token.org_id, token.case_id, token.token_id):
        raise PolicyError
    if info.kid != token.recipient_kid or scope_hash(info.env_hashes) != token.scope:
        raise PolicyError
