"""Case officers on an organisation's list: to whom a reporter can release a case, and to whom never."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.failures import CliError
from app.cli.verified_organisation import newest_key, person
from app.domain.policy_words import Role as PolicyRole
from app.domain.policy_words import Setting
from app.domain.recipients import Involved, Reader, possible_officers
from app.services.directory_publication import fingerprint_of, plain_fingerprint
from crypto.codes import fingerprint
from crypto.directory import ACTIVE
from crypto.keys import Role

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.cli.verified_organisation import VerifiedOrganisation
    from crypto.directory import Entry


def choose_officer(
    organisation: VerifiedOrganisation, wanted: str | None, counsellors: Collection[bytes] = ()
) -> Entry:
    """Return the newest key of the wanted case officer, or of the only one there is; never one of `counsellors`.

    Raises:
        CliError: nobody fits, or more than one.

    """
    able = [
        entry
        for entry in organisation.listed().entries
        if entry.record.role is Role.CASE_OFFICER
        and entry.state == ACTIVE
        and entry.record.is_valid_on(organisation.today)
    ]
    marks = {fingerprint(entry.record.id_pk): entry.record.id_pk for entry in able}
    readers = [Reader(mark, Setting.INTERNAL, (), (PolicyRole.CASE_OFFICER,)) for mark in marks]
    possible = possible_officers(readers, Involved(), {fingerprint(one) for one in counsellors})
    able = [entry for entry in able if fingerprint(entry.record.id_pk) in possible]
    fitting = [entry for entry in able if wanted is None or _is_called(entry, wanted)]
    people = {entry.record.id_pk for entry in fitting}
    if len(people) != 1:
        names = ", ".join(sorted({person(entry) for entry in able})) or "nobody"
        raise CliError(f"Name one case officer of this organisation, or give a fingerprint: {names}.", "officer")
    return newest_key(fitting, people.pop())


def _is_called(entry: Entry, wanted: str) -> bool:
    is_name = person(entry).casefold() == wanted.strip().casefold()
    return is_name or fingerprint_of(entry.record.id_pk) == plain_fingerprint(wanted)
