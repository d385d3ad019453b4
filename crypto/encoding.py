"""Integers, days, base64, and readers that know only one spelling (PROTOCOL 2).

What parses re-encodes to the same bytes; everything else is ``format``. Integers are unsigned big-endian.
Days are whole civil days since 1970-01-01 in the organisation's time zone; no clock is read here.
"""

import binascii
import datetime as dt
import re
from typing import Final, Self

from crypto.errors import FormatError

_EPOCH: Final = dt.date(1970, 1, 1)
_DAY_MAX: Final = (dt.date.max - _EPOCH).days
_DAY_PATTERN: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_DECIMAL: Final = re.compile(r"(?:0|[1-9][0-9]{0,9})\Z")
_HEX: Final = re.compile(r"(?:[0-9a-f]{2})*\Z")


def u16(value: int) -> bytes:
    """Encode 0..2^16-1 as 2 bytes. Raises FormatError outside the range."""
    return _unsigned(value, 2)


def u32(value: int) -> bytes:
    """Encode 0..2^32-1 as 4 bytes. Raises FormatError outside the range."""
    return _unsigned(value, 4)


def u64(value: int) -> bytes:
    """Encode 0..2^64-1 as 8 bytes. Raises FormatError outside the range."""
    return _unsigned(value, 8)


def u8(value: int) -> bytes:
    """Encode 0..255 as 1 byte. Raises FormatError outside the range."""
    return _unsigned(value, 1)


def _unsigned(value: int, size: int) -> bytes:
    try:
        return value.to_bytes(size, "big")
    except OverflowError:
        raise FormatError from None


class Reader:
    """Take fields from bytes, front to back. Running out, or leaving something over, is FormatError."""

    def __init__(self, data: bytes) -> None:
        """Start at the first byte of ``data``."""
        self._data = bytes(data)
        self._at = 0

    def take(self, size: int) -> bytes:
        """Return the next ``size`` bytes."""
        end = self._at + size
        if size < 0 or end > len(self._data):
            raise FormatError
        taken = self._data[self._at : end]
        self._at = end
        return taken

    def u8(self) -> int:
        """Return the next byte as an integer."""
        return self.take(1)[0]

    def u16(self) -> int:
        """Return the next 2 bytes as an integer."""
        return int.from_bytes(self.take(2), "big")

    def u32(self) -> int:
        """Return the next 4 bytes as an integer."""
        return int.from_bytes(self.take(4), "big")

    def u64(self) -> int:
        """Return the next 8 bytes as an integer."""
        return int.from_bytes(self.take(8), "big")

    def expect(self, constant: bytes) -> Self:
        """Take exactly these bytes: a magic, or reserved zeros."""
        if self.take(len(constant)) != constant:
            raise FormatError
        return self

    def done(self) -> None:
        """Insist that nothing is left."""
        if self._at != len(self._data):
            raise FormatError


class Lines:
    """Take ``keyword value`` lines from a note's text, in order and nothing else (PROTOCOL 3.3)."""

    def __init__(self, text: str, head: str) -> None:
        """Start after the first line, which must be ``head``; the text must end with a newline."""
        lines = text.split("\n")
        if lines.pop() != "" or not lines or lines[0] != head:
            raise FormatError
        self._lines = lines
        self._at = 1

    def take(self, keyword: str) -> str:
        """Return the value of the next line, which must start with this keyword. The value is not empty."""
        value = self.take_if(keyword)
        if value is None:
            raise FormatError
        return value

    def take_if(self, keyword: str) -> str | None:
        """Return the value of the next line when it has this keyword, else None and stay."""
        if self._at >= len(self._lines):
            return None
        word, space, value = self._lines[self._at].partition(" ")
        if word != keyword:
            return None
        if not space or not value:
            raise FormatError
        self._at += 1
        return value

    def take_all(self, keyword: str) -> tuple[str, ...]:
        """Return the values of all following lines with this keyword."""
        values = []
        while (value := self.take_if(keyword)) is not None:
            values.append(value)
        return tuple(values)

    def done(self) -> None:
        """Insist that no line is left."""
        if self._at != len(self._lines):
            raise FormatError


def utf8(text: str) -> bytes:
    """Encode as UTF-8. A text with half a surrogate pair (JSON can carry one) is FormatError."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise FormatError from None


def b64(data: bytes) -> str:
    """Encode as base64 (RFC 4648 section 4, padded)."""
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def unb64(text: str) -> bytes:
    """Decode canonical padded base64; any other spelling is FormatError."""
    try:
        data = binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        raise FormatError from None
    # Of what is read strictly, only the last group has bits and signs that carry nothing.
    last = data[-(len(data) % 3 or 3) :]
    if len(text) != 4 * -(-len(data) // 3) or not text.endswith(b64(last)):
        raise FormatError
    return data


def unhex(text: str, size: int) -> bytes:
    """Decode exactly ``size`` bytes of lower-case hex; anything else is FormatError."""
    if len(text) != 2 * size or _HEX.match(text) is None:
        raise FormatError
    return bytes.fromhex(text)


def decimal(text: str) -> int:
    """Parse a non-negative decimal without sign or leading zeros, at most ten digits; else FormatError."""
    if _DECIMAL.match(text) is None:
        raise FormatError
    return int(text)


def day_of(date: dt.date) -> int:
    """Return the civil days since 1970-01-01. Dates before that are FormatError."""
    # A datetime is a date too; its day is the day in its own zone, which the caller has chosen.
    days = date.toordinal() - _EPOCH.toordinal()
    if days < 0:
        raise FormatError
    return days


def date_of(day: int) -> dt.date:
    """Return the date of a civil day. Days outside 1970-01-01..9999-12-31 are FormatError."""
    if not 0 <= day <= _DAY_MAX:
        raise FormatError
    return _EPOCH + dt.timedelta(days=day)


def day_str(day: int) -> str:
    """Return ``YYYY-MM-DD`` of a civil day; FormatError as in ``date_of``."""
    return date_of(day).isoformat()


def day_parse(text: str) -> int:
    """Parse exactly ``YYYY-MM-DD`` to a civil day; anything else is FormatError."""
    if _DAY_PATTERN.match(text) is None:
        raise FormatError
    try:
        return day_of(dt.date.fromisoformat(text))
    except ValueError:
        raise FormatError from None
