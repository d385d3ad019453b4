"""Queueing the key of an authority or helper that has no account here, for the next list (PROTOCOL 3.2, 3.3).

The record comes as a file by a way the administrator trusts, and is published only after its fingerprint was compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.services.directory_publication import PublicationError
from app.store.outside_keys import OutsideKey
from crypto.encoding import day_of
from crypto.errors import WbpError
from crypto.keys import KeyRecord, Role, verify_record

if TYPE_CHECKING:
    from datetime import date

    from app.store.unit_of_work import UnitOfWork

OUTSIDE: Final = frozenset({Role.AUTHORITY, Role.HELPER})


def queue_recipient(work: UnitOfWork, slug: str, raw: bytes, name: str, today: date) -> KeyRecord:
    """Keep a record (176 bytes) that was handed over as a file, until the list is published.

    Raises:
        PublicationError: no such organisation, no record of an authority or helper, or a key that is known.

    """
    organisation = work.organisations.by_slug(slug)
    if organisation is None:
        raise PublicationError(f"There is no organisation {slug}.")
    try:
        record = verify_record(raw, name, day_of(today))
    except WbpError:
        raise PublicationError("The key record does not hold, or is not valid today.") from None
    if record.role not in OUTSIDE:
        raise PublicationError("This is no key of an authority or a helper.")
    own = organisation.organisation_id
    if work.records.by_kid(record.kid_box) is not None or work.outside_keys.is_known(own, record.kid_box):
        raise PublicationError("This key was handed over before.")
    others = work.records.of_organisation(own)
    if any(other.identity_pk == record.id_pk for other in others):
        raise PublicationError("Somebody with an account here has this identity key.")
    work.outside_keys.add(OutsideKey(record.kid_box, own, record.id_pk, raw, name, today))
    return record
