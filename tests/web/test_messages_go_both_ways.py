"""The conversation: read by both, numbered, compare-and-set (PROTOCOL 3.4, 4.5)."""

import json
from datetime import timedelta
from typing import Any

import pytest

from crypto.encoding import b64, unb64
from crypto.envelope_inspect import Context
from crypto.envelope_open import open_
from crypto.primitives import blob_hash
from tests.people import VINCENT
from tests.world import Reporter, World


def case_of(world: World, reporter: Reporter) -> dict[str, Any]:
    response = world.as_reporter("GET", "/r/v1/case", token=world.open(reporter))
    assert response.status_code == 200
    content = response.json()
    assert isinstance(content, dict)
    return content


def test_what_vera_answers_the_reporter_can_open(world: World) -> None:
    reporter = world.report()
    assert world.answer(reporter, world.answer_body(reporter, "Dank je wel, ik lees mee.")).status_code == 201
    answer = case_of(world, reporter)["envelopes"][1]
    assert (answer["direction"], answer["space"], answer["index"]) == (1, 0, 0)
    context = Context(world.root.org_id, reporter.keys.case_id, 1, 0, 0)
    opened = open_(unb64(answer["envelope"]), context, [reporter.keys.box], world.vera.identity_pk)
    assert json.loads(opened.body)["text"] == "Dank je wel, ik lees mee."


def test_a_case_is_answered_in_whole_blocks(world: World) -> None:
    reporter = world.report()
    world.open(reporter)
    sizes = set()
    for _ in range(12):
        response = world.as_reporter("GET", "/r/v1/case", token=reporter.token)
        sizes.add(len(response.content))
        assert world.write(reporter).status_code == 201
    assert sizes == {65536, 131072}


def test_the_same_message_again_changes_nothing(world: World) -> None:
    reporter = world.report()
    body = world.message_body(reporter)
    token = world.open(reporter)
    first = world.as_reporter("POST", "/r/v1/messages", body, token=token)
    again = world.as_reporter("POST", "/r/v1/messages", body, token=token)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(case_of(world, reporter)["envelopes"]) == 2


def test_a_number_that_is_taken_is_told(world: World) -> None:
    reporter = world.report()
    token = world.open(reporter)
    one, other = world.message_body(reporter, "eerste venster"), world.message_body(reporter, "tweede venster")
    assert world.as_reporter("POST", "/r/v1/messages", one, token=token).status_code == 201
    response = world.as_reporter("POST", "/r/v1/messages", other, token=token)
    assert (response.status_code, response.json()) == (409, {"error": "newer"})


def test_a_stale_state_is_told_and_nothing_is_stored(world: World) -> None:
    reporter = world.report()
    token = world.open(reporter)
    body = world.message_body(reporter) | {"previousState": b64(bytes(32))}
    response = world.as_reporter("POST", "/r/v1/messages", body, token=token)
    assert (response.status_code, response.json()) == (409, {"error": "stale"})
    content = case_of(world, reporter)
    assert len(content["envelopes"]) == 1
    assert blob_hash(unb64(content["state"])) == blob_hash(reporter.state)


def test_a_gap_is_refused_and_the_state_stays(world: World) -> None:
    reporter = world.report()
    body = world.message_body(reporter) | {"index": 5}
    response = world.as_reporter("POST", "/r/v1/messages", body, token=world.open(reporter))
    assert (response.status_code, response.json()) == (400, {"error": "policy"})
    assert unb64(case_of(world, reporter)["state"]) == reporter.state


def test_a_message_to_another_counsellor_is_refused(sqlite_world: World) -> None:
    vincent = sqlite_world.enrol(VINCENT, role=2)
    sqlite_world.publish()
    reporter = sqlite_world.report()
    body = sqlite_world.message_body(reporter)
    body["envelope"] = b64(sqlite_world.seal_from_reporter(reporter, "aan een ander", to=vincent))
    response = sqlite_world.as_reporter("POST", "/r/v1/messages", body, token=sqlite_world.open(reporter))
    assert response.json() == {"error": "policy"}


def test_twenty_messages_may_wait_for_an_answer(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    answers = [sqlite_world.write(reporter).status_code for _ in range(20)]
    assert answers == [201] * 19 + [400]
    assert sqlite_world.answer(reporter, sqlite_world.answer_body(reporter)).status_code == 201
    assert sqlite_world.write(reporter).status_code == 201


def test_messages_go_on_under_an_expired_directory(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    sqlite_world.clock.day += timedelta(days=200)
    assert sqlite_world.write(reporter).status_code == 201
    assert sqlite_world.answer(reporter, sqlite_world.answer_body(reporter)).status_code == 201


def test_a_retired_counsellor_still_answers(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    sqlite_world.set_state(sqlite_world.vera, "retired")
    assert sqlite_world.write(reporter).status_code == 201
    assert sqlite_world.answer(reporter, sqlite_world.answer_body(reporter)).status_code == 201


def test_nothing_new_goes_to_or_from_a_revoked_counsellor(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    sqlite_world.set_state(sqlite_world.vera, "revoked")
    assert sqlite_world.write(reporter).json() == {"error": "policy"}
    assert sqlite_world.answer(reporter, sqlite_world.answer_body(reporter)).json() == {"error": "policy"}


def test_nobody_else_can_see_or_answer_a_case(world: World) -> None:
    vincent = world.enrol(VINCENT, role=2)
    world.publish()
    reporter = world.report()
    path = f"/w/v1/cases/{reporter.keys.case_id.hex()}"
    assert world.as_counsellor("GET", path).status_code == 200
    assert world.as_counsellor("GET", path, who=vincent).json() == {"error": "unknown"}
    assert world.as_counsellor("GET", "/w/v1/cases", who=vincent).json()["cases"] == []
    body = world.answer_body(reporter, who=vincent)
    assert world.answer(reporter, body, who=vincent).json() == {"error": "unknown"}


def test_a_stale_vault_is_told_and_nothing_is_stored(world: World) -> None:
    reporter = world.report()
    body = world.answer_body(reporter) | {"previousVault": b64(bytes(32))}
    assert world.answer(reporter, body).json() == {"error": "stale"}
    assert len(case_of(world, reporter)["envelopes"]) == 1


def test_an_answer_sealed_to_a_stranger_is_refused(sqlite_world: World) -> None:
    reporter, other = sqlite_world.report(), sqlite_world.report()
    body = sqlite_world.answer_body(reporter)
    body["envelope"] = sqlite_world.answer_body(other)["envelope"]
    assert sqlite_world.answer(reporter, body).json() == {"error": "policy"}


@pytest.mark.parametrize("case_id", ["zz", "00" * 16, "00", "%2e%2e"])
def test_a_case_that_does_not_exist_is_unknown(sqlite_world: World, case_id: str) -> None:
    assert sqlite_world.as_counsellor("GET", f"/w/v1/cases/{case_id}").json() == {"error": "unknown"}
