"""Drills of a month: for which keys, what was answered, and what may be told of it (PROTOCOL 7.8).

This service cannot make one: `zegel drill make` seals them in a process of its own and hands them over here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.drills import (
    KEPT_MONTHS,
    has_missed_two,
    last_opened_month,
    month_before,
    month_of,
    week_of,
    weeks_since_opened,
)
from app.domain.errors import DrillOverError, NoDirectoryError, UnknownError
from app.services.directory_view import directory_in_force
from crypto.codes import fingerprint
from crypto.directory import ACTIVE
from crypto.drill_check import check_answer
from crypto.encoding import day_of
from crypto.keys import Role

if TYPE_CHECKING:
    from datetime import date

    from app.domain.drills import KeyDrill
    from app.domain.ids import AccountId
    from app.store.drills import SealedDrill
    from app.store.unit_of_work import UnitOfWork
    from crypto.directory import Directory, Entry

_DAYS: Final = 10_000_000
"""More than there are days, so that version and day make one number."""
_DRILLED: Final = frozenset({Role.COUNSELLOR, Role.INTEGRITY_COUNSELLOR})


@dataclass(frozen=True, slots=True)
class KeyToDrill:
    """A key that gets a drill: ids of 16 bytes, X25519 public key of 32."""

    organisation_id: bytes
    kid_box: bytes
    box_pk: bytes


@dataclass(frozen=True, slots=True)
class OwnDrill:
    """A drill of one's own key; `sealed` only while it can be answered."""

    organisation_id: bytes
    drill: KeyDrill
    sealed: bytes | None


@dataclass(frozen=True, slots=True)
class SignOfLife:
    """What is known of one counsellor: weeks for reporters, the month for auditors, two missed drills for both."""

    identity_pk: bytes
    fingerprint: str
    weeks: int | None
    month: str | None
    has_missed_two: bool


def keys_to_drill(work: UnitOfWork, today: date) -> list[KeyToDrill]:
    """Give the keys of all organisations, practice too, that have no drill of this month yet."""
    found = []
    for organisation in work.organisations.all():
        organisation_id = organisation.organisation_id
        ours = {record.kid_box for record in work.records.of_organisation(organisation_id)}
        for entry in _drilled(_directory(work, organisation_id, today)):
            kid = entry.record.kid_box
            if (
                entry.record.is_valid_on(day_of(today))
                and kid in ours
                and work.drills.find(kid, month_of(today)) is None
            ):
                found.append(KeyToDrill(organisation_id, kid, entry.record.box_pk))
    return found


def keep_drill(work: UnitOfWork, kid_box: bytes, sealed: bytes, answer_hash: bytes, today: date) -> None:
    """Keep this month's drill of a key (sealed 120 bytes, hash of the answer 32)."""
    work.drills.add(kid_box, month_of(today), sealed, answer_hash)


def forget_old_drills(work: UnitOfWork, today: date) -> None:
    """Remove drills of more than a year ago: nobody needs to know who was there then."""
    work.drills.forget_before(month_before(today, KEPT_MONTHS))


def own_drills(work: UnitOfWork, account_id: AccountId, today: date) -> list[OwnDrill]:
    """Give the drills of one account's keys; those of this month that are not opened with their sealed bytes."""
    records = {record.kid_box: record.organisation_id for record in work.records.of_account(account_id)}
    found = []
    for drill in work.drills.of_keys(records):
        is_open = drill.opened_week is None and drill.month == month_of(today)
        sealed = work.drills.find(drill.kid_box, drill.month) if is_open else None
        found.append(OwnDrill(records[drill.kid_box], drill, sealed.sealed if sealed is not None else None))
    return found


def answer_drill(
    work: UnitOfWork, account_id: AccountId, kid_box: bytes, month: str, answer: bytes, today: date
) -> None:
    """Note that a key still opens; a second right answer changes nothing.

    Raises:
        UnknownError: no drill of a key of this account.
        DrillOverError: another month than this one.
        PolicyError: another answer.

    """
    if kid_box not in {record.kid_box for record in work.records.of_account(account_id)}:
        raise UnknownError
    kept: SealedDrill | None = work.drills.find(kid_box, month)
    if kept is None:
        raise UnknownError
    if month != month_of(today):
        raise DrillOverError
    check_answer(answer, kept.answer_hash)
    work.drills.open_(kid_box, month, week_of(today))


def signs_for_reporters(work: UnitOfWork, organisation_id: bytes, today: date) -> list[SignOfLife]:
    """Give the signs of life as reporters get them, looked up once a day for each version of the list.

    Nothing of it changes within a day: months that are over take no answers, and this week's openings are not told.
    """
    version = work.directories.latest_version(organisation_id)
    moment = version * _DAYS + day_of(today)
    return work.kept(("signs", organisation_id, moment), lambda: signs_of_life(work, organisation_id, today)) or []


def signs_of_life(work: UnitOfWork, organisation_id: bytes, today: date) -> list[SignOfLife]:
    """Give what is known of each counsellor whose key is active in the list in force; nobody without a list."""
    keys: dict[bytes, list[bytes]] = {}
    for entry in _drilled(_directory(work, organisation_id, today)):
        keys.setdefault(entry.record.id_pk, []).append(entry.record.kid_box)
    drills = work.drills.of_keys([kid for kids in keys.values() for kid in kids]) if keys else []
    signs = []
    for id_pk, kids in keys.items():
        theirs = [drill for drill in drills if drill.kid_box in kids]
        weeks, month = weeks_since_opened(theirs, today), last_opened_month(theirs)
        signs.append(SignOfLife(id_pk, fingerprint(id_pk), weeks, month, has_missed_two(theirs, today)))
    return signs


def _directory(work: UnitOfWork, organisation_id: bytes, today: date) -> Directory | None:
    try:
        return directory_in_force(work, organisation_id, today, existing=True)
    except NoDirectoryError:
        return None


def _drilled(directory: Directory | None) -> list[Entry]:
    entries = directory.entries if directory is not None else ()
    return [entry for entry in entries if entry.state == ACTIVE and entry.record.role in _DRILLED]
