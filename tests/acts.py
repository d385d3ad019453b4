"""Signed acts in the small world of the tests: what a counsellor and a reporter send, as their clients would."""

import json
from datetime import date
from typing import Any

import httpx

from crypto.clocks import clocks
from crypto.duty import sign_duty
from crypto.encoding import b64, day_of, unb64
from crypto.envelope_inspect import Context, inspect
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.message import Message
from crypto.primitives import blob_hash, hash_
from tests.world import CounsellorKeys, Reporter, World

ACK, FEEDBACK, PLAN, CLOSED, CONTEST, UNABLE, DISPUTE, NOT_A_REPORT = 2, 3, 4, 5, 9, 10, 11, 14
TYPES = {ACK: 4, FEEDBACK: 5, PLAN: 3, CLOSED: 3, UNABLE: 2, NOT_A_REPORT: 2}
ZEROS = bytes(32)


def file_of(world: World, reporter: Reporter) -> dict[str, Any]:
    """Give the case file as the counsellor gets it."""
    answer = world.as_counsellor("GET", path_of(reporter))
    assert answer.status_code == 200, answer.text
    document = answer.json()
    assert isinstance(document, dict)
    return document


def mailbox_of(world: World, reporter: Reporter) -> dict[str, Any]:
    """Give the mailbox as the reporter gets it."""
    document = world.as_reporter("GET", "/r/v1/case", token=world.open(reporter)).json()
    assert isinstance(document, dict)
    return document


def path_of(reporter: Reporter) -> str:
    """Give the path of the case at the workplace."""
    return f"/w/v1/cases/{reporter.keys.case_id.hex()}"


def due_of(world: World, reporter: Reporter, kind: int) -> int:
    """Give the last day that a statement must name, as the law gives it."""
    item = next(
        one
        for one in world.as_counsellor("GET", "/w/v1/cases").json()["cases"]
        if one["caseId"] == b64(reporter.keys.case_id)
    )
    if item["track"] == 1 or kind not in {ACK, FEEDBACK}:
        return 0
    said = item["acknowledgedOn"]
    limits = clocks("employer", date.fromisoformat(item["receivedOn"]), date.fromisoformat(said) if said else None)
    return day_of(limits.ack_limit if kind == ACK else limits.feedback_limit)


def signed(
    world: World,
    reporter: Reporter,
    kind: int,
    ref: bytes,
    *,
    due: int = 0,
    detail: int = 0,
    seed: bytes = b"",
    day: date | None = None,
) -> bytes:
    """Give a statement; the counsellor signs, and a contest the reporter."""
    own = reporter.keys.sign_seed if kind == CONTEST else world.vera.identity_seed
    day = day or world.clock.day
    return sign_duty(
        kind, 0, 0, world.root.org_id, reporter.keys.case_id, seed or own, ref, day_of(day), due, detail=detail
    )


def act_body(
    world: World,
    reporter: Reporter,
    kind: int,
    *,
    detail: int = 0,
    due: int | None = None,
    who: CounsellorKeys | None = None,
) -> dict[str, Any]:
    """Give the body of a message with its statement, as the next message of the counsellor."""
    who = who or world.vera
    index = sum(1 for one in file_of(world, reporter)["envelopes"] if one["direction"] == 1)
    context = Context(world.root.org_id, reporter.keys.case_id, 1, 0, index)
    content = json.dumps({"v": 1, "text": "Een bericht."}).encode()
    message = Message(TYPES[kind], day_of(world.clock.day), world.directory_hash(), content)
    sender = Sender(who.identity_seed, who.box.box_pk)
    envelope = seal(context, message, sender, Recipients.of(reporter.keys, who.box))
    due = due_of(world, reporter, kind) if due is None else due
    detail = detail or (1 if kind == NOT_A_REPORT else 0)
    statement = signed(
        world, reporter, kind, inspect(envelope).env_hash, due=due, detail=detail, seed=who.identity_seed
    )
    return {
        "envelope": b64(envelope),
        "index": index,
        "duty": b64(statement),
        "vault": b64(who.vault),
        "previousVault": b64(blob_hash(who.vault)),
    }


def act(world: World, reporter: Reporter, kind: int, *, detail: int = 0) -> httpx.Response:
    """Do an act with a message."""
    return world.answer(reporter, act_body(world, reporter, kind, detail=detail))


def done(world: World, reporter: Reporter, *kinds: int) -> None:
    """Do acts that must be taken."""
    for kind in kinds:
        answer = act(world, reporter, kind)
        assert answer.status_code == 201, (kind, answer.text)


def alone(world: World, reporter: Reporter, statement: bytes) -> httpx.Response:
    """Hand in a statement of the counsellor without a message."""
    return world.as_counsellor("POST", f"{path_of(reporter)}/statements", {"statement": b64(statement)})


def contest(world: World, reporter: Reporter, statement: bytes) -> httpx.Response:
    """Hand in a statement of the reporter."""
    token = world.open(reporter)
    return world.as_reporter("POST", "/r/v1/statements", {"statement": b64(statement)}, token=token)


def contest_of(world: World, reporter: Reporter, kind: int) -> bytes:
    """Give a contest of the newest statement of this kind."""
    kept = [unb64(duty) for duty in file_of(world, reporter)["duties"]]
    named = [raw for raw in kept if raw[4] == kind][-1]
    return signed(world, reporter, CONTEST, hash_("duty", named))


def events_of(world: World, reporter: Reporter) -> list[tuple[int, int]]:
    """Give (type, detail) of the case's events in order."""
    events = world.store.read(lambda work: work.events.of_case(reporter.keys.case_id))
    return [(event.kind, event.detail) for event in events]
