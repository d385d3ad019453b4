"""A calendar feed shows on which days there is a duty, under one title, and nothing that says what or whose."""

import re
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from crypto.encoding import unb64
from tests.people import VINCENT
from tests.world import SLUG, TODAY, WORKPLACE, CounsellorKeys, World

PATH = "/w/v1/calendar"
ACK_DUE = date(2026, 11, 30)


def made(world: World, who: CounsellorKeys | None = None) -> str:
    answer = world.as_counsellor("POST", PATH, who=who)
    assert answer.status_code == 201
    assert answer.json()["path"] == f"/calendar/{unb64(answer.json()['token']).hex()}.ics"
    path = answer.json()["path"]
    assert isinstance(path, str)
    return path


def read(world: World, path: str) -> httpx.Response:
    return world.ask("GET", f"{WORKPLACE}{path}")


def days(world: World, path: str) -> list[date]:
    answer = read(world, path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return [event["dtstart"].dt for event in events_of(answer)]


def events_of(answer: httpx.Response) -> list[Any]:
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_it_is_off_until_somebody_asks(world: World) -> None:
    assert world.as_counsellor("GET", "/w/v1/notifications").json()["calendarMadeOn"] is None
    path = made(world)
    assert days(world, path) == []
    assert world.as_counsellor("GET", "/w/v1/notifications").json()["calendarMadeOn"] == TODAY.isoformat()


def test_open_duties_stand_on_their_last_days(world: World) -> None:
    path = made(world)
    anna = world.report()
    world.report(track=1)
    assert days(world, path) == [ACK_DUE, date(2027, 2, 28)]
    world.answer(anna, world.answer_body(anna, acknowledge=True))
    assert days(world, path) == [date(2027, 2, 23)]


def test_what_was_missed_stays_on_its_day(sqlite_world: World) -> None:
    path = made(sqlite_world)
    sqlite_world.report()
    sqlite_world.clock.day = ACK_DUE + timedelta(days=40)
    assert ACK_DUE in days(sqlite_world, path)


def test_a_day_stands_once_however_many_cases_there_are(sqlite_world: World) -> None:
    path = made(sqlite_world)
    for _ in range(3):
        sqlite_world.report()
    assert days(sqlite_world, path) == [ACK_DUE, date(2027, 2, 28)]


def test_events_last_the_day_and_all_read_alike(sqlite_world: World) -> None:
    path = made(sqlite_world)
    sqlite_world.report()
    events = events_of(read(sqlite_world, path))
    assert len(events) == 2
    for event in events:
        assert str(event["summary"]) == "Zegel"
        assert event["dtend"].dt - event["dtstart"].dt == timedelta(days=1)
        assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP"}


def test_nothing_says_which_case_or_organisation(sqlite_world: World) -> None:
    path = made(sqlite_world)
    anna = sqlite_world.report("Kanarie")
    text = read(sqlite_world, path).text
    for trace in (SLUG, "Voorbeeldstad", "Vera", "Kanarie", anna.keys.case_id.hex(), sqlite_world.root.org_id.hex()):
        assert trace.lower() not in text.lower()
    assert not re.search(r"[0-9a-f]{16}", text)


def test_nobody_gets_the_days_of_another(sqlite_world: World) -> None:
    vincent = sqlite_world.enrol(VINCENT)
    sqlite_world.publish()
    sqlite_world.report()
    assert days(sqlite_world, made(sqlite_world, vincent)) == []


def test_a_new_feed_ends_the_one_before_and_both_can_be_stopped(world: World) -> None:
    first, second = made(world), made(world)
    assert (read(world, first).status_code, read(world, second).status_code) == (404, 200)
    assert world.as_counsellor("DELETE", PATH).status_code == 204
    assert read(world, second).status_code == 404


@pytest.mark.parametrize("token", ["0" * 64, "f" * 62, "é", "x", "0" * 2000, "%20" * 64])
def test_what_is_no_feed_has_one_answer(sqlite_world: World, token: str) -> None:
    stopped = made(sqlite_world)
    sqlite_world.as_counsellor("DELETE", PATH)
    answers = [read(sqlite_world, path) for path in (stopped, f"/calendar/{token}.ics")]
    assert {(one.status_code, one.content) for one in answers} == {(404, b"")}
    assert dict(answers[0].headers) == dict(answers[1].headers)


def test_the_token_is_kept_as_its_hash(sqlite_world: World) -> None:
    token = bytes.fromhex(made(sqlite_world).removeprefix("/calendar/").removesuffix(".ics"))
    file = sqlite_world.settings.data_dir / "zegel.db"
    stored = file.read_bytes() + file.with_name("zegel.db-wal").read_bytes()
    assert token not in stored


def test_the_reporters_host_knows_no_calendar(sqlite_world: World) -> None:
    assert sqlite_world.as_reporter("GET", made(sqlite_world)).status_code == 404


def test_a_feed_is_made_and_stopped_in_a_session_only(sqlite_world: World) -> None:
    for method in ("POST", "DELETE"):
        answer = sqlite_world.ask(method, f"{WORKPLACE}{PATH}")
        assert (answer.status_code, answer.json()) == (403, {"error": "denied"})
