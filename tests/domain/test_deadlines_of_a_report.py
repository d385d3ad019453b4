"""The two clocks of a report, as situations (Wbk art. 2(2)(h), (i); PROTOCOL 6.1)."""

from datetime import date, timedelta

import pytest

from app.domain.deadlines import ack_limit, feedback_limit
from app.domain.track import Track
from app.policies.law_loader import dutch_law
from crypto.duty import clocks

LAW = dutch_law()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("received", "acknowledged", "limit", "feedback"),
    [
        ("2026-11-21", None, "2026-11-28", "2027-02-28"),
        ("2026-11-21", "2026-11-21", "2026-11-28", "2027-02-21"),
        ("2026-11-21", "2026-12-10", "2026-11-28", "2027-02-28"),
        ("2026-11-23", "2026-11-30", "2026-11-30", "2027-02-28"),
        ("2027-11-23", "2027-11-30", "2027-11-30", "2028-02-29"),
        ("2026-12-28", None, "2027-01-04", "2027-04-04"),
    ],
)
def test_a_report_is_acknowledged_in_seven_days_and_answered_in_three_months(
    received: str, acknowledged: str | None, limit: str, feedback: str
) -> None:
    sent = day(acknowledged) if acknowledged else None
    assert ack_limit(LAW, Track.MELDING, day(received)) == day(limit)
    assert feedback_limit(LAW, Track.MELDING, day(received), sent) == day(feedback)


def test_asking_for_advice_starts_no_clock() -> None:
    assert ack_limit(LAW, Track.SPARREN, day("2026-11-21")) is None
    assert feedback_limit(LAW, Track.SPARREN, day("2026-11-21"), day("2026-11-22")) is None


def test_rules_and_protocol_agree_on_every_day_of_twenty_years() -> None:
    received = day("2023-02-18")  # the day the law came; before it there was no such term
    compared = 0
    while received < day("2043-02-18"):
        for sent in (None, received, received + timedelta(days=7), received + timedelta(days=40)):
            agreed = clocks("employer", received, sent)
            assert agreed.ack_limit == ack_limit(LAW, Track.MELDING, received)
            assert agreed.feedback_limit == feedback_limit(LAW, Track.MELDING, received, sent)
            compared += 1
        received += timedelta(days=1)
    assert compared > 29_000
