"""Handing in a report: kept once, whatever happens to the answer (PROTOCOL 3.1, 3.4)."""

from datetime import timedelta

import pytest

from crypto.encoding import b64
from tests.people import VINCENT
from tests.world import World


def register_rows(world: World) -> int:
    return world.store.read(lambda work: work.register.count())


def test_a_report_is_received_on_the_service_day(world: World) -> None:
    reporter = world.new_reporter()
    envelope = world.seal_from_reporter(reporter, "melding", kind=1, track=2)
    response = world.as_reporter("POST", "/r/v1/cases", world.registration(reporter, envelope))
    assert response.status_code == 201
    assert response.json()["receivedOn"] == "2026-11-23"


def test_the_same_report_again_changes_nothing(world: World) -> None:
    reporter = world.report()
    world.clock.day += timedelta(days=1)
    again = world.as_reporter("POST", "/r/v1/cases", world.registration(reporter, reporter.sent[0]))
    assert (again.status_code, again.json()["receivedOn"]) == (200, "2026-11-23")
    assert register_rows(world) == 1


def test_the_same_report_is_confirmed_after_the_directory_expired(world: World) -> None:
    reporter = world.report()
    world.clock.day += timedelta(days=200)
    again = world.as_reporter("POST", "/r/v1/cases", world.registration(reporter, reporter.sent[0]))
    assert again.status_code == 200


def test_other_bytes_under_the_same_code_are_refused(world: World) -> None:
    reporter = world.report()
    reporter.index = 0
    other = world.seal_from_reporter(reporter, "iets anders", kind=1, track=2)
    response = world.as_reporter("POST", "/r/v1/cases", world.registration(reporter, other))
    assert (response.status_code, response.json()) == (409, {"error": "exists"})


def test_a_challenge_works_once(world: World) -> None:
    reporter = world.new_reporter()
    envelope = world.seal_from_reporter(reporter, "melding", kind=1, track=2)
    body = world.registration(reporter, envelope)
    assert world.as_reporter("POST", "/r/v1/cases", body).status_code == 201
    assert world.as_reporter("POST", "/r/v1/cases", body).json() == {"error": "denied"}


def test_an_old_challenge_is_denied(sqlite_world: World) -> None:
    reporter = sqlite_world.new_reporter()
    envelope = sqlite_world.seal_from_reporter(reporter, "melding", kind=1, track=2)
    body = sqlite_world.registration(reporter, envelope)
    sqlite_world.clock.second += 121
    assert sqlite_world.as_reporter("POST", "/r/v1/cases", body).status_code == 403


def test_a_signature_over_another_track_is_denied(sqlite_world: World) -> None:
    reporter = sqlite_world.new_reporter()
    envelope = sqlite_world.seal_from_reporter(reporter, "melding", kind=1, track=2)
    body = sqlite_world.registration(reporter, envelope) | {"track": 1}
    response = sqlite_world.as_reporter("POST", "/r/v1/cases", body)
    assert (response.status_code, response.json()) == (403, {"error": "denied"})


@pytest.mark.parametrize("track", [0, 3, 4, 9])
def test_tracks_that_are_not_open_are_refused(sqlite_world: World, track: int) -> None:
    reporter = sqlite_world.new_reporter()
    envelope = sqlite_world.seal_from_reporter(reporter, "melding", kind=1, track=2)
    response = sqlite_world.as_reporter(
        "POST", "/r/v1/cases", sqlite_world.registration(reporter, envelope, track=track)
    )
    assert (response.status_code, response.json()) == (400, {"error": "policy"})


def test_advice_makes_no_register_row_and_a_report_makes_one(world: World) -> None:
    world.report(track=1)
    assert register_rows(world) == 0
    world.report(track=2)
    assert register_rows(world) == 1


def test_an_expired_directory_takes_no_new_report(world: World) -> None:
    reporter = world.new_reporter()
    envelope = world.seal_from_reporter(reporter, "melding", kind=1, track=2)
    world.clock.day += timedelta(days=93)
    response = world.as_reporter("POST", "/r/v1/cases", world.registration(reporter, envelope))
    assert (response.status_code, response.json()) == (400, {"error": "policy"})
    assert register_rows(world) == 0


@pytest.mark.parametrize("state", ["retired", "revoked"])
def test_a_retired_or_revoked_counsellor_gets_no_new_report(sqlite_world: World, state: str) -> None:
    sqlite_world.set_state(sqlite_world.vera, state)
    reporter = sqlite_world.new_reporter()
    envelope = sqlite_world.seal_from_reporter(reporter, "melding", kind=1, track=2)
    response = sqlite_world.as_reporter("POST", "/r/v1/cases", sqlite_world.registration(reporter, envelope))
    assert response.json() == {"error": "policy"}


def test_somebody_outside_the_directory_gets_no_report(sqlite_world: World) -> None:
    stranger = sqlite_world.make_keys(VINCENT)
    reporter = sqlite_world.new_reporter()
    envelope = sqlite_world.seal_from_reporter(reporter, "melding", kind=1, track=2, to=stranger)
    response = sqlite_world.as_reporter("POST", "/r/v1/cases", sqlite_world.registration(reporter, envelope))
    assert response.json() == {"error": "policy"}


def test_a_pending_counsellor_gets_no_report(sqlite_world: World) -> None:
    vincent = sqlite_world.enrol(VINCENT, role=2)
    reporter = sqlite_world.new_reporter()
    envelope = sqlite_world.seal_from_reporter(reporter, "melding", kind=1, track=2, to=vincent)
    response = sqlite_world.as_reporter("POST", "/r/v1/cases", sqlite_world.registration(reporter, envelope))
    assert response.json() == {"error": "policy"}


def test_a_malformed_envelope_is_refused_and_never_repeated(sqlite_world: World) -> None:
    reporter = sqlite_world.new_reporter()
    envelope = sqlite_world.seal_from_reporter(reporter, "melding", kind=1, track=2)
    body = sqlite_world.registration(reporter, envelope) | {"envelope": b64(b"SENTINEL" + envelope[8:])}
    response = sqlite_world.as_reporter("POST", "/r/v1/cases", body)
    assert (response.status_code, response.json()) == (400, {"error": "format"})


@pytest.mark.parametrize(
    "body",
    [
        b"SENTINEL",
        b'{"orgId": "SENTINEL"}',
        b'{"locator": 7}',
        b"[]",
        b"\xff\xfe",
        b'{"kind":1,"locator":"SENTINEL!"}',
    ],
)
def test_errors_never_repeat_what_was_sent(sqlite_world: World, body: bytes) -> None:
    response = sqlite_world.run(
        sqlite_world.client.post(
            "http://127.0.0.1:8000/r/v1/cases", content=body, headers={"Content-Type": "application/json"}
        )
    )
    assert (response.status_code, response.json()) == (400, {"error": "format"})


def test_only_json_is_read(sqlite_world: World) -> None:
    response = sqlite_world.ask("POST", "http://127.0.0.1:8000/r/v1/cases", {}, Content_Type="text/plain")
    assert response.json() == {"error": "format"}


def test_a_body_that_is_too_large_is_refused(sqlite_world: World) -> None:
    reporter = sqlite_world.new_reporter()
    envelope = sqlite_world.seal_from_reporter(reporter, "melding", kind=1, track=2)
    body = sqlite_world.registration(reporter, envelope)
    sizes = {"envelope": b64(bytes(301 * 1024)), "state": b64(bytes(1_200_000))}
    for name, value in sizes.items():
        fresh = sqlite_world.challenge(2, reporter)
        response = sqlite_world.as_reporter("POST", "/r/v1/cases", body | {name: value, "challenge": b64(fresh)})
        assert (response.status_code, response.json()) == (413, {"error": "size"})
