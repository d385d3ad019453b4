"""What an authority's own machine keeps of its connection: where the service is, which client it is, which keys.

The file names the two key files and holds no secret. The client's key says who asks; the identity key opens and signs,
and stays sealed until it is needed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from app.cli.failures import CliError
from app.cli.key_formats import CLIENT_KEY_FORMAT, CONNECTION_FORMAT, KEY_FORMAT
from app.cli.options import AsJson
from app.cli.register import write_new
from app.cli.sealed_file import ask_new_passphrase, ask_passphrase, open_file, seal_file
from app.cli.terminal import say, show
from app.services.key_custody import write_private
from crypto.boxes import BoxKeys, random_key
from crypto.client_key import jwk_of
from crypto.primitives import sign_public_key

_SEED_BYTES: Final = 32

commands = typer.Typer()
PassphraseFile = Annotated[Path | None, typer.Option("--passphrase-file", help="File with the passphrase of the keys.")]
ConnectionArgument = Annotated[Path, typer.Argument(help="What `authority connect` wrote.", metavar="CONNECTION")]


@dataclass(frozen=True)
class Connection:
    """Server, client id (hexadecimal) and the two key files."""

    server: str
    client_id: str
    client_key: Path
    identity_key: Path


@dataclass(frozen=True)
class Holder:
    """The authority's own keys, opened: the identity seed (32 bytes) and the box keys."""

    identity_seed: bytes
    boxes: BoxKeys

    @property
    def identity_pk(self) -> bytes:
        """The public identity key, 32 bytes."""
        return sign_public_key(self.identity_seed)


@commands.command(name="client-key")
def client_key(
    file: Annotated[Path, typer.Argument(help="Where the key file will be.", metavar="FILE")],
    public: Annotated[Path, typer.Option("--public", help="Where the public key to hand over will be (JWK).")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Make the key with which your system says who it is; another one than your own key."""
    if file.exists() or public.exists():
        raise CliError("There is a file with this name already. Nothing was written.", "exists")
    seed = random_key()
    jwk = jwk_of(sign_public_key(seed))
    passphrase = ask_new_passphrase("New passphrase for the key", passphrase_file)
    write_private(file, seal_file(CLIENT_KEY_FORMAT, {"kid": jwk["kid"]}, seed, passphrase))
    write_new(public, json.dumps(jwk) + "\n")
    if as_json:
        show({"kid": jwk["kid"], "key": file.name, "public": public.name}, as_json=True)
        return
    say(f"Hand over {public.name}; keep {file.name} yourself.")


@commands.command()
def connect(
    file: Annotated[Path, typer.Argument(help="Where the connection file will be.", metavar="CONNECTION")],
    server: Annotated[str, typer.Option("--server", help="Address of the API.", metavar="URL")],
    client: Annotated[str, typer.Option("--client", help="Id that the administrator gave you.")],
    client_key_file: Annotated[Path, typer.Option("--client-key", help="File made by `authority client-key`.")],
    key: Annotated[Path, typer.Option("--key", help="File made by `authority key`.")],
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Write down where to ask, as whom, and with which key files."""
    paths = {"clientKey": str(client_key_file.resolve()), "key": str(key.resolve())}
    document = {"format": CONNECTION_FORMAT, "server": server, "client": client, **paths}
    write_new(file, json.dumps(document, indent=1) + "\n")
    if as_json:
        show({"connection": file.name}, as_json=True)
        return
    say(f"{file.name} is written. `zegel authority fetch {file.name} FOLDER` fetches what waits.")


def read_connection(file: Path) -> Connection:
    """Read a connection file.

    Raises:
        CliError: it is none.

    """
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        if document["format"] != CONNECTION_FORMAT:
            raise CliError("This file is of another kind.", "file")
        paths = Path(str(document["clientKey"])), Path(str(document["key"]))
        return Connection(str(document["server"]), str(document["client"]), *paths)
    except (OSError, ValueError, KeyError, TypeError):
        raise CliError("The connection file could not be read.", "file") from None


def open_client_key(connection: Connection, passphrase: str) -> bytes:
    """Open the client's key, a seed of 32 bytes; errors as for `open_file`."""
    return open_file(_content(connection.client_key), CLIENT_KEY_FORMAT, passphrase)


def open_holder(file: Path, passphrase: str) -> Holder:
    """Open the authority's own keys; errors as for `open_file`."""
    secret = open_file(_content(file), KEY_FORMAT, passphrase)
    return Holder(secret[:_SEED_BYTES], BoxKeys.from_seed(secret[_SEED_BYTES:]))


def passphrase_of(file: Path | None) -> str:
    """Ask for the passphrase of both key files."""
    return ask_passphrase("Passphrase of the keys", file)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise CliError(f"{file.name} could not be read.", "file") from None
