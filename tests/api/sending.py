"""Reporters who send their case outside, and answers of authorities, made as clients would."""

import json

from crypto.consent_make import Offer, sign_consent
from crypto.consent_token import FLAG_MAY_WRITE, Purpose, parse_token
from crypto.duty import sign_duty
from crypto.encoding import b64, day_of
from crypto.envelope_inspect import Context
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.keys import verify_record
from crypto.message import Message
from crypto.primitives import blob_hash, hash_
from crypto.reporter import seal_state
from tests.going_outside import own_record
from tests.handing_over import consent_body, entry_of, give, scope_of
from tests.world import CounsellorKeys, Reporter, World


def sent_alone(
    world: World, reporter: Reporter, who: CounsellorKeys, *, space: int = 2, may_write: bool = True
) -> bytes:
    """The reporter sends everything to an authority; gives the token."""
    today = day_of(world.clock.day)
    offer = Offer(
        purpose=Purpose.EXTERNAL,
        org_id=world.root.org_id,
        case_id=reporter.keys.case_id,
        space=space,
        recipient=entry_of(world, who),
        scope=scope_of(world, reporter),
        expires=today + 14,
        flags=FLAG_MAY_WRITE if may_write else 0,
    )
    token = sign_consent(offer, reporter.keys.sign_seed, today)
    body = consent_body(world, reporter, token, rewrap=b64(own_record(world, reporter, who, token)))
    response = give(world, reporter, body)
    assert response.status_code == 201, response.text
    return token


def about(
    world: World, token: bytes, who: CounsellorKeys, kind: int, *, due: int = 0, ref: bytes = b"", space: int = 2
) -> bytes:
    """What an authority signs about a package: of the consent, or of the message `ref`."""
    said = parse_token(token)
    speaks_of = ref or hash_("consent-token", token)
    day = day_of(world.clock.day)
    return sign_duty(kind, 0, space, said.org_id, said.case_id, who.identity_seed, speaks_of, day, due)


def to_reporter(
    world: World, reporter: Reporter, who: CounsellorKeys, text: str, *, index: int = 0, kind: int = 2, space: int = 2
) -> bytes:
    """A message of an authority to the reporter, with a copy to keep."""
    context = Context(world.root.org_id, reporter.keys.case_id, 1, space, index)
    body = json.dumps({"v": 1, "text": text}).encode()
    message = Message(kind, day_of(world.clock.day), world.directory_hash(), body)
    return seal(context, message, Sender(who.identity_seed, who.box.box_pk), Recipients.of(reporter.keys, who.box))


def from_reporter(
    world: World, reporter: Reporter, who: CounsellorKeys, text: str, *, index: int = 0, space: int = 2
) -> dict[str, object]:
    """The body of a reporter's message to an authority, with the next state."""
    context = Context(world.root.org_id, reporter.keys.case_id, 0, space, index)
    body = json.dumps({"v": 1, "text": text}).encode()
    message = Message(2, day_of(world.clock.day), world.directory_hash(), body)
    sender = Sender(reporter.keys.sign_seed, reporter.keys.box_pk)
    sealed = seal(context, message, sender, Recipients.of(verify_record(who.record), reporter.keys))
    state = seal_state(reporter.keys, json.dumps({"v": 1, "seq": reporter.index + 1, "outside": f"{space}.{index}"}))
    return {
        "envelope": b64(sealed),
        "index": index,
        "space": space,
        "state": b64(state),
        "previousState": b64(blob_hash(reporter.state)),
    }
