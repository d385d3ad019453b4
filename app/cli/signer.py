"""`zegel signer`: on the machine that holds the signer's key, and needs nothing of the service."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import unquote

import typer

from app.cli.failures import CliError
from app.cli.list_change import read_signed
from app.cli.signer_file import make_signer, open_signer
from app.cli.terminal import say
from app.settings import SettingsError, load_settings
from crypto.codes import fingerprint
from crypto.encoding import unb64
from crypto.errors import WbpError
from crypto.keys import verify_record
from crypto.note import sign_note, vkey_text

commands = typer.Typer(no_args_is_help=True)
_HEADS = ("wbp/1/root\n", "wbp/1/directory\n")


@commands.command()
def new(
    file: Annotated[Path, typer.Argument(help="Where the key file will be.", metavar="FILE")],
    organisation: Annotated[str, typer.Option("--organisation", help="Short name of the organisation.")],
) -> None:
    """Make a signer's key on this machine and print its public half."""
    signer = make_signer(file, organisation, f"{organisation}/signer/1", _passphrase_file())
    say(vkey_text(signer))


@commands.command()
def sign(
    text_file: Annotated[Path, typer.Argument(help="The text that --unsigned wrote.", metavar="TEXT")],
    signer: Annotated[Path, typer.Option("--signer", help="The signer's key file.")],
    out: Annotated[Path, typer.Option("--out", help="Where the signed text goes.")],
    yes: Annotated[bool, typer.Option("--yes", help="Sign without asking.")] = False,  # noqa: FBT002
) -> None:
    """Show what a text says, and sign it. Compare the fingerprints with the counsellors' own cards first."""
    text = read_signed(text_file)
    if not text.startswith(_HEADS):
        raise CliError("This is neither a root nor a list of counsellors; it is not signed.", "file")
    for line in text.splitlines():
        say(_readable(line))
    if not yes and not typer.confirm("Sign this?"):
        raise CliError("Not signed.", "cancelled")
    key = open_signer(signer, _passphrase_file())
    out.write_text(sign_note(text, [key]), encoding="utf-8")
    say(f"Signed: {out.name}. Bring it to the service and give it with --signed.")


def _readable(line: str) -> str:
    """Return a line of a text to be signed, with the person and fingerprint instead of an encoded key."""
    if not line.startswith("entry "):
        return line
    try:
        _, record, state, name = line.split(" ")
        key = verify_record(unb64(record))
    except (ValueError, WbpError):
        raise CliError("The list holds a key that cannot be read; it is not signed.", "file") from None
    return f"{state}  {fingerprint(key.id_pk)}  {unquote(name)}"


def _passphrase_file() -> Path | None:
    try:
        return load_settings().signer_passphrase_file
    except SettingsError as error:
        raise CliError(str(error), "settings") from None
