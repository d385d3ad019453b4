"""A withdrawal and a release at the same instant: one of them wins whole, on each database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from app.services.conditional_release import release_when_due
from app.services.consents import withdraw
from app.services.note_keys import load_note_keys
from crypto.consent_make import sign_withdrawal
from crypto.consent_token import parse_token
from crypto.encoding import day_of
from crypto.tree import EventType
from tests.acts import events_of, mailbox_of
from tests.going_outside import HILDE, enrolled, pass_days, prepare
from tests.world import Reporter, World

PAIRS = 6


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    address = request.getfixturevalue("migrated_postgresql_url") if request.param == "postgresql" else ""
    with World(tmp_path / "data", address) as made:
        yield made


def both_at_once(world: World, reporter: Reporter, token: bytes) -> tuple[bool, bool]:
    """Release and withdraw from two threads; say whether it was released, and whether the withdrawal came late."""
    notes, today = load_note_keys(world.settings.keys_dir), world.clock.day
    taken_back = sign_withdrawal(parse_token(token), reporter.keys.sign_seed, day_of(today))
    token_id, start = parse_token(token).token_id, Barrier(2)

    def release() -> bool:
        start.wait()
        return world.store.write(lambda work: release_when_due(work, token_id, notes, today))

    def take_back() -> bool:
        start.wait()
        return world.store.write(lambda work: withdraw(work, reporter.keys.case_id, taken_back, today)).is_late  # type: ignore[arg-type]

    with ThreadPoolExecutor(2) as threads:
        released, late = threads.submit(release), threads.submit(take_back)
        return released.result(), late.result()


def test_one_of_them_wins(world: World) -> None:
    hilde = enrolled(world, HILDE)
    waiting = [(reporter, prepare(world, reporter, hilde)) for reporter in (world.report() for _ in range(PAIRS))]
    pass_days(world, 9)
    # The day on which the gate opens, before the daily job.
    world.clock.day = world.clock.day.replace(day=world.clock.day.day + 1)
    for reporter, token in waiting:
        released, late = both_at_once(world, reporter, token)
        assert released == late
        events = events_of(world, reporter)
        assert ((EventType.ROUTED_EXTERNAL, 6) in events) == released
        assert (EventType.CONSENT, 127) in events
        seen = mailbox_of(world, reporter)
        assert [one["state"] for one in seen["consents"]] == ["released" if released else "withdrawn"]
        assert [one["state"] for one in seen["packages"]] == (["withdrawn"] if released else [])
