"""The two clocks of a report (Wbk art. 2(2)(h), (i) and 2e(2); PROTOCOL 6.1). The law is an argument.

A deadline is no row: it is what the law says about the facts of a case. The law of the day of receipt counts for the
whole case, so that a date once shown does not move when the law does. The strict date counts here; `outer_limit` is
what the Algemene termijnenwet may make of it, and is never used to delay.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from app.domain.law import Law, LawError, StartEvent, Term
from app.domain.term_calendar import extended_day, strict_day
from app.domain.track import Track, has_clock

NEVER: Final = date(9999, 12, 31)
"""Sorts a case without a clock behind every case that has one."""


class _Clock(NamedTuple):
    """The names of the terms that make one clock, in the law data."""

    acknowledgement: str
    feedback: str
    extended: str


_EMPLOYER: Final = _Clock("employer_acknowledgement", "employer_feedback", "employer_feedback_extended")
_AUTHORITY: Final = _Clock("authority_acknowledgement", "authority_feedback", "authority_feedback_extended")


class Deadline(NamedTuple):
    """The last day of one term, with the term it follows from and the day after which it was counted."""

    term: Term
    counted_from: date
    last_day: date


def acknowledgement_deadline(law: Law, track: Track, received_on: date) -> Deadline | None:
    """Give the deadline of the acknowledgement; None on a track without clock."""
    if not has_clock(track):
        return None
    return _deadline(law, law.term(_keys(track).acknowledgement, received_on), received_on)


def feedback_deadline(
    law: Law, track: Track, received_on: date, acknowledged_on: date | None, *, extended: bool = False
) -> Deadline | None:
    """Give the deadline of the feedback; a late or missing acknowledgement buys no time.

    extended: an authority gave reasons for its one extension.

    Raises:
        TermUnknownError: an employer has no extension.

    """
    both = deadlines_of(law, track, received_on, acknowledged_on, extended=extended)
    return both[1] if both else None


def deadlines_of(
    law: Law, track: Track, received_on: date, acknowledged_on: date | None, *, extended: bool = False
) -> tuple[Deadline, Deadline] | None:
    """Give both deadlines of a case at once, acknowledgement and feedback; None on a track without clock.

    Raises:
        TermUnknownError: an employer has no extension.

    """
    acknowledgement = acknowledgement_deadline(law, track, received_on)
    if acknowledgement is None:
        return None
    keys = _keys(track)
    term = law.term(keys.extended if extended else keys.feedback, received_on)
    if term.start is StartEvent.RECEIPT:
        return acknowledgement, _deadline(law, term, received_on)
    limit = acknowledgement.last_day
    return acknowledgement, _deadline(law, term, min(acknowledged_on or limit, limit))


def outer_limit(law: Law, deadline: Deadline) -> date:
    """Give the last day as the Algemene termijnenwet would extend it.

    Raises:
        YearUnknownError: the equated days of that year are not known.

    """
    return extended_day(law, deadline.term, deadline.counted_from, deadline.last_day)


def ack_limit(law: Law, track: Track, received_on: date) -> date | None:
    """Give the last day to acknowledge receipt; None on a track without clock."""
    deadline = acknowledgement_deadline(law, track, received_on)
    return deadline.last_day if deadline else None


def feedback_limit(law: Law, track: Track, received_on: date, acknowledged_on: date | None) -> date | None:
    """Give the last day for feedback; None on a track without clock."""
    deadline = feedback_deadline(law, track, received_on, acknowledged_on)
    return deadline.last_day if deadline else None


def _keys(track: Track) -> _Clock:
    """A report straight to an authority follows the authority's terms; every other the employer's."""
    return _AUTHORITY if track is Track.EXTERN else _EMPLOYER


def _deadline(law: Law, term: Term, start: date) -> Deadline:
    last_day = strict_day(term, start, law.free_days)
    if last_day is None:
        raise LawError(f"“{term.key}” ({term.law} {term.article}) has no number, so a case has no date for it.")
    return Deadline(term, start, last_day)
