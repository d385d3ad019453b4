"""Adding an organisation: its root names who may change the list of counsellors, and gives it its identity."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.ids import OrganisationId
from app.domain.organisation import Organisation
from app.services.note_keys import note_signer
from crypto.errors import WbpError
from crypto.note import parse_vkey, vkey_text
from crypto.root import Root, root_text, verify_root_chain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.store.unit_of_work import UnitOfWork

_SLUG: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_NAME_LIMIT: Final = 120


class OrganisationError(Exception):
    """The organisation cannot be added; the message says why."""


@dataclass(frozen=True, slots=True)
class OrganisationToAdd:
    """What the administrator says: short name in addresses, full name, and whether it is for practice only."""

    slug: str
    name: str
    is_practice: bool
    policy_slug: str | None = None
    """Short name of the policy it follows; None: the law alone."""


def draft_root(wanted: OrganisationToAdd, signer_vkey: str, keys: Mapping[str, bytes]) -> str:
    """Return the unsigned text of root version 1, naming the log and receipt key of this installation.

    `keys` are the key files by name; a practice organisation names the practice log.

    Raises:
        OrganisationError: the short name, the name or the signer's key cannot be used.

    """
    check_wanted(wanted)
    log = "practice_log" if wanted.is_practice else "log"
    try:
        parse_vkey(signer_vkey)
        return root_text(
            _plain(wanted.name),
            [signer_vkey],
            note_key(keys, log),
            note_key(keys, "receipt"),
            practice=wanted.is_practice,
        )
    except WbpError:
        raise OrganisationError("No root can be made with this name and signer's key.") from None


def check_wanted(wanted: OrganisationToAdd) -> None:
    """Check the two names.

    Raises:
        OrganisationError: one of them cannot be used.

    """
    name = _plain(wanted.name)
    if _SLUG.fullmatch(wanted.slug) is None:
        raise OrganisationError(
            "The short name has 1 to 64 small letters, digits and hyphens, like gemeente-voorbeeld."
        )
    if not 1 <= len(name) <= _NAME_LIMIT or any(unicodedata.category(sign) == "Cc" for sign in name):
        raise OrganisationError(f"The name has 1 to {_NAME_LIMIT} characters, without control characters.")


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip()


def note_key(keys: Mapping[str, bytes], purpose: str) -> str:
    """Return the verifier key of a note key of this installation: `log`, `practice_log` or `receipt`.

    Its name comes from the realm id, so that it stays the same when the service moves to another address.
    """
    return vkey_text(note_signer(keys, purpose))


def add_organisation(work: UnitOfWork, wanted: OrganisationToAdd, note: str, keys: Mapping[str, bytes]) -> Root:
    """Verify a signed root of version 1 and keep the organisation with it.

    Raises:
        OrganisationError: the short name or the organisation is there already, or the root is not as drafted here.

    """
    try:
        root = verify_root_chain([note])
    except WbpError:
        raise OrganisationError("The signed root cannot be verified. Nothing was added.") from None
    if draft_root(wanted, root.signers[0].text, keys) != note.rpartition("\n\n")[0] + "\n":
        raise OrganisationError("The signed root is not the one that was made here for this organisation.")
    if work.organisations.by_slug(wanted.slug) is not None:
        raise OrganisationError(f"There is an organisation {wanted.slug} already.")
    if work.organisations.by_id(root.org_id) is not None:
        raise OrganisationError("An organisation with this root is there already, under another short name.")
    organisation_id = OrganisationId(root.org_id)
    work.organisations.add(Organisation(organisation_id, wanted.slug, root.org_name, root.practice, wanted.policy_slug))
    work.roots.add(organisation_id, 1, note)
    return root
