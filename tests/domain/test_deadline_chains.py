"""From receipt to feedback, as situations: what the day of the acknowledgement does to the day of the feedback."""

from dataclasses import dataclass
from datetime import date

import pytest

from app.domain.deadlines import acknowledgement_deadline, feedback_deadline, outer_limit
from app.domain.law import TermUnknownError
from app.domain.track import Track
from app.policies.law_loader import dutch_law

LAW = dutch_law()


@dataclass(frozen=True)
class Chain:
    """One report to an employer."""

    received: str
    acknowledged: str | None
    feedback: str
    outer: str


CHAINS = {
    "C1 no acknowledgement yet: counted from the last day for it": Chain(
        "2026-11-21", None, "2027-02-28", "2027-03-01"
    ),
    "C2 acknowledged the same day: three months at once": Chain("2026-11-21", "2026-11-21", "2027-02-21", "2027-02-22"),
    "C3 acknowledged on the last day": Chain("2026-12-18", "2026-12-25", "2027-03-25", "2027-03-25"),
    "C4 over a leap day": Chain("2027-11-22", "2027-11-29", "2028-02-29", "2028-02-29"),
    "C5 acknowledged late: it buys no time": Chain("2026-11-21", "2026-12-10", "2027-02-28", "2027-03-01"),
}
AUTHORITY = {
    # received: three months, and with the one extension
    "C1": ("2026-11-21", "2027-02-21", "2027-05-21"),
    "C3": ("2026-12-18", "2027-03-18", "2027-06-18"),
    "C4": ("2027-11-22", "2028-02-22", "2028-05-22"),
}


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS.keys())
def test_feedback_of_an_employer_follows_the_acknowledgement(chain: Chain) -> None:
    acknowledged = date.fromisoformat(chain.acknowledged) if chain.acknowledged else None
    deadline = feedback_deadline(LAW, Track.MELDING, date.fromisoformat(chain.received), acknowledged)
    assert deadline is not None
    assert deadline.last_day.isoformat() == chain.feedback
    assert outer_limit(LAW, deadline).isoformat() == chain.outer
    assert deadline.term.article == "2(2)(i)"


@pytest.mark.parametrize(("received", "plain", "extended"), AUTHORITY.values(), ids=AUTHORITY.keys())
def test_an_authority_counts_from_receipt_whenever_it_acknowledged(received: str, plain: str, extended: str) -> None:
    day = date.fromisoformat(received)
    for acknowledged in (None, day, date(2028, 12, 1)):
        first = feedback_deadline(LAW, Track.EXTERN, day, acknowledged)
        second = feedback_deadline(LAW, Track.EXTERN, day, acknowledged, extended=True)
        assert first is not None
        assert second is not None
        assert first.last_day.isoformat() == plain
        assert second.last_day.isoformat() == extended
        assert outer_limit(LAW, second) == second.last_day  # six months is too long for the Atw, article 4(a)


def test_a_deadline_remembers_the_day_it_was_counted_from() -> None:
    late = feedback_deadline(LAW, Track.MELDING, date(2026, 11, 21), date(2026, 12, 10))
    assert late is not None
    assert late.counted_from == date(2026, 11, 28)


def test_an_employer_has_no_extension() -> None:
    with pytest.raises(TermUnknownError, match="employer_feedback_extended"):
        feedback_deadline(LAW, Track.MELDING, date(2026, 11, 21), None, extended=True)


def test_asking_for_advice_has_no_deadline() -> None:
    assert acknowledgement_deadline(LAW, Track.SPARREN, date(2026, 11, 21)) is None
    assert feedback_deadline(LAW, Track.SPARREN, date(2026, 11, 21), None) is None


def test_before_the_law_there_was_no_term() -> None:
    with pytest.raises(TermUnknownError, match=r"2023-02-17.*from 2023-02-18"):
        acknowledgement_deadline(LAW, Track.MELDING, date(2023, 2, 17))
