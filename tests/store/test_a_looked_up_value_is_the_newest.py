"""Looking up a value past SQLAlchemy (app/store/lookup.py): what another process wrote is seen, a fault is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.organisation import Organisation
from app.store.database import Store, open_store
from app.store.errors import StoreUnavailableError
from app.store.schema import upgrade

OF = b"\x01" * 16


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
