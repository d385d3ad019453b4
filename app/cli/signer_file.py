"""A signer's key file: who holds it and knows its passphrase decides who may receive reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.failures import CliError
from app.cli.sealed_file import ask_new_passphrase, ask_passphrase, open_file, read_public, seal_file
from app.services.key_custody import DEMO_SUFFIX, SIGNER_FORMAT, write_private
from crypto.boxes import random_key
from crypto.note import Signer, vkey_text

if TYPE_CHECKING:
    from pathlib import Path


def make_signer(path: Path, organisation: str, key_name: str, passphrase_file: Path | None) -> Signer:
    """Make a signer's key and write it, sealed, with mode 0600.

    Raises:
        CliError: the file is there already, its folder is not, or the passphrase is too short.

    """
    if path.exists():
        raise CliError("There is a file with this name already; a signer's key is never overwritten.", "signer")
    if not path.parent.is_dir():
        raise CliError("The folder for the signer's key file does not exist.", "signer")
    passphrase = ask_new_passphrase("New passphrase for the signer's key", passphrase_file)
    signer = Signer(key_name, random_key())
    public = {"organisation": organisation, "name": key_name, "vkey": vkey_text(signer)}
    write_private(path, seal_file(SIGNER_FORMAT, public, signer.seed, passphrase))
    return signer


def open_signer(path: Path, passphrase_file: Path | None) -> Signer:
    """Open a signer's key file.

    Raises:
        CliError: no such file, or it is of another kind.
        DeniedError: the passphrase is wrong.

    """
    content = _content(path)
    seed = open_file(content, SIGNER_FORMAT, ask_passphrase("Passphrase of the signer's key", passphrase_file))
    signer = Signer(read_public(content, SIGNER_FORMAT)["name"], seed)
    if vkey_text(signer) != read_public(content, SIGNER_FORMAT).get("vkey"):
        raise CliError("The signer's key file is damaged.", "signer")
    return signer


def check_place(path: Path, data_dir: Path, organisation: str) -> None:
    """Keep a signer's key away from the service's data, apart from demo organisations.

    Raises:
        CliError: the file would lie in the data folder, or is a demo's key and the organisation is no demo.

    """
    if organisation.endswith(DEMO_SUFFIX):
        return
    if path.resolve().is_relative_to(data_dir.resolve()):
        raise CliError(
            "The signer's key must not lie in the service's data folder: whoever runs the service could then change "
            "the list of counsellors unseen. Keep it on your own machine.",
            "signer",
        )
    if path.exists() and read_public(_content(path), SIGNER_FORMAT).get("organisation", "").endswith(DEMO_SUFFIX):
        raise CliError("This is the signer's key of a demo; make another for a real organisation.", "signer")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise CliError("The signer's key file could not be read.", "signer") from None
