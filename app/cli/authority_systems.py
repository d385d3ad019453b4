"""`zegel authority add|rotate|revoke|systems`: whose system may ask at the API of this installation.

The administrator compares the fingerprint of the identity key by another way than the record came; the system's own
public key comes as a JWK, and its private half never leaves the authority.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.options import AsJson
from app.cli.terminal import say, show
from app.domain.api_client import Scope, counts_on, read_scopes, write_scopes
from app.domain.errors import ClientError, ScopeMissingError, UnknownError
from app.services.api_clients import ALL_SCOPES, NewClient, add_client, revoke_client, revoke_key, rotate_key
from crypto.client_key import parse_jwk, thumbprint
from crypto.codes import fingerprint
from crypto.encoding import unb64
from crypto.errors import WbpError
from crypto.keys import verify_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.store.unit_of_work import UnitOfWork

commands = typer.Typer()
T = TypeVar("T")
ClientId = Annotated[str, typer.Argument(help="Id of the client, as `authority add` told it.", metavar="CLIENT")]
PublicKey = Annotated[Path, typer.Option("--public", help="The system's public key, a JWK file.", metavar="FILE")]


@commands.command()
def add(
    record: Annotated[Path, typer.Argument(help="The record that was handed over.", metavar="RECORDFILE")],
    public: PublicKey,
    confirm: Annotated[str, typer.Option("--confirm", help="Fingerprint of the identity key, as you were told it.")],
    scope: Annotated[str, typer.Option("--scope", help="What it may do; all when left out.")] = "",
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Let an authority's system in. It sees what is sealed to that authority, and nothing else."""
    name, identity_pk = _read_record(record)
    if fingerprint(identity_pk).replace("-", "").casefold() != confirm.replace("-", "").replace(" ", "").casefold():
        raise CliError("This is not the fingerprint of the record. Nothing was added.", "fingerprint")
    try:
        scopes = read_scopes(scope) or ALL_SCOPES
    except ScopeMissingError:
        raise CliError(f"Scopes are {write_scopes(frozenset(Scope))}.", "scope") from None
    new = NewClient(identity_pk, read_public_key(public), name, scopes)
    installation = Installation()
    if not installation.settings.api_name:
        raise CliError("This installation has no API: set ZEGEL_API_HOST first.", "settings")
    today = installation.today()
    client = _change(installation, lambda work: add_client(work, new, today))
    told = {
        "client": client.client_id.hex(),
        "name": client.name,
        "scopes": client.scopes,
        "server": installation.settings.api_base,
    }
    if as_json:
        show(told, as_json=True)
        return
    say(f"{name} may ask at {told['server']}/api/v1 as client {told['client']}, for {client.scopes}.")


@commands.command()
def rotate(client: ClientId, public: PublicKey, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Add the next key of a system; the one before goes on for two weeks."""
    wanted, key = read_client_id(client), read_public_key(public)
    installation = Installation()
    today = installation.today()
    last = _change(installation, lambda work: rotate_key(work, wanted, key, today))
    if as_json:
        show({"client": client, "former_until": last.isoformat()}, as_json=True)
        return
    say(f"The new key counts from now on, the one before until {last.isoformat()}.")


@commands.command()
def revoke(
    client: ClientId,
    key: Annotated[Path | None, typer.Option("--public", help="Only this key of it, a JWK file.")] = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Shut a system out at once, or one of its keys; tokens that were given count no more."""
    wanted = read_client_id(client)
    installation = Installation()
    today = installation.today()
    if key is None:
        _change(installation, lambda work: revoke_client(work, wanted, today))
    else:
        name = thumbprint(read_public_key(key))
        _change(installation, lambda work: revoke_key(work, wanted, name, today))
    if as_json:
        show({"client": client, "revoked": "client" if key is None else "key"}, as_json=True)
        return
    say("It is shut out from now on.")


@commands.command()
def systems(as_json: AsJson = False) -> None:  # noqa: FBT002
    """Show which systems may ask at the API."""
    installation = Installation()
    today = installation.today()
    with installation.store() as store:
        found = store.read(
            lambda work: [(one, work.api_clients.keys_of(one.client_id)) for one in work.api_clients.all()]
        )
    told = [
        {
            "client": one.client_id.hex(),
            "name": one.name,
            "scopes": one.scopes,
            "fingerprint": fingerprint(one.identity_pk),
            "revoked_on": one.revoked_on.isoformat() if one.revoked_on else None,
            "keys": sum(counts_on(today, key.until_on, key.revoked_on) for key in keys),
        }
        for one, keys in found
    ]
    if as_json:
        show({"systems": told}, as_json=True)
        return
    for line in told:
        state = f"revoked on {line['revoked_on']}" if line["revoked_on"] else f"{line['keys']} key(s), {line['scopes']}"
        say(f"{line['client']}  {line['name']} ({line['fingerprint']}): {state}")
    if not told:
        say("No system may ask.")


def read_public_key(path: Path) -> bytes:
    """Read a public JWK, 32 bytes.

    Raises:
        CliError: it is none.

    """
    try:
        return parse_jwk(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, AttributeError, WbpError):
        raise CliError("This is no public Ed25519 key (JWK).", "file") from None


def read_client_id(text: str) -> bytes:
    """Read the id of a client, 16 bytes.

    Raises:
        CliError: it is none.

    """
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise CliError("The id of a client has 32 hexadecimal digits.", "usage") from None


def _read_record(path: Path) -> tuple[str, bytes]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        name = str(document["name"])
        return name, verify_record(unb64(str(document["record"])), name).id_pk
    except (OSError, ValueError, KeyError, TypeError, WbpError):
        raise CliError("The record could not be read, or does not hold.", "file") from None


def _change(installation: Installation, change: Callable[[UnitOfWork], T]) -> T:
    with installation.store() as store:
        try:
            return store.write(change)
        except ClientError:
            raise CliError(
                "That cannot be: the key is known already, two keys count, or the client was shut out.", "client"
            ) from None
        except UnknownError:
            raise CliError("There is no such client, or no such key of it.", "unknown") from None
