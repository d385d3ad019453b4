"""Releases to a case officer in the small world of the tests, and what the officer does, made as clients would."""

import json
from typing import Any

import httpx
from sqlalchemy import update

from app.store.tables import KeyRecordTable
from crypto.consent_token import FLAG_MAY_WRITE, Purpose
from crypto.duty import DutyKind, sign_duty
from crypto.encoding import b64, day_of, unb64
from crypto.envelope_inspect import Context, env_hash
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.keys import verify_record
from crypto.message import Message
from crypto.package_open import OpenedPackage, open_package
from crypto.primitives import blob_hash
from crypto.reporter import seal_state
from tests.handing_over import consent_body, entry_of, give, hand_over, record_for, token_for
from tests.people import Person
from tests.world import CounsellorKeys, Reporter, World

CARLA = Person("Carla Smit", "", "carla", "een zin die carla goed onthoudt")
OFFICER, SPACE = 5, 1
TYPES = {0: 2, int(DutyKind.ACK_SENT): 4, int(DutyKind.FEEDBACK_GIVEN): 5}


def officer(world: World, person: Person = CARLA) -> CounsellorKeys:
    """Enrol and publish a case officer."""
    made = world.enrol(person, OFFICER)
    world.publish()
    return made


def release_token(
    world: World, reporter: Reporter, to: CounsellorKeys, *, flags: int = FLAG_MAY_WRITE, **more: Any
) -> bytes:
    """A consent that lets a case officer in."""
    return token_for(world, reporter, to, purpose=Purpose.RELEASE, space=SPACE, flags=flags, **more)


def released(world: World, to: CounsellorKeys, *, flags: int = FLAG_MAY_WRITE, track: int = 2) -> Reporter:
    """A report that was released as a whole."""
    reporter = world.report(track=track)
    release(world, reporter, to, flags=flags)
    return reporter


def release(world: World, reporter: Reporter, to: CounsellorKeys, *, flags: int = FLAG_MAY_WRITE) -> bytes:
    """Release a whole conversation by consent and the counsellor's record; must be taken. Gives the token."""
    token = release_token(world, reporter, to, flags=flags)
    answer = give(world, reporter, consent_body(world, reporter, token))
    assert answer.status_code == 201, answer.text
    done = hand_over(world, reporter, token, record_for(world, reporter, to, token))
    assert done.status_code == 201, done.text
    return token


def path_of(reporter: Reporter) -> str:
    return f"/w/v1/released-cases/{reporter.keys.case_id.hex()}"


def file_of(world: World, reporter: Reporter, who: CounsellorKeys) -> dict[str, Any]:
    """The case as its officer gets it."""
    answer = world.as_counsellor("GET", path_of(reporter), who=who)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert isinstance(found, dict)
    return found


def opened(world: World, who: CounsellorKeys, package: str) -> OpenedPackage:
    """A release as the officer's client opens it."""
    today = day_of(world.clock.day)
    return open_package(unb64(package), world.root.org_id, entry_of(world, who), [who.box], today)


def officer_body(
    world: World, reporter: Reporter, who: CounsellorKeys, kind: int = 0, text: str = "Dag."
) -> dict[str, Any]:
    """The body of an officer's next message, signed as what it is."""
    found = file_of(world, reporter, who)
    index = sum(1 for one in found["envelopes"] if one["direction"] == 1)
    context = Context(world.root.org_id, reporter.keys.case_id, 1, SPACE, index)
    content = json.dumps({"v": 1, "text": text}).encode()
    message = Message(TYPES.get(kind, 3), day_of(world.clock.day), world.directory_hash(), content)
    envelope = seal(context, message, Sender(who.identity_seed, who.box.box_pk), Recipients.of(reporter.keys, who.box))
    return {
        "envelope": b64(envelope),
        "index": index,
        "duty": b64(signed(world, reporter, who, kind, env_hash(envelope))) if kind else None,
        "vault": b64(who.vault),
        "previousVault": b64(blob_hash(who.vault)),
    }


def signed(
    world: World, reporter: Reporter, who: CounsellorKeys, kind: int, ref: bytes = bytes(32), space: int = SPACE
) -> bytes:
    """A statement of an officer."""
    found = file_of(world, reporter, who)
    limit = {int(DutyKind.ACK_SENT): "ackLimit", int(DutyKind.FEEDBACK_GIVEN): "feedbackLimit"}.get(kind)
    due = day_of(world.clock.day.fromisoformat(found[limit])) if limit and found[limit] else 0
    place = (world.root.org_id, reporter.keys.case_id)
    return sign_duty(kind, 0, space, *place, who.identity_seed, ref, day_of(world.clock.day), due)


def officer_says(world: World, reporter: Reporter, who: CounsellorKeys, kind: int = 0) -> httpx.Response:
    """Write to the reporter as an officer."""
    body = officer_body(world, reporter, who, kind)
    return world.as_counsellor("POST", f"{path_of(reporter)}/messages", body, who=who)


def officer_closes(world: World, reporter: Reporter, who: CounsellorKeys) -> httpx.Response:
    """Close without a message."""
    body = {"statement": b64(signed(world, reporter, who, DutyKind.CLOSED))}
    return world.as_counsellor("POST", f"{path_of(reporter)}/statements", body, who=who)


def takes_step(world: World, reporter: Reporter, who: CounsellorKeys, step: str) -> httpx.Response:
    """Record a step."""
    return world.as_counsellor("POST", f"{path_of(reporter)}/steps", {"step": step}, who=who)


def to_officer_body(world: World, reporter: Reporter, who: CounsellorKeys, index: int = 0) -> dict[str, Any]:
    """The body of a reporter's message to the case officer."""
    context = Context(world.root.org_id, reporter.keys.case_id, 0, SPACE, index)
    content = json.dumps({"v": 1, "text": "Voor de meldfunctionaris."}).encode()
    message = Message(2, day_of(world.clock.day), world.directory_hash(), content)
    sender = Sender(reporter.keys.sign_seed, reporter.keys.box_pk)
    envelope = seal(context, message, sender, Recipients.of(verify_record(who.record), reporter.keys))
    state = seal_state(reporter.keys, json.dumps({"v": 1, "seq": 90 + index}))
    return {
        "envelope": b64(envelope),
        "index": index,
        "space": SPACE,
        "state": b64(state),
        "previousState": b64(blob_hash(reporter.state)),
    }


def writes_to_officer(world: World, reporter: Reporter, who: CounsellorKeys, index: int = 0) -> httpx.Response:
    """Write to the case officer as the reporter."""
    body = to_officer_body(world, reporter, who, index)
    answer = world.as_reporter("POST", "/r/v1/messages", body, token=world.open(reporter))
    if answer.status_code == 201:
        reporter.state = unb64(body["state"])
    return answer


def follow(world: World, policy_slug: str | None) -> None:
    """Let new cases follow a policy."""
    world.store.write(lambda work: work.organisations.set_policy_slug(world.root.org_id, policy_slug))


def owner_of(world: World, who: CounsellorKeys) -> bytes:
    """The account that has these keys."""
    record = world.store.read(lambda work: work.records.by_kid(who.box.kid))
    assert record is not None
    return record.account_id


def move(world: World, who: CounsellorKeys, account_id: bytes) -> None:
    """Let an account own this key, as if one person had enrolled in two roles."""
    table = KeyRecordTable.table()
    change = update(table).where(table.c.kid_box == who.box.kid).values(account_id=account_id)
    world.store.write(lambda work: work.records._connection.execute(change))
