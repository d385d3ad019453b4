"""Publishing the list of counsellors: what is drafted for the signer, and what the service accepts when signed.

A key record waits until somebody compared its fingerprint with the counsellor's own card. *Retired* means that the
person left: old cases stay readable. *Revoked* means that the key is compromised, and never ends. A list never drops
a key, because open cases may hang on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.services.health import verify_stored
from crypto.codes import fingerprint
from crypto.directory import ACTIVE, RETIRED, REVOKED, Directory, Entry, directory_text, verify_directory
from crypto.encoding import day_of
from crypto.errors import WbpError
from crypto.root import Root, verify_root_chain

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from app.domain.account import KeyRecordRow
    from app.domain.organisation import Organisation
    from app.store.outside_keys import OutsideKey
    from app.store.unit_of_work import UnitOfWork

LIFE_DAYS: Final = 90
"""Days that a list is good for; the format allows 100 at most."""
_LOOKALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_NEXT_STATES: Final = {ACTIVE: {ACTIVE, RETIRED, REVOKED}, RETIRED: {RETIRED, REVOKED}, REVOKED: {REVOKED}}


class PublicationError(Exception):
    """The list cannot be drafted or accepted; the message says why."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An organisation with its verified root, its list in force (None before the first) and the records that wait."""

    organisation: Organisation
    root: Root
    directory: Directory | None
    waiting: tuple[KeyRecordRow | OutsideKey, ...]

    @property
    def next_version(self) -> int:
        """The version that the next list must have."""
        return self.directory.version + 1 if self.directory is not None else 1


@dataclass(frozen=True, slots=True)
class Changes:
    """What the next list changes, by fingerprint; nothing at all is a renewal of the dates."""

    confirm: frozenset[str] = frozenset()
    retire: frozenset[str] = frozenset()
    revoke: frozenset[str] = frozenset()


def plain_fingerprint(text: str) -> str:
    """Return a typed fingerprint as its 20 symbols: upper case, no hyphens or spaces, lookalikes read as digits."""
    return text.upper().translate(_LOOKALIKES)


def standing_of(work: UnitOfWork, slug: str, today: date) -> Standing:
    """Return how an organisation stands; an expired list is shown as such.

    Raises:
        PublicationError: no such organisation, or what the database holds cannot be verified.

    """
    organisation = work.organisations.by_slug(slug)
    if organisation is None:
        raise PublicationError(f"There is no organisation {slug}.")
    note = work.directories.latest(organisation.organisation_id)
    try:
        root = verify_root_chain(work.roots.chain(organisation.organisation_id))
        directory = verify_stored(note, root, today) if note is not None else None
    except WbpError:
        raise PublicationError(f"The root or list of {slug} in this database cannot be verified.") from None
    listed = {entry.record.kid_box for entry in (directory.entries if directory is not None else ())}
    own = organisation.organisation_id
    records: list[KeyRecordRow | OutsideKey] = [*work.records.of_organisation(own)]
    records += work.outside_keys.of_organisation(own)
    return Standing(organisation, root, directory, tuple(row for row in records if row.kid_box not in listed))


def draft_directory(standing: Standing, changes: Changes, today: date) -> str:
    """Return the unsigned text of the next list.

    Raises:
        PublicationError: a fingerprint fits nobody, or a change is not allowed.

    """
    entries = [_changed(entry, changes) for entry in _entries(standing)]
    known = {fingerprint_of(entry.record.id_pk) for entry in _entries(standing)}
    if unknown := (changes.retire | changes.revoke) - known:
        raise PublicationError(f"Nobody on the list has the fingerprint {_grouped(min(unknown))}.")
    entries += [(row.record, ACTIVE, row.name) for row in _confirmed(standing, changes.confirm)]
    if not entries:
        raise PublicationError("There is nobody to publish: no key was confirmed.")
    issued = day_of(today)
    try:
        return directory_text(standing.root, standing.next_version, issued, issued + LIFE_DAYS, entries)
    except WbpError:
        raise PublicationError("No list can be made of these keys.") from None


def accept_directory(work: UnitOfWork, slug: str, note: str, today: date) -> Directory:
    """Verify a signed list and put it in force.

    Raises:
        PublicationError: it is not the next version, not signed by the organisation's signer, or breaks a rule.

    """
    standing = standing_of(work, slug, today)
    try:
        directory = verify_directory(note, standing.root, day_of(today))
    except WbpError as error:
        raise PublicationError(f"The signed list cannot be accepted ({error.code}). Nothing was published.") from None
    if directory.version != standing.next_version:
        raise PublicationError(
            f"This list has version {directory.version}, but version {standing.next_version} is next. Make it again."
        )
    _check_succession(standing, directory)
    work.directories.add(standing.organisation.organisation_id, directory.version, note)
    return directory


def fingerprint_of(identity_pk: bytes) -> str:
    """Return the fingerprint of an identity key as its 20 symbols."""
    return plain_fingerprint(fingerprint(identity_pk))


def _entries(standing: Standing) -> tuple[Entry, ...]:
    return standing.directory.entries if standing.directory is not None else ()


def _changed(entry: Entry, changes: Changes) -> tuple[bytes, str, str]:
    mark = fingerprint_of(entry.record.id_pk)
    state = REVOKED if mark in changes.revoke else RETIRED if mark in changes.retire else entry.state
    if state not in _NEXT_STATES[entry.state]:
        raise PublicationError(f"{_person(entry.name)} was revoked, and a revoked key stays revoked.")
    return entry.record.raw, state, entry.name


def _confirmed(standing: Standing, confirm: Collection[str]) -> list[KeyRecordRow | OutsideKey]:
    """Return the waiting records whose fingerprints were confirmed; each fingerprint must fit somebody."""
    revoked = {entry.record.id_pk for entry in _entries(standing) if entry.state == REVOKED}
    rows: list[KeyRecordRow | OutsideKey] = []
    for mark in sorted(confirm):
        fitting = [row for row in standing.waiting if fingerprint_of(row.identity_pk) == mark]
        if not fitting:
            raise PublicationError(
                f"No key that waits has the fingerprint {_grouped(mark)}. "
                "Compare it with the counsellor's own card, by another way than this service."
            )
        if any(row.identity_pk in revoked for row in fitting):
            raise PublicationError("This key was revoked, and a revoked key stays revoked. Invite the person again.")
        rows += fitting
    return rows


def _check_succession(standing: Standing, directory: Directory) -> None:
    """Insist that the list drops nobody, brings no revoked key back, and adds only keys that were enrolled here."""
    after = {entry.record.raw: entry for entry in directory.entries}
    for entry in _entries(standing):
        successor = after.pop(entry.record.raw, None)
        if successor is None:
            raise PublicationError(f"The signed list drops {_person(entry.name)}; retire or revoke instead.")
        if successor.state not in _NEXT_STATES[entry.state]:
            raise PublicationError(f"{_person(entry.name)} cannot go from {entry.state} to {successor.state}.")
    enrolled = {row.record for row in standing.waiting}
    revoked = {entry.record.id_pk for entry in directory.entries if entry.state == REVOKED}
    for entry in after.values():
        if entry.record.raw not in enrolled:
            raise PublicationError(f"The signed list holds a key of {_person(entry.name)} that was not enrolled here.")
        if entry.record.id_pk in revoked and entry.state != REVOKED:
            raise PublicationError(f"The key of {_person(entry.name)} was revoked, and a revoked key stays revoked.")


def _person(display_name: str) -> str:
    return display_name.partition(";")[0]


def _grouped(mark: str) -> str:
    """Return 20 symbols in groups of four, as they stand on the card."""
    return "-".join(mark[start : start + 4] for start in range(0, len(mark), 4))
