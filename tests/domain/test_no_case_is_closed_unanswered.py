"""No sequence of acts closes a case on a track with a clock before feedback, or before it was said to be no report."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest

from app.domain.case import Case
from app.domain.case_acts import CHANGES, CONTESTABLE, CaseAct, CaseState, allowed_acts, contested, state_of
from app.domain.case_duties import UNDATED, Owed, Standing, duties_of, limit_of, missed, next_look_on
from app.domain.deadlines import NEVER
from app.domain.errors import (
    AcknowledgementMissingError,
    AlreadyAcknowledgedError,
    AlreadyAnsweredError,
    AlreadyDismissedError,
    AlreadyUnableError,
    CaseClosedError,
    DutyError,
    FeedbackMissingError,
    NotContestableError,
)
from app.domain.ids import AccountId, BoxKid, CaseId, OrganisationId
from app.domain.track import Track, has_clock
from app.policies.law_loader import dutch_law

LAW = dutch_law()
START = date(2026, 11, 23)
EVERY_ACT = (*CHANGES, CaseAct.CONTEST)


def a_case(track: Track = Track.MELDING) -> Case:
    return Case(
        case_id=CaseId(bytes(16)),
        organisation_id=OrganisationId(bytes(16)),
        track=track,
        received_on=START,
        sign_pk=bytes(32),
        self_kid=BoxKid(bytes(16)),
        assignee_pk=bytes(32),
        assignee_account_id=AccountId(bytes(16)),
        acknowledged_on=None,
        reporter_messages=1,
        recipient_messages=0,
        unanswered=1,
        reporter_bytes=0,
        policy_id=None,
    )


def with_days(*names: str) -> Case:
    """A case in which these acts were done on the first day."""
    return replace(
        a_case(),
        acknowledged_on=START if "acknowledged_on" in names else None,
        feedback_on=START if "feedback_on" in names else None,
        dismissed_on=START if "dismissed_on" in names else None,
        unable_on=START if "unable_on" in names else None,
        closed_on=START if "closed_on" in names else None,
    )


def tried(found: Case, act: CaseAct, day: date, named: CaseAct) -> Case:
    """Do an act if the case allows it; a contest names one of the acts."""
    try:
        return contested(found, named) if act is CaseAct.CONTEST else CHANGES[act](found, day)
    except DutyError:
        return found


def walks() -> Iterator[list[Case]]:
    """Every sequence of three acts on each track, and long random ones."""
    for track, acts in product(Track, product(EVERY_ACT, repeat=3)):
        seen = [a_case(track)]
        for days, act in enumerate(acts):
            seen.append(tried(seen[-1], act, START + timedelta(days=days * 5), CaseAct.GIVE_FEEDBACK))
        yield seen
    chance = Random(20261123)
    for _ in range(150):
        seen, day = [a_case(chance.choice(list(Track)))], START
        for _ in range(30):
            day += timedelta(days=chance.randrange(30))
            seen.append(tried(seen[-1], chance.choice(EVERY_ACT), day, chance.choice(list(CaseAct))))
        yield seen


def test_no_sequence_of_acts_closes_a_case_unanswered() -> None:
    closed = 0
    for seen in walks():
        for found in seen:
            if found.closed_on is not None and has_clock(found.track):
                assert found.feedback_on is not None or found.dismissed_on is not None
                closed += 1
    assert closed > 200


def test_in_a_closed_case_nothing_stands_open() -> None:
    for seen in walks():
        for found in seen:
            duties = duties_of(LAW, found, at_release=False)
            look = next_look_on(duties, is_closed=found.closed_on is not None)
            if found.closed_on is not None:
                assert look == NEVER
                assert all(duty.fulfilled_on is not None for duty in duties)
            elif all(duty.fulfilled_on is not None for duty in duties):
                assert look == UNDATED
            else:
                assert look < UNDATED


def test_what_is_allowed_is_what_is_not_refused() -> None:
    for seen in walks():
        for found in seen:
            for act in CHANGES:
                changed = tried(found, act, START, CaseAct.ACKNOWLEDGE) != found or act is CaseAct.PLAN
                assert (act in allowed_acts(found, START)) == (changed and (found.closed_on is None))


@pytest.mark.parametrize(
    ("done", "act", "refused"),
    [
        ("", CaseAct.CLOSE, FeedbackMissingError),
        ("acknowledged_on", CaseAct.CLOSE, FeedbackMissingError),
        ("", CaseAct.GIVE_FEEDBACK, AcknowledgementMissingError),
        ("acknowledged_on", CaseAct.ACKNOWLEDGE, AlreadyAcknowledgedError),
        ("acknowledged_on feedback_on", CaseAct.GIVE_FEEDBACK, AlreadyAnsweredError),
        ("acknowledged_on feedback_on", CaseAct.DISMISS, AlreadyAnsweredError),
        ("dismissed_on", CaseAct.DISMISS, AlreadyDismissedError),
        ("unable_on", CaseAct.SAY_UNABLE, AlreadyUnableError),
        ("acknowledged_on feedback_on closed_on", CaseAct.PLAN, CaseClosedError),
    ],
)
def test_the_refusal_names_the_rule(done: str, act: CaseAct, refused: type[DutyError]) -> None:
    found = with_days(*done.split())
    with pytest.raises(refused):
        CHANGES[act](found, START)


def test_only_a_claim_to_have_answered_is_contested() -> None:
    for act in CaseAct:
        if act in CONTESTABLE:
            assert contested(replace(a_case(), closed_on=START), act).closed_on is None
        else:
            with pytest.raises(NotContestableError):
                contested(a_case(), act)


def test_the_state_is_the_furthest_reached() -> None:
    names = ("", "acknowledged_on", "dismissed_on", "feedback_on", "closed_on")
    states = [state_of(with_days(*names[1 : n + 1])) for n in range(len(names))]
    assert states == [
        CaseState.RECEIVED, CaseState.ACKNOWLEDGED, CaseState.DISMISSED, CaseState.ANSWERED, CaseState.CLOSED,
    ]  # fmt: skip


def test_a_duty_is_open_then_near_then_missed() -> None:
    acknowledgement = duties_of(LAW, a_case(), at_release=False)[0]
    standings = [acknowledgement.standing(START + timedelta(days=days)) for days in (0, 4, 5, 7, 8, 400)]
    assert standings == [
        Standing.OPEN, Standing.OPEN, Standing.NEAR, Standing.NEAR, Standing.MISSED, Standing.MISSED,
    ]  # fmt: skip


def test_what_came_late_stays_missed_and_what_came_in_time_stays_met() -> None:
    for days, expected in ((0, Standing.MET), (7, Standing.MET), (8, Standing.MISSED)):
        found = replace(a_case(), acknowledged_on=START + timedelta(days=days))
        assert duties_of(LAW, found, at_release=False)[0].standing(START + timedelta(days=90)) is expected


def test_before_release_a_promise_is_near_or_met_and_never_missed() -> None:
    day = START + timedelta(days=500)
    (promise,) = duties_of(LAW, a_case(), at_release=True)
    assert promise.is_promise
    assert promise.standing(day) is Standing.NEAR
    assert missed((promise,), day) == ()


def test_the_clocks_that_wait_start_at_release() -> None:
    released = START + timedelta(days=100)
    duties = duties_of(LAW, replace(a_case(), acknowledged_on=START, released_on=released), at_release=True)
    assert limit_of(duties, Owed.ACKNOWLEDGEMENT) == released + timedelta(days=7)
    assert limit_of(duties, Owed.FEEDBACK) == date(2027, 6, 3)  # three months after release, not after the promise
    assert missed(duties, released) == ()


def test_advice_owes_nothing() -> None:
    assert duties_of(LAW, a_case(Track.SPARREN), at_release=False) == ()
