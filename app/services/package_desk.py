"""A recipient's own desk: the packages sealed to their keys, and what they sign about them (PROTOCOL 5.4, 5.5).

The law gives an authority seven days to acknowledge and three months to answer, from the day the package was there for
it (Wbk article 2e). A helper has no term.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.errors import PackageError, UnknownError
from app.domain.packages import PackageAct, PackageState, after, check_reference
from app.services.case_log import record
from app.services.log_view import event_proofs
from app.services.packages import release_ref
from app.store.packages import KeptPackage
from crypto.clocks import clocks
from crypto.duty import DutyKind, DutyStatement, check_due, verify_duty
from crypto.encoding import b64, date_of, day_of
from crypto.keys import Role
from crypto.primitives import hash_
from crypto.tree import EventType, event_parse

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import AccountId
    from app.store.unit_of_work import UnitOfWork

_ACTS: Final = {
    int(DutyKind.EXTERNAL_ACK): (PackageAct.ACKNOWLEDGE, EventType.EXTERNAL_ACK),
    int(DutyKind.EXTERNAL_FEEDBACK): (PackageAct.ANSWER, EventType.EXTERNAL_FEEDBACK),
    int(DutyKind.UNABLE): (PackageAct.DECLINE, EventType.UNABLE),
}
"""What a recipient signs: receipt, an answer, or that they cannot take it up."""


@dataclass(frozen=True, slots=True)
class ListedPackage:
    """A package as its recipient sees it in the list: nothing of what is in it."""

    package: KeptPackage
    organisation_id: bytes
    ack_limit: date | None
    feedback_limit: date | None


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """A package with its sealed contents (WBH1), and the proof that the event stands in the log which released it."""

    listed: ListedPackage
    content: bytes
    proof: str | None
    report_day: date


def list_packages(work: UnitOfWork, account_id: AccountId) -> list[ListedPackage]:
    """Give the packages sealed to this account, oldest first; taken-back ones too, as such."""
    identities = {record.identity_pk for record in work.records.of_account(account_id)}
    return [_listed(work, package) for package in work.packages.for_keys(identities)]


def fetch_package(work: UnitOfWork, account_id: AccountId, package_id: bytes, today: date) -> OpenedPackage:
    """Give the contents of a package, and note that they were fetched.

    Raises:
        UnknownError: not sealed to this account.
        PackageError: it was taken back.

    """
    package, a_case = _own(work, account_id, package_id)
    state = after(package.state, PackageAct.FETCH)
    if state is not package.state:
        work.packages.move(package, state, today)
        package = package._replace(state=state, changed_on=today)
    content = work.packages.content(package_id)
    return OpenedPackage(_listed(work, package), content, _proof(work, package), a_case.received_on)


def state_package(
    work: UnitOfWork, account_id: AccountId, package_id: bytes, raw: bytes, reference: str | None, today: date
) -> KeptPackage:
    """Keep what a recipient signs about a package; exactly the same statement again changes nothing.

    Raises:
        UnknownError: not sealed to this account.
        PackageError: the package does not allow it now, or the statement is not about it.
        FormatError, SenderError, SignatureError, PolicyError: the statement itself is no good.

    """
    check_reference(reference)
    package, a_case = _own(work, account_id, package_id)
    hashed = hash_("duty", raw)
    if any(hash_("duty", kept.statement) == hashed for kept in work.duties.kept(a_case.case_id)):
        return package
    statement = _verified(work, package, a_case, raw, today)
    act, kind = _ACTS[statement.kind]
    state = after(package.state, act)
    work.packages.move(package, state, today, reference)
    work.duties.add(a_case.case_id, statement.kind, today, raw, statement.hash)
    due = date_of(statement.due) if statement.due else None
    actor, space = statement.actor, statement.space
    record(work, a_case, kind, today, actor_pk=actor, ref=statement.hash, due=due, space=space)
    return package._replace(state=state, changed_on=today, reference=reference or package.reference)


def _verified(work: UnitOfWork, package: KeptPackage, a_case: Case, raw: bytes, today: date) -> DutyStatement:
    allowed = {kind: frozenset({package.recipient_pk}) for kind in _ACTS}
    statement = verify_duty(raw, allowed, a_case.organisation_id, a_case.case_id)
    if (statement.space, statement.day) != (package.space, day_of(today)) or package.space == 0:
        raise PackageError
    if statement.ref != hash_("consent-token", _token(work, package)):
        raise PackageError
    listed = _listed(work, package)
    limits = (listed.ack_limit, listed.feedback_limit)
    check_due(statement, *(day_of(limit) if limit is not None else 0 for limit in limits))
    return statement


def _own(work: UnitOfWork, account_id: AccountId, package_id: bytes) -> tuple[KeptPackage, Case]:
    found = work.packages.by_id(package_id)
    a_case = work.cases.by_id(found.case_id) if found is not None else None
    # Read again, now that nobody else changes it.
    package = work.packages.by_id(package_id)
    own = {record.identity_pk for record in work.records.of_account(account_id)}
    if package is None or a_case is None or package.recipient_pk not in own:
        raise UnknownError
    return package, a_case


def _listed(work: UnitOfWork, package: KeptPackage) -> ListedPackage:
    a_case = work.cases.view(package.case_id)
    if a_case is None:
        raise UnknownError
    roles = {holder.role for holder in work.holders.of_case(package.case_id) if holder.space == package.space}
    if Role.AUTHORITY not in roles or package.state in {PackageState.DECLINED, PackageState.WITHDRAWN}:
        return ListedPackage(package, a_case.organisation_id, None, None)
    limits = clocks("authority", package.made_on)
    return ListedPackage(package, a_case.organisation_id, limits.ack_limit, limits.feedback_limit)


def _token(work: UnitOfWork, package: KeptPackage) -> bytes:
    consent = work.consents.by_id(package.token_id)
    return consent.token if consent is not None else b""


def _proof(work: UnitOfWork, package: KeptPackage) -> str | None:
    """Prove that the event stands in the log which the release note names."""
    if package.release_note is None:
        return None
    events = work.events.of_case(package.case_id)
    kinds = {EventType.ROUTED_EXTERNAL, EventType.HANDOVER}
    ref = release_ref(package.release_note)
    if not any(event.kind in kinds and event_parse(event.event).ref == ref for event in events):
        return None
    told = zip(events, event_proofs(work, events), strict=True)
    return next((proof for event, proof in told if proof and _names(package.release_note, event.event)), None)


def _names(note: str, event: bytes) -> bool:
    return f"\nevent {b64(event)}\n" in note
