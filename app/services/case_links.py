"""Linked reports: somebody lost code or words and reported again; the dates run from the first report.

The counsellor links after asking what only the reporter can know. So the service asks for a question and an answer in
the new case; whether the answer was right only a person can tell. What the earlier case fulfilled stays fulfilled.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from app.domain.errors import LinkError, UnknownError
from app.domain.track import Track
from app.services.case_days import next_look_on, record_missed
from app.services.track_change import first_day
from app.store.case_links import CaseLink

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import AccountId, CaseId
    from app.store.unit_of_work import UnitOfWork

ASKED_AND_ANSWERED: Final = (1, 2)
"""So many messages of counsellor and reporter at least: the report, a question, an answer."""


def link_cases(work: UnitOfWork, account_id: AccountId, case_id: CaseId, earlier_id: bytes, today: date) -> CaseLink:
    """Link a case to an earlier one of the same counsellor and organisation, and let its terms run from there.

    Raises:
        UnknownError: one of them is not a case of this account.
        LinkError: linked already, to itself or to a later one, another organisation, another kind of track, or
            nobody asked and answered yet.

    """
    a_case, earlier = _own(work, account_id, case_id), _own(work, account_id, earlier_id)
    kept = work.case_links.of_case(case_id)
    if kept is not None:
        if kept.earlier_case_id != earlier_id:
            raise LinkError
        return kept
    _check(work, a_case, earlier)
    before = work.case_links.of_case(earlier_id)
    first_on = before.first_received_on if before is not None else first_day(work, earlier)
    if first_on > first_day(work, a_case):
        raise LinkError
    link = CaseLink(case_id, bytes(earlier_id), first_on, today)
    work.case_links.add(link)
    after = replace(
        a_case,
        received_on=min(first_on, a_case.received_on),
        acknowledged_on=earlier.acknowledged_on or a_case.acknowledged_on,
        feedback_on=earlier.feedback_on or a_case.feedback_on,
    )
    # As with a change of track: what counts from another day than before is written with that day.
    work.cases.change_track(after, next_look_on(after))
    record_missed(work, after, today)
    return link


def _check(work: UnitOfWork, a_case: Case, earlier: Case) -> None:
    asked, answered = ASKED_AND_ANSWERED
    is_asked = a_case.recipient_messages >= asked and a_case.reporter_messages >= answered
    is_advice = {one.track is Track.SPARREN for one in (a_case, earlier)}
    leads_back = work.case_links.of_case(earlier.case_id)
    if (
        not is_asked
        or a_case.case_id == earlier.case_id
        or a_case.organisation_id != earlier.organisation_id
        or len(is_advice) > 1
        or (leads_back is not None and leads_back.earlier_case_id == a_case.case_id)
    ):
        raise LinkError


def _own(work: UnitOfWork, account_id: AccountId, case_id: bytes) -> Case:
    found = work.cases.by_id(case_id)
    if found is None or found.assignee_account_id != account_id:
        raise UnknownError
    return found
