"""What may be prepared for a miss: only by the reporter, for this case, bounded, and never to who holds the case."""

import pytest

from crypto.consent_make import Wrapper, make_rewrap
from crypto.consent_token import Purpose, parse_token
from crypto.encoding import b64
from crypto.tree import EventType
from tests.acts import events_of, file_of, mailbox_of
from tests.going_outside import (
    AUTHORITY,
    HILDE,
    OMARS_DESK,
    enrolled,
    outside_token,
    own_record,
    prepare,
    prepared_body,
    store_item,
)
from tests.handing_over import consent_body, entry_of, give, items, token_for
from tests.people import VINCENT, Person
from tests.world import CounsellorKeys, Reporter, World

CONDITIONAL, DEPUTY = Purpose.CONDITIONAL_EXTERNAL, Purpose.PREPARED_DEPUTY


@pytest.fixture
def hilde(sqlite_world: World) -> CounsellorKeys:
    return enrolled(sqlite_world, HILDE)


def tried(
    world: World, reporter: Reporter, who: CounsellorKeys, token: bytes, record: bytes | None = None
) -> tuple[int, str]:
    made = own_record(world, reporter, who, token) if record is None else record
    response = store_item(world, reporter, prepared_body(reporter, token, made))
    return response.status_code, response.json().get("error", "")


def test_it_is_stored_once_logged_and_hidden_from_the_counsellor(sqlite_world: World, hilde: CounsellorKeys) -> None:
    reporter = sqlite_world.report()
    token = prepare(sqlite_world, reporter, hilde)
    assert events_of(sqlite_world, reporter)[-1] == (EventType.CONDITIONAL_STORED, 2)
    assert tried(sqlite_world, reporter, hilde, token) == (200, "")
    assert [one["state"] for one in mailbox_of(sqlite_world, reporter)["consents"]] == ["given"]
    seen = file_of(sqlite_world, reporter)
    assert (seen["consents"], seen["rewraps"], seen["packages"]) == ([], [], [])


def test_one_for_each_duty_and_recipient_and_four_in_all(sqlite_world: World, hilde: CounsellorKeys) -> None:
    reporter = sqlite_world.report()
    people = [hilde] + [
        enrolled(sqlite_world, Person(f"Bureau {n}", "", f"bureau{n}", "een zin"), AUTHORITY) for n in (1, 2)
    ]
    for space, who in enumerate(people, 2):
        for duty in (2, 3):
            token = outside_token(sqlite_world, reporter, who, purpose=CONDITIONAL, duty=duty, space=space, life=100)
            status = tried(sqlite_world, reporter, who, token)
            assert status == ((201, "") if space < 4 else (400, "policy"))
            again = outside_token(sqlite_world, reporter, who, purpose=CONDITIONAL, duty=duty, space=space, life=90)
            assert tried(sqlite_world, reporter, who, again) == (400, "policy")


def test_without_a_clock_only_a_deputy_can_wait_and_only_one_who_does_not_hold_the_case(sqlite_world: World) -> None:
    vincent = sqlite_world.enrol(VINCENT)
    hilde = enrolled(sqlite_world, HILDE)
    reporter = sqlite_world.report(track=1)
    token = outside_token(sqlite_world, reporter, hilde, purpose=CONDITIONAL, duty=2)
    assert tried(sqlite_world, reporter, hilde, token) == (400, "policy")
    vera = sqlite_world.vera
    own = outside_token(sqlite_world, reporter, vera, purpose=DEPUTY, space=0)
    assert tried(sqlite_world, reporter, vera, own) == (400, "policy")
    prepare(sqlite_world, reporter, vincent, purpose=DEPUTY)
    second = outside_token(sqlite_world, reporter, vincent, purpose=DEPUTY, space=0, life=99)
    assert tried(sqlite_world, reporter, vincent, second) == (400, "policy")


@pytest.mark.parametrize("wrong", ["case", "counsellor", "now", "scope", "record", "wrapper", "recipient", "life"])
def test_no_other_token_or_record_is_stored(sqlite_world: World, hilde: CounsellorKeys, wrong: str) -> None:
    world = sqlite_world
    desk = enrolled(world, OMARS_DESK, AUTHORITY)
    reporter, other = world.report(), world.report()
    token = outside_token(world, reporter, hilde, purpose=CONDITIONAL, duty=2)
    record: bytes | None = own_record(world, reporter, hilde, token)
    if wrong == "case":
        token = outside_token(world, other, hilde, purpose=CONDITIONAL, duty=2)
    elif wrong == "counsellor":
        token = outside_token(world, reporter, hilde, purpose=CONDITIONAL, duty=2, seed=reporter.keys.sign_seed)
        token = token[:144] + bytes(64)
    elif wrong == "now":
        token, record = outside_token(world, reporter, hilde), None
    elif wrong == "scope":
        world.write(reporter)
        token = outside_token(world, reporter, hilde, purpose=CONDITIONAL, duty=2)
    elif wrong == "record":
        record = own_record(world, reporter, hilde, outside_token(world, reporter, hilde, purpose=CONDITIONAL, duty=2))
    elif wrong == "wrapper":
        place = Wrapper(world.root.org_id, reporter.keys.case_id, world.vera.identity_seed)
        passed = items(world, reporter, world.vera.box)
        record = make_rewrap(passed, entry_of(world, hilde).record, parse_token(token), place)
    elif wrong == "recipient":
        token = outside_token(world, reporter, desk, purpose=CONDITIONAL, duty=2)
    else:
        world.clock.day = world.clock.day.replace(month=12, day=31)
    assert tried(world, reporter, hilde, token, record)[0] == 400
    assert mailbox_of(world, reporter)["consents"] == []
    assert (EventType.CONDITIONAL_STORED, 2) not in events_of(world, reporter)


def test_a_consent_for_now_does_not_pass_for_one_that_waits_nor_the_other_way(
    sqlite_world: World, hilde: CounsellorKeys
) -> None:
    vincent = sqlite_world.enrol(VINCENT)
    sqlite_world.publish()
    reporter = sqlite_world.report()
    waiting = outside_token(sqlite_world, reporter, hilde, purpose=CONDITIONAL, duty=2)
    record = b64(own_record(sqlite_world, reporter, hilde, waiting))
    assert give(sqlite_world, reporter, consent_body(sqlite_world, reporter, waiting, rewrap=record)).status_code == 400
    now = token_for(sqlite_world, reporter, vincent)
    assert tried(sqlite_world, reporter, vincent, now)[0] == 400
