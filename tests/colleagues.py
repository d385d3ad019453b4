"""Colleagues of one authority in the small world of the tests: joining, and keys passed on as a client would."""

import json
from dataclasses import replace

import httpx

from crypto.duty import DutyKind, sign_duty
from crypto.encoding import b64, day_of
from crypto.envelope_inspect import Context
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.keys import make_record, verify_record
from crypto.message import Message, MessageType
from crypto.primitives import blob_hash
from tests.going_outside import AUTHORITY, OMARS_DESK, SPACE
from tests.people import Person
from tests.world import CounsellorKeys, Reporter, World


def joined(
    world: World, sign_in_name: str = "esra", role: int = AUTHORITY, person: Person = OMARS_DESK
) -> CounsellorKeys:
    """Enrol and publish one more person under the name of a desk."""
    who = replace(person, sign_in_name=sign_in_name, password=f"een zin van {sign_in_name} alleen")
    make = world.make_keys
    world.make_keys = lambda *_args: keys_of(world, who, role)  # type: ignore[method-assign]
    made = world.enrol(who, role)
    world.make_keys = make  # type: ignore[method-assign]
    world.publish()
    return made


def keys_of(world: World, who: Person, role: int) -> CounsellorKeys:
    """Keys from the sign-in name, because two people of a desk share its name."""
    identity, box = blob_hash(who.sign_in_name.encode()), blob_hash(f"{who.sign_in_name} 1".encode())
    start = day_of(world.clock.day)
    return CounsellorKeys(who, identity, box, make_record(role, 1, start, start + 180, identity, box, who.name))


def word_for(
    world: World, reporter: Reporter, by: CounsellorKeys, colleague: CounsellorKeys, *, space: int = SPACE
) -> bytes:
    """What somebody of a desk signs for a colleague."""
    place = (world.root.org_id, reporter.keys.case_id)
    day = day_of(world.clock.day)
    return sign_duty(DutyKind.ASSIGNED, 0, space, *place, by.identity_seed, colleague.identity_pk, day, 0)


def note_for(
    world: World, reporter: Reporter, by: CounsellorKeys, colleague: CounsellorKeys, *, index: int = 0
) -> bytes:
    """A note of the space, sealed to a colleague."""
    context = Context(world.root.org_id, reporter.keys.case_id, 2, SPACE, index)
    body = json.dumps({"v": 1, "text": "", "fields": {"keys": []}}).encode()
    message = Message(MessageType.MESSAGE, day_of(world.clock.day), world.directory_hash(), body)
    sender = Sender(by.identity_seed, by.box.box_pk)
    return seal(context, message, sender, Recipients.of(verify_record(colleague.record)))


def let_read(
    world: World,
    by: CounsellorKeys,
    package_id: str,
    statement: bytes | None,
    note: bytes,
    *,
    index: int = 0,
) -> httpx.Response:
    """Hand the word and the note in."""
    body = {"statement": None if statement is None else b64(statement), "envelope": b64(note), "index": index}
    return world.as_counsellor("POST", f"/w/v1/packages/{package_id}/colleagues", body, who=by)
