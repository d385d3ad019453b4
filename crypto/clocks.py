"""The terms of the law: when a report is to be acknowledged and answered (PROTOCOL 6.1).

Dates in, dates out; nothing asks what day it is.
"""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Final

from crypto.errors import PolicyError
from crypto.term_days import is_free_day

_ACK_DAYS: Final = 7
_FEEDBACK_MONTHS: Final = 3
_EXTENDED_MONTHS: Final = 6


@dataclass(frozen=True)
class Clocks:
    """The two limits of a report. Nominal dates bind; the ``_atw`` ones are the outer limits, shown only."""

    ack_limit: dt.date
    ack_atw: dt.date
    feedback_limit: dt.date
    feedback_atw: dt.date


def clocks(
    profile: str,
    receipt: dt.date,
    ack_sent: dt.date | None = None,
    extended: bool = False,  # noqa: FBT001, FBT002 - the argument order of PROTOCOL 10
) -> Clocks:
    """Return the limits of a report received on a day. The day of the event itself does not count.

    Profile ``employer``: feedback runs from the acknowledgement, and a late one buys no time. Profile
    ``authority``: feedback runs from receipt, once extended to six months with reasons.
    Raises PolicyError: another profile, an employer that extends, an acknowledgement before receipt.
    """
    if ack_sent is not None and ack_sent < receipt:
        raise PolicyError
    ack_limit = receipt + dt.timedelta(days=_ACK_DAYS)
    if profile == "employer" and not extended:
        base = ack_limit if ack_sent is None else min(ack_sent, ack_limit)
        feedback_limit = add_months(base, _FEEDBACK_MONTHS)
    elif profile == "authority":
        feedback_limit = add_months(receipt, _EXTENDED_MONTHS if extended else _FEEDBACK_MONTHS)
    else:
        raise PolicyError
    # Six months is outside the Algemene termijnenwet: the outer limit is the nominal one.
    feedback_atw = feedback_limit if extended else atw_end(feedback_limit)
    return Clocks(ack_limit, atw_end(ack_limit), feedback_limit, feedback_atw)


def add_months(date: dt.date, months: int) -> dt.date:
    """Add calendar months; a day that the month lacks becomes its last day (30 November + 3 is 28 February)."""
    years, month = divmod(date.month - 1 + months, 12)
    year = date.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(date.day, last))


def atw_end(date: dt.date) -> dt.date:
    """Return the first day from this one on that is no Saturday, Sunday, holiday or equated day."""
    while is_free_day(date):
        date += dt.timedelta(days=1)
    return date
