"""Seven days after receipt (Wbk art. 2(2)(h)), as situations: the day it plainly ends, and the day the Atw makes of it.

The day of receipt is not counted. Weekdays stand here because a lawyer checks them with a calendar.
"""

from datetime import date

import pytest

from app.domain.deadlines import acknowledgement_deadline, outer_limit
from app.domain.track import Track
from app.policies.law_loader import dutch_law

LAW = dutch_law()

SITUATIONS = {
    # what is special: received, last day, last day under the Algemene termijnenwet
    "D1 nothing": ("Mon 2026-03-23", "Mon 2026-03-30", "Mon 2026-03-30"),
    "D2 Good Friday, then Easter": ("Fri 2026-03-27", "Fri 2026-04-03", "Tue 2026-04-07"),
    "D3 King's Day": ("Mon 2026-04-20", "Mon 2026-04-27", "Tue 2026-04-28"),
    "D4 Liberation Day, also in a year that is no fifth": ("Tue 2026-04-28", "Tue 2026-05-05", "Wed 2026-05-06"),
    "D5 Ascension Day, equated Friday, weekend": ("Thu 2026-05-07", "Thu 2026-05-14", "Mon 2026-05-18"),
    "D6 only an equated day": ("Fri 2026-05-08", "Fri 2026-05-15", "Mon 2026-05-18"),
    "D7 Whit Monday": ("Mon 2026-05-18", "Mon 2026-05-25", "Tue 2026-05-26"),
    "D8 Saturday": ("Sat 2026-11-21", "Sat 2026-11-28", "Mon 2026-11-30"),
    "D9 Christmas, then a weekend": ("Fri 2026-12-18", "Fri 2026-12-25", "Mon 2026-12-28"),
    "D10 New Year, equated Friday, weekend": ("Thu 2025-12-25", "Thu 2026-01-01", "Mon 2026-01-05"),
    "D11 New Year on a Saturday": ("Sat 2027-12-25", "Sat 2028-01-01", "Mon 2028-01-03"),
    "D12 Ascension Day and an equated Friday": ("Thu 2027-04-29", "Thu 2027-05-06", "Mon 2027-05-10"),
    "D13 Good Friday": ("Fri 2028-04-07", "Fri 2028-04-14", "Tue 2028-04-18"),
    "D14 King's Day and an equated Friday": ("Thu 2028-04-20", "Thu 2028-04-27", "Mon 2028-05-01"),
    "D15 Ascension Day and an equated Friday": ("Thu 2028-05-18", "Thu 2028-05-25", "Mon 2028-05-29"),
}


def on(text: str) -> date:
    day = date.fromisoformat(text[4:])
    assert f"{day:%a}" == text[:3], f"{day} is no {text[:3]}: the situation is written wrong"
    return day


@pytest.mark.parametrize(("received", "last_day", "outer"), SITUATIONS.values(), ids=SITUATIONS.keys())
def test_receipt_is_acknowledged_within_seven_days(received: str, last_day: str, outer: str) -> None:
    for track in (Track.MELDING, Track.EXTERN):
        deadline = acknowledgement_deadline(LAW, track, on(received))
        assert deadline is not None
        assert deadline.last_day == on(last_day)
        assert outer_limit(LAW, deadline) == on(outer)


def test_the_deadline_says_in_which_article_it_stands() -> None:
    to_employer = acknowledgement_deadline(LAW, Track.MELDING, on("Sat 2026-11-21"))
    to_authority = acknowledgement_deadline(LAW, Track.EXTERN, on("Sat 2026-11-21"))
    assert to_employer is not None
    assert to_authority is not None
    assert (to_employer.term.law, to_employer.term.article) == ("Wbk", "2(2)(h)")
    assert (to_authority.term.law, to_authority.term.article) == ("Wbk", "2e(2)(a)")
