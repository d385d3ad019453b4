"""Who may receive on the ground of a consent: somebody listed, active, of the right role, valid today (PROTOCOL 5.1).

Whom the reporter ticked as involved the service cannot know, because that is sealed. The reporter's own client and the
counsellor's leave those people out of what they offer; here only the list counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import WrongReaderError
from app.services.directory_view import directory_in_force, entry_of
from crypto.consent_token import Purpose, roles_of
from crypto.directory import ACTIVE
from crypto.encoding import day_of
from crypto.keys import Role

if TYPE_CHECKING:
    from datetime import date

    from app.domain.account import KeyRecordRow
    from app.domain.case import Case
    from app.store.holders import Holder
    from app.store.unit_of_work import UnitOfWork
    from crypto.directory import Entry


def recipient_entry(work: UnitOfWork, a_case: Case, kid: bytes, today: date) -> Entry | None:
    """Give the entry of a box key (kid, 16 bytes) on the list in force; a list that is out of date lets nobody in.

    Raises:
        NoDirectoryError: there is no list, or it has expired.

    """
    return entry_of(directory_in_force(work, a_case.organisation_id, today, existing=False), kid)


def check_recipient(entry: Entry | None, identity_pk: bytes, purpose: int, space: int, today: date) -> Entry:
    """Check that somebody can be asked for: identity key (32) and entry belong together, and the role fits the space.

    Raises:
        WrongReaderError: not on the list, not active or valid today, or of another role.

    """
    if entry is None or entry.record.id_pk != identity_pk or entry.state != ACTIVE:
        raise WrongReaderError
    if entry.record.role not in roles_of(Purpose(purpose), space) or not entry.record.is_valid_on(day_of(today)):
        raise WrongReaderError
    return entry


def new_counsellor(work: UnitOfWork, a_case: Case, kid: bytes) -> KeyRecordRow:
    """Give the key record of who is to hold the counsellor's space next: somebody else than who holds it.

    Raises:
        WrongReaderError: nobody of this organisation, or who holds the case already.

    """
    record = work.records.by_kid(kid)
    if record is None or record.organisation_id != a_case.organisation_id:
        raise WrongReaderError
    if record.identity_pk == a_case.assignee_pk or record.account_id == a_case.assignee_account_id:
        raise WrongReaderError
    if any(held.role == Role.CASE_OFFICER and held.account_id == record.account_id for held in _holders(work, a_case)):
        # Who investigates for the employer cannot be whom the reporter talks to in confidence.
        raise WrongReaderError
    return record


def _holders(work: UnitOfWork, a_case: Case) -> list[Holder]:
    return work.holders.of_case(a_case.case_id)
