"""Hand-over: asked, allowed by the reporter, carried out by a client; then the new counsellor holds the case alone."""

from datetime import timedelta

import pytest

from crypto.encoding import b64, unb64
from crypto.envelope_inspect import Context
from crypto.rewrap_make import open_rewrap
from crypto.tree import EventType
from tests.acts import ACK, act_body, done, events_of, mailbox_of, path_of
from tests.handing_over import (
    agree,
    ask,
    hand_over,
    messages_of,
    record_for,
    request_body,
)
from tests.people import VINCENT
from tests.world import CounsellorKeys, World


@pytest.fixture
def vincent(world: World) -> CounsellorKeys:
    made = world.enrol(VINCENT)
    world.publish()
    return made


def test_a_request_is_asked_allowed_and_carried_out(world: World, vincent: CounsellorKeys) -> None:
    reporter = world.report()
    done(world, reporter, ACK)
    asked = ask(world, reporter, request_body(world, reporter, vincent))
    assert asked.status_code == 201, asked.text
    (request,) = mailbox_of(world, reporter)["requests"]
    assert (request["id"], request["state"], request["kid"]) == (asked.json()["id"], "open", b64(vincent.box.kid))
    token = agree(world, reporter, vincent)
    assert mailbox_of(world, reporter)["requests"][0]["state"] == "agreed"
    answer = hand_over(world, reporter, token, record_for(world, reporter, vincent, token))
    assert answer.status_code == 201, answer.text

    assert world.as_counsellor("GET", path_of(reporter)).status_code == 404
    found = world.as_counsellor("GET", path_of(reporter), who=vincent).json()
    assert (found["assignee"], found["consents"][0]["state"]) == (b64(vincent.identity_pk), "used")
    assert mailbox_of(world, reporter)["assignee"] == b64(vincent.identity_pk)
    kinds = [kind for kind, _ in events_of(world, reporter)]
    assert kinds == [EventType.RECEIVED, EventType.ACK, EventType.CONSENT, EventType.HANDOVER]
    assert [detail for _, detail in events_of(world, reporter)][2:] == [1, 1]


def test_the_new_counsellor_opens_every_message_and_answers(world: World, vincent: CounsellorKeys) -> None:
    reporter = world.report("Het begin.")
    done(world, reporter, ACK)
    token = agree(world, reporter, vincent)
    hand_over(world, reporter, token, record_for(world, reporter, vincent, token))
    found = world.as_counsellor("GET", path_of(reporter), who=vincent).json()
    record = unb64(found["rewraps"][0]["record"])
    senders = {0: reporter.keys.sign_pk, 1: world.vera.identity_pk}
    for space, direction, index, envelope in messages_of(world, reporter):
        place = Context(world.root.org_id, reporter.keys.case_id, direction, space, index)
        expected = senders[direction] if index or direction else None
        assert open_rewrap(record, envelope, place, [vincent.box], expected).sign_pk == senders[direction]
    body = world.answer_body(reporter, index=1, who=vincent)
    assert world.answer(reporter, body, who=vincent).status_code == 201


def test_the_clocks_go_on_from_the_first_day(sqlite_world: World) -> None:
    world = sqlite_world
    vincent = world.enrol(VINCENT)
    world.publish()
    reporter = world.report()
    (before,) = world.as_counsellor("GET", "/w/v1/cases").json()["cases"]
    world.clock.day += timedelta(days=5)
    token = agree(world, reporter, vincent)
    hand_over(world, reporter, token, record_for(world, reporter, vincent, token))
    (after,) = world.as_counsellor("GET", "/w/v1/cases", who=vincent).json()["cases"]
    assert (after["receivedOn"], after["ackLimit"]) == (before["receivedOn"], before["ackLimit"])
    world.clock.day += timedelta(days=3)
    assert mailbox_of(world, reporter)["missed"] == [{"duty": ACK, "due": before["ackLimit"]}]
    assert world.as_counsellor("GET", "/w/v1/cases").json()["cases"] == []


def test_the_former_counsellor_signs_nothing_any_more(sqlite_world: World) -> None:
    world = sqlite_world
    vincent = world.enrol(VINCENT)
    world.publish()
    reporter = world.report()
    forged = act_body(world, reporter, ACK)["duty"]
    token = agree(world, reporter, vincent)
    hand_over(world, reporter, token, record_for(world, reporter, vincent, token))
    body = world.answer_body(reporter, who=vincent) | {"duty": forged}
    assert world.answer(reporter, body, who=vincent).json() == {"error": "policy"}
