"""Looking up a value past SQLAlchemy (app/store/lookup.py): what another process wrote is seen, a fault is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.organisation import Organisation
from app.domain.packages import PackageState
from app.store.api_clients import ApiClient, ApiClientKey
from app.store.database import Store, open_store
from app.store.errors import StoreUnavailableError
from app.store.schema import upgrade
from app.store.unit_of_work import UnitOfWork
from tests.world import TODAY

OF = b"\x01" * 16
CLIENT = ApiClient(b"\x02" * 16, b"\x03" * 32, "Toezicht", "packages:read", TODAY, None)
KEY = ApiClientKey(b"\x04" * 32, CLIENT.client_id, b"\x05" * 32, TODAY, TODAY, None)


@pytest.fixture
def address(tmp_path: Path) -> str:
    found = f"sqlite:///{tmp_path}/zegel.db"
    upgrade(found)
    return found


@pytest.fixture
def service(address: str) -> Iterator[Store]:
    opened = open_store(address)
    organisation = Organisation(OF, "o", "O", is_practice=True, policy_slug="senzer")  # type: ignore[arg-type]
    opened.write(lambda work: work.organisations.add(organisation))
    yield opened
    opened.close()


@pytest.fixture
def administrator(service: Store, address: str) -> Iterator[Store]:
    """A second process, as far as the database can tell."""
    del service  # it comes first
    opened = open_store(address)
    yield opened
    opened.close()


def test_a_list_published_by_another_process_counts_at_once(service: Store, administrator: Store) -> None:
    versions = []
    for version in (1, 2):
        administrator.write(lambda work, version=version: work.directories.add(OF, version, f"note {version}"))  # type: ignore[misc]
        versions.append(service.write(lambda work: work.directories.latest_version(OF)))
    assert versions == [1, 2]


def test_a_policy_chosen_by_another_process_counts_at_once(service: Store, administrator: Store) -> None:
    assert service.write(lambda work: work.organisations.policy_slug(OF)) == "senzer"
    administrator.write(lambda work: work.organisations.set_policy_slug(OF, None))
    assert service.write(lambda work: work.organisations.policy_slug(OF)) is None


def test_what_is_not_there_has_no_value(service: Store) -> None:
    unknown = b"\x09" * 16
    assert service.read(lambda work: work.directories.latest_version(unknown)) == 0
    assert service.read(lambda work: work.organisations.policy_slug(unknown)) is None
    assert not service.read(lambda work: work.cases.is_there(unknown))


def test_a_table_that_cannot_be_read_is_an_unavailable_store(service: Store) -> None:
    service.write(lambda work: work._connection.execute(text("DROP TABLE directories")))
    with pytest.raises(StoreUnavailableError):
        service.read(lambda work: work.directories.latest_version(OF))


def let_in(work: UnitOfWork) -> None:
    work.api_clients.add(CLIENT)
    work.api_clients.add_key(KEY)


def look(work: UnitOfWork) -> tuple[ApiClient, ApiClientKey] | None:
    return work.api_clients.both(CLIENT.client_id, KEY.thumbprint)


def test_rows_are_those_of_the_moment_at_which_reading_began(service: Store, administrator: Store) -> None:
    """What is read together is of one moment, though each statement goes to the driver by itself."""
    assert service.read(look) is None
    administrator.write(let_in)
    assert service.read(look) == (CLIENT, KEY)

    def revoked_meanwhile(work: UnitOfWork) -> list[object]:
        before = look(work)
        administrator.write(lambda other: other.api_clients.revoke(CLIENT.client_id, TODAY))
        return [before, look(work)]

    assert service.read(revoked_meanwhile) == [(CLIENT, KEY), (CLIENT, KEY)]
    assert service.read(look) == (CLIENT._replace(revoked_on=TODAY), KEY)


def test_rows_that_cannot_be_read_are_an_unavailable_store(service: Store) -> None:
    service.write(lambda work: work._connection.execute(text("DROP TABLE api_client_keys")))
    with pytest.raises(StoreUnavailableError):
        service.read(lambda work: work.api_clients.both(OF, OF))


@pytest.mark.postgresql
def test_rows_are_the_same_on_postgresql(postgresql_url: str) -> None:
    upgrade(postgresql_url)
    store = open_store(postgresql_url)
    store.write(let_in)
    assert store.read(look) == (CLIENT, KEY)
    assert store.read(lambda work: work.packages.page([CLIENT.identity_pk], b"", 3, PackageState.WAITING)) == []
    assert store.read(lambda work: work.duties.of_kinds({OF}, (7, 8))) == {}
    store.close()
