"""Release: the reporter lets the organisation in, for exactly these messages, to one case officer (PROTOCOL 5).

The organisation's space comes into being here and nowhere else. The counsellor goes on holding their own space, of
which the officer sees nothing but what was released. The clocks go on from the first day of receipt, unless the policy
says that they start now.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from app.domain.conversation import ORGANISATION_SPACE, Direction
from app.domain.errors import ConsentError, WrongReaderError
from app.domain.track import has_register_row
from app.services.case_days import next_look_on, record_missed
from app.services.case_log import record
from app.services.organisation_policy import clock_starts_at_release
from app.services.register import enter_at_release
from app.store.holders import Holder
from crypto.keys import Role
from crypto.tree import EventType

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from app.domain.account import KeyRecordRow
    from app.domain.case import Case
    from app.domain.consent import Consent
    from app.store.unit_of_work import UnitOfWork
    from crypto.rewrap_record import RewrapInfo

RELEASED: Final = 5
"""Detail of the event of a hand-over that lets the organisation in."""


def next_officer(work: UnitOfWork, a_case: Case, kid: bytes) -> KeyRecordRow:
    """Give the key record of the case officer who is to receive a release: never a counsellor of this case.

    Raises:
        WrongReaderError: nobody of this organisation, or somebody who holds or held the counsellor's space.
        ConsentError: advice is not released, and neither is what was closed.

    """
    if a_case.closed_on is not None or not has_register_row(a_case.track, is_practice=False):
        raise ConsentError
    found = work.records.by_kid(kid)
    if found is None or found.organisation_id != a_case.organisation_id:
        raise WrongReaderError
    if found.account_id in _counsellors(work, a_case):
        raise WrongReaderError
    return found


def check_released(work: UnitOfWork, a_case: Case, scope: Collection[bytes]) -> None:
    """Among what is released is a word of the reporter: by it the officer knows whom to answer, and that both agreed.

    Raises:
        ConsentError: only what others wrote; then the reporter first says that this summary is right.

    """
    own = {
        place.env_hash for place in work.envelopes.hashes(a_case.case_id) if place.direction == Direction.FROM_REPORTER
    }
    if own.isdisjoint(scope):
        raise ConsentError


def release_to(work: UnitOfWork, a_case: Case, consent: Consent, rewrap: RewrapInfo, today: date) -> None:
    """Make somebody the case officer of this case, and record it; consent and record were verified before.

    Raises:
        WrongReaderError, ConsentError: as `next_officer`.

    """
    officer = next_officer(work, a_case, consent.recipient_kid)
    for held in work.holders.of_case(a_case.case_id):
        if held.space == ORGANISATION_SPACE and held.identity_pk != officer.identity_pk:
            # One officer at a time: who had it before loses it, and the reporter's word named the next one.
            work.holders.remove(a_case.case_id, ORGANISATION_SPACE, held.identity_pk)
    work.holders.put(
        Holder(
            case_id=a_case.case_id,
            space=ORGANISATION_SPACE,
            identity_pk=officer.identity_pk,
            account_id=officer.account_id,
            role=int(Role.CASE_OFFICER),
            since_on=today,
            until_on=None,
            keeps_access=True,
        )
    )
    _start(work, a_case, today)
    record(
        work,
        a_case,
        EventType.HANDOVER,
        today,
        actor_pk=rewrap.wrapper_pk,
        ref=rewrap.hash,
        detail=RELEASED,
        space=ORGANISATION_SPACE,
    )


def _start(work: UnitOfWork, a_case: Case, today: date) -> None:
    """Keep the day of the first release; the register's row where it waits for that."""
    if a_case.released_on is not None:
        return
    record_missed(work, a_case, today)
    after = replace(a_case, released_on=today)
    work.cases.note_release(a_case.case_id, today)
    work.cases.note_act(after, next_look_on(after))
    if clock_starts_at_release(a_case):
        enter_at_release(work, a_case, today)


def _counsellors(work: UnitOfWork, a_case: Case) -> set[bytes | None]:
    """Accounts that hold the counsellor's space or held it."""
    held = {one.account_id for one in work.holders.of_case(a_case.case_id) if one.space != ORGANISATION_SPACE}
    return {a_case.assignee_account_id, *held} - {None}
