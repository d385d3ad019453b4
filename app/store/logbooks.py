"""Logbooks: sealed diaries, found by the keyed hash of a locator; nothing here belongs to a case (PROTOCOL 3.5)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from app.domain.ids import BoxKid, LogbookId, OrganisationId
from app.domain.logbook import Logbook, LogbookEntry
from app.store.insertion import Insertion
from app.store.tables import LogbookEntryRow, LogbookRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Connection

_books = LogbookRow.table()
_entries = LogbookEntryRow.table()
_ADD = Insertion(_books)
_ADD_ENTRY = Insertion(_entries)
_FACTS = tuple(column for column in _books.c if column.name != "locator_tag")
_ENTRY = tuple(_entries.c[name] for name in LogbookEntry.__dataclass_fields__)


class Logbooks:
    """Add, find, lengthen and erase logbooks."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, new: Logbook, locator_tag: bytes) -> None:
        """Keep a logbook; its id and its locator tag (32 bytes) must be free."""
        _ADD.run(self._connection, asdict(new) | {"locator_tag": locator_tag})

    def add_entry(self, logbook_id: LogbookId, new: LogbookEntry) -> None:
        """Keep an entry; its place must be free."""
        _ADD_ENTRY.run(self._connection, asdict(new) | {"logbook_id": logbook_id})

    def by_id(self, logbook_id: bytes) -> Logbook | None:
        """Find by the 16-byte id; the row stays locked until the transaction ends."""
        return self._one(_books.c.logbook_id == logbook_id, is_locked=True)

    def view(self, logbook_id: bytes) -> Logbook | None:
        """Find by the 16-byte id, to read only."""
        return self._one(_books.c.logbook_id == logbook_id)

    def by_locator(self, locator_tag: bytes) -> Logbook | None:
        """Find by the 32-byte keyed hash of the writer's locator."""
        return self._one(_books.c.locator_tag == locator_tag)

    def entry(self, logbook_id: LogbookId, position: int) -> LogbookEntry | None:
        """Give the entry in a place."""
        query = select(*_ENTRY).where(_entries.c.logbook_id == logbook_id, _entries.c.position == position)
        row = self._connection.execute(query).first()
        return LogbookEntry(*row) if row is not None else None

    def entries(self, logbook_id: LogbookId) -> list[LogbookEntry]:
        """Give all entries in order."""
        query = select(*_ENTRY).where(_entries.c.logbook_id == logbook_id).order_by(_entries.c.position)
        return [LogbookEntry(*row) for row in self._connection.execute(query)]

    def size(self, logbook_id: LogbookId) -> tuple[int, int]:
        """Give how many entries there are, and how many bytes of envelopes."""
        query = select(func.count(), func.coalesce(func.sum(func.length(_entries.c.envelope)), 0))
        row = self._connection.execute(query.where(_entries.c.logbook_id == logbook_id)).one()
        return int(row[0]), int(row[1])

    def note_opened(self, logbook_id: LogbookId, day: date) -> None:
        """Keep that somebody opened it on a day; the day never goes back."""
        to_change = update(_books).where(_books.c.logbook_id == logbook_id, _books.c.changed_on < day)
        self._connection.execute(to_change.values(changed_on=day))

    def silent(self, since: date) -> list[bytes]:
        """Give the ids of logbooks that nobody opened after a day."""
        return list(self._connection.execute(select(_books.c.logbook_id).where(_books.c.changed_on <= since)).scalars())

    def erase(self, logbook_id: bytes) -> None:
        """Take a logbook away with all its entries."""
        self._connection.execute(delete(_entries).where(_entries.c.logbook_id == logbook_id))
        self._connection.execute(delete(_books).where(_books.c.logbook_id == logbook_id))

    def _one(self, condition: ColumnElement[bool], *, is_locked: bool = False) -> Logbook | None:
        query = select(*_FACTS).where(condition)
        row = self._connection.execute(query.with_for_update() if is_locked else query).first()
        if row is None:
            return None
        return Logbook(
            logbook_id=LogbookId(row.logbook_id),
            organisation_id=OrganisationId(row.organisation_id),
            sign_pk=row.sign_pk,
            self_kid=BoxKid(row.self_kid),
            opened_on=row.opened_on,
            changed_on=row.changed_on,
        )
