"""After closing the counsellor is told when to ask how it goes; asked is only what was asked; both sides see it."""

from datetime import date, timedelta

from app.services.open_duties import is_reminded
from tests.acts import ACK, CLOSED, FEEDBACK, done, file_of, mailbox_of, path_of
from tests.world import TODAY, Reporter, World


def closed(world: World, track: int = 2) -> Reporter:
    reporter = world.report(track=track)
    done(world, reporter, ACK, FEEDBACK, CLOSED)
    return reporter


def tick(world: World, reporter: Reporter, months: int) -> int:
    return world.as_counsellor("POST", f"{path_of(reporter)}/after-care", {"months": months}).status_code


def test_both_sides_know_the_days(world: World) -> None:
    reporter = closed(world)
    expected = [
        {"months": 1, "dueOn": "2026-12-23", "askedOn": None},
        {"months": 6, "dueOn": "2027-05-23", "askedOn": None},
        {"months": 12, "dueOn": "2027-11-23", "askedOn": None},
    ]
    assert mailbox_of(world, reporter)["afterCare"] == expected
    assert file_of(world, reporter)["afterCare"] == expected


def test_asked_is_only_what_was_asked(world: World) -> None:
    reporter = closed(world)
    assert tick(world, reporter, 1) == 400
    world.clock.day = date(2026, 12, 23)
    world.vera.cookie = ""
    assert tick(world, reporter, 1) == 400
    world.vera.cookie = ""
    assert world.answer(reporter, world.answer_body(reporter, "Hoe gaat het met je?", index=3)).status_code == 201
    assert tick(world, reporter, 1) == 201
    assert tick(world, reporter, 2) == 400
    assert mailbox_of(world, reporter)["afterCare"][0]["askedOn"] == "2026-12-23"


def test_there_is_nothing_to_ask_while_it_is_open_or_was_advice(sqlite_world: World) -> None:
    assert mailbox_of(sqlite_world, sqlite_world.report())["afterCare"] == []
    advice = sqlite_world.report(track=1)
    sqlite_world.as_reporter("POST", "/r/v1/end", {}, token=sqlite_world.open(advice))
    assert mailbox_of(sqlite_world, advice)["afterCare"] == []


def test_who_holds_the_case_is_reminded_of_the_day_and_of_no_case(sqlite_world: World) -> None:
    world = sqlite_world
    closed(world)
    account = world.store.read(lambda work: work.accounts.by_name("vera")).account_id  # type: ignore[union-attr]

    def reminded(day: date) -> bool:
        return world.store.read(lambda work: is_reminded(work, account, day))

    due = date(2026, 12, 23)
    assert not reminded(TODAY + timedelta(days=3))
    assert [reminded(due + timedelta(days=away)) for away in (-3, -2, 0, 1, 2)] == [False, True, True, True, False]


def test_after_closing_the_reporter_can_still_tell_of_harm(world: World) -> None:
    reporter = closed(world)
    world.clock.day += timedelta(days=40)
    reporter.token = ""
    assert world.write(reporter, "Ik ben overgeplaatst.").status_code == 201
    world.vera.cookie = ""
    assert len(file_of(world, reporter)["envelopes"]) == 5


def test_nobody_else_ticks_it_off(sqlite_world: World) -> None:
    reporter = closed(sqlite_world)
    sqlite_world.clock.day = date(2026, 12, 23)
    sqlite_world.vera.cookie = ""
    path = f"{path_of(reporter)}/after-care"
    assert sqlite_world.ask("POST", f"http://localhost:8000{path}", {"months": 1}).status_code == 403


def test_the_worklist_marks_a_case_in_which_it_is_time_to_ask(world: World) -> None:
    reporter, other = closed(world), world.report()

    def marks() -> dict[str, object]:
        world.vera.cookie = ""
        rows = world.as_counsellor("GET", "/w/v1/cases").json()["cases"]
        return {row["id"]: row["afterCareDue"] for row in rows}

    mine, theirs = reporter.keys.case_id.hex(), other.keys.case_id.hex()
    world.clock.day = date(2026, 12, 22)
    assert marks() == {mine: None, theirs: None}
    world.clock.day = date(2027, 6, 1)
    # Two moments came; the first one counts until it was asked.
    assert marks() == {mine: {"months": 1, "dueOn": "2026-12-23"}, theirs: None}
    assert world.answer(reporter, world.answer_body(reporter, "Hoe gaat het met je?", index=3)).status_code == 201
    assert tick(world, reporter, 1) == 201
    assert marks()[mine] == {"months": 6, "dueOn": "2027-05-23"}
    assert tick(world, reporter, 6) == 201
    assert marks()[mine] is None
