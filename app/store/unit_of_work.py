"""A unit of work: the repositories of one transaction."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from app.store.accounts import Accounts
from app.store.cases import Cases
from app.store.duties import Duties
from app.store.envelopes import Envelopes
from app.store.installation import Installation
from app.store.invitations import Invitations
from app.store.key_records import KeyRecords
from app.store.organisations import Organisations
from app.store.register import Register
from app.store.signed_notes import Directories, Roots

if TYPE_CHECKING:
    from sqlalchemy import Connection


class UnitOfWork:
    """What a service may read and write; ends with the transaction it was made for."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection; the store begins and commits."""
        self._connection = connection

    @cached_property
    def accounts(self) -> Accounts:
        """Accounts of the workplace."""
        return Accounts(self._connection)

    @cached_property
    def cases(self) -> Cases:
        """Cases."""
        return Cases(self._connection)

    @cached_property
    def directories(self) -> Directories:
        """Signed directories."""
        return Directories(self._connection)

    @cached_property
    def duties(self) -> Duties:
        """Signed duty statements."""
        return Duties(self._connection)

    @cached_property
    def envelopes(self) -> Envelopes:
        """Sealed messages."""
        return Envelopes(self._connection)

    @cached_property
    def installation(self) -> Installation:
        """The mark that database and key files belong together."""
        return Installation(self._connection)

    @cached_property
    def invitations(self) -> Invitations:
        """One-time invitations."""
        return Invitations(self._connection)

    @cached_property
    def organisations(self) -> Organisations:
        """Organisations."""
        return Organisations(self._connection)

    @cached_property
    def records(self) -> KeyRecords:
        """Counsellors' key records."""
        return KeyRecords(self._connection)

    @cached_property
    def register(self) -> Register:
        """The statutory register."""
        return Register(self._connection)

    @cached_property
    def roots(self) -> Roots:
        """Root notes."""
        return Roots(self._connection)
