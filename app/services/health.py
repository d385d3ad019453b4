"""What will need an administrator soon: lists that run out, and keys that run out.

Without a valid list nobody can hand in a report, so this is told two weeks ahead: in the start log, by `zegel doctor`
and in the worklist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from crypto.directory import ACTIVE, Directory, verify_directory
from crypto.encoding import date_of, day_of
from crypto.errors import WbpError
from crypto.root import Root, verify_root_chain

if TYPE_CHECKING:
    from app.domain.organisation import Organisation
    from app.store.unit_of_work import UnitOfWork

WARNING_DAYS: Final = 14
_ISSUED: Final = "issued "


@dataclass(frozen=True, slots=True)
class ExpiringDirectory:
    """An organisation whose list runs out within fourteen days, ran out, or is not there (`expires_on` is None)."""

    slug: str
    expires_on: date | None
    days_left: int

    @property
    def sentence(self) -> str:
        """What to tell the administrator; names no counsellor."""
        if self.expires_on is None:
            return f"{self.slug}: no list of counsellors yet, so nobody can report. Run `zegel organisation publish`."
        if self.days_left < 0:
            return f"{self.slug}: the list of counsellors expired on {self.expires_on}. Run `zegel organisation renew`."
        return f"{self.slug}: the list of counsellors expires on {self.expires_on}. Run `zegel organisation renew`."


@dataclass(frozen=True, slots=True)
class ExpiringKey:
    """A published key of a counsellor that ends within fourteen days, with no newer one of the same person."""

    slug: str
    name: str
    ends_on: date

    @property
    def sentence(self) -> str:
        """What to tell the administrator, at the administrator's own terminal only."""
        return f"{self.slug}: the key of {self.name} ends on {self.ends_on}. Send {self.name} a new invitation."


def expiring_directories(work: UnitOfWork, today: date) -> list[ExpiringDirectory]:
    """Return the organisations whose list runs out within fourteen days, ran out, is missing or does not verify."""
    found = []
    for organisation in work.organisations.all():
        directory = list_in_force(work, organisation, today)
        expires_on = date_of(directory.expires) if directory is not None else None
        days_left = (expires_on - today).days if expires_on is not None else 0
        if days_left <= WARNING_DAYS:
            found.append(ExpiringDirectory(organisation.slug, expires_on, days_left))
    return found


def expiring_keys(work: UnitOfWork, today: date) -> list[ExpiringKey]:
    """Return the active keys that end within fourteen days and have no longer-lived successor of the same person."""
    limit = day_of(today + timedelta(days=WARNING_DAYS))
    found = []
    for organisation in work.organisations.all():
        directory = list_in_force(work, organisation, today)
        newest: dict[bytes, tuple[int, str]] = {}
        for entry in directory.entries if directory is not None else ():
            if entry.state == ACTIVE:
                best = newest.get(entry.record.id_pk, (0, ""))
                newest[entry.record.id_pk] = max(best, (entry.record.not_after, entry.name.partition(";")[0]))
        found += [
            ExpiringKey(organisation.slug, name, date_of(last)) for last, name in newest.values() if last <= limit
        ]
    return found


def list_in_force(work: UnitOfWork, organisation: Organisation, today: date) -> Directory | None:
    """Return the newest list, expired or not; None when there is none or it does not verify."""
    note = work.directories.latest(organisation.organisation_id)
    if note is None:
        return None
    try:
        return verify_stored(note, verify_root_chain(work.roots.chain(organisation.organisation_id)), today)
    except WbpError:
        return None


def verify_stored(note: str, root: Root, today: date) -> Directory:
    """Verify a list whose dates are told, not judged: it may have expired, and the clock may have been set back.

    Raises:
        WbpError: it does not hold under this root.

    """
    issued = next((line.removeprefix(_ISSUED) for line in note.splitlines() if line.startswith(_ISSUED)), "")
    try:
        first_day = date.fromisoformat(issued)
    except ValueError:
        first_day = today
    return verify_directory(note, root, day_of(max(today, first_day)), existing=True)
