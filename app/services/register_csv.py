"""The register as CSV (RFC 4180, UTF-8): one report a line, days as ISO dates, words as the codes of the service."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.domain.register import RegisterLine

COLUMNS: Final = (
    "register_id",
    "channel",
    "received_on",
    "released_on",
    "acknowledged_on",
    "feedback_on",
    "dismissed_on",
    "closed_on",
    "missed",
    "outcome",
    "kept_as",
    "ground_nl",
    "ground_en",
    "destroy_on",
    "extension_reason",
)
_BOM: Final = "\ufeff"
"""Tells spreadsheets that this is UTF-8."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_csv(lines: Iterable[RegisterLine]) -> str:
    """Write the lines with a heading. A text that a spreadsheet would calculate is made a text again."""
    file = io.StringIO()
    file.write(_BOM)
    table = csv.writer(file)
    table.writerow(COLUMNS)
    for line in lines:
        table.writerow([_plain(value) for value in _row(line)])
    return file.getvalue()


def _row(line: RegisterLine) -> tuple[str, ...]:
    kept = line.keeping
    return (
        line.register_id.hex(),
        line.channel,
        line.received_on.isoformat(),
        _day(line.released_on),
        _day(line.acknowledged_on),
        _day(line.feedback_on),
        _day(line.dismissed_on),
        _day(line.closed_on),
        " ".join(f"{duty.owed.name.lower()}:{duty.due.isoformat()}" for duty in line.missed),
        line.outcome.value,
        kept.closed_as.value if kept is not None else "",
        kept.rule.ground.nl if kept is not None else "",
        kept.rule.ground.en if kept is not None else "",
        _day(line.destroy_on),
        line.extension_reason or "",
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
