"""Challenges WBQ1 (44 bytes), the messages a reporter signs over them, and proof of work (PROTOCOL 3.1, 7.4).

Stateless: the service recognises its own challenge by a keyed hash and remembers only which were spent.
Only keyed BLAKE2b is used here; a challenge for a locator is made without looking whether a case exists.
"""

import hashlib
import secrets
import threading
from typing import Final, Protocol

from crypto.encoding import Reader, u8, u64
from crypto.errors import FormatError, PolicyError, SignatureError
from crypto.primitives import keyed_hash, label

MAGIC: Final = b"WBQ1"
CHALLENGE_BYTES: Final = 44
LIFE_SECONDS: Final = 120
DIFFICULTY_MAX: Final = 18
LOGIN, REGISTER, PROOF_OF_WORK = 1, 2, 3
_UNTAGGED_BYTES: Final = 28
_TAG_BYTES: Final = 16
_NONCE_BYTES: Final = 12


class SpentCache(Protocol):
    """What ``redeem`` asks of its memory."""

    def spend(self, challenge: bytes) -> bool:
        """Record a challenge; say False when it had been recorded before."""
        ...


class SpentChallenges:
    """Bounded, thread-safe memory of the challenges used in the last two minutes.

    A challenge lives at most 120 s, so what expired earlier than that before the newest one is forgotten.
    When ``is_full`` the edge answers 503 ``busy``; ``spend`` then says False: closed, never replayable.
    """

    def __init__(self, capacity: int = 200_000) -> None:
        """Hold at most ``capacity`` challenges, 16 bytes of each."""
        self._capacity = capacity
        self._lock = threading.Lock()
        self._tags: dict[int, set[bytes]] = {}

    @property
    def is_full(self) -> bool:
        """Say whether no more challenges can be remembered now."""
        return self._size() >= self._capacity

    def spend(self, challenge: bytes) -> bool:
        """Record a challenge of 44 bytes; say False when it was used before or nothing more fits."""
        expires = int.from_bytes(challenge[8:16], "big")
        tag = challenge[_UNTAGGED_BYTES:]
        with self._lock:
            for second in [s for s in self._tags if s < expires - LIFE_SECONDS]:
                del self._tags[second]
            known = self._tags.get(expires, set())
            if tag in known or self._size() >= self._capacity:
                return False
            self._tags.setdefault(expires, known).add(tag)
            return True

    def _size(self) -> int:
        return sum(len(tags) for tags in list(self._tags.values()))


def issue(kind: int, difficulty: int, locator: bytes, k_chal: bytes, now: int) -> bytes:
    """Make a WBQ1 (44 bytes) that expires 120 s after ``now`` (unix seconds).

    Kind 1 login, 2 register: locator of 32 bytes; kind 3 proof of work: no locator. Difficulty 0..18 bits.
    Raises FormatError for a wrong kind or locator, PolicyError for the difficulty, KeyMaterialError.
    """
    _check_locator(kind, locator)
    if not 0 <= difficulty <= DIFFICULTY_MAX:
        raise PolicyError
    body = b"".join(
        (
            MAGIC,
            u8(kind),
            u8(difficulty),
            b"\x00\x00",
            u64(now + LIFE_SECONDS),
            secrets.token_bytes(_NONCE_BYTES),
        )
    )
    return body + _tag(k_chal, body, locator)


def redeem(
    challenge: bytes,
    kind: int,
    locator: bytes,
    k_chal: bytes,
    now: int,
    cache: SpentCache,
) -> None:
    """Accept a challenge once. FormatError: shape or kind; SignatureError: not ours; PolicyError: time or reuse."""
    _check_locator(kind, locator)
    expires = _parse(challenge, kind)
    if not secrets.compare_digest(
        challenge[_UNTAGGED_BYTES:],
        _tag(k_chal, challenge[:_UNTAGGED_BYTES], locator),
    ):
        raise SignatureError
    if not now <= expires <= now + LIFE_SECONDS:
        raise PolicyError
    if not cache.spend(challenge):
        raise PolicyError


def locator_tag(k_loc: bytes, locator: bytes) -> bytes:
    """Return the 32 bytes under which a case is stored: BLAKE2b-256(key = K_loc, locator)."""
    return keyed_hash(k_loc, locator)


def login_message(org_id: bytes, locator: bytes, challenge: bytes) -> bytes:
    """Return the message of ``Sign("login", …)``: org_id(16), locator(32), challenge(44). Raises FormatError."""
    return _exact(org_id, 16) + _exact(locator, 32) + _exact(challenge, CHALLENGE_BYTES)


def registration_message(
    org_id: bytes,
    case_id: bytes,
    locator: bytes,
    self_kid: bytes,
    track: int,
    env_hash: bytes,
    challenge: bytes,
) -> bytes:
    """Return the message of ``Sign("register", …)``, 157 bytes. Raises FormatError."""
    return b"".join(
        (
            _exact(org_id, 16),
            _exact(case_id, 16),
            _exact(locator, 32),
            _exact(self_kid, 16),
            u8(track),
            _exact(env_hash, 32),
            _exact(challenge, CHALLENGE_BYTES),
        )
    )


def logbook_message(
    org_id: bytes, logbook_id: bytes, locator: bytes, self_kid: bytes, env_hash: bytes, challenge: bytes
) -> bytes:
    """Return the message of ``Sign("logbook", …)``, 156 bytes: who opens a logbook with this entry. FormatError."""
    return b"".join(
        (
            _exact(org_id, 16),
            _exact(logbook_id, 16),
            _exact(locator, 32),
            _exact(self_kid, 16),
            _exact(env_hash, 32),
            _exact(challenge, CHALLENGE_BYTES),
        )
    )


def pow_ok(challenge: bytes, counter: int) -> bool:
    """Say whether the counter (u64) gives the leading zero bits that the challenge (44) asks for.

    Raises FormatError for a challenge or counter that is none.
    """
    difficulty = _exact(challenge, CHALLENGE_BYTES)[5]
    return _leading_zero_bits(pow_digest(challenge, counter)) >= difficulty


def pow_digest(challenge: bytes, counter: int) -> bytes:
    """Return BLAKE2b-256(L("pow") || challenge || counter u64)."""
    return hashlib.blake2b(label("pow") + challenge + u64(counter), digest_size=32).digest()


def _leading_zero_bits(digest: bytes) -> int:
    return 8 * len(digest) - int.from_bytes(digest, "big").bit_length()


def _parse(challenge: bytes, kind: int) -> int:
    """Check the shape and the kind; return the second at which it expires."""
    if len(challenge) != CHALLENGE_BYTES:
        raise FormatError
    fields = Reader(challenge).expect(MAGIC).expect(u8(kind))
    fields.u8()
    fields.expect(b"\x00\x00")
    return fields.u64()


def _check_locator(kind: int, locator: bytes) -> None:
    if kind not in {LOGIN, REGISTER, PROOF_OF_WORK}:
        raise FormatError
    if len(locator) != (0 if kind == PROOF_OF_WORK else 32):
        raise FormatError


def _tag(k_chal: bytes, body: bytes, locator: bytes) -> bytes:
    return keyed_hash(k_chal, body + locator, _TAG_BYTES)


def _exact(field: bytes, size: int) -> bytes:
    if len(field) != size:
        raise FormatError
    return field
