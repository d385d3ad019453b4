"""The second contact is told on the days on which the case officer is, of released cases, and finds no other trace."""

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from app.domain.notification import MailSetting, Rhythm
from app.services.notifications import set_notifications
from app.services.reminders import fill_outbox
from app.services.second_contact import SecondContactError, name_no_second_contact, name_second_contact
from crypto.encoding import unb64
from tests.acts import ACK, done
from tests.people import OMAR, VINCENT
from tests.services.closed_cases import release
from tests.web.employer import all_that_is_seen, auditor, carla
from tests.worker.desks import ACK_DUE, DAY, FEEDBACK_DUE
from tests.world import SLUG, TODAY, WORKPLACE, CounsellorKeys, World

LAST = FEEDBACK_DUE + DAY


@pytest.fixture
def world(sqlite_world: World) -> World:
    """The service on SQLite."""
    return sqlite_world


def named(world: World, who: CounsellorKeys) -> CounsellorKeys:
    name = who.person.sign_in_name or who.person.name
    world.store.write(lambda work: name_second_contact(work, SLUG, name, world.clock.day))
    return who


def mail_days(world: World, who: CounsellorKeys) -> list[date]:
    """The days up to the last on which this person gets a mail that comes only when there is something."""
    account = next(
        record.account_id
        for record in world.store.read(lambda work: work.records.of_organisation(world.root.org_id))
        if record.record == who.record
    )
    world.store.write(
        lambda work: set_notifications(work, account, MailSetting("o@post.example", Rhythm.WHEN_NEEDED, "nl"))
    )
    days, day = [], TODAY
    while day <= LAST:
        world.store.write(lambda work, day=day: fill_outbox(work, day))  # type: ignore[misc]
        waiting = world.store.read(lambda work, day=day: work.outbox.waiting(day, 9))  # type: ignore[misc]
        days += [mail.wanted_on for mail in waiting if mail.account_id == account]
        day += DAY
    return days


def calendar_days(world: World, who: CounsellorKeys) -> list[date]:
    made = world.as_counsellor("POST", "/w/v1/calendar", who=who).json()["token"]
    shown = world.ask("GET", f"{WORKPLACE}/calendar/{unb64(made).hex()}.ics")
    events: list[Any] = list(Calendar.from_ical(shown.content).walk("VEVENT"))
    return [event["dtstart"].dt for event in events]


def around(due: date) -> list[date]:
    return [due - 2 * DAY, due, due + DAY]


def test_unreleased_cases_change_no_byte_no_mail_and_no_calendar(world: World) -> None:
    omar = named(world, auditor(world))
    seen = all_that_is_seen(world, omar)
    anna = world.report()
    done(world, anna, ACK)
    world.report()
    world.report(track=1)
    assert all_that_is_seen(world, omar) == seen
    assert mail_days(world, omar) == []
    assert calendar_days(world, omar) == []


def test_of_a_released_case_the_days_are_told(world: World) -> None:
    omar = named(world, auditor(world))
    anna = world.report()
    world.report()
    release(world, anna)
    assert mail_days(world, omar) == around(ACK_DUE) + around(FEEDBACK_DUE)
    assert calendar_days(world, omar) == [ACK_DUE, FEEDBACK_DUE]


def test_an_auditor_who_was_not_named_is_told_nothing(world: World) -> None:
    omar = auditor(world)
    release(world, world.report())
    assert mail_days(world, omar) == []
    named(world, omar)
    assert mail_days(world, omar) != []
    world.store.write(lambda work: name_no_second_contact(work, SLUG))
    assert calendar_days(world, omar) == []


def test_whoever_left_the_list_is_told_no_more(world: World) -> None:
    looker, omar = carla(world), named(world, auditor(world))
    release(world, world.report())
    world.set_state(omar, "retired")
    world.set_state(looker, "retired")
    assert calendar_days(world, omar) == []
    assert calendar_days(world, looker) == []


def test_a_counsellor_is_refused_and_so_is_a_stranger(world: World) -> None:
    vincent = world.enrol(VINCENT)
    world.publish()
    for name, sentence in (
        ("vera", "A counsellor of this organisation"),
        (vincent.person.sign_in_name, "A counsellor of this organisation"),
        ("niemand", "Nobody signs in"),
        ("", "Nobody signs in"),
    ):
        with pytest.raises(SecondContactError, match=sentence):
            world.store.write(lambda work, name=name: name_second_contact(work, SLUG, name, TODAY))  # type: ignore[misc]
    waiting = world.enrol(OMAR, 4)
    with pytest.raises(SecondContactError, match="publish the list"):
        named(world, waiting)
    with pytest.raises(SecondContactError, match="There is no organisation elders"):
        world.store.write(lambda work: name_second_contact(work, "elders", "omar", TODAY))


def test_the_organisations_page_says_who_it_is(world: World) -> None:
    looker, omar = carla(world), auditor(world)
    path = f"/w/v1/organisation/{world.root.org_id.hex()}"
    assert world.as_counsellor("GET", path, who=looker).json()["secondContact"] is None
    named(world, omar)
    shown = world.as_counsellor("GET", path, who=looker).json()["secondContact"]
    assert shown == {"name": "Omar Haddad", "sinceOn": TODAY.isoformat()}
    world.set_state(omar, "retired")
    assert world.as_counsellor("GET", path, who=looker).json()["secondContact"] is None
