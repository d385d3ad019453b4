"""Who reads a package at an authority or helper: whom the reporter named, and colleagues let in (PROTOCOL 5.4).

A colleague stands on the organisation's list in the same role and under the same name, and somebody who reads already
signed for them (WBY1 kind 1, whose `ref` is the colleague's identity key). The list alone lets nobody in, and a
signature alone neither. Who leaves is retired or revoked on the list: then the colleagues go on without the
leaver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from app.domain.case import Envelope
from app.domain.conversation import Direction, check_envelope_size, check_next_index, check_room
from app.domain.errors import MessageTakenError, NoDirectoryError, PackageError, UnknownError, WrongReaderError
from app.domain.packages import READABLE
from app.services.directory_view import directory_in_force
from app.services.package_desk import identities_of, list_packages, own_package
from app.services.package_terms import listed
from app.store.holders import Holder
from crypto.directory import ACTIVE, REVOKED
from crypto.duty import DutyKind, DutyStatement, verify_duty
from crypto.encoding import day_of
from crypto.envelope_inspect import SPACE_AUTHORITY_FIRST, inspect

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from app.domain.account import KeyRecordRow
    from app.domain.case import Case
    from app.domain.ids import AccountId
    from app.services.package_terms import ListedPackage
    from app.store.packages import KeptPackage
    from app.store.unit_of_work import UnitOfWork
    from crypto.directory import Entry
    from crypto.keys import Role

READERS: Final = 8
"""People of one desk who may read a package: each message has a stanza for each of them, and there are 16."""


class Passed(NamedTuple):
    """What lets a colleague in: the signed word for them (WBY1, 176 bytes), and the keys, sealed to them (WBE1).

    Without a statement the keys are for a colleague who reads already: of a message that was sealed to others only.
    """

    statement: bytes | None
    note: bytes
    position: int


def on_desk(work: UnitOfWork, account_id: AccountId, today: date) -> list[ListedPackage]:
    """Give what an account reads: sealed to it, or let to it by a colleague; oldest day first."""
    own = identities_of(work, account_id)
    shared = []
    for held in work.holders.of_account(account_id):
        if held.space >= SPACE_AUTHORITY_FIRST:
            there = [one for one in work.packages.of_case(held.case_id) if one.space == held.space]
            shared += [one for one in there if one.recipient_pk not in own]
    placed = [found for one in shared if (found := work.packages.placed(one)) is not None]
    every = [*list_packages(work, own), *listed(work, placed)]
    here = [one for one in every if not has_left(work, one.package, one.organisation_id, own, today)]
    return sorted(here, key=lambda one: (one.package.made_on, one.package.package_id))


def acting_for(work: UnitOfWork, account_id: AccountId, package_id: bytes, today: date) -> frozenset[bytes]:
    """Give the identity keys (32 bytes) that count as an account's at a package: its own, and whose it stands in for.

    Raises:
        UnknownError: the account does not read this package, or left the desk.

    """
    own = identities_of(work, account_id)
    package = work.packages.by_id(package_id)
    a_case = work.cases.view(package.case_id) if package is not None else None
    if package is None or a_case is None:
        raise UnknownError
    if own.isdisjoint(readers_of(work, package)) or has_left(work, package, a_case.organisation_id, own, today):
        raise UnknownError
    return own | {package.recipient_pk}


def readers_of(work: UnitOfWork, package: KeptPackage) -> frozenset[bytes]:
    """Give the identity keys (32 bytes) of everybody who was let read a package, whether or not they left since."""
    if package.space < SPACE_AUTHORITY_FIRST:
        return frozenset({package.recipient_pk})
    held = (one.identity_pk for one in work.holders.of_case(package.case_id) if one.space == package.space)
    return frozenset({package.recipient_pk, *held})


def has_left(
    work: UnitOfWork, package: KeptPackage, organisation_id: bytes, own: Collection[bytes], today: date
) -> bool:
    """Say whether these keys of one person read a package no more: revoked, or retired while a colleague goes on."""
    if package.space < SPACE_AUTHORITY_FIRST:
        return False
    try:
        entries = directory_in_force(work, organisation_id, today, existing=True).entries
    except NoDirectoryError:
        return False
    readers = readers_of(work, package)
    states = {one.record.id_pk: set[str]() for one in entries}
    for one in entries:
        states[one.record.id_pk].add(one.state)
    mine = set[str]().union(*(states.get(key, set()) for key in readers.intersection(own)))
    if REVOKED in mine:
        return True
    goes_on = any(ACTIVE in states.get(key, ()) for key in readers.difference(own))
    return ACTIVE not in mine and goes_on


def let_colleague_read(
    work: UnitOfWork, identities: Collection[bytes], package_id: bytes, passed: Passed, today: date
) -> bool:
    """Let a colleague read a package and write in its space; exactly the same again changes nothing and gives False.

    Raises:
        UnknownError: not sealed to one of these keys.
        PackageError: not fetched yet or taken back, there is no room for one more, or the statement is not about it.
        WrongReaderError: no colleague by the list, or the keys are sealed to somebody else.
        MessageTakenError, MessageGapError: the number of the note is taken, or skips one.
        FormatError, SenderError, SignatureError, PolicyError, TooLargeError: statement or note are no good.

    """
    check_envelope_size(len(passed.note))
    package, a_case = own_package(work, identities, package_id)
    place = (package.space, Direction.NOTE_TO_SELF, passed.position)
    stored = work.envelopes.hash_at(a_case.case_id, *place)
    info = inspect(passed.note)
    if stored is not None:
        if stored[0] != info.env_hash:
            raise MessageTakenError
        return False
    if package.space < SPACE_AUTHORITY_FIRST or package.state not in READABLE:
        raise PackageError
    if passed.statement is None:
        _check_reader(work, package, a_case, info.kids)
    else:
        statement = _verified(work, (package, a_case), identities, passed.statement, today)
        _let_in(work, (package, a_case), statement, info.kids, today)
    count, size = work.envelopes.fill(a_case.case_id, package.space, Direction.NOTE_TO_SELF)
    check_next_index(passed.position, count)
    check_room(0, size, len(passed.note))
    note = Envelope(Direction.NOTE_TO_SELF, package.space, passed.position, passed.note)
    work.envelopes.add(a_case.case_id, note, info.env_hash, today)
    return True


def _let_in(
    work: UnitOfWork, about: tuple[KeptPackage, Case], statement: DutyStatement, kids: tuple[bytes, ...], today: date
) -> None:
    """Keep the signed word for a colleague, who holds the space from now on as the named recipient does."""
    package, a_case = about
    record, placed = _colleague(work, package, a_case, statement.ref, today), work.packages.placed(package)
    if kids != (record.kid_box,) or placed is None or placed.role is None:
        raise WrongReaderError
    work.duties.add(a_case.case_id, statement.kind, today, statement.raw, statement.hash)
    key, account = record.identity_pk, record.account_id
    held = Holder(a_case.case_id, package.space, key, account, placed.role, today, None, keeps_access=True)
    work.holders.put(held)


def _check_reader(work: UnitOfWork, package: KeptPackage, a_case: Case, kids: tuple[bytes, ...]) -> None:
    """Keys that are passed on without a signed word are for one who reads already."""
    record = work.records.by_kid(kids[0])
    known = readers_of(work, package)
    if len(kids) != 1 or record is None or record.organisation_id != a_case.organisation_id:
        raise WrongReaderError
    if record.identity_pk not in known:
        raise WrongReaderError


def _verified(
    work: UnitOfWork, about: tuple[KeptPackage, Case], identities: Collection[bytes], raw: bytes, today: date
) -> DutyStatement:
    """Kind 1 of somebody who reads the package, on this day, in its space."""
    package, a_case = about
    allowed = {int(DutyKind.ASSIGNED): readers_of(work, package).intersection(identities)}
    statement = verify_duty(raw, allowed, a_case.organisation_id, a_case.case_id)
    if (statement.space, statement.day, statement.due) != (package.space, day_of(today), 0):
        raise PackageError
    readers = readers_of(work, package)
    if statement.ref in readers or len(readers) >= READERS:
        raise PackageError
    return statement


def _colleague(work: UnitOfWork, package: KeptPackage, a_case: Case, identity_pk: bytes, today: date) -> KeyRecordRow:
    """Give the newest key record of a colleague: an account, active and valid today, of the same role and name."""
    entries = directory_in_force(work, a_case.organisation_id, today, existing=False).entries
    names = {(one.record.role, one.name) for one in entries if one.record.id_pk == package.recipient_pk}
    kids = [one.record for one in entries if _is_colleague(one, identity_pk, names, today)]
    newest = max(kids, key=lambda one: one.epoch, default=None)
    record = work.records.by_kid(newest.kid_box) if newest is not None else None
    if record is None:
        raise WrongReaderError
    return record


def _is_colleague(entry: Entry, identity_pk: bytes, names: set[tuple[Role, str]], today: date) -> bool:
    record = entry.record
    is_named = record.id_pk == identity_pk and (record.role, entry.name) in names
    return is_named and entry.state == ACTIVE and record.is_valid_on(day_of(today))
