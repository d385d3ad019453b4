"""A linked case at a terminal: its terms run from the earlier report, and what was signed before it holds."""

from datetime import date

from app.cli.case_facts import CaseFacts, Linked, linked_of
from app.cli.signed_duty import Acts
from crypto.duty import DutyKind

FIRST, LATER, SAID = date(2026, 9, 1), date(2026, 11, 20), date(2026, 9, 3)
FACTS = CaseFacts(2, FIRST, clock_starts_at_release=False, assignee=bytes(32), reporter=bytes(32))


def test_the_service_tells_the_link_and_both_first_days() -> None:
    answer = {
        "receivedOn": FIRST.isoformat(),
        "firstReceivedOn": LATER.isoformat(),
        "link": {"firstReceivedOn": FIRST.isoformat(), "acknowledgedOn": SAID.isoformat(), "feedbackOn": None},
    }
    assert linked_of(answer) == Linked(LATER, SAID, None)
    assert linked_of({"link": None}) is None


def test_a_confirmation_in_the_earlier_case_sets_the_last_day_for_feedback() -> None:
    linked = Acts((), FACTS._replace(linked=Linked(LATER, SAID, None)))
    assert linked.employer_day_of(DutyKind.ACK_SENT) == SAID
    assert linked.last_days() == (date(2026, 9, 8), date(2026, 12, 3))
    assert Acts((), FACTS).last_days() == (date(2026, 9, 8), date(2026, 12, 8))


def test_what_was_done_in_the_earlier_case_is_not_missed_in_this_one() -> None:
    today = date(2026, 11, 25)
    assert [late.duty for late in Acts((), FACTS).missed(today)] == [2]
    assert Acts((), FACTS._replace(linked=Linked(LATER, SAID, None))).missed(today) == []


def test_until_the_link_the_own_first_day_gave_the_last_days() -> None:
    linked = FACTS._replace(linked=Linked(LATER, SAID, None))
    assert linked.before_linking().last_days(None) == (date(2026, 11, 27), date(2027, 2, 27))
    assert FACTS.before_linking() == FACTS
