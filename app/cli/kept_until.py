"""Until when a case is kept, as the service tells it: it will do so itself, so there is nothing to check it against."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject


def kept_until(answer: JsonObject) -> date | None:
    """Return the day on which the case will be destroyed; None while it is not known."""
    told = answer.get("destroyOn")
    return date.fromisoformat(str(told)) if told is not None else None


def kept_sentence(day: date, *, is_closed: bool) -> str:
    """Say it, to the reporter and to the counsellor alike."""
    if is_closed:
        return f"Everything in this case is destroyed on {day}, or later if one of you writes before that day."
    return f"If nobody writes here any more, everything in this case is destroyed on {day}."
