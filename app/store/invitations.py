"""One-time invitations, found by the hash of their token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from app.domain.account import Invitation
from app.domain.ids import AccountId, OrganisationId
from app.store.tables import InvitationRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_table = InvitationRow.table()
_FIELDS = ("token_hash", "organisation_id", "name", "role", "sign_in_name", "expires_on", "account_id", "used_on")


class Invitations:
    """Read, add and use invitations."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, invitation: Invitation) -> None:
        """Keep a new invitation."""
        self._connection.execute(insert(_table), {name: getattr(invitation, name) for name in _FIELDS})

    def by_hash(self, token_hash: bytes) -> Invitation | None:
        """Find by the 32-byte hash of the token; the row stays locked until the transaction ends."""
        query = select(_table).where(_table.c.token_hash == token_hash).with_for_update()
        row = self._connection.execute(query).first()
        if row is None:
            return None
        return Invitation(
            token_hash=row.token_hash,
            organisation_id=OrganisationId(row.organisation_id),
            name=row.name,
            role=row.role,
            sign_in_name=row.sign_in_name,
            expires_on=row.expires_on,
            account_id=AccountId(row.account_id) if row.account_id is not None else None,
            used_on=row.used_on,
        )

    def draw_account(self, token_hash: bytes, account_id: bytes) -> None:
        """Replace the account that this invitation may make."""
        self._change(token_hash, account_id=account_id)

    def mark_used(self, token_hash: bytes, today: date) -> None:
        """Note the day on which it was used."""
        self._change(token_hash, used_on=today)

    def _change(self, token_hash: bytes, **values: object) -> None:
        self._connection.execute(update(_table).where(_table.c.token_hash == token_hash).values(**values))
