"""Three months (Wbk art. 2(2)(i), 2e(2)(b)), as situations: same day number, clipped, and what the Atw makes of it."""

from datetime import date

import pytest

from app.domain.term_calendar import outer_day, strict_day
from app.policies.law_loader import dutch_law

LAW = dutch_law()

SITUATIONS = {
    # what is special: start, last day, last day under the Algemene termijnenwet
    "M1 the 31st to the 31st": ("Sun 2026-05-31", "Mon 2026-08-31", "Mon 2026-08-31"),
    "M2 the 31st becomes the 30th": ("Mon 2026-08-31", "Mon 2026-11-30", "Mon 2026-11-30"),
    "M3 the 30th becomes the 28th, a Sunday": ("Mon 2026-11-30", "Sun 2027-02-28", "Mon 2027-03-01"),
    "M4 the same end, nothing clipped": ("Sat 2026-11-28", "Sun 2027-02-28", "Mon 2027-03-01"),
    "M5 leap day": ("Mon 2027-11-29", "Tue 2028-02-29", "Tue 2028-02-29"),
    "M6 the 30th becomes leap day": ("Tue 2027-11-30", "Tue 2028-02-29", "Tue 2028-02-29"),
    "M7 the 31st becomes the 30th": ("Sat 2026-01-31", "Thu 2026-04-30", "Thu 2026-04-30"),
    "M8 King's Day": ("Tue 2026-01-27", "Mon 2026-04-27", "Tue 2026-04-28"),
    "M9 Liberation Day, Ascension Day, equated Friday": ("Fri 2027-02-05", "Wed 2027-05-05", "Mon 2027-05-10"),
    "M10 Christmas": ("Fri 2026-09-25", "Fri 2026-12-25", "Mon 2026-12-28"),
    "M11 New Year, then a weekend": ("Thu 2026-10-01", "Fri 2027-01-01", "Mon 2027-01-04"),
    "M12 Good Friday": ("Fri 2028-01-14", "Fri 2028-04-14", "Tue 2028-04-18"),
    "M13 Ascension Day and an equated Friday": ("Sat 2026-02-14", "Thu 2026-05-14", "Mon 2026-05-18"),
    "M14 clipped, a Saturday": ("Sun 2025-11-30", "Sat 2026-02-28", "Mon 2026-03-02"),
}


def on(text: str) -> date:
    day = date.fromisoformat(text[4:])
    assert f"{day:%a}" == text[:3], f"{day} is no {text[:3]}: the situation is written wrong"
    return day


@pytest.mark.parametrize("key", ["employer_feedback", "authority_feedback"])
@pytest.mark.parametrize(("start", "last_day", "outer"), SITUATIONS.values(), ids=SITUATIONS.keys())
def test_feedback_is_given_within_three_months(key: str, start: str, last_day: str, outer: str) -> None:
    term = LAW.term(key, on(start))
    assert strict_day(term, on(start), LAW.free_days) == on(last_day)
    assert outer_day(LAW, term, on(start)) == on(outer)
