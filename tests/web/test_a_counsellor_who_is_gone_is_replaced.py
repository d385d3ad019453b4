"""Without a counsellor who could hand over, the reporter's own client does; while there is one, it cannot."""

from datetime import timedelta

import httpx
import pytest

from crypto.duty import sign_duty
from crypto.encoding import b64, day_of, unb64
from crypto.envelope_inspect import Context
from crypto.primitives import blob_hash, hash_
from crypto.reporter import seal_state
from crypto.rewrap_make import open_rewrap
from crypto.tree import EventType
from tests.acts import ACK, UNABLE, contest, done, events_of, path_of
from tests.handing_over import agree, consent_body, give, hand_over, record_for, token_for
from tests.people import VINCENT
from tests.world import CounsellorKeys, Reporter, World


@pytest.fixture
def vincent(sqlite_world: World) -> CounsellorKeys:
    made = sqlite_world.enrol(VINCENT)
    sqlite_world.publish()
    return made


def wrap(world: World, reporter: Reporter, record: bytes) -> httpx.Response:
    state = seal_state(reporter.keys, '{"v":1,"seq":7}')
    body = {"rewrap": b64(record), "state": b64(state), "previousState": b64(blob_hash(reporter.state))}
    return world.as_reporter("POST", "/r/v1/rewraps", body, token=world.open(reporter))


@pytest.mark.parametrize("why", ["retired", "revoked", "unable", "silent", "silent while the reporter went outside"])
def test_the_reporter_passes_the_case_on(sqlite_world: World, vincent: CounsellorKeys, why: str) -> None:
    world, reporter = sqlite_world, sqlite_world.report()
    if why == "unable":
        done(world, reporter, UNABLE)
    elif why.startswith("silent"):
        if why != "silent":
            place, day = (world.root.org_id, reporter.keys.case_id), day_of(world.clock.day)
            own = sign_duty(6, 1, 0, *place, reporter.keys.sign_seed, bytes(32), day, 0)
            assert contest(world, reporter, own).status_code == 201
        world.clock.day += timedelta(days=6)
    else:
        world.set_state(world.vera, why)
    record = record_for(world, reporter, vincent, None)
    assert [wrap(world, reporter, record).status_code for _ in range(2)] == [201, 200]
    found = world.as_counsellor("GET", path_of(reporter), who=vincent).json()
    assert (found["rewraps"][0]["tokenId"], found["unableOn"]) == (None, None)
    assert events_of(world, reporter)[-1] == (EventType.HANDOVER, 0)
    context = Context(world.root.org_id, reporter.keys.case_id, 0, 0, 0)
    opened = open_rewrap(unb64(found["rewraps"][0]["record"]), reporter.sent[0], context, [vincent.box], None)
    assert opened.sign_pk == reporter.keys.sign_pk
    assert world.as_counsellor("GET", path_of(reporter)).status_code == 404


def test_a_counsellor_who_is_there_is_not_passed_by_without_a_token(
    sqlite_world: World, vincent: CounsellorKeys
) -> None:
    reporter = sqlite_world.report()
    record = record_for(sqlite_world, reporter, vincent, None)
    assert wrap(sqlite_world, reporter, record).json() == {"error": "policy"}
    done(sqlite_world, reporter, ACK)
    sqlite_world.clock.day += timedelta(days=30)
    assert wrap(sqlite_world, reporter, record_for(sqlite_world, reporter, vincent, None)).status_code == 400
    assert sqlite_world.as_counsellor("GET", path_of(reporter)).status_code == 200


def test_with_a_token_the_reporter_hands_over_at_once(sqlite_world: World, vincent: CounsellorKeys) -> None:
    world, reporter = sqlite_world, sqlite_world.report()
    token = token_for(world, reporter, vincent)
    record = record_for(world, reporter, vincent, token, by_reporter=True)
    answer = give(world, reporter, consent_body(world, reporter, token, rewrap=b64(record)))
    assert answer.status_code == 201, answer.text
    assert world.as_counsellor("GET", path_of(reporter), who=vincent).status_code == 200


def test_a_token_with_a_wrong_record_is_not_kept(sqlite_world: World, vincent: CounsellorKeys) -> None:
    world, reporter = sqlite_world, sqlite_world.report()
    token = token_for(world, reporter, vincent)
    record = record_for(world, reporter, vincent, token)
    answer = give(world, reporter, consent_body(world, reporter, token, rewrap=b64(record)))
    assert answer.status_code == 400
    assert world.as_counsellor("GET", path_of(reporter)).json()["consents"] == []


def test_the_next_counsellor_signs_that_they_took_it_over(sqlite_world: World, vincent: CounsellorKeys) -> None:
    world, reporter = sqlite_world, sqlite_world.report()
    token = agree(world, reporter, vincent)
    record = record_for(world, reporter, vincent, token)
    hand_over(world, reporter, token, record)

    def accept(ref: bytes) -> int:
        day = day_of(world.clock.day)
        org, case_id = world.root.org_id, reporter.keys.case_id
        statement = sign_duty(1, 0, 0, org, case_id, vincent.identity_seed, ref, day, 0)
        path = f"{path_of(reporter)}/statements"
        return world.as_counsellor("POST", path, {"statement": b64(statement)}, who=vincent).status_code

    assert accept(bytes(32)) == 400
    assert [accept(hash_("rewrap-record", record)) for _ in range(2)] == [201, 200]
    assert events_of(world, reporter)[-1] == (EventType.ASSIGNED, 0)


def test_who_keeps_access_reads_what_was_theirs_for_a_month(sqlite_world: World, vincent: CounsellorKeys) -> None:
    world, reporter = sqlite_world, sqlite_world.report()
    token = agree(world, reporter, vincent, keepsAccess=True)
    hand_over(world, reporter, token, record_for(world, reporter, vincent, token))
    body = world.answer_body(reporter, who=vincent)
    assert world.answer(reporter, body, who=vincent).status_code == 201
    found = world.as_counsellor("GET", path_of(reporter)).json()
    assert [one["direction"] for one in found["envelopes"]] == [0]
    assert found["formerUntil"] == (world.clock.day + timedelta(days=31)).isoformat()
    assert (found["rewraps"], found["requests"]) == ([], [])
    assert world.answer(reporter, world.answer_body(reporter, index=1)).status_code == 404
    world.clock.day += timedelta(days=32)
    assert world.as_counsellor("GET", path_of(reporter)).status_code == 404
