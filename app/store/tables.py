"""The schema, read as a whole. Days only, random ids, nothing readable; every identifier is bytes of fixed length.

No table has a row id that counts up: rows are ordered by their random keys, so their order tells nothing
(PROTOCOL 7.6). There is no column for a moment, an address or a user agent.
"""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Table, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_RANDOM_KEY = {"sqlite_with_rowid": False}


class Base(DeclarativeBase):
    """All tables."""

    @classmethod
    def table(cls) -> Table:
        """Give the table itself, for statements that are built once and run often."""
        return cast("Table", cls.__table__)


class InstallationRow(Base):
    """One row: proves that database and key files belong together."""

    __tablename__ = "installation"
    __table_args__ = _RANDOM_KEY

    realm_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    key_check: Mapped[bytes] = mapped_column(LargeBinary(16))


class OrganisationRow(Base):
    """An organisation; its name stands in its signed root."""

    __tablename__ = "organisations"
    __table_args__ = _RANDOM_KEY

    organisation_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    is_practice: Mapped[bool]
    policy_slug: Mapped[str | None] = mapped_column(String(64))


class RootRow(Base):
    """One version of an organisation's root note."""

    __tablename__ = "roots"
    __table_args__ = _RANDOM_KEY

    organisation_id: Mapped[bytes] = mapped_column(ForeignKey("organisations.organisation_id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    note: Mapped[str] = mapped_column(Text)


class DirectoryRow(Base):
    """One version of an organisation's signed directory; the highest version is in force."""

    __tablename__ = "directories"
    __table_args__ = _RANDOM_KEY

    organisation_id: Mapped[bytes] = mapped_column(ForeignKey("organisations.organisation_id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    note: Mapped[str] = mapped_column(Text)


class AccountRow(Base):
    """A person of the workplace: tags that check, and a vault that only the person opens."""

    __tablename__ = "accounts"
    __table_args__ = _RANDOM_KEY

    account_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    sign_in_name: Mapped[str] = mapped_column(String(120), unique=True)
    auth_tag: Mapped[bytes] = mapped_column(LargeBinary(32))
    recovery_tag: Mapped[bytes] = mapped_column(LargeBinary(32))
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    vault: Mapped[bytes] = mapped_column(LargeBinary)
    vault_hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class InvitationRow(Base):
    """A one-time invitation, kept as the hash of its token."""

    __tablename__ = "invitations"
    __table_args__ = _RANDOM_KEY

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    organisation_id: Mapped[bytes] = mapped_column(ForeignKey("organisations.organisation_id"))
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[int]
    sign_in_name: Mapped[str] = mapped_column(String(120))
    expires_on: Mapped[date]
    account_id: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    used_on: Mapped[date | None]


class KeyRecordTable(Base):
    """A counsellor's self-signed key record WBK1 for one organisation."""

    __tablename__ = "key_records"

    kid_box: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    organisation_id: Mapped[bytes] = mapped_column(ForeignKey("organisations.organisation_id"))
    account_id: Mapped[bytes] = mapped_column(ForeignKey("accounts.account_id"))
    identity_pk: Mapped[bytes] = mapped_column(LargeBinary(32))
    record: Mapped[bytes] = mapped_column(LargeBinary(176))
    name: Mapped[str] = mapped_column(String(200))
    device: Mapped[str] = mapped_column(String(16))
    enrolled_on: Mapped[date]

    __table_args__ = (
        Index("ix_key_records_account", "account_id"),
        Index("ix_key_records_organisation", "organisation_id"),
        _RANDOM_KEY,
    )


class CaseRow(Base):
    """A case: who may open it, the reporter's keys, and the days that count."""

    __tablename__ = "cases"

    case_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    organisation_id: Mapped[bytes] = mapped_column(ForeignKey("organisations.organisation_id"))
    locator_tag: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    sign_pk: Mapped[bytes] = mapped_column(LargeBinary(32))
    self_kid: Mapped[bytes] = mapped_column(LargeBinary(16))
    track: Mapped[int]
    received_on: Mapped[date]
    assignee_pk: Mapped[bytes] = mapped_column(LargeBinary(32))
    assignee_account_id: Mapped[bytes] = mapped_column(ForeignKey("accounts.account_id"))
    acknowledged_on: Mapped[date | None]
    next_look_on: Mapped[date]
    reporter_messages: Mapped[int]
    recipient_messages: Mapped[int]
    unanswered: Mapped[int]
    reporter_bytes: Mapped[int]
    state: Mapped[bytes] = mapped_column(LargeBinary(4140))
    state_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    policy_id: Mapped[str | None] = mapped_column(String(80))

    __table_args__ = (
        # The worklist: the cases of one account, nearest day first, read page by page from a key.
        Index("ix_cases_worklist", "assignee_account_id", "next_look_on", "case_id"),
        _RANDOM_KEY,
    )


class EnvelopeRow(Base):
    """One sealed message."""

    __tablename__ = "envelopes"
    __table_args__ = _RANDOM_KEY

    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id"), primary_key=True)
    space: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    direction: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    env_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    received_on: Mapped[date]
    envelope: Mapped[bytes] = mapped_column(LargeBinary)


class DutyRow(Base):
    """A signed duty statement WBY1."""

    __tablename__ = "duties"
    __table_args__ = _RANDOM_KEY

    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[int]
    signed_on: Mapped[date]
    statement: Mapped[bytes] = mapped_column(LargeBinary(176))


class RegisterRow(Base):
    """The statutory register (Wbk art. 2a): that a report was received, on which day, and nothing of what it says."""

    __tablename__ = "register"
    __table_args__ = _RANDOM_KEY

    register_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    organisation_id: Mapped[bytes] = mapped_column(ForeignKey("organisations.organisation_id"), index=True)
    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id"), unique=True)
    received_on: Mapped[date]
    channel: Mapped[str] = mapped_column(String(16))
