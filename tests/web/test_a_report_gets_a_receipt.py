"""Whoever reports gets a signed receipt at once, and later the proof that it stands in the log (PROTOCOL 6.5)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.services.case_log import PRACTICE_LOG
from crypto.directory import verify_directory
from crypto.encoding import day_of, unb64
from crypto.envelope_inspect import env_hash
from crypto.receipt import Receipt, verify
from crypto.tlog_proof import verify_tlog_proof
from crypto.tree import EventType, commitment_entry, event_parse
from tests.services.the_log import entries, run
from tests.world import SLUG, TODAY, WORKPLACE, Reporter, World


def checked(world: World, reporter: Reporter, note: str, track: int = 2) -> Receipt:
    """The receipt, checked as the reporter's client does."""
    sent = env_hash(reporter.sent[0])
    return verify(note, world.root, world.root.org_id, reporter.keys.case_id, track, sent, day_of(TODAY))


def handed_in(world: World, track: int = 2) -> tuple[Reporter, dict[str, Any]]:
    """Hand in a report, and give the service's answer."""
    reporter = world.new_reporter()
    envelope = world.seal_from_reporter(reporter, "melding", kind=1, track=track)
    reporter.sent.append(envelope)
    reporter.index = 1
    return reporter, world.as_reporter(
        "POST", "/r/v1/cases", world.registration(reporter, envelope, track=track)
    ).json()


def mailbox(world: World, reporter: Reporter) -> dict[str, Any]:
    answer = world.as_reporter("GET", "/r/v1/case", token=reporter.token or world.open(reporter))
    assert len(answer.content) % (64 * 1024) == 0
    told: dict[str, Any] = answer.json()
    return told


def test_the_receipt_says_what_was_sent_and_when(world: World) -> None:
    reporter, answer = handed_in(world)
    receipt = checked(world, reporter, answer["receipt"])
    assert (receipt.day, receipt.due) == (day_of(TODAY), day_of(TODAY) + 7)
    assert receipt.merge_by == day_of(TODAY) + 2
    assert receipt.event.type is EventType.RECEIVED


def test_advice_has_a_receipt_without_limits(sqlite_world: World) -> None:
    reporter, answer = handed_in(sqlite_world, track=1)
    assert checked(sqlite_world, reporter, answer["receipt"], track=1).due == 0


def test_the_same_report_gets_the_same_receipt_and_the_mailbox_keeps_it(world: World) -> None:
    reporter, answer = handed_in(world)
    world.clock.day += timedelta(days=3)
    again = world.as_reporter("POST", "/r/v1/cases", world.registration(reporter, reporter.sent[0]))
    assert (again.status_code, again.json()["receipt"]) == (200, answer["receipt"])
    assert mailbox(world, reporter)["receipt"] == answer["receipt"]


def test_the_log_holds_by_the_next_batch_what_the_receipt_says(world: World) -> None:
    reporter, answer = handed_in(world)
    (waiting,) = mailbox(world, reporter)["events"]
    assert waiting["proof"] is None
    run(world)
    (logged,) = mailbox(world, reporter)["events"]
    proven = verify_tlog_proof(logged["proof"], world.root)
    receipt = checked(world, reporter, answer["receipt"])
    assert proven.entry == commitment_entry(receipt.commit)
    assert (proven.event, proven.salt) == (unb64(logged["event"]), unb64(logged["salt"]))
    assert event_parse(unb64(logged["event"])) == receipt.event


def test_a_proof_follows_the_log(sqlite_world: World) -> None:
    reporter, _ = handed_in(sqlite_world)
    sizes = []
    for _ in range(3):
        run(sqlite_world)
        proof = mailbox(sqlite_world, reporter)["events"][0]["proof"]
        sizes.append(verify_tlog_proof(proof, sqlite_world.root).checkpoint.size)
    assert sizes == [16, 32, 48]


def test_a_message_gets_no_receipt(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    assert "receipt" not in sqlite_world.write(reporter).json()


def test_a_case_older_than_the_log_has_no_receipt(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    reporter = sqlite_world.report()
    monkeypatch.setattr("app.store.events.Events.of_case", lambda *_: [])
    monkeypatch.setattr("app.store.events.Events.first", lambda *_: None)
    told = mailbox(sqlite_world, reporter)
    assert (told["receipt"], told["events"]) == (None, [])
    again = sqlite_world.as_reporter("POST", "/r/v1/cases", sqlite_world.registration(reporter, reporter.sent[0]))
    assert (again.status_code, again.json()["receipt"]) == (200, None)


def test_a_practice_receipt_names_the_practice_log(tmp_path: Path) -> None:
    with World(tmp_path / "data", practice=True) as world:
        reporter, answer = handed_in(world)
        assert "/practice-log/" in answer["receipt"]
        checked(world, reporter, answer["receipt"])
        run(world, PRACTICE_LOG)
        assert verify_tlog_proof(mailbox(world, reporter)["events"][0]["proof"], world.root).checkpoint.size == 16
        assert entries(world) == []


def test_a_list_of_counsellors_comes_with_its_proof(world: World) -> None:
    def served() -> dict[str, Any]:
        told: dict[str, Any] = world.as_reporter("GET", f"/r/v1/organisations/{SLUG}").json()
        return told

    assert served()["proof"] is None
    run(world)
    told = served()
    assert verify_directory(told["directory"], world.root, day_of(TODAY), proof=told["proof"]).version == 1
    (own,) = world.as_counsellor("GET", "/w/v1/organisations").json()["organisations"]
    assert own["proof"] == told["proof"]
    world.publish()
    assert served()["proof"] is None


def test_the_workplace_never_gets_a_receipt(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    path = f"{WORKPLACE}/w/v1/cases/{reporter.keys.case_id.hex()}"
    sqlite_world.as_counsellor("GET", "/w/v1/cases")
    told = sqlite_world.ask("GET", path, Cookie=f"__Host-zegel={sqlite_world.vera.cookie}")
    assert told.status_code == 200
    assert "receipt" not in told.json()
