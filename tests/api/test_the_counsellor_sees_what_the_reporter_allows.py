"""What a reporter gives outside alone, and what comes of it, is told to the counsellor by the reporter or by nobody."""

from crypto.encoding import b64
from tests.acts import file_of, mailbox_of
from tests.api.api_client import System, added
from tests.api.sending import about, from_reporter, sent_alone, to_reporter
from tests.going_outside import AUTHORITY, enrolled, outside_token, pass_days, prepare
from tests.handing_over import consent_body, give, withdraw
from tests.people import Person
from tests.world import CounsellorKeys, Reporter, World

OTHER = Person("Ander Bureau", "", "ander", "een zin voor een ander bureau")
EVERYTHING = ("requests", "consents", "rewraps", "packages")
DECLINED = 10


def seen_by_counsellor(world: World, reporter: Reporter) -> str:
    """The whole case file and the worklist, as they are sent."""
    case_id = reporter.keys.case_id.hex()
    told = [world.as_counsellor("GET", path) for path in (f"/w/v1/cases/{case_id}", "/w/v1/cases")]
    assert {one.status_code for one in told} == {200}
    return "\n".join(one.text for one in told)


def path_of(system: System) -> str:
    (listed,) = system.get("/packages").json()["packages"]
    return f"/packages/{listed['id']}"


def test_giving_writing_signing_and_asking_leave_the_case_file_as_it_was(
    world: World, desk: CounsellorKeys, system: System
) -> None:
    other = enrolled(world, OTHER, AUTHORITY)
    reporter = world.report()
    before = seen_by_counsellor(world, reporter)
    token = sent_alone(world, reporter, desk)
    path = path_of(system)
    system.get(f"{path}/container")
    asks = {"envelope": b64(to_reporter(world, reporter, desk, "Mag dit door?", kind=6)), "index": 0}
    asked = system.post(f"{path}/forwarding-requests", {**asks, "recipient": b64(other.box.kid)})
    assert asked.status_code == 201, asked.text
    said = system.post(f"{path}/statements", {"statement": b64(about(world, token, desk, DECLINED))})
    assert said.status_code == 201, said.text
    answer = world.as_reporter(
        "POST", "/r/v1/messages", from_reporter(world, reporter, desk, "Nee."), token=world.open(reporter)
    )
    assert answer.status_code == 201, answer.text
    assert len(mailbox_of(world, reporter)["requests"]) == 1
    assert seen_by_counsellor(world, reporter) == before


def test_taking_it_back_shows_nothing_either(world: World, desk: CounsellorKeys) -> None:
    reporter = world.report()
    before = seen_by_counsellor(world, reporter)
    token = sent_alone(world, reporter, desk)
    assert withdraw(world, reporter, token).status_code == 201
    assert seen_by_counsellor(world, reporter) == before


def test_what_a_miss_released_is_the_reporters_to_tell(world: World, desk: CounsellorKeys) -> None:
    reporter = world.report()
    prepare(world, reporter, desk)
    pass_days(world, 12)
    assert mailbox_of(world, reporter)["packages"][0]["state"] == "waiting"
    told = file_of(world, reporter)
    assert [told[name] for name in EVERYTHING] == [[], [], [], []]
    assert b64(desk.identity_pk) not in seen_by_counsellor(world, reporter)


def test_what_the_counsellor_is_to_pass_on_the_counsellor_sees(world: World, desk: CounsellorKeys) -> None:
    reporter = world.report()
    token = outside_token(world, reporter, desk)
    assert give(world, reporter, consent_body(world, reporter, token)).status_code == 201
    assert [one["token"] for one in file_of(world, reporter)["consents"]] == [b64(token)]


def test_nobody_writes_in_a_space_that_the_reporter_closed(world: World, desk: CounsellorKeys) -> None:
    system = added(world, desk)
    reporter = world.report()
    token = sent_alone(world, reporter, desk)
    path = path_of(system)
    system.get(f"{path}/container")
    assert withdraw(world, reporter, token).status_code == 201
    question = {"envelope": b64(to_reporter(world, reporter, desk, "Toch nog iets.")), "index": 0}
    refused = system.post(f"{path}/messages", question)
    assert (refused.status_code, refused.json()["code"]) == (409, "not-now")
    assert system.get(path).json()["mayWrite"] is False
    own = from_reporter(world, reporter, desk, "Toch nog iets.")
    answer = world.as_reporter("POST", "/r/v1/messages", own, token=world.open(reporter))
    assert (answer.status_code, answer.json()["error"]) == (400, "policy")
