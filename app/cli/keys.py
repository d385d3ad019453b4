"""`zegel keys`: a backup of the key files, sealed with a passphrase, and putting it back.

A database without its keys is worth nothing, and the keys with a database open the door to guessing at passwords: keep
the two backups apart.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Final

import typer

from app.cli.database import revisions
from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.sealed_file import ask_new_passphrase, ask_passphrase, open_file, seal_file
from app.cli.terminal import say
from app.services import key_custody
from crypto.encoding import b64, unb64
from crypto.errors import WbpError

commands = typer.Typer(no_args_is_help=True)
_FORMAT: Final = "zegel-keys/1"
PassphraseFile = Annotated[Path | None, typer.Option("--passphrase-file", help="File with the passphrase.")]


@commands.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where the backup goes.", metavar="FILE")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write all key files to one file, sealed with a passphrase."""
    installation = Installation()
    keys = installation.key_files()
    if file.exists():
        raise CliError("There is a file with this name already; a backup is never overwritten.", "file")
    passphrase = ask_new_passphrase("New passphrase for the backup", passphrase_file)
    content = json.dumps({name: b64(value) for name, value in keys.items()}).encode()
    try:
        key_custody.write_private(file, seal_file(_FORMAT, {}, content, passphrase))
    except OSError:
        raise CliError("The backup could not be written.", "file") from None
    say(f"Wrote {file.name}. Keep it apart from the backups of the database.")


@commands.command()
def restore(
    file: Annotated[Path, typer.Argument(help="The backup.", metavar="FILE")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Put the key files of a backup back; others that are there are never overwritten."""
    installation = Installation()
    try:
        content = file.read_bytes()
    except OSError:
        raise CliError("The backup could not be read.", "file") from None
    opened = open_file(content, _FORMAT, ask_passphrase("Passphrase of the backup", passphrase_file))
    try:
        keys = {str(name): unb64(str(value)) for name, value in json.loads(opened).items()}
        _check_belongs(installation, keys)
        key_custody.write_key_files(installation.settings.keys_dir, keys)
    except (ValueError, WbpError):
        raise CliError("The backup is damaged.", "file") from None
    except key_custody.KeyCustodyError as error:
        raise CliError(str(error), "keys") from None
    say("The key files are back. Check with `zegel database check`.")


def _check_belongs(installation: Installation, keys: dict[str, bytes]) -> None:
    """Refuse keys of another database before anything is written."""
    if revisions(installation)[0] is None:
        return
    service_keys = key_custody.service_keys_of(keys)
    with installation.unchecked_store() as store:
        store.read(lambda work: key_custody.check_belonging(work, service_keys))
