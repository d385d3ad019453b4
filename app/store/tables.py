"""The schema, read as a whole. Days only, random ids, nothing readable; every identifier is bytes of fixed length.

No table has a row id that counts up: rows are ordered by their random keys, so their order tells nothing
(PROTOCOL 7.6). There is no column for a moment, an address or a user agent.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)

from app.store.declaration import Declared, Mapped, mapped_column

_RANDOM_KEY = {"sqlite_with_rowid": False}


class Base(Declared):
    """All tables."""


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
    leaf: Mapped[int | None] = mapped_column(BigInteger)


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


class OutsideKeyRow(Base):
    """The key record of an authority or helper that has no account here, handed over as a file for an organisation."""

    __tablename__ = "outside_keys"
    __table_args__ = _RANDOM_KEY

    kid_box: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    organisation_id: Mapped[bytes] = mapped_column(ForeignKey("organisations.organisation_id"), primary_key=True)
    identity_pk: Mapped[bytes] = mapped_column(LargeBinary(32))
    record: Mapped[bytes] = mapped_column(LargeBinary(176))
    name: Mapped[str] = mapped_column(String(200))
    enrolled_on: Mapped[date]


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
    feedback_on: Mapped[date | None]
    dismissed_on: Mapped[date | None]
    unable_on: Mapped[date | None]
    released_on: Mapped[date | None]
    closed_on: Mapped[date | None]

    __table_args__ = (
        # No case is closed on a track with a clock before feedback, or before it was said to be no report.
        CheckConstraint(
            "closed_on IS NULL OR track = 1 OR feedback_on IS NOT NULL OR dismissed_on IS NOT NULL",
            name="closed_needs_feedback",
        ),
        # The worklist: the cases of one account, nearest day first, read page by page from a key.
        Index("ix_cases_worklist", "assignee_account_id", "next_look_on", "case_id"),
        # What the organisation may know of: released cases only.
        Index(
            "ix_cases_released",
            "organisation_id",
            "next_look_on",
            sqlite_where=text("released_on IS NOT NULL"),
            postgresql_where=text("released_on IS NOT NULL"),
        ),
        # Which closed cases may be due for erasure, by what their retention follows from.
        Index(
            "ix_cases_closed",
            "closed_on",
            "track",
            "policy_id",
            sqlite_where=text("closed_on IS NOT NULL"),
            postgresql_where=text("closed_on IS NOT NULL"),
        ),
        _RANDOM_KEY,
    )


class LookRow(Base):
    """The day on which the watch looks at a case with a clock next; triggers set it when a fact of the case changes."""

    __tablename__ = "looks"

    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id", ondelete="CASCADE"), primary_key=True)
    look_on: Mapped[date]

    __table_args__ = (
        # Every case in which a day has come, read page by page from a key.
        Index("ix_looks_day", "look_on", "case_id"),
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
    record_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    contested_on: Mapped[date | None]


class RegisterRow(Base):
    """The statutory register (Wbk art. 2a): that a report was received, on which day, and nothing of what it says."""

    __tablename__ = "register"
    __table_args__ = _RANDOM_KEY

    register_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    organisation_id: Mapped[bytes] = mapped_column(ForeignKey("organisations.organisation_id"), index=True)
    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id"), unique=True)
    received_on: Mapped[date]
    channel: Mapped[str] = mapped_column(String(16))
    destroy_on: Mapped[date | None]
    extension_reason: Mapped[str | None] = mapped_column(String(500))


class EventRow(Base):
    """What happened in a case, as the log commits to it (PROTOCOL 6.3): event, salt, and where its leaf stands."""

    __tablename__ = "events"

    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    log: Mapped[int]
    kind: Mapped[int]
    detail: Mapped[int]
    happened_on: Mapped[date]
    due_on: Mapped[date | None]
    event: Mapped[bytes] = mapped_column(LargeBinary(128))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    commitment: Mapped[bytes] = mapped_column(LargeBinary(32))
    leaf: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = (
        # That a miss was noticed is a fact and is kept once (PROTOCOL 6.2).
        Index(
            "ux_events_missed",
            "case_id",
            "detail",
            "due_on",
            unique=True,
            sqlite_where=text("kind = 5"),
            postgresql_where=text("kind = 5"),
        ),
        # What waits for the next batch, in an order that tells nothing.
        Index(
            "ix_events_waiting",
            "log",
            "commitment",
            sqlite_where=text("leaf IS NULL"),
            postgresql_where=text("leaf IS NULL"),
        ),
        _RANDOM_KEY,
    )


class LogEntryRow(Base):
    """One entry of the log; triggers let nothing change, go, or come anywhere but after the last."""

    __tablename__ = "log_entries"
    __table_args__ = _RANDOM_KEY

    log: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entry: Mapped[bytes] = mapped_column(LargeBinary(52))


class LogNodeRow(Base):
    """The hash of one complete subtree: level 0 is the leaves. Kept, so that a proof reads a few rows."""

    __tablename__ = "log_nodes"
    __table_args__ = _RANDOM_KEY

    log: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    node: Mapped[bytes] = mapped_column(LargeBinary(32))


class LogCheckpointRow(Base):
    """The signed head of the log at one size."""

    __tablename__ = "log_checkpoints"
    __table_args__ = _RANDOM_KEY

    log: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    note: Mapped[str] = mapped_column(Text)


class JobRunRow(Base):
    """The last day a daily job ran; two instances meet here, and one of them does it."""

    __tablename__ = "job_runs"
    __table_args__ = _RANDOM_KEY

    job: Mapped[str] = mapped_column(String(32), primary_key=True)
    ran_on: Mapped[date]


class MailSettingRow(Base):
    """Where somebody of the workplace wants to be reminded, and how often. Reporters have no row anywhere."""

    __tablename__ = "mail_settings"
    __table_args__ = _RANDOM_KEY

    account_id: Mapped[bytes] = mapped_column(ForeignKey("accounts.account_id"), primary_key=True)
    mail_to: Mapped[str] = mapped_column(String(254))
    rhythm: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(8))


class OutboxRow(Base):
    """A mail to be sent: at most one a day for each account, and nothing in it names a case."""

    __tablename__ = "outbox"
    __table_args__ = (UniqueConstraint("account_id", "wanted_on"), _RANDOM_KEY)

    mail_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    account_id: Mapped[bytes] = mapped_column(ForeignKey("accounts.account_id"))
    kind: Mapped[str] = mapped_column(String(16))
    wanted_on: Mapped[date]
    sent_on: Mapped[date | None]
    tries: Mapped[int]


class CalendarFeedRow(Base):
    """A feed of open duties that an account asked for, kept as the hash of its token."""

    __tablename__ = "calendar_feeds"
    __table_args__ = _RANDOM_KEY

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[bytes] = mapped_column(ForeignKey("accounts.account_id"), unique=True)
    made_on: Mapped[date]


class DrillRow(Base):
    """A sealed question of one month to one key; who opens it can tell the answer, whose hash stands here."""

    __tablename__ = "drills"
    __table_args__ = _RANDOM_KEY

    kid_box: Mapped[bytes] = mapped_column(ForeignKey("key_records.kid_box"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    answer_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    opened_on: Mapped[date | None]


class DestructionRow(Base):
    """That a register row was destroyed, when and why (Wbk art. 2a); nothing leads back to the case."""

    __tablename__ = "destructions"
    __table_args__ = _RANDOM_KEY

    destruction_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    organisation_id: Mapped[bytes] = mapped_column(ForeignKey("organisations.organisation_id"), index=True)
    destroyed_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(500))
    was_released: Mapped[bool]


class LooseCommitmentRow(Base):
    """What an erased case leaves for the log: a commitment nobody can open, until the next batch holds it."""

    __tablename__ = "loose_commitments"
    __table_args__ = _RANDOM_KEY

    log: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    commitment: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class TallyRow(Base):
    """How many cases of a year stood in one group; account of zeros: released cases, counted for the organisation."""

    __tablename__ = "tallies"
    __table_args__ = _RANDOM_KEY

    organisation_id: Mapped[bytes] = mapped_column(ForeignKey("organisations.organisation_id"), primary_key=True)
    account_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    handling: Mapped[str] = mapped_column(String(16), primary_key=True)
    punctuality: Mapped[str] = mapped_column(String(16), primary_key=True)
    cases: Mapped[int]


class CountedYearRow(Base):
    """A year whose cases were counted, and the day of counting."""

    __tablename__ = "counted_years"
    __table_args__ = _RANDOM_KEY

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    counted_on: Mapped[date]


class RequestRow(Base):
    """What a counsellor asks the reporter to allow; the words of it are sealed in a message (PROTOCOL 5.3)."""

    __tablename__ = "requests"
    __table_args__ = (Index("ix_requests_case", "case_id"), _RANDOM_KEY)

    request_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id"))
    purpose: Mapped[int]
    space: Mapped[int]
    recipient_pk: Mapped[bytes] = mapped_column(LargeBinary(32))
    recipient_kid: Mapped[bytes] = mapped_column(LargeBinary(16))
    message_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    wanted_hashes: Mapped[bytes] = mapped_column(LargeBinary)
    asked_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(16))
    settled_on: Mapped[date | None]


class ConsentRow(Base):
    """A consent token WBT1 and what became of it; without one nothing leaves its space (PROTOCOL 5.1)."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_case", "case_id"), _RANDOM_KEY)

    token_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id"))
    purpose: Mapped[int]
    space: Mapped[int]
    recipient_pk: Mapped[bytes] = mapped_column(LargeBinary(32))
    recipient_kid: Mapped[bytes] = mapped_column(LargeBinary(16))
    token: Mapped[bytes] = mapped_column(LargeBinary(208))
    scope_hashes: Mapped[bytes] = mapped_column(LargeBinary)
    former_keeps_access: Mapped[bool]
    given_on: Mapped[date]
    ends_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(16))
    settled_on: Mapped[date | None]


class RewrapRow(Base):
    """A re-wrap record WBR1: keys of messages sealed once more, for one recipient (PROTOCOL 5.2)."""

    __tablename__ = "rewraps"
    __table_args__ = (Index("ix_rewraps_case", "case_id"), _RANDOM_KEY)

    rewrap_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id"))
    token_id: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    record: Mapped[bytes] = mapped_column(LargeBinary)
    made_on: Mapped[date]


class HolderRow(Base):
    """Who holds a case besides its counsellor of now: case officer, authority, helper, earlier counsellor."""

    __tablename__ = "holders"
    __table_args__ = (Index("ix_holders_case", "case_id"), Index("ix_holders_account", "account_id"), _RANDOM_KEY)

    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id"), primary_key=True)
    space: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    identity_pk: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[bytes | None] = mapped_column(ForeignKey("accounts.account_id"))
    role: Mapped[int]
    since_on: Mapped[date]
    until_on: Mapped[date | None]
    keeps_access: Mapped[bool]


class PackageRow(Base):
    """A sealed package WBH1 on its way to an authority or helper, and how far it came (PROTOCOL 5.4)."""

    __tablename__ = "packages"
    __table_args__ = (
        Index("ix_packages_case", "case_id"),
        Index("ix_packages_recipient", "recipient_pk", "package_id"),
        Index("ix_packages_state", "recipient_pk", "state", "package_id"),
        _RANDOM_KEY,
    )

    package_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id"))
    token_id: Mapped[bytes] = mapped_column(LargeBinary(16))
    space: Mapped[int]
    recipient_pk: Mapped[bytes] = mapped_column(LargeBinary(32))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    release_note: Mapped[str | None] = mapped_column(Text)
    made_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(16))
    reference: Mapped[str | None] = mapped_column(String(120))
    changed_on: Mapped[date]


class TrackChangeRow(Base):
    """A change of track WBG1, signed by the reporter (PROTOCOL 3.1)."""

    __tablename__ = "track_changes"
    __table_args__ = _RANDOM_KEY

    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    change: Mapped[bytes] = mapped_column(LargeBinary(144))
    accepted_on: Mapped[date]
    statements_before: Mapped[int]


class SecondContactRow(Base):
    """Whom the organisation named to be told of missed duties in released cases, beside the case officer."""

    __tablename__ = "second_contacts"
    __table_args__ = _RANDOM_KEY

    organisation_id: Mapped[bytes] = mapped_column(ForeignKey("organisations.organisation_id"), primary_key=True)
    account_id: Mapped[bytes] = mapped_column(ForeignKey("accounts.account_id"))
    since_on: Mapped[date]


class StepRow(Base):
    """A step in a case that was taken, and its day; what was found in it stands in sealed messages only."""

    __tablename__ = "steps"
    __table_args__ = _RANDOM_KEY

    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id"), primary_key=True)
    space: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[str] = mapped_column(String(32), primary_key=True)
    done_on: Mapped[date]


class CaseLinkRow(Base):
    """That a report belongs to an earlier one, whose days it keeps; the earlier case may be erased by now."""

    __tablename__ = "case_links"
    __table_args__ = _RANDOM_KEY

    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id"), primary_key=True)
    earlier_case_id: Mapped[bytes] = mapped_column(LargeBinary(16))
    first_received_on: Mapped[date]
    linked_on: Mapped[date]


class LogbookRow(Base):
    """Somebody's sealed diary: no counsellor, no clock, no register; found by code and words alone."""

    __tablename__ = "logbooks"
    __table_args__ = _RANDOM_KEY

    logbook_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    organisation_id: Mapped[bytes] = mapped_column(ForeignKey("organisations.organisation_id"))
    locator_tag: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    sign_pk: Mapped[bytes] = mapped_column(LargeBinary(32))
    self_kid: Mapped[bytes] = mapped_column(LargeBinary(16))
    opened_on: Mapped[date]
    changed_on: Mapped[date]


class LogbookEntryRow(Base):
    """One entry of a logbook, sealed to who wrote it, with the signed receipt that dates it."""

    __tablename__ = "logbook_entries"
    __table_args__ = _RANDOM_KEY

    logbook_id: Mapped[bytes] = mapped_column(ForeignKey("logbooks.logbook_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    env_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    received_on: Mapped[date]
    envelope: Mapped[bytes] = mapped_column(LargeBinary)
    receipt: Mapped[str] = mapped_column(Text)


class LegalDemandRow(Base):
    """That a court or authority orders disclosure of a case, who was told, and which two persons decided (Wbk 1a)."""

    __tablename__ = "legal_demands"
    __table_args__ = (Index("ix_legal_demands_case", "case_id"), _RANDOM_KEY)

    demand_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    case_id: Mapped[bytes] = mapped_column(ForeignKey("cases.case_id"))
    demanded_by: Mapped[str] = mapped_column(String(120))
    basis: Mapped[str] = mapped_column(String(200))
    demanded_on: Mapped[date]
    is_without_notice: Mapped[bool]
    notice_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    first_account_id: Mapped[bytes] = mapped_column(ForeignKey("accounts.account_id"))
    second_account_id: Mapped[bytes | None] = mapped_column(ForeignKey("accounts.account_id"))
    state: Mapped[str] = mapped_column(String(16))
    changed_on: Mapped[date]


class ApiClientRow(Base):
    """An authority's own system that may ask at the API: whose packages it sees, and for what it may ask."""

    __tablename__ = "api_clients"
    __table_args__ = _RANDOM_KEY

    client_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    identity_pk: Mapped[bytes] = mapped_column(LargeBinary(32))
    name: Mapped[str] = mapped_column(String(200))
    scopes: Mapped[str] = mapped_column(String(200))
    added_on: Mapped[date]
    revoked_on: Mapped[date | None]


class ApiClientKeyRow(Base):
    """An Ed25519 key with which such a system signs its assertions; during a rotation there are two."""

    __tablename__ = "api_client_keys"
    __table_args__ = (Index("ix_api_client_keys_client", "client_id"), _RANDOM_KEY)

    thumbprint: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    client_id: Mapped[bytes] = mapped_column(ForeignKey("api_clients.client_id"))
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    added_on: Mapped[date]
    until_on: Mapped[date | None]
    revoked_on: Mapped[date | None]


class IdempotencyKeyRow(Base):
    """What a client's write was answered, so that the same write again gets the same answer; two days long."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("ix_idempotency_keys_day", "used_on"), _RANDOM_KEY)

    client_id: Mapped[bytes] = mapped_column(ForeignKey("api_clients.client_id"), primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    request_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    status: Mapped[int]
    answer: Mapped[bytes] = mapped_column(LargeBinary)
    used_on: Mapped[date]


class WebhookRow(Base):
    """An address at which an authority's system hears of news. Its signing keys are derived, and in no table."""

    __tablename__ = "webhooks"
    __table_args__ = (Index("ix_webhooks_client", "client_id"), _RANDOM_KEY)

    webhook_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    client_id: Mapped[bytes] = mapped_column(ForeignKey("api_clients.client_id"))
    url: Mapped[str] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(16))
    failures: Mapped[int]
    failing_since_on: Mapped[date | None]
    key_number: Mapped[int]
    former_until_on: Mapped[date | None]
    added_on: Mapped[date]


class WebhookEventRow(Base):
    """That there is news of a package, for one webhook; when it is tried again is in memory only."""

    __tablename__ = "webhook_events"

    event_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    webhook_id: Mapped[bytes] = mapped_column(ForeignKey("webhooks.webhook_id"))
    package_id: Mapped[bytes] = mapped_column(ForeignKey("packages.package_id"))
    kind: Mapped[str] = mapped_column(String(32))
    tries: Mapped[int]
    wanted_on: Mapped[date]
    delivered_on: Mapped[date | None]

    __table_args__ = (
        Index("ix_webhook_events_package", "package_id"),
        Index("ix_webhook_events_webhook", "webhook_id", "event_id"),
        # What waits, the least tried first; the order of the ids tells nothing.
        Index(
            "ix_webhook_events_waiting",
            "webhook_id",
            "tries",
            "event_id",
            sqlite_where=text("delivered_on IS NULL"),
            postgresql_where=text("delivered_on IS NULL"),
        ),
        Index("ix_webhook_events_delivered", "delivered_on"),
        _RANDOM_KEY,
    )
