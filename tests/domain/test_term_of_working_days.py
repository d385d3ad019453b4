"""Two working days, which an employer's own text may promise: no weekend, holiday, Good Friday or equated day counts.

The law has no general word for a working day. Whether an equated Friday is one is asked of the text, not guessed.
"""

from datetime import date

import pytest

from app.domain.term_calendar import add_working_days
from app.policies.law_loader import dutch_law

CALENDAR = dutch_law().free_days

SITUATIONS = {
    # aware on: two working days later
    "over Good Friday and Easter, aware on Thursday": ("2026-04-02", "2026-04-08"),
    "over Easter, aware on Good Friday": ("2026-04-03", "2026-04-08"),
    "over Ascension Day and an equated Friday": ("2026-05-13", "2026-05-19"),
    "over a weekend, aware on Friday": ("2026-11-20", "2026-11-24"),
    "over a weekend, aware on Saturday": ("2026-11-21", "2026-11-24"),
    "over Christmas": ("2026-12-24", "2026-12-29"),
}


@pytest.mark.parametrize(("aware", "last_day"), SITUATIONS.values(), ids=SITUATIONS.keys())
def test_two_working_days_are_counted(aware: str, last_day: str) -> None:
    assert add_working_days(date.fromisoformat(aware), 2, CALENDAR).isoformat() == last_day


def test_where_a_text_calls_an_equated_friday_a_working_day_it_counts() -> None:
    aware = date(2026, 5, 13)
    assert add_working_days(aware, 2, CALENDAR, equated_counts=False) == date(2026, 5, 18)
    assert add_working_days(aware, 2, CALENDAR) == date(2026, 5, 19)
