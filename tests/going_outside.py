"""Consents to go outside and items that wait for a miss, in the small world of the tests, made as clients would."""

import json
from datetime import timedelta
from typing import Any

import httpx

from app.services.note_keys import load_note_keys
from app.worker.desk import Desk
from app.worker.jobs import take_turn
from crypto.consent_make import Offer, Wrapper, make_rewrap, sign_consent
from crypto.consent_token import Purpose, parse_token
from crypto.duty import sign_duty
from crypto.encoding import b64, day_of, unb64
from crypto.package_open import OpenedPackage, open_package
from crypto.primitives import blob_hash, hash_
from crypto.reporter import seal_state
from tests.handing_over import entry_of, items, scope_of
from tests.people import Person
from tests.world import CounsellorKeys, Reporter, World

HILDE = Person("Hilde Vos", "", "hilde", "een zin die hilde goed onthoudt")
OMARS_DESK = Person("Toezicht Voorbeeld", "", "toezicht", "een zin voor het bureau van omar")
HELPER, AUTHORITY = 6, 3
SPACE = 2


def enrolled(world: World, person: Person = HILDE, role: int = HELPER) -> CounsellorKeys:
    """Enrol and publish a helper or an authority."""
    made = world.enrol(person, role)
    world.publish()
    return made


def outside_token(
    world: World,
    reporter: Reporter,
    recipient: CounsellorKeys,
    *,
    purpose: Purpose = Purpose.EXTERNAL,
    space: int = SPACE,
    duty: int = 0,
    life: int = 14,
    scope: tuple[bytes, ...] = (),
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
        duty=duty,
    )
    return sign_consent(offer, seed or reporter.keys.sign_seed, today)


def own_record(world: World, reporter: Reporter, target: CounsellorKeys, token: bytes) -> bytes:
    """A record made by the reporter."""
    place = Wrapper(world.root.org_id, reporter.keys.case_id, reporter.keys.sign_seed)
    passed = items(world, reporter, reporter.keys.box)
    return make_rewrap(passed, entry_of(world, target).record, parse_token(token), place)


def prepared_body(reporter: Reporter, token: bytes, record: bytes) -> dict[str, Any]:
    """The body that stores an item, with the next state."""
    state = seal_state(reporter.keys, json.dumps({"v": 1, "seq": reporter.index + 1, "token": token.hex()[:90]}))
    return {
        "token": b64(token),
        "rewrap": b64(record),
        "state": b64(state),
        "previousState": b64(blob_hash(reporter.state)),
    }


def store_item(world: World, reporter: Reporter, body: dict[str, Any]) -> httpx.Response:
    """Hand an item in."""
    response = world.as_reporter("POST", "/r/v1/conditional", body, token=world.open(reporter))
    if response.status_code == 201:
        reporter.state = unb64(body["state"])
    return response


def prepare(
    world: World,
    reporter: Reporter,
    recipient: CounsellorKeys,
    *,
    purpose: Purpose = Purpose.CONDITIONAL_EXTERNAL,
    duty: int = 2,
    life: int = 200,
) -> bytes:
    """Store an item that must be taken; gives its token."""
    deputy = purpose is Purpose.PREPARED_DEPUTY
    space, duty = (0, 0) if deputy else (SPACE, duty)
    token = outside_token(world, reporter, recipient, purpose=purpose, space=space, duty=duty, life=life)
    response = store_item(
        world, reporter, prepared_body(reporter, token, own_record(world, reporter, recipient, token))
    )
    assert response.status_code == 201, response.text
    return token


def pass_days(world: World, days: int) -> None:
    """Let the service do its work on each of the coming days."""
    desk = Desk(world.store, world.clock, load_note_keys(world.settings.keys_dir), None)
    for _ in range(days):
        world.clock.day += timedelta(days=1)
        turn = take_turn(desk)
        assert not turn.open, turn


def packages_for(world: World, who: CounsellorKeys) -> list[dict[str, Any]]:
    """What a recipient's desk lists."""
    answer = world.as_counsellor("GET", "/w/v1/packages", who=who)
    assert answer.status_code == 200, answer.text
    listed = answer.json()["packages"]
    assert isinstance(listed, list)
    return listed


def fetch(world: World, who: CounsellorKeys, package_id: str) -> httpx.Response:
    """Take a package."""
    return world.as_counsellor("POST", f"/w/v1/packages/{package_id}/fetch", {}, who=who)


def opened(world: World, who: CounsellorKeys, answer: dict[str, Any]) -> OpenedPackage:
    """Open a fetched package with the recipient's key."""
    today = day_of(world.clock.day)
    return open_package(unb64(answer["package"]), world.root.org_id, entry_of(world, who), [who.box], today)


def said(
    world: World, reporter: Reporter, who: CounsellorKeys, token: bytes, kind: int, *, due: int = 0, space: int = SPACE
) -> bytes:
    """What a recipient signs about a package."""
    place = (world.root.org_id, reporter.keys.case_id)
    ref = hash_("consent-token", token)
    return sign_duty(kind, 0, space, *place, who.identity_seed, ref, day_of(world.clock.day), due)


def state_it(world: World, who: CounsellorKeys, package_id: str, statement: bytes, **more: str) -> httpx.Response:
    """Hand such a statement in."""
    body = {"statement": b64(statement), **more}
    return world.as_counsellor("POST", f"/w/v1/packages/{package_id}/statements", body, who=who)
