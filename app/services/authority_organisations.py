"""The organisations an authority has to do with: where it is listed, with what a client verifies of each.

An authority sees no organisation at which it was never handed over: who uses this service is not for everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.domain.errors import UnknownError
from app.services.directory_view import OrganisationView, view
from app.services.yearly_report import ShownPunctuality, shown_punctuality

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from app.domain.organisation import Organisation
    from app.store.unit_of_work import UnitOfWork


class SeenOrganisation(NamedTuple):
    """Signed notes, byte for byte, and the punctuality of the newest counted year where that is published."""

    view: OrganisationView
    punctuality: ShownPunctuality | None


def organisations_of(work: UnitOfWork, identities: Collection[bytes], today: date) -> list[SeenOrganisation]:
    """Give the organisations that have a key record with one of these identity keys, by name."""
    ids = work.outside_keys.organisations_of(identities) | work.records.organisations_of(identities)
    found = (work.organisations.by_id(organisation_id) for organisation_id in ids)
    known = sorted((one for one in found if one is not None), key=lambda one: (one.name, one.slug))
    return [_seen(work, one, today) for one in known]


def organisation_of(
    work: UnitOfWork, identities: Collection[bytes], organisation_id: bytes, today: date
) -> SeenOrganisation:
    """Give one of them by its id (16 bytes).

    Raises:
        UnknownError: not one of them.

    """
    ids = work.outside_keys.organisations_of(identities) | work.records.organisations_of(identities)
    organisation = work.organisations.by_id(organisation_id) if organisation_id in ids else None
    if organisation is None:
        raise UnknownError
    return _seen(work, organisation, today)


def _seen(work: UnitOfWork, organisation: Organisation, today: date) -> SeenOrganisation:
    return SeenOrganisation(view(work, organisation), shown_punctuality(work, organisation, today))
