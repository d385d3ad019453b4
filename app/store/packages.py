"""Sealed packages WBH1 for authorities, helpers and deputies, and how far each came (PROTOCOL 5.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, bindparam, insert, select, update

from app.domain.packages import PackageState
from app.store.lookup import Rows
from app.store.tables import CaseRow, HolderRow, PackageRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Select

_table = PackageRow.table()
_cases = CaseRow.table()
_holders = HolderRow.table()


class KeptPackage(NamedTuple):
    """A package without its contents. Ids 16 bytes, key 32; `release_note` only when a missed duty opened it."""

    package_id: bytes
    case_id: bytes
    token_id: bytes
    space: int
    recipient_pk: bytes
    release_note: str | None
    made_on: date
    state: PackageState
    reference: str | None
    changed_on: date


class PlacedPackage(NamedTuple):
    """A package with the organisation of its case (16 bytes) and the role in which its recipient holds it."""

    package: KeptPackage
    organisation_id: bytes
    role: int | None


_HEAD = tuple(_table.c[name] for name in KeptPackage._fields)

_PLACED = (
    select(*_HEAD, _cases.c.organisation_id, _holders.c.role)
    .join(_cases, _cases.c.case_id == _table.c.case_id)
    .outerjoin(
        _holders,
        and_(
            _holders.c.case_id == _table.c.case_id,
            _holders.c.space == _table.c.space,
            _holders.c.identity_pk == _table.c.recipient_pk,
        ),
    )
)

_AFTER = _PLACED.where(_table.c.package_id > bindparam("after"))
_IN_STATE = _table.c.state == bindparam("state")


def _some(query: Select[Any]) -> Select[Any]:
    return query.order_by(_table.c.package_id).limit(bindparam("most"))


# An authority has one key, and asks for a page every minute.
_OF_KEY = _AFTER.where(_table.c.recipient_pk == bindparam("key"))
_PAGE_OF_KEY = Rows(_some(_OF_KEY))
_PAGE_OF_KEY_IN_STATE = Rows(_some(_OF_KEY.where(_IN_STATE)))
_OF_KEYS = _AFTER.where(_table.c.recipient_pk.in_(bindparam("keys", expanding=True)))
_PAGE = _some(_OF_KEYS)
_PAGE_IN_STATE = _some(_OF_KEYS.where(_IN_STATE))


class Packages:
    """Add, find and move packages."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, new: KeptPackage, content: bytes) -> None:
        """Keep a package with its contents; its id must be free."""
        row = {**new._asdict(), "state": new.state.value, "content": content}
        self._connection.execute(insert(_table), row)

    def by_id(self, package_id: bytes) -> KeptPackage | None:
        """Find by the 16-byte id."""
        return next(iter(self._where(_table.c.package_id == package_id)), None)

    def content(self, package_id: bytes) -> bytes:
        """Give the contents of a package that is there; empty once it was taken back."""
        query = select(_table.c.content).where(_table.c.package_id == package_id)
        content: bytes = self._connection.execute(query).scalar_one()
        return content

    def of_case(self, case_id: bytes) -> list[KeptPackage]:
        """Give the packages of a case, oldest day first."""
        return self._where(_table.c.case_id == case_id)

    def for_keys(self, identities: Collection[bytes]) -> list[KeptPackage]:
        """Give the packages for these identity keys (32 bytes each), oldest day first."""
        return self._where(_table.c.recipient_pk.in_(list(identities))) if identities else []

    def page(
        self, identities: Collection[bytes], after: bytes, limit: int, state: PackageState | None
    ) -> list[PlacedPackage]:
        """Give packages for these keys (32 bytes each) after a package id, by id; with a state, only those in it."""
        values: dict[str, Any] = {"after": after, "most": limit}
        if state is not None:
            values["state"] = state.value
        if len(identities) == 1:
            quick = _PAGE_OF_KEY if state is None else _PAGE_OF_KEY_IN_STATE
            return [_placed(row) for row in quick.all(self._connection, {**values, "key": next(iter(identities))})]
        query = _PAGE if state is None else _PAGE_IN_STATE
        return [_placed(row) for row in self._connection.execute(query, {**values, "keys": list(identities)})]

    def placed(self, package: KeptPackage) -> PlacedPackage | None:
        """Give organisation and role of a package; None when its case is gone."""
        row = self._connection.execute(_PLACED.where(_table.c.package_id == package.package_id)).first()
        return _placed(row) if row is not None else None

    def by_token(self, token_id: bytes) -> KeptPackage | None:
        """Find the package that was made on the ground of a consent (16-byte token id)."""
        return next(iter(self._where(_table.c.token_id == token_id)), None)

    def move(self, package: KeptPackage, state: PackageState, today: date, reference: str | None = None) -> None:
        """Note how far a package came; a reference that is given replaces the one before."""
        change = update(_table).where(_table.c.package_id == package.package_id)
        told = reference if reference is not None else package.reference
        self._connection.execute(change.values(state=state.value, changed_on=today, reference=told))

    def empty(self, package_id: bytes) -> None:
        """Erase what was in a package that was taken back."""
        self._connection.execute(update(_table).where(_table.c.package_id == package_id).values(content=b""))

    def _where(self, condition: ColumnElement[bool]) -> list[KeptPackage]:
        query = select(*_HEAD).where(condition).order_by(_table.c.made_on, _table.c.package_id)
        return [_read(KeptPackage(*row)) for row in self._connection.execute(query)]


def _placed(row: Any) -> PlacedPackage:  # noqa: ANN401 - a row of the library
    width = len(KeptPackage._fields)
    return PlacedPackage(_read(KeptPackage(*row[:width])), row[width], row[width + 1])


def _read(row: KeptPackage) -> KeptPackage:
    return row._replace(state=PackageState(row.state))
