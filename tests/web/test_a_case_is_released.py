"""A case is released to the organisation: one officer sees exactly what the reporter let go, and answers there."""

from datetime import timedelta

from crypto.duty import DutyKind, sign_duty
from crypto.encoding import b64, day_of, unb64
from crypto.primitives import hash_
from crypto.tree import EventType
from tests.acts import act, contest, done, events_of, mailbox_of
from tests.acts import file_of as counsellor_file
from tests.handing_over import ask, consent_body, give, hand_over, record_for, request_body, scope_of
from tests.people import Person
from tests.releasing import (
    file_of,
    follow,
    officer,
    officer_body,
    officer_closes,
    officer_says,
    opened,
    path_of,
    release,
    release_token,
    released,
    takes_step,
    to_officer_body,
    writes_to_officer,
)
from tests.world import World

STEPS = ["investigation-started", "reporter-heard", "other-side-heard", "outcome-recorded"]


def test_the_officer_gets_exactly_what_was_released(world: World) -> None:
    carla = officer(world)
    reporter = world.report("Dit gaat mee.")
    world.write(reporter, "Dit niet.")
    scope = scope_of(world, reporter)[:1]
    token = release_token(world, reporter, carla, scope=scope)
    assert give(world, reporter, consent_body(world, reporter, token, scope=scope)).status_code == 201
    record = record_for(world, reporter, carla, token, wanted=scope)
    assert [hand_over(world, reporter, token, record).status_code for _ in range(2)] == [201, 200]
    found = file_of(world, reporter, carla)
    (released_once,) = found["releases"]
    (message,) = opened(world, carla, released_once["package"]).messages
    assert b"Dit gaat mee." in message.body
    assert found["envelopes"] == []
    assert found["duties"] == []


def test_of_what_was_asked_the_reporter_may_let_less_go(world: World) -> None:
    carla = officer(world)
    reporter = world.report("Dit gaat mee.")
    world.write(reporter, "Dit werd ook gevraagd.")
    assert ask(world, reporter, request_body(world, reporter, carla, purpose=5, space=1)).status_code == 201
    scope = scope_of(world, reporter)[:1]
    token = release_token(world, reporter, carla, scope=scope)
    assert give(world, reporter, consent_body(world, reporter, token, scope=scope)).status_code == 201
    assert [one["state"] for one in mailbox_of(world, reporter)["requests"]] == ["agreed"]
    everything = release_token(world, reporter, carla)
    assert hand_over(world, reporter, token, record_for(world, reporter, carla, everything)).status_code == 400
    record = record_for(world, reporter, carla, token, wanted=scope)
    assert hand_over(world, reporter, token, record).status_code == 201
    (released_once,) = file_of(world, reporter, carla)["releases"]
    assert len(opened(world, carla, released_once["package"]).messages) == 1


def test_a_release_is_recorded_as_what_it_was(sqlite_world: World) -> None:
    world, carla = sqlite_world, officer(sqlite_world)
    reporter = released(world, carla)
    assert events_of(world, reporter)[-2:] == [(EventType.CONSENT, 5), (EventType.HANDOVER, 5)]
    assert counsellor_file(world, reporter)["assignee"] == b64(world.vera.identity_pk)
    a_case = world.store.read(lambda work: work.cases.view(reporter.keys.case_id))
    assert a_case is not None
    assert a_case.released_on == world.clock.day


def test_the_reporter_wraps_in_the_same_session(sqlite_world: World) -> None:
    world, carla = sqlite_world, officer(sqlite_world)
    reporter = world.report()
    token = release_token(world, reporter, carla)
    record = record_for(world, reporter, carla, token, by_reporter=True)
    assert give(world, reporter, consent_body(world, reporter, token, rewrap=b64(record))).status_code == 201
    assert len(file_of(world, reporter, carla)["releases"]) == 1


def test_both_sides_write_in_a_space_of_their_own(world: World) -> None:
    carla = officer(world)
    reporter = released(world, carla)
    assert writes_to_officer(world, reporter, carla).status_code == 201
    assert officer_says(world, reporter, carla).status_code == 201
    assert [one["direction"] for one in file_of(world, reporter, carla)["envelopes"]] == [0, 1]
    mailbox = mailbox_of(world, reporter)
    assert [(one["space"], one["direction"]) for one in mailbox["envelopes"]] == [(0, 0), (1, 0), (1, 1)]
    assert mailbox["spaces"][0]["holder"] == b64(carla.identity_pk)
    assert [one["space"] for one in counsellor_file(world, reporter)["envelopes"]] == [0]


def test_the_same_message_twice_is_kept_once(sqlite_world: World) -> None:
    world, carla = sqlite_world, officer(sqlite_world)
    reporter = released(world, carla)
    body = officer_body(world, reporter, carla)
    path = f"{path_of(reporter)}/messages"
    assert [world.as_counsellor("POST", path, body, who=carla).status_code for _ in range(2)] == [201, 200]
    mine = to_officer_body(world, reporter, carla)
    token = world.open(reporter)
    assert [world.as_reporter("POST", "/r/v1/messages", mine, token=token).status_code for _ in range(2)] == [201, 200]
    assert len(mailbox_of(world, reporter)["envelopes"]) == 3


def test_the_officer_writes_only_where_the_reporter_allows_it(sqlite_world: World) -> None:
    world, carla = sqlite_world, officer(sqlite_world)
    reporter = released(world, carla, flags=0)
    assert file_of(world, reporter, carla)["mayWrite"] is False
    assert officer_says(world, reporter, carla).json() == {"error": "policy"}


def test_the_officers_word_fulfils_the_employers_duties(world: World) -> None:
    carla = officer(world)
    reporter = released(world, carla)
    for kind in (DutyKind.ACK_SENT, DutyKind.FOLLOW_UP_PLAN, DutyKind.FEEDBACK_GIVEN):
        answer = officer_says(world, reporter, carla, kind)
        assert answer.status_code == 201, (kind, answer.text)
    assert officer_closes(world, reporter, carla).status_code == 201
    assert [kind for kind, _ in events_of(world, reporter)][-3:] == [
        EventType.ACK,
        EventType.FEEDBACK,
        EventType.CLOSED,
    ]
    found = counsellor_file(world, reporter)
    assert found["closedOn"] == found["feedbackOn"] == world.clock.day.isoformat()
    assert found["duties"] == []
    assert len(mailbox_of(world, reporter)["spaces"][0]["duties"]) == 4


def test_clocks_go_on_from_the_first_day(sqlite_world: World) -> None:
    world, carla = sqlite_world, officer(sqlite_world)
    reporter = world.report()
    before = counsellor_file(world, reporter)["receivedOn"]
    world.clock.day += timedelta(days=3)
    release(world, reporter, carla)
    found = file_of(world, reporter, carla)
    assert found["receivedOn"] == before
    assert found["ackLimit"] == (world.clock.day + timedelta(days=4)).isoformat()


def test_both_sides_are_heard_before_anything_is_concluded(world: World) -> None:
    follow(world, "senzer")
    carla = officer(world)
    reporter = released(world, carla)
    done(world, reporter, DutyKind.ACK_SENT)
    for kind in (DutyKind.FEEDBACK_GIVEN, DutyKind.CLOSED):
        assert officer_says(world, reporter, carla, kind).json() == {"error": "policy"}
    assert officer_closes(world, reporter, carla).json() == {"error": "policy"}
    assert takes_step(world, reporter, carla, STEPS[2]).status_code == 400
    assert takes_step(world, reporter, carla, STEPS[0]).status_code == 201
    assert takes_step(world, reporter, carla, STEPS[3]).status_code == 400
    assert officer_says(world, reporter, carla, DutyKind.FEEDBACK_GIVEN).status_code == 400
    assert [takes_step(world, reporter, carla, STEPS[2]).status_code for _ in range(2)] == [201, 200]
    assert officer_says(world, reporter, carla, DutyKind.FEEDBACK_GIVEN).status_code == 201
    assert takes_step(world, reporter, carla, STEPS[3]).status_code == 201
    assert officer_closes(world, reporter, carla).status_code == 201
    assert list(mailbox_of(world, reporter)["spaces"][0]["steps"]) == [STEPS[0], STEPS[2], STEPS[3]]


def test_the_counsellor_does_not_close_around_the_investigation(sqlite_world: World) -> None:
    world = sqlite_world
    follow(world, "senzer")
    carla = officer(world)
    reporter = released(world, carla)
    done(world, reporter, DutyKind.ACK_SENT, DutyKind.FEEDBACK_GIVEN)
    assert act(world, reporter, DutyKind.CLOSED).json() == {"error": "policy"}
    takes_step(world, reporter, carla, STEPS[0])
    takes_step(world, reporter, carla, STEPS[2])
    assert act(world, reporter, DutyKind.CLOSED).status_code == 201


def test_tasks_of_the_text_go_away_with_their_steps(sqlite_world: World) -> None:
    world = sqlite_world
    follow(world, "senzer")
    carla = officer(world)
    reporter = released(world, carla)
    tasks = file_of(world, reporter, carla)["tasks"]
    acts = {task["act"]: task for task in tasks if task["rule"] == "SZ-04"}
    # One working day after the release.
    assert acts["investigate"]["by"] == (world.clock.day + timedelta(days=1)).isoformat()
    assert acts["hear_both_sides"]["blocks"] == ["close", "give_feedback"]
    takes_step(world, reporter, carla, STEPS[0])
    takes_step(world, reporter, carla, STEPS[2])
    left = {task["act"] for task in file_of(world, reporter, carla)["tasks"]}
    assert left.isdisjoint({"investigate", "hear_both_sides"})


def test_the_reporter_contests_what_the_officer_claims(sqlite_world: World) -> None:
    world, carla = sqlite_world, officer(sqlite_world)
    reporter = released(world, carla)
    done(world, reporter, DutyKind.ACK_SENT, DutyKind.FEEDBACK_GIVEN)
    assert officer_says(world, reporter, carla, DutyKind.FEEDBACK_GIVEN).status_code == 201
    feedback = unb64(mailbox_of(world, reporter)["spaces"][0]["duties"][-1])
    for space, status in ((0, 400), (1, 201)):
        place = (world.root.org_id, reporter.keys.case_id)
        ref, day = hash_("duty", feedback), day_of(world.clock.day)
        raw = sign_duty(DutyKind.CONTEST, 0, space, *place, reporter.keys.sign_seed, ref, day, 0)
        assert contest(world, reporter, raw).status_code == status
    # What the counsellor said stands.
    assert counsellor_file(world, reporter)["feedbackOn"] == world.clock.day.isoformat()
    assert counsellor_file(world, reporter)["contested"] == []


def test_another_officer_takes_the_place_of_the_first(sqlite_world: World) -> None:
    world, carla = sqlite_world, officer(sqlite_world)
    bas = officer(world, Person("Bas Kok", "", "bas", "een zin die bas goed onthoudt"))
    reporter = released(world, carla)
    release(world, reporter, bas)
    assert world.as_counsellor("GET", path_of(reporter), who=carla).status_code == 404
    assert len(file_of(world, reporter, bas)["releases"]) == 1


def test_the_counsellor_asks_and_the_reporter_agrees(sqlite_world: World) -> None:
    world, carla = sqlite_world, officer(sqlite_world)
    reporter = world.report()
    asked = ask(world, reporter, request_body(world, reporter, carla, purpose=5, space=1))
    assert asked.status_code == 201, asked.text
    release(world, reporter, carla)
    assert mailbox_of(world, reporter)["requests"][0]["state"] == "agreed"
