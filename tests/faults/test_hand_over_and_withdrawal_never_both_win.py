"""At the same instant: a consent is taken back and carried out; one of the two wins, whole. On both databases."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from app.domain.consent import ConsentState
from app.domain.errors import ConsentError, UnknownError
from app.services.consents import withdraw
from app.services.rewraps import rewrap_as_counsellor
from app.store.unit_of_work import UnitOfWork
from crypto.consent_make import sign_withdrawal
from crypto.consent_token import parse_token
from crypto.encoding import day_of
from crypto.tree import EventType
from tests.acts import events_of
from tests.handing_over import agree, record_for
from tests.people import VINCENT
from tests.world import CounsellorKeys, Reporter, World

ROUNDS = 6


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    address = request.getfixturevalue("migrated_postgresql_url") if request.param == "postgresql" else ""
    with World(tmp_path / "data", address) as made:
        yield made


def both(world: World, reporter: Reporter, vincent: CounsellorKeys) -> tuple[bool, bool]:
    """Take a consent back and carry it out at once; say which of the two was taken."""
    token = agree(world, reporter, vincent)
    record = record_for(world, reporter, vincent, token)
    back = sign_withdrawal(parse_token(token), reporter.keys.sign_seed, day_of(world.clock.day))
    case_id, today, token_id = reporter.keys.case_id, world.clock.day, parse_token(token).token_id
    account = world.store.read(lambda work: work.records.by_kid(world.vera.box.kid))
    assert account is not None
    start = Barrier(2)

    def tries(fn: Callable[[UnitOfWork], object]) -> bool:
        start.wait()
        try:
            world.store.write(fn)
        except (ConsentError, UnknownError):
            return False
        return True

    def wraps() -> bool:
        return tries(
            lambda work: rewrap_as_counsellor(work, account.account_id, case_id, token_id, record, today)  # type: ignore[arg-type]
        )

    def takes_back() -> bool:
        return tries(lambda work: withdraw(work, case_id, back, today))  # type: ignore[arg-type]

    with ThreadPoolExecutor(2) as threads:
        done, undone = threads.submit(wraps), threads.submit(takes_back)
        return done.result(), undone.result()


def test_one_of_them_wins_and_the_case_says_which(world: World) -> None:
    vincent = world.enrol(VINCENT)
    world.publish()
    for _ in range(ROUNDS):
        reporter = world.report()
        moved, taken_back = both(world, reporter, vincent)
        assert moved != taken_back
        case_id = reporter.keys.case_id
        (consent,) = world.store.read(lambda work: work.consents.of_case(case_id))  # noqa: B023 - run at once
        assert consent.state is (ConsentState.USED if moved else ConsentState.WITHDRAWN)
        a_case = world.store.read(lambda work: work.cases.view(case_id))  # noqa: B023 - run at once
        assert a_case is not None
        assert a_case.assignee_pk == (vincent if moved else world.vera).identity_pk
        kinds = [kind for kind, _ in events_of(world, reporter)]
        assert (EventType.HANDOVER in kinds) == moved
