"""Reminders come two days before a last day, on it and the day after; or every day, so that the post tells nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.ids import AccountId, CaseId
from app.domain.notification import MailSetting, Rhythm
from app.domain.policy_words import Stance
from app.services import organisation_policy
from app.services.notifications import set_notifications, stop_notifications
from app.services.organisation_policy import all_policies
from app.services.reminders import fill_outbox
from tests.acts import FEEDBACK, act
from tests.people import CARLA, VINCENT
from tests.worker.desks import ACK_DUE, DAY, FEEDBACK_DUE
from tests.world import TODAY, CounsellorKeys, World

CASE_OFFICER = 5


def account_of(world: World, who: CounsellorKeys) -> AccountId:
    records = world.store.read(lambda work: work.records.of_organisation(world.root.org_id))
    return next(record.account_id for record in records if record.record == who.record)


def ask_for_mail(world: World, who: CounsellorKeys, rhythm: Rhythm) -> AccountId:
    account = account_of(world, who)
    setting = MailSetting(f"{who.person.name.split()[0].lower()}@post.example", rhythm, "nl")
    world.store.write(lambda work: set_notifications(work, account, setting))
    return account


def reminded(world: World, account: AccountId, first: date, last: date) -> list[date]:
    """The days between these two on which this account gets a mail, looked at in order."""
    days = []
    while first <= last:
        world.store.write(lambda work, day=first: fill_outbox(work, day))  # type: ignore[misc]
        mails = world.store.read(lambda work, day=first: work.outbox.waiting(day, 9))  # type: ignore[misc]
        days += [mail.wanted_on for mail in mails if mail.account_id == account]
        first += DAY
    return days


def around(due: date) -> list[date]:
    return [due - 2 * DAY, due, due + DAY]


def test_when_needed_means_on_three_days_and_on_no_other(world: World) -> None:
    vera = ask_for_mail(world, world.vera, Rhythm.WHEN_NEEDED)
    world.report()
    assert reminded(world, vera, TODAY, FEEDBACK_DUE + 30 * DAY) == around(ACK_DUE) + around(FEEDBACK_DUE)


def test_what_was_done_is_reminded_of_no_more(sqlite_world: World) -> None:
    vera = ask_for_mail(sqlite_world, sqlite_world.vera, Rhythm.WHEN_NEEDED)
    anna = sqlite_world.report()
    sqlite_world.answer(anna, sqlite_world.answer_body(anna, acknowledge=True))
    due = date(2027, 2, 23)
    assert reminded(sqlite_world, vera, TODAY, due + 30 * DAY) == around(due)
    assert act(sqlite_world, anna, FEEDBACK).status_code == 201
    assert reminded(sqlite_world, vera, TODAY, due + 30 * DAY) == []


def test_without_a_case_nobody_is_reminded_when_needed(sqlite_world: World) -> None:
    vera = ask_for_mail(sqlite_world, sqlite_world.vera, Rhythm.WHEN_NEEDED)
    sqlite_world.report(track=1)
    assert reminded(sqlite_world, vera, TODAY, TODAY + 120 * DAY) == []


def test_daily_mail_comes_every_day_with_cases_and_without(sqlite_world: World) -> None:
    vera = ask_for_mail(sqlite_world, sqlite_world.vera, Rhythm.DAILY)
    vincent = ask_for_mail(sqlite_world, sqlite_world.enrol(VINCENT), Rhythm.DAILY)
    sqlite_world.report()
    month = [TODAY + timedelta(days=number) for number in range(31)]
    assert reminded(sqlite_world, vera, month[0], month[-1]) == month
    assert reminded(sqlite_world, vincent, month[0], month[-1]) == month


def test_there_is_one_mail_a_day_however_often_it_is_filled_and_however_many_cases(world: World) -> None:
    vera = ask_for_mail(world, world.vera, Rhythm.WHEN_NEEDED)
    for _ in range(3):
        world.report()
    for _ in range(3):
        assert reminded(world, vera, ACK_DUE, ACK_DUE) == [ACK_DUE]


def test_a_counsellor_is_not_reminded_of_the_cases_of_another(sqlite_world: World) -> None:
    vincent = ask_for_mail(sqlite_world, sqlite_world.enrol(VINCENT), Rhythm.WHEN_NEEDED)
    sqlite_world.publish()
    sqlite_world.report()
    assert reminded(sqlite_world, vincent, TODAY, FEEDBACK_DUE + DAY) == []


def test_the_case_officer_is_reminded_of_released_cases_and_of_no_other(world: World) -> None:
    carla = ask_for_mail(world, world.enrol(CARLA, role=CASE_OFFICER), Rhythm.WHEN_NEEDED)
    world.publish()
    anna = world.report()
    world.report()
    assert reminded(world, carla, TODAY, FEEDBACK_DUE + DAY) == []
    case_id = CaseId(anna.keys.case_id)
    world.store.write(lambda work: work.cases._change(case_id, released_on=ACK_DUE - 3 * DAY))
    assert reminded(world, carla, ACK_DUE - 3 * DAY, FEEDBACK_DUE + DAY) == around(ACK_DUE) + around(FEEDBACK_DUE)


def test_a_promise_before_release_is_the_counsellors_own_to_remember(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = replace(all_policies()[0], counsellor_is_designated_recipient=Stance.NO)
    monkeypatch.setattr(organisation_policy, "load_policies", lambda: (waits,))
    vera = ask_for_mail(sqlite_world, sqlite_world.vera, Rhythm.WHEN_NEEDED)
    carla = ask_for_mail(sqlite_world, sqlite_world.enrol(CARLA, role=CASE_OFFICER), Rhythm.WHEN_NEEDED)
    sqlite_world.publish()
    anna = sqlite_world.report()
    case_id = CaseId(anna.keys.case_id)
    sqlite_world.store.write(lambda work: work.cases._change(case_id, policy_id=waits.id))
    assert reminded(sqlite_world, vera, TODAY, FEEDBACK_DUE + DAY) == around(ACK_DUE)
    assert reminded(sqlite_world, carla, TODAY, FEEDBACK_DUE + DAY) == []


def test_mails_of_earlier_days_are_forgotten(world: World) -> None:
    vera = ask_for_mail(world, world.vera, Rhythm.DAILY)
    assert reminded(world, vera, TODAY, TODAY + DAY) == [TODAY, TODAY + DAY]
    assert world.store.read(lambda work: work.outbox.accounts_of(TODAY)) == set()


def test_whoever_stops_mail_gets_not_even_todays(sqlite_world: World) -> None:
    vera = ask_for_mail(sqlite_world, sqlite_world.vera, Rhythm.DAILY)
    assert reminded(sqlite_world, vera, TODAY, TODAY) == [TODAY]
    sqlite_world.store.write(lambda work: stop_notifications(work, vera))
    assert sqlite_world.store.read(lambda work: work.outbox.waiting(TODAY, 9)) == []
    assert reminded(sqlite_world, vera, TODAY, TODAY) == []
