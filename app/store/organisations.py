"""Organisations by id and slug."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from app.domain.ids import OrganisationId
from app.domain.organisation import Organisation
from app.store.lookup import Lookup
from app.store.tables import OrganisationRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

_table = OrganisationRow.table()

# Built once: every report asks for it.
_POLICY_SLUG = Lookup(
    select(_table.c.policy_slug).where(_table.c.organisation_id == bindparam("organisation_id")), "organisation_id"
)


class Organisations:
    """Read and add organisations."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, organisation: Organisation) -> None:
        """Keep a new organisation; its slug and id must be free."""
        self._connection.execute(
            insert(_table),
            {
                "organisation_id": organisation.organisation_id,
                "slug": organisation.slug,
                "name": organisation.name,
                "is_practice": organisation.is_practice,
                "policy_slug": organisation.policy_slug,
            },
        )

    def by_slug(self, slug: str) -> Organisation | None:
        """Find by the short name in the address."""
        return _organisation(self._connection.execute(select(_table).where(_table.c.slug == slug)).first())

    def by_id(self, organisation_id: bytes) -> Organisation | None:
        """Find by the 16-byte id."""
        query = select(_table).where(_table.c.organisation_id == organisation_id)
        return _organisation(self._connection.execute(query).first())

    def policy_slug(self, organisation_id: bytes) -> str | None:
        """Give the short name of the policy that new cases follow now; None when there is none."""
        slug: str | None = _POLICY_SLUG.value(self._connection, organisation_id)
        return slug

    def set_policy_slug(self, organisation_id: bytes, policy_slug: str | None) -> None:
        """Let new cases follow another policy; the cases that are there keep theirs."""
        change = update(_table).where(_table.c.organisation_id == organisation_id).values(policy_slug=policy_slug)
        self._connection.execute(change)

    def all(self) -> list[Organisation]:
        """Give all organisations by name."""
        rows = self._connection.execute(select(_table).order_by(_table.c.name))
        return [organisation for row in rows if (organisation := _organisation(row)) is not None]


def _organisation(row: Any) -> Organisation | None:  # noqa: ANN401 - a row of the library
    if row is None:
        return None
    return Organisation(OrganisationId(row.organisation_id), row.slug, row.name, row.is_practice, row.policy_slug)
