"""The organisation's space of a released case: who holds it, and what its case officer sees (PROTOCOL 5, 5.2).

The officer gets what the reporter released, as the packages that the consents allow, and what was written in this
space since. Of the counsellor's conversation, its notes and its counts there is nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from app.domain.consent import ConsentState, Purpose
from app.domain.conversation import ORGANISATION_SPACE
from app.domain.errors import ConsentError, CounsellorRevokedError, UnknownError
from app.services.directory_view import directory_in_force, entry_of
from crypto.consent_token import parse_token
from crypto.consent_verify import Package, pack
from crypto.envelope_inspect import Context, env_hash
from crypto.errors import FormatError
from crypto.rewrap_record import parse_rewrap

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.domain.case import Case, Envelope
    from app.domain.consent import Consent
    from app.domain.ids import AccountId, CaseId
    from app.store.holders import Holder
    from app.store.unit_of_work import UnitOfWork


class Holding(NamedTuple):
    """A released case and its case officer of now."""

    case: Case
    holder: Holder


@dataclass(frozen=True, slots=True)
class Released:
    """One release: the sealed package (WBH1), and the day on which it was made."""

    package: bytes
    made_on: date


def officer_of(work: UnitOfWork, case_id: CaseId) -> Holder | None:
    """Give who holds the organisation's space of a case; None while it was not released."""
    held = [one for one in work.holders.of_case(case_id) if one.space == ORGANISATION_SPACE]
    return held[-1] if held else None


def holding(work: UnitOfWork, account_id: AccountId, case_id: CaseId, *, locked: bool) -> Holding:
    """Give a released case of this account; `locked` keeps its row until the transaction ends.

    Raises:
        UnknownError: not released to this account.

    """
    a_case = work.cases.by_id(case_id) if locked else work.cases.view(case_id)
    held = officer_of(work, case_id) if a_case is not None else None
    if a_case is None or held is None or held.account_id != account_id:
        raise UnknownError
    return Holding(a_case, held)


def check_officer_stands(work: UnitOfWork, held: Holding, today: date) -> None:
    """An officer who left still ends what was begun; whose key is compromised, or who is gone from the list, does not.

    Raises:
        CounsellorRevokedError: revoked, or no longer listed.
        NoDirectoryError: there is no list.

    """
    directory = directory_in_force(work, held.case.organisation_id, today, existing=True)
    kids = (record.kid_box for record in work.records.of_account(_account(held.holder)))
    entries = [entry for entry in (entry_of(directory, kid) for kid in kids) if entry is not None]
    known = [entry for entry in entries if entry.record.id_pk == held.holder.identity_pk]
    if not known or any(entry.state == "revoked" for entry in known):
        raise CounsellorRevokedError


def releases_to(work: UnitOfWork, held: Holding) -> tuple[Released, ...]:
    """Give what was released to the officer of now, oldest first, each as the package its consent allows.

    Raises:
        ConsentError: a message that was released is gone.

    """
    records = {one.token_id: one for one in work.consents.rewraps(held.case.case_id)}
    there = work.envelopes.of_case(held.case.case_id)
    return tuple(
        Released(_packed(held.case, consent.token, records[consent.token_id].record, there), consent.settled_on)
        for consent in consents_to(work, held)
        if consent.token_id in records and consent.settled_on is not None
    )


def consents_to(work: UnitOfWork, held: Holding) -> list[Consent]:
    """Give the consents by which the officer of now was let in."""
    return [
        one
        for one in work.consents.of_case(held.case.case_id)
        if (one.purpose, one.state, one.recipient_pk) == (Purpose.RELEASE, ConsentState.USED, held.holder.identity_pk)
    ]


def may_write(work: UnitOfWork, held: Holding) -> bool:
    """Say whether the reporter lets the officer of now write."""
    return any(parse_token(consent.token).may_write for consent in consents_to(work, held))


def envelopes_of_space(work: UnitOfWork, case_id: CaseId) -> list[Envelope]:
    """Give what was written in the organisation's space."""
    return [one for one in work.envelopes.of_case(case_id) if one.space == ORGANISATION_SPACE]


def _account(holder: Holder) -> bytes:
    if holder.account_id is None:
        raise UnknownError
    return holder.account_id


def _packed(a_case: Case, token: bytes, rewrap: bytes, there: Iterable[Envelope]) -> bytes:
    place = (a_case.organisation_id, a_case.case_id)
    kept = {
        env_hash(one.envelope): (Context(*place, one.direction, one.space, one.index), one.envelope) for one in there
    }
    try:
        messages = tuple(kept[wanted] for wanted in parse_rewrap(rewrap).env_hashes)
        return pack(Package(a_case.sign_pk, token, rewrap, messages))
    except (KeyError, FormatError):
        raise ConsentError from None
