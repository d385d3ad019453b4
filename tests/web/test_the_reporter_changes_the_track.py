"""Only the reporter changes the track; from that day the new clocks run, with a receipt that names the change."""

from datetime import timedelta

import httpx
import pytest

from crypto.encoding import b64, day_of, unb64
from crypto.primitives import blob_hash
from crypto.receipt import verify
from crypto.reporter import seal_state
from crypto.track import Track, sign_track, verify_track
from crypto.tree import EventType
from tests.acts import ACK, CLOSED, FEEDBACK, act, contest, contest_of, done, events_of, file_of, mailbox_of
from tests.world import Reporter, World


def signed(world: World, reporter: Reporter, track: int, *, seq: int = 1, seed: bytes = b"", off: int = 0) -> bytes:
    day = day_of(world.clock.day) + off
    org, case_id = world.root.org_id, reporter.keys.case_id
    return sign_track(track, seq, org, case_id, bytes(32), day, seed or reporter.keys.sign_seed)


def change(world: World, reporter: Reporter, raw: bytes) -> httpx.Response:
    state = seal_state(reporter.keys, f'{{"v":1,"seq":99,"last":"{raw.hex()[-6:]}"}}')
    body = {"change": b64(raw), "state": b64(state), "previousState": b64(blob_hash(reporter.state))}
    answer = world.as_reporter("PUT", "/r/v1/track", body, token=world.open(reporter))
    if answer.status_code == 201:
        reporter.state = state
    return answer


def test_advice_becomes_a_report_from_today(world: World) -> None:
    reporter = world.report(track=1)
    done(world, reporter, ACK)
    first = world.clock.day
    world.clock.day += timedelta(days=20)
    raw = signed(world, reporter, Track.MELDING)
    answer = change(world, reporter, raw)
    assert answer.status_code == 201, answer.text

    found, told = file_of(world, reporter), mailbox_of(world, reporter)
    assert found["track"] == 2
    assert (told["receivedOn"], told["firstReceivedOn"]) == (world.clock.day.isoformat(), first.isoformat())
    (item,) = world.as_counsellor("GET", "/w/v1/cases").json()["cases"]
    assert item["acknowledgedOn"] is None
    assert item["ackLimit"] == (world.clock.day + timedelta(days=7)).isoformat()
    assert [one["statementsBefore"] for one in told["trackChanges"]] == [1]
    assert events_of(world, reporter)[-1] == (EventType.TRACK, 0)

    checked = verify_track(raw, reporter.keys.sign_pk, world.root.org_id, reporter.keys.case_id, 1, 0)
    receipt = answer.json()["receipt"]
    today = day_of(world.clock.day)
    held = verify(receipt, world.root, world.root.org_id, reporter.keys.case_id, 2, checked.hash, today)
    assert (held.day, told["trackReceipt"]) == (today, receipt)
    assert world.store.read(lambda work: work.register.of_case(reporter.keys.case_id)) is not None
    done(world, reporter, ACK, FEEDBACK, CLOSED)


def test_the_watch_looks_at_what_became_a_report(world: World) -> None:
    reporter = world.report(track=1)
    change(world, reporter, signed(world, reporter, Track.MELDING))
    days = world.store.read(lambda work: work.looks.page(None, world.clock.day, 10))
    assert [look.case_id for look in days] == [reporter.keys.case_id]


def test_a_change_is_kept_once(world: World) -> None:
    reporter = world.report(track=1)
    raw = signed(world, reporter, Track.MELDING)
    first, again = change(world, reporter, raw), change(world, reporter, raw)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert [kind for kind, _ in events_of(world, reporter)].count(EventType.TRACK) == 1


@pytest.mark.parametrize(
    ("track", "wrong"),
    [
        (Track.KLACHT, {}),
        (Track.EXTERN, {}),
        (Track.MELDING, {"seq": 2}),
        (Track.MELDING, {"off": 3}),
        (Track.MELDING, {"seed": b"\x21" * 32}),
    ],
)
def test_what_does_not_hold_changes_nothing(sqlite_world: World, track: Track, wrong: dict[str, int]) -> None:
    reporter = sqlite_world.report(track=1)
    kept = mailbox_of(sqlite_world, reporter)["state"]
    answer = change(sqlite_world, reporter, signed(sqlite_world, reporter, track, **wrong))  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()) == (400, {"error": "policy"})
    told = mailbox_of(sqlite_world, reporter)
    assert (told["track"], told["trackChanges"], told["state"]) == (1, [], kept)


def test_a_report_never_becomes_advice_again(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    assert change(sqlite_world, reporter, signed(sqlite_world, reporter, Track.SPARREN)).status_code == 400


def test_the_counsellor_changes_no_track(sqlite_world: World) -> None:
    reporter = sqlite_world.report(track=1)
    raw = signed(sqlite_world, reporter, Track.MELDING, seed=sqlite_world.vera.identity_seed)
    assert change(sqlite_world, reporter, raw).status_code == 400


def test_a_word_about_the_track_before_cannot_be_contested_on_this_one(sqlite_world: World) -> None:
    reporter = sqlite_world.report(track=1)
    done(sqlite_world, reporter, ACK)
    statement = contest_of(sqlite_world, reporter, ACK)
    change(sqlite_world, reporter, signed(sqlite_world, reporter, Track.MELDING))
    assert contest(sqlite_world, reporter, statement).status_code == 400
    done(sqlite_world, reporter, ACK)
    assert contest(sqlite_world, reporter, contest_of(sqlite_world, reporter, ACK)).status_code == 201
    assert act(sqlite_world, reporter, ACK).status_code == 201


def test_a_closed_talk_opens_again_as_a_report(sqlite_world: World) -> None:
    reporter = sqlite_world.report(track=1)
    done(sqlite_world, reporter, CLOSED)
    change(sqlite_world, reporter, signed(sqlite_world, reporter, Track.MELDING))
    assert file_of(sqlite_world, reporter)["closedOn"] is None
    assert unb64(mailbox_of(sqlite_world, reporter)["trackChanges"][0]["change"])[4] == Track.MELDING
