"""From a change to a published list: draft, sign here or elsewhere, accept, tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.organisation_table import asides_of, describe, show_organisations
from app.cli.public_log import enter_log
from app.cli.signer_file import check_place, open_signer
from app.cli.terminal import say, show
from app.services.directory_publication import (
    Changes,
    PublicationError,
    accept_directory,
    draft_directory,
    standing_of,
)
from crypto.note import sign_note

if TYPE_CHECKING:
    from datetime import date

    from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Way:
    """How the list gets signed: with a signer's key file here, or as text that goes out and comes back."""

    signer: Path | None
    unsigned: Path | None
    signed: Path | None


def run(slug: str, changes: Changes, way: Way, *, as_json: bool) -> None:
    """Make one change to an organisation's list, or write the text for a signer elsewhere.

    Raises:
        CliError: the change is not allowed, or the signed list is not acceptable.

    """
    if sum(path is not None for path in (way.signer, way.unsigned, way.signed)) != 1:
        raise CliError("Give one of --signer FILE, --unsigned FILE and --signed FILE.", "usage")
    installation = Installation()
    today = installation.today()
    with installation.store() as store:
        try:
            if way.unsigned is not None:
                write_unsigned(way.unsigned, _draft(store, slug, changes, today))
                return
            note = read_signed(way.signed) if way.signed else _sign_here(installation, store, slug, changes, way)
            store.write(lambda work: accept_directory(work, slug, note, today))
            enter_log(installation, store)
            standing = store.read(lambda work: standing_of(work, slug, today))
            asides = store.read(lambda work: asides_of(work, [standing], today))
        except PublicationError as error:
            raise CliError(str(error), "publish") from None
    if as_json:
        show(describe(standing, today, asides), as_json=True)
    else:
        show_organisations([standing], today, asides)


def write_unsigned(path: Path, text: str) -> None:
    """Write a text to be signed on another machine.

    Raises:
        CliError: the file cannot be written.

    """
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:
        raise CliError("The text to be signed could not be written.", "file") from None
    say(f"Wrote {path.name}. Sign it where the signer's key is: zegel signer sign {path.name} --signer FILE --out FILE")


def read_signed(path: Path) -> str:
    """Read a signed text.

    Raises:
        CliError: the file cannot be read.

    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise CliError("The signed text could not be read.", "file") from None


def _draft(store: Store, slug: str, changes: Changes, today: date) -> str:
    return store.read(lambda work: draft_directory(standing_of(work, slug, today), changes, today))


def _sign_here(installation: Installation, store: Store, slug: str, changes: Changes, way: Way) -> str:
    today = installation.today()
    standing = store.read(lambda work: standing_of(work, slug, today))
    text = draft_directory(standing, changes, today)
    if way.signer is None or not way.signer.exists():
        raise CliError("There is no such signer's key file.", "signer")
    check_place(way.signer, installation.settings.data_dir, standing.root.org_name)
    signer = open_signer(way.signer, installation.settings.signer_passphrase_file)
    if signer.verifier not in standing.root.signers:
        raise CliError("This signer's key is not the one in the organisation's root.", "signer")
    return sign_note(text, [signer])
