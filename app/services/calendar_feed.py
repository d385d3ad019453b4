"""A calendar of open duties (iCalendar, RFC 5545): all-day events with one title, and nothing that says what or whose.

Whoever runs the calendar in which it is read sees on which days there is a duty. So it is off until somebody asks for
it, and the address is a secret of 32 bytes, kept as its hash.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from app.domain.case_duties import UNDATED
from app.domain.errors import UnknownError
from app.services.open_duties import open_days
from crypto import bearer_token
from crypto.errors import WbpError

if TYPE_CHECKING:
    from app.domain.ids import AccountId
    from app.store.unit_of_work import UnitOfWork

TITLE: Final = "Zegel"
_LAST: Final = UNDATED - timedelta(days=1)
"""Every case in which a day counts, however far away."""


def start_feed(work: UnitOfWork, account_id: AccountId, today: date) -> bytes:
    """Give the token (32 bytes) of a new feed, once; the one before it stops."""
    token, token_hash = bearer_token.issue()
    work.calendar_feeds.replace(account_id, token_hash, today)
    return token


def stop_feed(work: UnitOfWork, account_id: AccountId) -> None:
    """Stop the feed, if there is one."""
    work.calendar_feeds.remove(account_id)


def feed_made_on(work: UnitOfWork, account_id: AccountId) -> date | None:
    """Give the day on which the feed was made; None when it is off."""
    return work.calendar_feeds.made_on(account_id)


def feed(work: UnitOfWork, token: str, today: date) -> bytes:
    """Give the calendar of this token (64 hexadecimal digits).

    Raises:
        UnknownError: no feed has this token.

    """
    try:
        account_id = work.calendar_feeds.account_of(bearer_token.hash_of(bytes.fromhex(token)))
    except (ValueError, WbpError):
        raise UnknownError from None
    if account_id is None:
        raise UnknownError
    return _calendar(sorted(open_days(work, account_id, _LAST, today)), today)


def _calendar(days: list[date], today: date) -> bytes:
    from icalendar import Calendar, Event  # noqa: PLC0415 - large, and few ever ask for a feed

    calendar = Calendar()
    calendar.add("prodid", "-//Zegel//Zegel//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", TITLE)
    for day in days:
        event = Event()
        event.add("uid", f"{day.isoformat()}@zegel")
        event.add("dtstamp", datetime.combine(today, time(), UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", TITLE)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
