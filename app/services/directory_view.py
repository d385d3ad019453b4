"""The verified key list of an organisation, as it is in force on a day.

The service verifies what it serves by the same rules as the clients (PROTOCOL 3.3), so a directory that clients
would refuse is never used to admit a report.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from app.domain.errors import NoDirectoryError, UnknownError
from app.services.log_view import directory_proof
from crypto.codes import fingerprint
from crypto.directory import Directory, Entry, Root, verify_directory, verify_root_chain
from crypto.encoding import day_of
from crypto.errors import WbpError

if TYPE_CHECKING:
    from datetime import date

    from app.domain.organisation import Organisation
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """What clients get to verify: notes byte for byte, and whose device each counsellor reads on."""

    organisation: Organisation
    roots: tuple[str, ...]
    directory: str | None
    proof: str | None
    """That the log holds this very version of the directory (tlog-proof); None until the next batch."""
    devices: dict[str, str]
    """By fingerprint. Not signed: it is the counsellor's word, kept by the service."""


@lru_cache(maxsize=256)
def _root(chain: tuple[str, ...]) -> Root:
    return verify_root_chain(chain)


@lru_cache(maxsize=256)
def _directory(chain: tuple[str, ...], note: str, today: int, *, existing: bool) -> Directory:
    return verify_directory(note, _root(chain), today, existing=existing)


def directory_in_force(work: UnitOfWork, organisation_id: bytes, today: date, *, existing: bool) -> Directory:
    """Give the verified directory; with `existing` also an expired one, marked so (PROTOCOL 3.3).

    Raises:
        NoDirectoryError: there is none, or it does not verify on this day.

    """
    # A signed version never changes, so one look at the newest version tells whether memory still serves.
    version = work.directories.latest_version(organisation_id)
    signed = work.kept(("signed", organisation_id, version), lambda: _signed(work, organisation_id))
    if signed is None:
        raise NoDirectoryError
    try:
        return _directory(*signed, day_of(today), existing=existing)
    except WbpError:
        raise NoDirectoryError from None


def _signed(work: UnitOfWork, organisation_id: bytes) -> tuple[tuple[str, ...], str] | None:
    note = work.directories.latest(organisation_id)
    return (work.roots.chain(organisation_id), note) if note is not None else None


def entry_of(directory: Directory, kid_box: bytes) -> Entry | None:
    """Find the directory's entry of a box key (16-byte short name)."""
    return next((entry for entry in directory.entries if entry.record.kid_box == kid_box), None)


def view(work: UnitOfWork, organisation: Organisation) -> OrganisationView:
    """Give an organisation as clients see it."""
    organisation_id = organisation.organisation_id
    records = work.records.of_organisation(organisation_id)
    return OrganisationView(
        organisation=organisation,
        roots=work.roots.chain(organisation_id),
        directory=work.directories.latest(organisation_id),
        proof=directory_proof(work, organisation_id, work.directories.latest_version(organisation_id)),
        devices={_fingerprint(record.identity_pk): record.device.value for record in records},
    )


def view_by_slug(work: UnitOfWork, slug: str) -> OrganisationView:
    """Give an organisation by the short name in its address.

    Raises:
        UnknownError: there is none.

    """
    organisation = work.organisations.by_slug(slug)
    if organisation is None:
        raise UnknownError
    return view(work, organisation)


@lru_cache(maxsize=4096)
def _fingerprint(identity_pk: bytes) -> str:
    return fingerprint(identity_pk)
