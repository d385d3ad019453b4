"""The one mail there is: the same words each time, the same number of bytes for everybody (PROTOCOL 7.1).

It names no case, organisation, person or number. `Date` is the start of the day it was wanted on, and `Message-ID` the
random id of the row, so that a mail that is sent twice after a fault is one mail to whoever receives it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

MAIL_BYTES: Final = 2048
"""Length of every mail, headers included, whatever the language and the addresses."""
_FOLDER: Final = Path(__file__).resolve().parents[2] / "templates" / "mail"
_LINE: Final = "\r\n"
_FILLER: Final = "X-Filler: "
_FILLER_LINE: Final = 72
_LEAST_FILLER: Final = len(_FILLER) + 1 + len(_LINE)
# As RFC 5322 writes them, whatever the language of the machine.
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class MailTooLongError(Exception):
    """The words and addresses leave no room; told when the service is built, not when somebody waits for a mail."""


def reminder(mail_id: bytes, sender: str, mail_to: str, language: str, wanted_on: date) -> bytes:
    """Write the mail, `MAIL_BYTES` long, plain ASCII with CRLF; `mail_id` is 16 random bytes.

    Raises:
        MailTooLongError: addresses of hundreds of characters on both sides.

    """
    subject, body = _words(language)
    headers = {
        "Date": _midnight(wanted_on),
        "From": f"Zegel <{sender}>",
        "To": mail_to,
        "Subject": subject,
        "Message-ID": f"<{mail_id.hex()}@{sender.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=us-ascii",
        "Content-Transfer-Encoding": "7bit",
        "Content-Language": language,
    }
    head = "".join(f"{name}: {value}{_LINE}" for name, value in headers.items())
    room = MAIL_BYTES - len(head) - len(_LINE) - len(body)
    if room < _LEAST_FILLER:
        raise MailTooLongError
    return (head + _filler(room) + _LINE + body).encode("ascii")


@cache
def _words(language: str) -> tuple[str, str]:
    """Read subject and body; the first line of the file is the subject."""
    lines = (_FOLDER / f"reminder.{language}.txt").read_text(encoding="ascii").splitlines()
    return lines[0], "".join(line + _LINE for line in lines[1:])


def _midnight(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]}, {day.day:02} {_MONTHS[day.month - 1]} {day.year} 00:00:00 +0000"


def _filler(size: int) -> str:
    """Give headers of exactly this many bytes that say nothing."""
    full = max(0, size // _FILLER_LINE - 1)
    return _FILLER_LINE_TEXT * full + _filler_line(size - full * _FILLER_LINE)


def _filler_line(size: int) -> str:
    return f"{_FILLER}{'x' * (size - len(_FILLER) - len(_LINE))}{_LINE}"


_FILLER_LINE_TEXT: Final = _filler_line(_FILLER_LINE)
