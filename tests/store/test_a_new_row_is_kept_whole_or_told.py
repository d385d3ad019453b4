"""Adding a row past SQLAlchemy (app/store/insertion.py): it reads back the same, and a fault is the store's own."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.domain.organisation import Organisation
from app.store.database import Store, open_store
from app.store.errors import StoreConflictError, StoreUnavailableError
from app.store.events import CaseEvent
from app.store.insertion import Insertion
from app.store.schema import upgrade
from app.store.tables import EventRow, InvitationRow, OrganisationRow
from app.store.unit_of_work import UnitOfWork

OF = b"\x01" * 16
SECRET = b"SENTINEL".ljust(16)
DAY = date(2026, 11, 23)
INVITATION = {
    "token_hash": b"\x02" * 32,
    "organisation_id": OF,
    "name": "Véra 'q'",
    "role": 1,
    "sign_in_name": "vera",
    "expires_on": DAY,
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    address = f"sqlite:///{tmp_path}/zegel.db"
    upgrade(address)
    opened = open_store(address)
    opened.write(lambda work: work.organisations.add(Organisation(OF, "o", "O", is_practice=True)))  # type: ignore[arg-type]
    yield opened
    opened.close()


def inviting(**changes: object) -> Callable[[UnitOfWork], None]:
    adding = Insertion(InvitationRow.table())
    return lambda work: adding.run(work._connection, INVITATION | changes)


def test_it_reads_back_as_it_was_given_and_unnamed_columns_are_empty(store: Store) -> None:
    store.write(inviting())
    row = store.read(lambda work: work._connection.execute(select(InvitationRow.table())).one())
    assert row._asdict() == INVITATION | {"account_id": None, "used_on": None}


def test_yes_and_no_are_kept_as_such(store: Store) -> None:
    adding = Insertion(OrganisationRow.table())
    given = {"organisation_id": b"\x03" * 16, "slug": "p", "name": "P", "is_practice": False}
    store.write(lambda work: adding.run(work._connection, given))
    assert [found.is_practice for found in store.read(lambda work: work.organisations.all())] == [True, False]


@pytest.mark.parametrize("changes", [{}, {"token_hash": b"\x09" * 32, "organisation_id": SECRET}])
def test_what_is_taken_or_refers_to_nothing_is_a_conflict(store: Store, changes: dict[str, object]) -> None:
    store.write(inviting())
    with pytest.raises(StoreConflictError) as told:
        store.write(inviting(**changes))
    assert "SENTINEL" not in f"{told.value!r} {told.value.__cause__!r}"


def test_a_database_that_takes_nothing_is_told(store: Store) -> None:
    with pytest.raises(StoreUnavailableError):
        store.read(inviting())


def test_an_event_of_no_case_falls_alone(store: Store) -> None:
    event = CaseEvent(SECRET, 0, 0, 1, 0, DAY, None, bytes(128), bytes(32), bytes(32))
    with pytest.raises(StoreConflictError):
        store.write(lambda work: work.events.add(event))
    store.write(inviting())
    assert store.read(lambda work: work._connection.execute(select(EventRow.table())).all()) == []
