"""Duties of the organisations' own texts in one case: what is a task, from when, by when, and what it holds back."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from app.domain.case import Case
from app.domain.case_acts import CaseAct, closed
from app.domain.case_duties import duties_of, limit_of
from app.domain.errors import DutyError
from app.domain.policy import Policy
from app.domain.policy_tasks import CaseTask, tasks_of
from app.domain.policy_words import Act, Enforcement, Role
from app.domain.track import Track
from app.policies.law_loader import dutch_law
from app.policies.policy_loader import load_policies, models, read_policy
from tests.domain.test_no_case_is_closed_unanswered import START, a_case, with_days

LAW = dutch_law()
MODELS = {name: read_policy(path) for name, path in models().items()}
EVERY_POLICY = (*load_policies(), *MODELS.values())
RELEASED = START + timedelta(days=3)


def policy(slug: str) -> Policy:
    return next(one for one in load_policies() if one.slug == slug)


def tasks(rules: Policy, found: Case, *, at_release: bool = False) -> tuple[CaseTask, ...]:
    return tasks_of(rules, LAW, found, duties_of(LAW, found, at_release=at_release), at_release=at_release)


@pytest.mark.parametrize("slug", ["senzer", "de-connectie"])
def test_who_must_respond_cannot_close_before(slug: str) -> None:
    found = with_days("acknowledged_on")
    (respond,) = [task for task in tasks(policy(slug), found) if task.duty.act is Act.RESPOND]
    assert respond.blocks == {CaseAct.CLOSE}
    assert respond.by == duties_of(LAW, found, at_release=False)[1].due
    answered = with_days("acknowledged_on", "feedback_on")
    assert not any(task.duty.act is Act.RESPOND for task in tasks(policy(slug), answered))


def test_an_inquiry_is_a_task_from_release_on_and_begins_on_the_next_working_day() -> None:
    before = tasks(policy("senzer"), a_case())
    assert not any(task.duty.act in {Act.INVESTIGATE, Act.HEAR_BOTH_SIDES} for task in before)
    after = tasks(policy("senzer"), replace(a_case(), released_on=RELEASED))
    inquiry = next(task for task in after if task.rule.id == "SZ-15" and task.duty.act is Act.INVESTIGATE)
    assert (inquiry.by, inquiry.blocks, inquiry.duty.enforcement) == (
        RELEASED + timedelta(days=1),
        frozenset(),
        Enforcement.TASK,
    )


def test_a_duty_of_who_reports_is_never_a_task() -> None:
    with_such = [one for one in EVERY_POLICY if any(duty.act is Act.REPORT for _, duty in one.duties())]
    assert len(with_such) >= 3
    for rules, track, released in product(EVERY_POLICY, Track, (None, RELEASED)):
        for found in (a_case(track), with_days("acknowledged_on")):
            for task in tasks(rules, replace(found, released_on=released)):
                assert task.duty.actor not in {Role.ANYBODY, Role.REPORTER, Role.COLLEAGUE}
                assert task.duty.act is not Act.REPORT


def test_what_a_policy_holds_back_the_rules_refuse() -> None:
    names = ("acknowledged_on", "feedback_on", "dismissed_on")
    held = 0
    for rules, chosen, at_release in product(EVERY_POLICY, product((True, False), repeat=3), (True, False)):
        found = with_days(*(name for name, is_done in zip(names, chosen, strict=True) if is_done))
        if any(CaseAct.CLOSE in task.blocks for task in tasks(rules, found, at_release=at_release)):
            held += 1
            with pytest.raises(DutyError):
                closed(found, START)
    assert held >= 4


def test_the_employers_tasks_wait_for_release_where_the_clocks_do() -> None:
    rules = MODELS["private_employer"]
    assert tasks(rules, a_case(), at_release=True) == ()
    released = replace(a_case(), released_on=RELEASED)
    found = {task.duty.act: task for task in tasks(rules, released, at_release=True)}
    assert found[Act.ACKNOWLEDGE].by == RELEASED + timedelta(days=7)
    assert found[Act.HEAR_BOTH_SIDES].blocks == {CaseAct.GIVE_FEEDBACK, CaseAct.CLOSE}
    heard = tasks_of(
        rules, LAW, released, duties_of(LAW, released, at_release=True), at_release=True, steps={"other-side-heard"}
    )
    assert Act.HEAR_BOTH_SIDES not in {task.duty.act for task in heard}


def test_what_only_the_counsellor_can_know_is_told_to_the_counsellor() -> None:
    (hand_over,) = [task for task in tasks(policy("werksaam"), a_case()) if task.rule.id == "WS-10"]
    assert (hand_over.by, hand_over.duty.actor) == (None, Role.COUNSELLOR)


@pytest.mark.parametrize("ended", [("dismissed_on",), ("acknowledged_on", "feedback_on", "closed_on")])
def test_when_it_ended_no_task_is_left(ended: tuple[str, ...]) -> None:
    for rules in EVERY_POLICY:
        assert tasks(rules, with_days(*ended)) == ()


def test_without_a_policy_or_a_report_there_are_no_terms() -> None:
    assert tasks_of(None, LAW, a_case(), (), at_release=False) == ()
    for rules in EVERY_POLICY:
        assert all(task.by is None for task in tasks(rules, a_case(Track.SPARREN)))


def test_a_term_never_ends_after_the_law_for_the_same_duty() -> None:
    compared = 0
    for rules in EVERY_POLICY:
        duties = duties_of(LAW, a_case(), at_release=False)
        for task in tasks(rules, a_case()):
            if task.duty.act is Act.ACKNOWLEDGE and task.by is not None:
                compared += 1
                assert task.by <= (limit_of(duties, duties[0].owed) or date.min)
    assert compared >= 1
