"""Cases: found by their id, by the reporter's locator, or by the account that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, literal, select, tuple_, update

from app.domain.case import Case
from app.domain.ids import AccountId, BoxKid, CaseId, OrganisationId
from app.domain.track import Track
from app.store.insertion import Insertion
from app.store.lookup import Lookup
from app.store.tables import CaseRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection, Select

_table = CaseRow.table()
_SECRET = ("locator_tag", "state", "state_hash", "next_look_on")
_FACTS = tuple(column for column in _table.c if column.name not in _SECRET)
_NAMES = tuple(column.name for column in _FACTS)
_facts = attrgetter(*_NAMES)
_secrets = attrgetter(*_SECRET)

# Built once: building a statement costs more than running it.
_ADD = Insertion(_table)
_IS_THERE = Lookup(select(_table.c.case_id).where(_table.c.case_id == bindparam("case_id")), "case_id")
_VIEW = select(*_FACTS).where(_table.c.case_id == bindparam("case_id"))
_BY_ID = _VIEW.with_for_update()
_BY_LOCATOR = select(*_FACTS).where(_table.c.locator_tag == bindparam("locator_tag"))
_STATE = select(_table.c.state).where(_table.c.case_id == bindparam("case_id"))


@dataclass(frozen=True, slots=True)
class NewCase:
    """What is kept of a new case besides its facts. Tag and hash 32 bytes, state 4140."""

    case: Case
    locator_tag: bytes
    state: bytes
    state_hash: bytes
    next_look_on: date


@dataclass(frozen=True, slots=True)
class WorklistKey:
    """Where a page of the worklist ended: the nearest day, then the case."""

    next_look_on: date
    case_id: bytes


class Cases:
    """Read, add and change cases."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, new: NewCase) -> None:
        """Keep a case; its id and its locator tag must be free."""
        row = dict(zip((*_NAMES, *_SECRET), (*_facts(new.case), *_secrets(new)), strict=True))
        row["track"] = int(new.case.track)
        _ADD.run(self._connection, row)

    def is_there(self, case_id: bytes) -> bool:
        """Say whether there is a case with this 16-byte id."""
        return _IS_THERE.value(self._connection, case_id) is not None

    def by_id(self, case_id: bytes) -> Case | None:
        """Find by the 16-byte id; the row stays locked until the transaction ends."""
        return self._one(_BY_ID, case_id=case_id)

    def view(self, case_id: bytes) -> Case | None:
        """Find by the 16-byte id, to read only."""
        return self._one(_VIEW, case_id=case_id)

    def by_locator(self, locator_tag: bytes) -> Case | None:
        """Find by the 32-byte keyed hash of the reporter's locator."""
        return self._one(_BY_LOCATOR, locator_tag=locator_tag)

    def policy_ids(self) -> set[str]:
        """Give the policy versions that cases are pinned to; reads every case."""
        query = select(_table.c.policy_id).distinct().where(_table.c.policy_id.is_not(None))
        return set(self._connection.execute(query).scalars())

    def locator_tag(self, case_id: bytes) -> bytes | None:
        """Give the locator tag of a case."""
        return self._connection.execute(select(_table.c.locator_tag).where(_table.c.case_id == case_id)).scalar()

    def state(self, case_id: bytes) -> bytes:
        """Give the reporter's sealed state, 4140 bytes."""
        state: bytes = self._connection.execute(_STATE, {"case_id": case_id}).scalar_one()
        return state

    def replace_state(self, case_id: bytes, state: bytes, state_hash: bytes, previous_hash: bytes) -> bool:
        """Compare and set the reporter's state; False when the stored one is not `previous_hash`."""
        change = (
            update(_table)
            .where(_table.c.case_id == case_id, _table.c.state_hash == previous_hash)
            .values(state=state, state_hash=state_hash)
        )
        return self._connection.execute(change).rowcount == 1

    def note_reporter_message(self, a_case: Case, size: int) -> None:
        """Count one more message of the reporter, of `size` bytes."""
        self._change(
            a_case.case_id,
            reporter_messages=a_case.reporter_messages + 1,
            unanswered=a_case.unanswered + 1,
            reporter_bytes=a_case.reporter_bytes + size,
        )

    def note_bytes(self, a_case: Case, size: int) -> None:
        """Count bytes of the reporter that were written outside the counsellor's space."""
        self._change(a_case.case_id, reporter_bytes=a_case.reporter_bytes + size)

    def note_recipient_message(self, a_case: Case) -> None:
        """Count one more message of the counsellor; what waited is answered."""
        self._change(a_case.case_id, recipient_messages=a_case.recipient_messages + 1, unanswered=0)

    def note_act(self, after: Case, next_look_on: date) -> None:
        """Keep the days of a case as they are after an act, and the nearest day to look at it."""
        self._change(after.case_id, **_days(after, next_look_on))

    def change_track(self, after: Case, next_look_on: date) -> None:
        """Keep a case on its new track, from the day on which that was received, with nothing done on it yet."""
        self._change(after.case_id, track=int(after.track), received_on=after.received_on, **_days(after, next_look_on))

    def give_to(self, case_id: bytes, assignee_pk: bytes, account_id: bytes) -> None:
        """Let another counsellor hold a case; that the one before could not go on says nothing about this one."""
        self._change(case_id, assignee_pk=assignee_pk, assignee_account_id=account_id, unable_on=None)

    def note_release(self, case_id: bytes, released_on: date) -> None:
        """Keep the day on which the reporter first let the organisation in."""
        self._change(case_id, released_on=released_on)

    def worklist(
        self, account_id: bytes, after: WorklistKey | None, limit: int
    ) -> tuple[list[Case], WorklistKey | None]:
        """Give one page of an account's cases, nearest day first, and where the next page starts."""
        query = select(*_FACTS, _table.c.next_look_on).where(_table.c.assignee_account_id == account_id)
        if after is not None:
            query = query.where(
                # A row value, because only then the index finds where the page starts.
                tuple_(_table.c.next_look_on, _table.c.case_id)
                > tuple_(literal(after.next_look_on), literal(after.case_id))
            )
        query = query.order_by(_table.c.next_look_on, _table.c.case_id).limit(limit + 1)
        rows = self._connection.execute(query).all()
        last = rows[limit - 1] if len(rows) > limit else None
        key = WorklistKey(last.next_look_on, last.case_id) if last is not None else None
        return [_case(row) for row in rows[:limit]], key

    def _one(self, query: Select[Any], **values: bytes) -> Case | None:
        row = self._connection.execute(query, values).first()
        return _case(row) if row is not None else None

    def _change(self, case_id: bytes, **values: object) -> None:
        self._connection.execute(update(_table).where(_table.c.case_id == case_id).values(**values))


def _days(after: Case, next_look_on: date) -> dict[str, date | None]:
    return {
        "acknowledged_on": after.acknowledged_on,
        "feedback_on": after.feedback_on,
        "dismissed_on": after.dismissed_on,
        "unable_on": after.unable_on,
        "closed_on": after.closed_on,
        "next_look_on": next_look_on,
    }


def _case(row: Any) -> Case:  # noqa: ANN401 - a row of the library
    return Case(
        case_id=CaseId(row.case_id),
        organisation_id=OrganisationId(row.organisation_id),
        track=Track(row.track),
        received_on=row.received_on,
        sign_pk=row.sign_pk,
        self_kid=BoxKid(row.self_kid),
        assignee_pk=row.assignee_pk,
        assignee_account_id=AccountId(row.assignee_account_id),
        acknowledged_on=row.acknowledged_on,
        reporter_messages=row.reporter_messages,
        recipient_messages=row.recipient_messages,
        unanswered=row.unanswered,
        reporter_bytes=row.reporter_bytes,
        policy_id=row.policy_id,
        feedback_on=row.feedback_on,
        dismissed_on=row.dismissed_on,
        unable_on=row.unable_on,
        released_on=row.released_on,
        closed_on=row.closed_on,
    )
