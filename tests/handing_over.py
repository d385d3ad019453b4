"""Requests, consents and re-wraps in the small world of the tests, made as the clients of both parties would."""

import json
from dataclasses import replace
from typing import Any

import httpx

from crypto.boxes import BoxKeys
from crypto.consent_make import Offer, RewrapItem, Wrapper, item_of, make_rewrap, sign_consent, sign_withdrawal
from crypto.consent_token import ConsentToken, Purpose, parse_token
from crypto.directory import Entry, verify_directory
from crypto.encoding import b64, day_of, unb64
from crypto.envelope_inspect import Context, env_hash
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.message import Message
from crypto.primitives import blob_hash
from crypto.reporter import seal_state
from tests.acts import file_of, path_of
from tests.world import CounsellorKeys, Reporter, World

Place = tuple[int, int, int, bytes]


def entry_of(world: World, who: CounsellorKeys) -> Entry:
    """The entry of somebody on the list in force."""
    note = world.store.read(lambda work: work.directories.latest(world.root.org_id))
    assert note is not None
    directory = verify_directory(note, world.root, day_of(world.clock.day), existing=True)
    return next(entry for entry in directory.entries if entry.record.kid_box == who.box.kid)


def messages_of(world: World, reporter: Reporter) -> list[Place]:
    """Every message of the counsellor's space in scope order: space, direction, index, bytes."""
    found = world.store.read(lambda work: work.envelopes.of_case(reporter.keys.case_id))
    return [(one.space, one.direction, one.index, one.envelope) for one in found if one.direction < 2]


def scope_of(world: World, reporter: Reporter) -> tuple[bytes, ...]:
    """The hashes of the whole conversation."""
    return tuple(env_hash(envelope) for *_, envelope in messages_of(world, reporter))


def token_for(
    world: World,
    reporter: Reporter,
    recipient: CounsellorKeys,
    *,
    scope: tuple[bytes, ...] = (),
    life: int = 14,
    purpose: Purpose = Purpose.HAND_OVER,
    space: int = 0,
    flags: int = 0,
    seed: bytes = b"",
) -> bytes:
    """A signed consent to the whole conversation, or to `scope`."""
    today = day_of(world.clock.day)
    offer = Offer(
        purpose=purpose,
        org_id=world.root.org_id,
        case_id=reporter.keys.case_id,
        space=space,
        recipient=entry_of(world, recipient),
        scope=scope or scope_of(world, reporter),
        expires=today + life,
        flags=flags,
    )
    return sign_consent(offer, seed or reporter.keys.sign_seed, today)


def consent_body(
    world: World, reporter: Reporter, token: bytes, *, scope: tuple[bytes, ...] = (), **more: Any
) -> dict[str, Any]:
    """The body that hands a consent in, with the next state."""
    state = seal_state(reporter.keys, json.dumps({"v": 1, "seq": reporter.index + 1, "token": token.hex()[:8]}))
    return {
        "token": b64(token),
        "scope": [b64(one) for one in scope or scope_of(world, reporter)],
        "rewrap": None,
        "keepsAccess": False,
        "state": b64(state),
        "previousState": b64(blob_hash(reporter.state)),
        **more,
    }


def give(world: World, reporter: Reporter, body: dict[str, Any]) -> httpx.Response:
    """Hand a consent in."""
    response = world.as_reporter("POST", "/r/v1/consents", body, token=world.open(reporter))
    if response.status_code == 201:
        reporter.state = unb64(body["state"])
    return response


def agree(world: World, reporter: Reporter, recipient: CounsellorKeys, **more: Any) -> bytes:
    """Consent to a hand-over of the whole conversation; must be taken. Gives the token."""
    token = token_for(world, reporter, recipient)
    response = give(world, reporter, consent_body(world, reporter, token, **more))
    assert response.status_code == 201, response.text
    return token


def withdraw(world: World, reporter: Reporter, token: bytes, *, seed: bytes = b"") -> httpx.Response:
    """Take a consent back."""
    raw = sign_withdrawal(parse_token(token), seed or reporter.keys.sign_seed, day_of(world.clock.day))
    return world.as_reporter("POST", "/r/v1/consents/withdrawals", {"token": b64(raw)}, token=world.open(reporter))


def items(world: World, reporter: Reporter, keys: BoxKeys) -> list[RewrapItem]:
    """The content keys of every message, opened with one party's key."""
    return [
        item_of(envelope, Context(world.root.org_id, reporter.keys.case_id, direction, space, index), [keys])
        for space, direction, index, envelope in messages_of(world, reporter)
    ]


def record_for(
    world: World,
    reporter: Reporter,
    target: CounsellorKeys,
    token: bytes | None,
    *,
    by: CounsellorKeys | None = None,
    said: ConsentToken | None = None,
    wanted: tuple[bytes, ...] = (),
    by_reporter: bool = False,
) -> bytes:
    """A re-wrap record to `target`, made by Vera, by somebody else, or by the reporter when there is no token.

    `said`: what the record is to claim of its token, for records that no honest client makes.
    """
    if token is None or by_reporter:
        wrapper, keys = reporter.keys.sign_seed, reporter.keys.box
    else:
        who = by or world.vera
        wrapper, keys = who.identity_seed, who.box
    passed = [item for item in items(world, reporter, keys) if not wanted or item.env_hash in wanted]
    parsed = said or (parse_token(token) if token is not None else None)
    place = Wrapper(world.root.org_id, reporter.keys.case_id, wrapper)
    return make_rewrap(passed, entry_of(world, target).record, parsed, place)


def forged(token: bytes, **changed: Any) -> ConsentToken:
    """What a token says, with some of it changed; nobody signed that."""
    return replace(parse_token(token), **changed)


def hand_over(
    world: World, reporter: Reporter, token: bytes, record: bytes, *, by: CounsellorKeys | None = None
) -> httpx.Response:
    """Upload a record as a counsellor."""
    body = {"tokenId": b64(parse_token(token).token_id), "rewrap": b64(record)}
    return world.as_counsellor("POST", f"{path_of(reporter)}/rewraps", body, who=by)


def request_body(
    world: World,
    reporter: Reporter,
    recipient: CounsellorKeys,
    *,
    purpose: int = 1,
    space: int = 0,
    scope: tuple[bytes, ...] = (),
    text: str = "Mag Vincent dit van mij overnemen?",
) -> dict[str, Any]:
    """The body of a request that comes with the counsellor's next message."""
    index = sum(1 for one in file_of(world, reporter)["envelopes"] if one["direction"] == 1)
    wanted = scope or scope_of(world, reporter)
    context = Context(world.root.org_id, reporter.keys.case_id, 1, 0, index)
    content = json.dumps({"v": 1, "text": text}).encode()
    message = Message(6, day_of(world.clock.day), world.directory_hash(), content)
    sender = Sender(world.vera.identity_seed, world.vera.box.box_pk)
    return {
        "envelope": b64(seal(context, message, sender, Recipients.of(reporter.keys, world.vera.box))),
        "index": index,
        "purpose": purpose,
        "space": space,
        "recipient": b64(recipient.identity_pk),
        "kid": b64(recipient.box.kid),
        "scope": [b64(one) for one in wanted],
        "vault": b64(world.vera.vault),
        "previousVault": b64(blob_hash(world.vera.vault)),
    }


def ask(world: World, reporter: Reporter, body: dict[str, Any]) -> httpx.Response:
    """Hand a request in as Vera."""
    return world.as_counsellor("POST", f"{path_of(reporter)}/requests", body)
