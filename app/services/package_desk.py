"""A recipient's own desk: the packages sealed to their keys, and what they sign about them (PROTOCOL 5.4, 5.5, 6.2).

| kind | by | leads to | speaks of (`ref`) |
|---|---|---|---|
| 7 received | anybody | acknowledged | the consent, or a message to the reporter |
| 8 answered: what is done, or what came of it | anybody | answered | the same |
| 10 cannot take it up | anybody | declined | the same; an authority's reasons are sealed in that message |
| 12 takes three months more, once | authority | – | a message to the reporter: the reasons |
| 13 confirms nothing, because that would endanger somebody | authority | – | the same as 7 |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from app.domain.conversation import Direction
from app.domain.errors import PackageError, UnknownError
from app.domain.packages import PackageAct, PackageState, after, check_reference, is_about
from app.services.case_log import record
from app.services.log_view import event_proofs
from app.services.package_terms import ListedPackage, listed
from app.services.packages import release_ref
from crypto.clocks import clocks
from crypto.duty import DutyKind, DutyStatement, check_due, verify_duty
from crypto.encoding import b64, date_of, day_of
from crypto.primitives import hash_
from crypto.tree import EventType, event_parse

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import AccountId
    from app.store.packages import KeptPackage
    from app.store.unit_of_work import UnitOfWork

_ACTS: Final = {
    int(DutyKind.EXTERNAL_ACK): (PackageAct.ACKNOWLEDGE, EventType.EXTERNAL_ACK),
    int(DutyKind.EXTERNAL_FEEDBACK): (PackageAct.ANSWER, EventType.EXTERNAL_FEEDBACK),
    int(DutyKind.UNABLE): (PackageAct.DECLINE, EventType.UNABLE),
    int(DutyKind.EXTENDED): (PackageAct.EXTEND, EventType.EXTENDED),
    # The log has no event for it (PROTOCOL 6.3): that nothing was confirmed is no news to anybody but the reporter.
    int(DutyKind.ACK_SUPPRESSED): (PackageAct.SUPPRESS, None),
}
_ALL: Final = 100_000
_ONCE_BY_AUTHORITIES: Final = frozenset({int(DutyKind.EXTENDED), int(DutyKind.ACK_SUPPRESSED)})


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """A package with its sealed contents (WBH1), and the proof that the event stands in the log which released it."""

    listed: ListedPackage
    content: bytes
    proof: str | None
    report_day: date


class PackagePage(NamedTuple):
    """Some packages by id, and whether more come after them."""

    packages: list[ListedPackage]
    has_more: bool


def identities_of(work: UnitOfWork, account_id: AccountId) -> frozenset[bytes]:
    """Give the identity keys (32 bytes) of an account: what is sealed to one of them is on its desk."""
    return frozenset(record.identity_pk for record in work.records.of_account(account_id))


def list_packages(work: UnitOfWork, identities: Collection[bytes]) -> list[ListedPackage]:
    """Give the packages sealed to these keys, oldest day first; taken-back ones too, as such."""
    found = page_of_packages(work, identities, b"", _ALL, None).packages
    return sorted(found, key=lambda one: (one.package.made_on, one.package.package_id))


def page_of_packages(
    work: UnitOfWork, identities: Collection[bytes], after_id: bytes, limit: int, state: PackageState | None
) -> PackagePage:
    """Give at most `limit` packages sealed to these keys after an id (16 bytes, or none to begin), by id."""
    placed = work.packages.page(identities, after_id, limit + 1, state) if identities else []
    return PackagePage(listed(work, placed[:limit]), len(placed) > limit)


def see_package(work: UnitOfWork, identities: Collection[bytes], package_id: bytes) -> OpenedPackage:
    """Give a package without its contents, and why it was released; looking changes nothing.

    Raises:
        UnknownError: not sealed to one of these keys.

    """
    package, a_case = _own(work, identities, package_id)
    return OpenedPackage(listed_one(work, package), b"", _proof(work, package), a_case.received_on)


def fetch_package(work: UnitOfWork, identities: Collection[bytes], package_id: bytes, today: date) -> OpenedPackage:
    """Give the contents of a package, and note that they were fetched.

    Raises:
        UnknownError: not sealed to one of these keys.
        PackageError: it was taken back.

    """
    package, a_case = own_package(work, identities, package_id)
    state = after(package.state, PackageAct.FETCH)
    if state is not package.state:
        work.packages.move(package, state, today)
        package = package._replace(state=state, changed_on=today)
    content = work.packages.content(package_id)
    return OpenedPackage(listed_one(work, package), content, _proof(work, package), a_case.received_on)


def state_package(
    work: UnitOfWork,
    identities: Collection[bytes],
    package_id: bytes,
    raw: bytes,
    reference: str | None,
    today: date,
) -> KeptPackage:
    """Keep what a recipient signs about a package; exactly the same statement again changes nothing.

    Raises:
        UnknownError: not sealed to one of these keys.
        PackageError: the package does not allow it now, or the statement is not about it.
        FormatError, SenderError, SignatureError, PolicyError: the statement itself is no good.

    """
    check_reference(reference)
    package, a_case = own_package(work, identities, package_id)
    hashed = hash_("duty", raw)
    if any(hash_("duty", kept.statement) == hashed for kept in work.duties.kept(a_case.case_id)):
        return package
    statement = _verified(work, (package, a_case), identities, raw, today)
    act, kind = _ACTS[statement.kind]
    state = after(package.state, act)
    changed = today if state is not package.state else package.changed_on
    work.packages.move(package, state, changed, reference)
    work.duties.add(a_case.case_id, statement.kind, today, raw, statement.hash)
    if kind is not None:
        due = date_of(statement.due) if statement.due else None
        actor, space = statement.actor, statement.space
        record(work, a_case, kind, today, actor_pk=actor, ref=statement.hash, due=due, space=space)
    return package._replace(state=state, changed_on=changed, reference=reference or package.reference)


def statements_about(work: UnitOfWork, identities: Collection[bytes], package_id: bytes) -> list[tuple[bytes, date]]:
    """Give what its recipient signed about a package (WBY1, 176 bytes) with the days it came, oldest first.

    Raises:
        UnknownError: not sealed to one of these keys.

    """
    package, _ = _own(work, identities, package_id)
    kept = work.duties.kept(package.case_id)
    place = (package.space, package.recipient_pk)
    return [(one.statement, one.signed_on) for one in kept if is_about(one.statement, *place)]


def own_package(work: UnitOfWork, identities: Collection[bytes], package_id: bytes) -> tuple[KeptPackage, Case]:
    """Give a package with its case, which nobody else changes until the transaction ends.

    Raises:
        UnknownError: not sealed to one of these keys.

    """
    found = work.packages.by_id(package_id)
    a_case = work.cases.by_id(found.case_id) if found is not None else None
    # Read again, now that nobody else changes it.
    package = work.packages.by_id(package_id)
    if package is None or a_case is None or package.recipient_pk not in identities:
        raise UnknownError
    return package, a_case


def listed_one(work: UnitOfWork, package: KeptPackage) -> ListedPackage:
    """Give one package with its terms.

    Raises:
        UnknownError: its case is gone.

    """
    placed = work.packages.placed(package)
    if placed is None:
        raise UnknownError
    return listed(work, [placed])[0]


def _own(work: UnitOfWork, identities: Collection[bytes], package_id: bytes) -> tuple[KeptPackage, Case]:
    """Give a package with its case as it is seen now; nothing is locked."""
    package = work.packages.by_id(package_id)
    a_case = work.cases.view(package.case_id) if package is not None else None
    if package is None or a_case is None or package.recipient_pk not in identities:
        raise UnknownError
    return package, a_case


def _verified(
    work: UnitOfWork, about: tuple[KeptPackage, Case], identities: Collection[bytes], raw: bytes, today: date
) -> DutyStatement:
    package, a_case = about
    allowed = {kind: frozenset(identities) for kind in _ACTS}
    statement = verify_duty(raw, allowed, a_case.organisation_id, a_case.case_id)
    if (statement.space, statement.day) != (package.space, day_of(today)) or package.space == 0:
        raise PackageError
    seen = listed_one(work, package)
    if statement.kind in _ONCE_BY_AUTHORITIES and (seen.ack_limit is None or statement.kind in seen.said):
        raise PackageError
    _check_ref(work, package, statement)
    longer = clocks("authority", package.made_on, extended=True).feedback_limit
    limits = (seen.ack_limit, seen.feedback_limit, longer)
    check_due(statement, *(day_of(limit) if limit is not None else 0 for limit in limits))
    return statement


def _check_ref(work: UnitOfWork, package: KeptPackage, statement: DutyStatement) -> None:
    """A statement speaks of the consent that let the package go, or of a message of its own to the reporter."""
    consent = work.consents.by_id(package.token_id)
    is_of_consent = consent is not None and statement.ref == hash_("consent-token", consent.token)
    if is_of_consent and statement.kind != DutyKind.EXTENDED:
        return
    written = (
        place.env_hash
        for place in work.envelopes.hashes(package.case_id)
        if (place.space, place.direction) == (package.space, Direction.FROM_RECIPIENT)
    )
    if statement.ref not in set(written):
        raise PackageError


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
