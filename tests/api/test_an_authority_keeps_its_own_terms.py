"""What an authority signs, by the terms that are its own: seven days, three months, once three more (Wbk 2e, 2f)."""

from datetime import date

import httpx
import pytest

from app.domain.packages import PackageState
from crypto.encoding import b64, day_of
from crypto.envelope_inspect import env_hash
from crypto.tree import EventType
from tests.acts import events_of, mailbox_of
from tests.api.api_client import System
from tests.api.sending import about, sent_alone, to_reporter
from tests.world import CounsellorKeys, Reporter, World

ACK_LIMIT = day_of(date(2026, 11, 30))
FEEDBACK_LIMIT = day_of(date(2027, 2, 23))
LONGER = day_of(date(2027, 5, 23))
RECEIVED, ANSWERED, DECLINED, MORE_TIME, UNCONFIRMED = 7, 8, 10, 12, 13


class Desk:
    """An authority with one fetched package."""

    def __init__(self, world: World, keys: CounsellorKeys, system: System) -> None:
        """Let a reporter send and fetch it."""
        self.world, self.keys, self.system = world, keys, system
        self.reporter: Reporter = world.report()
        self.token = sent_alone(world, self.reporter, keys)
        (listed,) = system.get("/packages").json()["packages"]
        self.path = f"/packages/{listed['id']}"
        assert system.get(f"{self.path}/container").status_code == 200

    def write(self, text: str, index: int, kind: int = 3) -> bytes:
        """Write to the reporter; gives the hash."""
        envelope = to_reporter(self.world, self.reporter, self.keys, text, index=index, kind=kind)
        told = self.system.post(f"{self.path}/messages", {"envelope": b64(envelope), "index": index})
        assert told.status_code == 201, told.text
        return env_hash(envelope)

    def state(self, kind: int, due: int = 0, ref: bytes = b"") -> httpx.Response:
        """Sign and hand in."""
        raw = about(self.world, self.token, self.keys, kind, due=due, ref=ref)
        return self.system.post(f"{self.path}/statements", {"statement": b64(raw)})

    def duties(self) -> list[tuple[str, str]]:
        """The open duties with their days."""
        return [(one["duty"], one["dueOn"]) for one in self.system.get("/duties").json()["duties"]]


@pytest.fixture
def omar(world: World, desk: CounsellorKeys, system: System) -> Desk:
    return Desk(world, desk, system)


def test_receipt_then_what_is_done_then_what_came_of_it(omar: Desk) -> None:
    assert omar.duties() == [("acknowledgement", "2026-11-30"), ("feedback", "2027-02-23")]
    assert omar.state(RECEIVED, ACK_LIMIT).json()["state"] == "acknowledged"
    assert omar.duties() == [("feedback", "2027-02-23")]
    answer = omar.write("Wij onderzoeken dit.", 0, kind=5)
    assert omar.state(ANSWERED, FEEDBACK_LIMIT, answer).json()["state"] == "answered"
    assert omar.duties() == []
    outcome = omar.write("Het onderzoek is klaar.", 1, kind=5)
    assert omar.state(ANSWERED, FEEDBACK_LIMIT, outcome).status_code == 201
    assert len(omar.system.get(f"{omar.path}/statements").json()["statements"]) == 3
    (seen,) = mailbox_of(omar.world, omar.reporter)["packages"]
    assert (seen["state"], len(seen["statements"])) == ("answered", 3)


def test_more_time_is_taken_once_and_with_reasons(omar: Desk) -> None:
    assert omar.state(MORE_TIME, LONGER).json()["code"] == "not-now"
    reasons = omar.write("Het zijn veel stukken.", 0)
    assert omar.state(MORE_TIME, FEEDBACK_LIMIT, reasons).status_code == 400
    assert omar.state(MORE_TIME, LONGER, reasons).status_code == 201
    told = omar.system.get(omar.path).json()
    assert (told["feedbackLimit"], told["isExtended"]) == ("2027-05-23", True)
    again = omar.write("Nog langer.", 1)
    assert omar.state(MORE_TIME, LONGER, again).json()["code"] == "not-now"
    assert omar.state(ANSWERED, FEEDBACK_LIMIT, again).status_code == 400
    assert omar.state(ANSWERED, LONGER, again).status_code == 201
    assert (EventType.EXTENDED, 0) in events_of(omar.world, omar.reporter)


def test_receipt_is_left_unconfirmed_where_that_would_endanger_somebody(omar: Desk) -> None:
    before = events_of(omar.world, omar.reporter)
    assert omar.state(UNCONFIRMED).json()["state"] == "fetched"
    assert omar.duties() == [("feedback", "2027-02-23")]
    assert events_of(omar.world, omar.reporter) == before
    again = omar.write("x", 0)
    assert omar.state(UNCONFIRMED, 0, again).json()["code"] == "not-now"


def test_who_is_not_competent_says_so_and_owes_nothing_more(omar: Desk) -> None:
    reasons = omar.write("Wij gaan hier niet over. Mag dit naar de Inspectie?", 0)
    assert omar.state(DECLINED, 0, reasons).json()["state"] == "declined"
    assert omar.duties() == []
    assert omar.state(ANSWERED).json()["code"] == "not-now"


def test_a_term_that_passed_is_told_as_missed(omar: Desk) -> None:
    omar.world.clock.day = date(2026, 12, 1)
    (ack, feedback) = omar.system.get("/duties").json()["duties"]
    assert (ack["isMissed"], feedback["isMissed"]) == (True, False)


def test_a_message_of_another_space_is_no_reason(omar: Desk) -> None:
    there = omar.world.store.read(lambda work: work.envelopes.hash_at(omar.reporter.keys.case_id, 0, 0, 0))
    assert there is not None
    assert omar.state(MORE_TIME, LONGER, there[0]).json()["code"] == "not-now"
    assert omar.state(RECEIVED, ACK_LIMIT, b"\x07" * 32).json()["code"] == "not-now"


def test_a_changed_statement_is_refused(omar: Desk) -> None:
    raw = bytearray(about(omar.world, omar.token, omar.keys, RECEIVED, due=ACK_LIMIT))
    for place in (4, 6, 30, 72, 104, 112):
        wrong = bytes(byte ^ (position == place) for position, byte in enumerate(raw))
        told = omar.system.post(f"{omar.path}/statements", {"statement": b64(wrong)})
        assert told.status_code in {400, 409}, place
    assert omar.system.get(omar.path).json()["state"] == "fetched"


def test_pages_are_cut_by_cursor_and_by_state(world: World, desk: CounsellorKeys, system: System) -> None:
    for _ in range(5):
        sent_alone(world, world.report(), desk)
    seen, cursor = [], ""
    while True:
        page = system.get(f"/packages?limit=2{cursor}").json()
        seen += [one["id"] for one in page["packages"]]
        if page["next"] is None:
            break
        cursor = f"&after={page['next']}"
    assert len(seen) == 5
    assert seen == sorted(set(seen))
    system.get(f"/packages/{seen[2]}/container")
    for state, count in ((PackageState.WAITING, 4), (PackageState.FETCHED, 1), (PackageState.ANSWERED, 0)):
        assert len(system.get(f"/packages?state={state.value}").json()["packages"]) == count
