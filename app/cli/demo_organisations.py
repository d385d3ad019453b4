"""The demo's organisations: made once, their signers' keys in the data folder, their lists renewed at every start."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Final

from app.cli.demo_people import ORGANISATIONS
from app.cli.public_log import enter_log
from app.cli.sealed_file import open_file, seal_file
from app.services.directory_publication import Changes, accept_directory, draft_directory, fingerprint_of, standing_of
from app.services.key_custody import SIGNER_FORMAT, write_private
from app.services.organisation import OrganisationToAdd, add_organisation, draft_root
from crypto.boxes import random_key
from crypto.encoding import day_of
from crypto.note import Signer, sign_note, vkey_text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from app.cli.installation import Installation
    from app.store.unit_of_work import UnitOfWork

_SIGNER_PASSPHRASE: Final = "the demo's signer lies in the data folder"  # noqa: S105 - a demo keeps no secrets


def add_organisations(installation: Installation) -> None:
    """Add the demo's organisations that are not there yet, and tell those that are which policy they follow."""
    keys = installation.key_files()
    with installation.store() as store:
        standing = {found.slug: found for found in store.read(lambda work: work.organisations.all())}
        for demo in ORGANISATIONS:
            there = standing.get(demo.slug)
            if there is None:
                wanted = OrganisationToAdd(demo.slug, demo.name, is_practice=False, policy_slug=demo.policy_slug)
                signer = _signer(installation, demo.slug, demo.name)
                note = sign_note(draft_root(wanted, vkey_text(signer), keys), [signer])
                store.write(partial(add_organisation, wanted=wanted, note=note, keys=keys))
            elif there.policy_slug is None and demo.policy_slug is not None:
                store.write(partial(_follow, organisation_id=there.organisation_id, policy_slug=demo.policy_slug))


def publish_lists(installation: Installation, today: date) -> None:
    """Publish every demo list that is not of this day, with every key that waits: the demo enrolled them itself."""
    for demo in ORGANISATIONS:
        _publish(installation, demo.slug, today)
    with installation.store() as store:
        enter_log(installation, store)


def _follow(work: UnitOfWork, organisation_id: bytes, policy_slug: str) -> None:
    work.organisations.set_policy_slug(organisation_id, policy_slug)


def _publish(installation: Installation, slug: str, today: date) -> None:
    with installation.store() as store:
        standing = store.read(lambda work: standing_of(work, slug, today))
        waiting = frozenset(fingerprint_of(row.identity_pk) for row in standing.waiting)
        is_of_today = standing.directory is not None and standing.directory.issued == day_of(today)
        if not waiting and (standing.directory is None or is_of_today):
            return
        text = draft_directory(standing, Changes(confirm=waiting), today)
        note = sign_note(text, [_signer(installation, slug, standing.root.org_name)])
        store.write(lambda work: accept_directory(work, slug, note, today))


def _signer(installation: Installation, slug: str, name: str) -> Signer:
    return _signer_in(installation.settings.data_dir / "signers" / f"{slug}.signer", slug, name)


@cache
def _signer_in(path: Path, slug: str, name: str) -> Signer:
    """Open the key file, or make it; once, because the passphrase costs a tenth of a second each time."""
    key_name = f"{slug}/signer/1"
    if path.exists():
        return Signer(key_name, open_file(path.read_bytes(), SIGNER_FORMAT, _SIGNER_PASSPHRASE))
    path.parent.mkdir(mode=0o700, exist_ok=True)
    signer = Signer(key_name, random_key())
    public = {"organisation": name, "name": key_name, "vkey": vkey_text(signer)}
    write_private(path, seal_file(SIGNER_FORMAT, public, signer.seed, _SIGNER_PASSPHRASE))
    return signer
