"""Lengths that tell little: PADMÉ above a floor of 4 096 bytes, filled with zeros (PROTOCOL 2.5)."""

from typing import Final

from crypto.errors import FormatError, PayloadError

FLOOR: Final = 4_096
# Beyond this JavaScript numbers are no longer exact; no format comes near.
_LENGTH_END: Final = 2**53


def padme(length: int) -> int:
    """Return the PADMÉ length of 0..2^53-1 bytes: at most 12 % longer, O(log log) bits leak. FormatError."""
    if not 0 <= length < _LENGTH_END:
        raise FormatError
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    kept_bits = exponent.bit_length()
    step = 1 << (exponent - kept_bits)
    return -(-length // step) * step


def pad_len(length: int) -> int:
    """Return P(length) = max(4096, PADMÉ(length)); above the floor at most 6.25 % longer."""
    return max(FLOOR, padme(length))


def pad(data: bytes) -> bytes:
    """Return the data followed by zeros up to P(len(data))."""
    return data + bytes(pad_len(len(data)) - len(data))


def unpad_check(padded: bytes, length: int) -> None:
    """Insist that exactly P(length) bytes are there and that all after ``length`` are zero. PayloadError."""
    if len(padded) != pad_len(length) or any(padded[length:]):
        raise PayloadError
