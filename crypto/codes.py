"""What people write down and type back: codes, words, fingerprints, pins (PROTOCOL 2, 2.4, 3.1, 3.3).

Check symbols find typing mistakes; they are no security. What was typed is never logged and stays out of
every ``repr``. A fingerprint, a case reference and a pin are public.
"""

import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Final, Self

from crypto import wordlists
from crypto.errors import ChecksumError, FormatError, PolicyError
from crypto.primitives import hash_

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PASSPHRASE_WORDS: Final = 7
CASE_CODE_SYMBOLS: Final = 16
RECOVERY_CODE_SYMBOLS: Final = 28
KDF_PROFILE: Final = 1
_CHECK_SYMBOLS: Final = 2
_CODE_SYMBOLS_MAX: Final = 31
_GROUP: Final = 4
_ORG_ID_BYTES: Final = 16
_PIN_SYMBOLS: Final = 26
_PIN_SPARE_BITS: Final = 2
_FINGERPRINT_SYMBOLS: Final = 20
_CASE_REF_SYMBOLS: Final = 6
_SAFETY_SYMBOLS: Final = 12
_LETTERS: Final = re.compile(r"[A-Za-z]+")
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})


@dataclass(frozen=True)
class CaseCode:
    """A valid case code, 16 symbols without hyphens. Secret."""

    symbols: str = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what was typed. FormatError: length or symbols; ChecksumError; PolicyError: reserved profile."""
        values = _read(text, CASE_CODE_SYMBOLS)
        _check(values)
        if values[0] != KDF_PROFILE:
            raise PolicyError
        return cls(_write(values))

    @property
    def printed(self) -> str:
        """Return ``XXXX-XXXX-XXXX-XXXX``."""
        return grouped(self.symbols)


@dataclass(frozen=True)
class RecoveryCode:
    """A valid recovery code of a vault, 28 symbols without hyphens, 130 bits. Secret."""

    symbols: str = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what was typed. FormatError: length or symbols; ChecksumError."""
        values = _read(text, RECOVERY_CODE_SYMBOLS)
        _check(values)
        return cls(_write(values))

    @property
    def printed(self) -> str:
        """Return seven groups of four."""
        return grouped(self.symbols)


@dataclass(frozen=True)
class Passphrase:
    """Seven normalised words, joined by single spaces. Secret."""

    text: str = field(repr=False)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the seven words."""
        return tuple(self.text.split(" "))


def new_case_code() -> CaseCode:
    """Make a case code: KDF profile 1, 65 random bits, two check symbols."""
    return CaseCode(encode_symbols((KDF_PROFILE, *_random_symbols(CASE_CODE_SYMBOLS - _CHECK_SYMBOLS - 1))))


def parse_case_code(text: str) -> CaseCode:
    """Read a case code as typed; errors as ``CaseCode.parse``."""
    return CaseCode.parse(text)


def new_recovery_code() -> RecoveryCode:
    """Make a recovery code: 130 random bits, two check symbols."""
    return RecoveryCode(encode_symbols(_random_symbols(RECOVERY_CODE_SYMBOLS - _CHECK_SYMBOLS)))


def parse_recovery_code(text: str) -> RecoveryCode:
    """Read a recovery code as typed; errors as ``RecoveryCode.parse``."""
    return RecoveryCode.parse(text)


def new_passphrase(lang: str) -> Passphrase:
    """Draw seven words, each with an unbiased index (nl: 90.4 bits). PolicyError for an unknown language."""
    words = wordlists.load(lang)
    return Passphrase(" ".join(words[secrets.randbelow(len(words))] for _ in range(PASSPHRASE_WORDS)))


def normalise(text: str) -> Passphrase:
    """Read a passphrase as typed: accents, case and separators do not matter. FormatError unless seven words."""
    decomposed = unicodedata.normalize("NFKD", text)
    # Marks go first, so that the letter they stood on stays within its word.
    plain = "".join(c for c in decomposed if not unicodedata.category(c).startswith("M"))
    words = _LETTERS.findall(plain)
    if len(words) != PASSPHRASE_WORDS:
        raise FormatError
    return Passphrase(" ".join(words).lower())


def unknown_words(phrase: Passphrase) -> tuple[str, ...]:
    """Return the words that stand in neither list: probably a typing mistake. A client SHOULD say so."""
    known = {*wordlists.load("nl"), *wordlists.load("en")}
    return tuple(word for word in phrase.words if word not in known)


def fingerprint(pk: bytes) -> str:
    """Return 100 bits of an Ed25519 public key's hash as ``XXXX-XXXX-XXXX-XXXX-XXXX``, for cards and posters."""
    return grouped(_first_bits(hash_("fp", pk), _FINGERPRINT_SYMBOLS))


def case_ref(case_id: bytes) -> str:
    """Return 6 symbols (30 bits) by which people talk about a case. For display only."""
    return _first_bits(hash_("ref", case_id), _CASE_REF_SYMBOLS)


def safety_number(org_id: bytes, case_id: bytes, sign_pk: bytes, identity_pk: bytes) -> str:
    """Return 12 symbols in three groups that reporter and counsellor can compare (PROTOCOL 3.3).

    It differs when somebody stands between them. Ids of 16 bytes, public keys of 32.
    """
    return grouped(_first_bits(hash_("safety", org_id + case_id + sign_pk + identity_pk), _SAFETY_SYMBOLS))


def pin_encode(org_id: bytes) -> str:
    """Return the 16-byte org_id as 26 symbols: 128 bits, then two zero bits. Raises FormatError."""
    if len(org_id) != _ORG_ID_BYTES:
        raise FormatError
    number = int.from_bytes(org_id, "big") << _PIN_SPARE_BITS
    return _write([number >> 5 * place & 31 for place in reversed(range(_PIN_SYMBOLS))])


def pin_parse(text: str) -> bytes:
    """Read a pin as typed; return the 16-byte org_id. Raises FormatError."""
    number = reduce(lambda value, symbol: value << 5 | symbol, _read(text, _PIN_SYMBOLS), 0)
    if number & (1 << _PIN_SPARE_BITS) - 1:
        raise FormatError
    return (number >> _PIN_SPARE_BITS).to_bytes(_ORG_ID_BYTES, "big")


def encode_symbols(data: Sequence[int]) -> str:
    """Return data symbols (0..31, at most 29) followed by their two check symbols. Raises FormatError."""
    if len(data) > _CODE_SYMBOLS_MAX - _CHECK_SYMBOLS or any(not 0 <= symbol < 32 for symbol in data):
        raise FormatError
    first_sum, second_sum = _sums(data)
    place, after = _POWERS[len(data)], _POWERS[len(data) + 1]
    first = _divide(second_sum ^ _multiply(after, first_sum), place ^ after)
    return _write((*data, first, first_sum ^ first))


def grouped(symbols: str) -> str:
    """Return symbols in groups of four with hyphens between."""
    return "-".join(symbols[at : at + _GROUP] for at in range(0, len(symbols), _GROUP))


def _random_symbols(count: int) -> tuple[int, ...]:
    return tuple(secrets.randbelow(len(ALPHABET)) for _ in range(count))


def _read(text: str, count: int) -> list[int]:
    """Decode what was typed to exactly ``count`` symbol values; FormatError otherwise."""
    if not text.isascii():
        raise FormatError
    symbols = text.upper().translate(_READ_AS)
    if len(symbols) != count:
        raise FormatError
    values = [ALPHABET.find(symbol) for symbol in symbols]
    if -1 in values:
        raise FormatError
    return values


def _write(values: Sequence[int]) -> str:
    return "".join(ALPHABET[value] for value in values)


def _check(values: Sequence[int]) -> None:
    if _sums(values) != (0, 0):
        raise ChecksumError


def _first_bits(digest: bytes, symbols: int) -> str:
    bits = int.from_bytes(digest, "big") >> 8 * len(digest) - 5 * symbols
    return _write([bits >> 5 * place & 31 for place in reversed(range(symbols))])


# GF(32) = GF(2)[x] / (x^5 + x^2 + 1), generator 2. Two check symbols give distance 3: every mistake in one or
# two symbols, and every swap of two, is found.
def _powers() -> tuple[int, ...]:
    powers = [1]
    for _ in range(_CODE_SYMBOLS_MAX - 1):
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0b100101 if doubled & 0b100000 else doubled)
    return tuple(powers)


_POWERS: Final = _powers()
_LOGS: Final = {value: exponent for exponent, value in enumerate(_POWERS)}


def _multiply(a: int, b: int) -> int:
    return _POWERS[(_LOGS[a] + _LOGS[b]) % _CODE_SYMBOLS_MAX] if a and b else 0


def _divide(a: int, b: int) -> int:
    return _POWERS[(_LOGS[a] - _LOGS[b]) % _CODE_SYMBOLS_MAX] if a else 0


def _sums(values: Sequence[int]) -> tuple[int, int]:
    """Return (sum of d_i, sum of 2^i d_i) in the field; both are zero for a valid code."""
    plain = reduce(lambda total, value: total ^ value, values, 0)
    weighted = reduce(lambda total, item: total ^ _multiply(_POWERS[item[0]], item[1]), enumerate(values), 0)
    return plain, weighted
