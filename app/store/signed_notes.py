"""Root and directory notes by version. Notes are kept byte for byte: signatures cover them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, insert, select

from app.store.tables import DirectoryRow, RootRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

_roots = RootRow.table()
_directories = DirectoryRow.table()

_LATEST = select(func.max(_directories.c.version)).where(_directories.c.organisation_id == bindparam("organisation_id"))


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
        return self._connection.execute(_LATEST, {"organisation_id": organisation_id}).scalar() or 0

    def add(self, organisation_id: bytes, version: int, note: str) -> None:
        """Keep the next version; the unique version is the compare-and-set for two administrators."""
        row = {"organisation_id": organisation_id, "version": version, "note": note}
        self._connection.execute(insert(_directories), row)
