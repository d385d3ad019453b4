"""Messages both ways in the space of an authority, sealed on both sides (PROTOCOL 4.1, 5.5)."""

import httpx
import pytest

from crypto.boxes import BoxKeys
from crypto.encoding import b64, unb64
from crypto.envelope_inspect import Context, env_hash
from crypto.envelope_open import open_
from tests.acts import mailbox_of
from tests.api.api_client import System, added
from tests.api.sending import about, from_reporter, sent_alone, to_reporter
from tests.going_outside import AUTHORITY, enrolled, outside_token
from tests.handing_over import consent_body, give
from tests.people import Person
from tests.world import CounsellorKeys, Reporter, World

OTHER = Person("Ander Toezicht", "", "ander", "een zin voor het andere bureau")


@pytest.fixture
def reporter(world: World, desk: CounsellorKeys, system: System) -> Reporter:
    """Somebody whose package was fetched."""
    made = world.report("Een melding.")
    sent_alone(world, made, desk)
    assert system.get(f"{path_of(system)}/container").status_code == 200
    return made


def path_of(system: System) -> str:
    (listed,) = system.get("/packages").json()["packages"]
    return f"/packages/{listed['id']}"


def written(system: System, envelope: bytes, index: int = 0, **more: str) -> httpx.Response:
    return system.post(f"{path_of(system)}/messages", {"envelope": b64(envelope), "index": index}, **more)


def answered(world: World, reporter: Reporter, body: dict[str, object]) -> httpx.Response:
    response = world.as_reporter("POST", "/r/v1/messages", body, token=world.open(reporter))
    if response.status_code == 201:
        reporter.state = unb64(str(body["state"]))
    return response


def opened(world: World, reporter: Reporter, place: tuple[int, int], envelope: str, keys: BoxKeys, by: bytes) -> bytes:
    context = Context(world.root.org_id, reporter.keys.case_id, place[0], 2, place[1])
    return open_(unb64(envelope), context, [keys], by).body


def test_each_reads_what_the_other_sealed(
    world: World, desk: CounsellorKeys, system: System, reporter: Reporter
) -> None:
    question = to_reporter(world, reporter, desk, "Wanneer was dat?")
    told = written(system, question)
    assert (told.status_code, told.json()["envHash"]) == (201, b64(env_hash(question)))
    there = [one for one in mailbox_of(world, reporter)["envelopes"] if one["space"] == 2]
    assert [(one["direction"], one["index"]) for one in there] == [(1, 0)]
    by = desk.identity_pk
    assert b"Wanneer" in opened(world, reporter, (1, 0), there[0]["envelope"], reporter.keys.box, by)
    assert answered(world, reporter, from_reporter(world, reporter, desk, "In maart.")).status_code == 201
    page = system.get(f"{path_of(system)}/messages").json()
    assert [(one["fromReporter"], one["index"]) for one in page["messages"]] == [(True, 0), (False, 0)]
    sealed = page["messages"][0]["envelope"]
    assert b"maart" in opened(world, reporter, (0, 0), sealed, desk.box, reporter.keys.sign_pk)
    assert page["next"] is None
    after = system.get(f"{path_of(system)}/messages?after=0-0").json()["messages"]
    assert [one["fromReporter"] for one in after] == [False]


def test_the_counsellor_sees_nothing_of_it(
    world: World, desk: CounsellorKeys, system: System, reporter: Reporter
) -> None:
    written(system, to_reporter(world, reporter, desk, "Wanneer?"))
    told = world.as_counsellor("GET", f"/w/v1/cases/{reporter.keys.case_id.hex()}").json()
    assert {one["space"] for one in told["envelopes"]} == {0}


def test_a_number_is_taken_once_and_none_is_skipped(
    world: World, desk: CounsellorKeys, system: System, reporter: Reporter
) -> None:
    first = to_reporter(world, reporter, desk, "Een.")
    assert written(system, first, 1).status_code == 400
    assert written(system, first).status_code == 201
    assert written(system, first).status_code == 201
    other = written(system, to_reporter(world, reporter, desk, "Iets anders."))
    assert (other.status_code, other.json()["code"]) == (409, "newer")


def test_only_the_reporter_and_oneself_may_read_it(
    world: World, desk: CounsellorKeys, system: System, reporter: Reporter
) -> None:
    other = world.report()
    assert written(system, to_reporter(world, other, desk, "Verkeerd.")).status_code == 400
    assert answered(world, reporter, from_reporter(world, reporter, world.vera, "Verkeerd.")).status_code == 400
    assert answered(world, reporter, from_reporter(world, reporter, desk, "Hier niet.", space=3)).status_code == 400


def test_who_does_not_want_to_be_written_to_is_not(world: World, desk: CounsellorKeys, system: System) -> None:
    reporter = world.report()
    sent_alone(world, reporter, desk, may_write=False)
    path = path_of(system)
    system.get(f"{path}/container")
    assert system.get(path).json()["mayWrite"] is False
    told = written(system, to_reporter(world, reporter, desk, "Toch."))
    assert (told.status_code, told.json()["code"]) == (409, "not-now")


def test_nobody_writes_before_the_package_was_fetched(world: World, desk: CounsellorKeys, system: System) -> None:
    reporter = world.report()
    sent_alone(world, reporter, desk)
    assert written(system, to_reporter(world, reporter, desk, "Te vroeg.")).json()["code"] == "not-now"


def test_a_repeated_write_gets_the_same_answer_once(
    world: World, desk: CounsellorKeys, system: System, reporter: Reporter
) -> None:
    envelope = to_reporter(world, reporter, desk, "Een.")
    first = written(system, envelope, key="key-number-1")
    again = written(system, envelope, key="key-number-1")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert (first.headers.get("idempotency-replayed"), again.headers["idempotency-replayed"]) == (None, "true")
    other = written(system, to_reporter(world, reporter, desk, "Twee.", index=1), 1, key="key-number-1")
    assert (other.status_code, other.json()["code"]) == (409, "repeated-differently")
    assert written(added(world, desk), envelope, key="key-number-1").headers.get("idempotency-replayed") is None
    missing = system.post(f"{path_of(system)}/messages", {"envelope": b64(envelope), "index": 0}, key="short")
    assert missing.status_code == 400


def test_a_refused_write_keeps_no_answer(
    world: World, desk: CounsellorKeys, system: System, reporter: Reporter
) -> None:
    second = to_reporter(world, reporter, desk, "Twee.", index=1)
    assert written(system, second, 1, key="key-number-2").status_code == 400
    assert written(system, to_reporter(world, reporter, desk, "Een.")).status_code == 201
    assert written(system, second, 1, key="key-number-2").status_code == 201


def test_a_report_goes_on_only_with_a_yes(
    world: World, desk: CounsellorKeys, system: System, reporter: Reporter
) -> None:
    other = enrolled(world, OTHER, AUTHORITY)
    asks = {"envelope": b64(to_reporter(world, reporter, desk, "Mag dit door?", kind=6)), "index": 0}
    path = f"{path_of(system)}/forwarding-requests"
    assert system.post(path, {**asks, "recipient": b64(desk.box.kid)}).status_code == 400
    assert system.post(path, {**asks, "recipient": b64(world.vera.box.kid)}).status_code == 400
    told = system.post(path, {**asks, "recipient": b64(other.box.kid)})
    assert told.status_code == 201, told.text
    (request,) = mailbox_of(world, reporter)["requests"]
    assert (request["purpose"], request["space"], request["state"]) == (2, 3, "open")
    assert added(world, other).get("/packages").json()["packages"] == []
    decline = about(world, consent_of(world, reporter), desk, 10, ref=unb64(told.json()["envHash"]))
    assert system.post(f"{path_of(system)}/statements", {"statement": b64(decline)}).json()["state"] == "declined"
    token = outside_token(world, reporter, other, space=3)
    assert give(world, reporter, consent_body(world, reporter, token)).status_code == 201
    assert mailbox_of(world, reporter)["requests"][0]["state"] == "agreed"


def consent_of(world: World, reporter: Reporter) -> bytes:
    (consent,) = world.store.read(lambda work: work.consents.of_case(reporter.keys.case_id))
    return consent.token
