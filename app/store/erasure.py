"""Erasing a case: every row of it goes, in one transaction; what the public log still waits for stays, unopenable.

An event that is not in the log yet leaves its commitment behind, 32 bytes without case, day or place. Its salt goes
with the case, so neither the service nor anybody else can ever say what the leaf in the log was about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select

from app.domain.case_duties import UNDATED
from app.domain.track import Track
from app.store.tables import (
    AccountRow,
    CaseLinkRow,
    CaseRow,
    ConsentRow,
    DutyRow,
    EnvelopeRow,
    EventRow,
    HolderRow,
    LegalDemandRow,
    LookRow,
    LooseCommitmentRow,
    PackageRow,
    RegisterRow,
    RequestRow,
    RewrapRow,
    StepRow,
    TrackChangeRow,
    WebhookEventRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Connection

_cases = CaseRow.table()
_events = EventRow.table()
_envelopes = EnvelopeRow.table()
_loose = LooseCommitmentRow.table()
_news = WebhookEventRow.table()
_packages = PackageRow.table()
_FORGET_NEWS = delete(_news).where(
    _news.c.package_id.in_(select(_packages.c.package_id).where(_packages.c.case_id == bindparam("of_case")))
)
OF_CASE = tuple(
    row.table()
    for row in (
        LookRow,
        EnvelopeRow,
        DutyRow,
        EventRow,
        RegisterRow,
        RequestRow,
        ConsentRow,
        RewrapRow,
        HolderRow,
        PackageRow,
        TrackChangeRow,
        StepRow,
        CaseLinkRow,
        LegalDemandRow,
        CaseRow,
    )
)
"""What holds something of a case; the case itself last, since the others point at it."""
_KEEP_WAITING = insert(_loose).from_select(
    ["log", "commitment"],
    select(_events.c.log, _events.c.commitment).where(
        _events.c.case_id == bindparam("of_case"), _events.c.leaf.is_(None)
    ),
)
_LAST_MESSAGE = select(func.max(_envelopes.c.received_on)).where(_envelopes.c.case_id == bindparam("of_case"))
# By account, because then the index of the worklists finds the cases in which no day counts.
_SILENT = select(
    _cases.c.case_id,
    _cases.c.policy_id,
    select(func.max(_envelopes.c.received_on)).where(_envelopes.c.case_id == _cases.c.case_id).scalar_subquery(),
).where(
    _cases.c.assignee_account_id.in_(select(AccountRow.table().c.account_id)),
    _cases.c.next_look_on == UNDATED,
    _cases.c.track == int(Track.SPARREN),
    _cases.c.closed_on.is_(None),
    _cases.c.recipient_messages > 0,
    _cases.c.unanswered == 0,
)
_ENDS = (_cases.c.track, _cases.c.closed_on, _cases.c.policy_id)


class Ending(NamedTuple):
    """What the retention of closed cases follows from; many cases share one."""

    track: Track
    closed_on: date
    policy_id: str | None
    is_dismissed: bool


class SilentAdvice(NamedTuple):
    """Open advice in which the last message was an answer, and the day of it."""

    case_id: bytes
    policy_id: str | None
    last_message_on: date


class Erasure:
    """Find cases whose term runs and erase one."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def endings(self) -> list[Ending]:
        """Give the different ways and days in which closed cases ended; reads an index of closed cases."""
        dismissed = _cases.c.dismissed_on.is_not(None)
        query = select(*_ENDS, dismissed.label("is_dismissed")).where(_cases.c.closed_on.is_not(None)).distinct()
        return [Ending(Track(row[0]), row[1], row[2], bool(row[3])) for row in self._connection.execute(query)]

    def ended_so(self, ending: Ending) -> list[bytes]:
        """Give the ids of the cases that ended so."""
        has_policy = (
            _cases.c.policy_id.is_(None) if ending.policy_id is None else _cases.c.policy_id == ending.policy_id
        )
        is_dismissed = _cases.c.dismissed_on.is_not(None) if ending.is_dismissed else _cases.c.dismissed_on.is_(None)
        query = select(_cases.c.case_id).where(
            _cases.c.closed_on == ending.closed_on, _cases.c.track == int(ending.track), has_policy, is_dismissed
        )
        return list(self._connection.execute(query).scalars())

    def silent_advice(self) -> list[SilentAdvice]:
        """Give open advice that was answered and in which nothing waits; reads the index of the worklists."""
        return [SilentAdvice(*row) for row in self._connection.execute(_SILENT)]

    def last_message_on(self, case_id: bytes) -> date | None:
        """Give the day of the last message in a case, from whomever."""
        found: date | None = self._connection.execute(_LAST_MESSAGE, {"of_case": case_id}).scalar()
        return found

    def erase(self, case_id: bytes) -> None:
        """Take every row of a case away; commitments that wait for the log stay, without their case."""
        self._connection.execute(_KEEP_WAITING, {"of_case": case_id})
        self._connection.execute(_FORGET_NEWS, {"of_case": case_id})
        for table in OF_CASE:
            self._connection.execute(delete(table).where(table.c.case_id == case_id))

    def loose(self, log: int) -> list[bytes]:
        """Give the commitments (32 bytes) of erased cases that wait for this log, in an order that tells nothing."""
        query = select(_loose.c.commitment).where(_loose.c.log == log).order_by(_loose.c.commitment)
        return list(self._connection.execute(query).scalars())

    def note_logged(self, log: int, commitments: Iterable[bytes]) -> None:
        """Forget commitments that the log holds now."""
        for commitment in commitments:
            self._connection.execute(delete(_loose).where(_loose.c.log == log, _loose.c.commitment == commitment))
