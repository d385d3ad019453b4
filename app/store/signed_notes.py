"""Root and directory notes by version. Notes are kept byte for byte: signatures cover them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, func, insert, select, update

from app.store.lookup import Lookup
from app.store.tables import DirectoryRow, OrganisationRow, RootRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

_roots = RootRow.table()
_directories = DirectoryRow.table()
_organisations = OrganisationRow.table()

_LATEST = Lookup(
    select(func.max(_directories.c.version)).where(_directories.c.organisation_id == bindparam("organisation_id")),
    "organisation_id",
)


class WaitingDirectory(NamedTuple):
    """A version that the log does not hold yet."""

    organisation_id: bytes
    version: int
    note: str


class Roots:
    """The chain of root notes of each organisation."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def chain(self, organisation_id: bytes) -> tuple[str, ...]:
        """Give all notes from version 1 on."""
        query = select(_roots.c.note).where(_roots.c.organisation_id == organisation_id).order_by(_roots.c.version)
        return tuple(self._connection.execute(query).scalars())

    def add(self, organisation_id: bytes, version: int, note: str) -> None:
        """Keep the next version."""
        row = {"organisation_id": organisation_id, "version": version, "note": note}
        self._connection.execute(insert(_roots), row)


class Directories:
    """The signed directories of each organisation."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def latest(self, organisation_id: bytes) -> str | None:
        """Give the note in force, None before the first."""
        query = (
            select(_directories.c.note)
            .where(_directories.c.organisation_id == organisation_id)
            .order_by(_directories.c.version.desc())
            .limit(1)
        )
        return self._connection.execute(query).scalar()

    def latest_version(self, organisation_id: bytes) -> int:
        """Give the version in force, 0 before the first."""
        return _LATEST.value(self._connection, organisation_id) or 0

    def add(self, organisation_id: bytes, version: int, note: str) -> None:
        """Keep the next version; the unique version is the compare-and-set for two administrators."""
        row = {"organisation_id": organisation_id, "version": version, "note": note}
        self._connection.execute(insert(_directories), row)

    def leaf(self, organisation_id: bytes, version: int) -> int | None:
        """Give the place of a version in the log, None while it waits for the next batch."""
        query = select(_directories.c.leaf).where(
            _directories.c.organisation_id == organisation_id, _directories.c.version == version
        )
        return self._connection.execute(query).scalar()

    def waiting(self, *, practice: bool) -> list[WaitingDirectory]:
        """Give the versions that are in no log yet, of those who practise or of all others."""
        query = (
            select(_directories.c.organisation_id, _directories.c.version, _directories.c.note)
            .join(_organisations, _organisations.c.organisation_id == _directories.c.organisation_id)
            .where(_directories.c.leaf.is_(None), _organisations.c.is_practice == practice)
        )
        return [WaitingDirectory(*row) for row in self._connection.execute(query)]

    def place(self, organisation_id: bytes, version: int, leaf: int) -> None:
        """Note at which place of its log a version stands."""
        query = update(_directories).where(
            _directories.c.organisation_id == organisation_id, _directories.c.version == version
        )
        self._connection.execute(query.values(leaf=leaf))
