"""`zegel authority`: an authority's own key, its system's connection with the API, and what it does with packages.

`key` is also for helpers: what it prints goes to the organisation's administrator as a file; the fingerprint goes
another way, to be compared. `add`, `rotate`, `revoke` and `systems` are for who runs the service.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from app.cli import (
    authority_acts,
    authority_connection,
    authority_log,
    authority_packages,
    authority_systems,
    authority_webhook,
)
from app.cli.failures import CliError
from app.cli.key_formats import KEY_FORMAT
from app.cli.options import AsJson
from app.cli.register import write_new
from app.cli.sealed_file import ask_new_passphrase, seal_file
from app.cli.terminal import say, show
from app.cli.verified_organisation import device_day
from app.services.key_custody import write_private
from crypto.boxes import random_key
from crypto.codes import fingerprint
from crypto.encoding import b64, day_of
from crypto.errors import WbpError
from crypto.keys import Role, make_record
from crypto.primitives import sign_public_key

commands = typer.Typer(no_args_is_help=True)
_GROUPS: Final = (
    authority_systems,
    authority_connection,
    authority_packages,
    authority_acts,
    authority_log,
    authority_webhook,
)
for _group in _GROUPS:
    commands.add_typer(_group.commands)
RECORD_FORMAT: Final = "zegel-recipient/1"
KEY_DAYS: Final = 400
"""The longest that a record may be valid: what waits for a miss lives no longer than this key."""


class OutsideRole(StrEnum):
    """What the holder of the key is."""

    AUTHORITY = "authority"
    HELPER = "helper"


_ROLES: Final = {OutsideRole.AUTHORITY: Role.AUTHORITY, OutsideRole.HELPER: Role.HELPER}


@commands.command()
def key(
    file: Annotated[Path, typer.Argument(help="Where the key file will be.", metavar="FILE")],
    name: Annotated[str, typer.Option("--name", help="Full name, as reporters see it.")],
    record: Annotated[Path, typer.Option("--record", help="Where the record to hand over will be.", metavar="FILE")],
    role: Annotated[OutsideRole, typer.Option("--role", help="What you are.")] = OutsideRole.AUTHORITY,
    passphrase_file: Annotated[Path | None, typer.Option("--passphrase-file", help="File with the passphrase.")] = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Make a key that opens what reporters let you have, sealed with a passphrase, and the record to hand over."""
    if file.exists() or record.exists():
        raise CliError("There is a file with this name already. Nothing was written.", "exists")
    identity, box, today = random_key(), random_key(), day_of(device_day())
    try:
        made = make_record(_ROLES[role], 1, today, today + KEY_DAYS, identity, box, name)
    except WbpError:
        raise CliError("The name cannot be used.", "usage") from None
    passphrase = ask_new_passphrase("New passphrase for the key", passphrase_file)
    mark = fingerprint(sign_public_key(identity))
    write_private(file, seal_file(KEY_FORMAT, {"name": name, "fingerprint": mark}, identity + box, passphrase))
    write_new(
        record, json.dumps({"format": RECORD_FORMAT, "name": name, "record": b64(made)}, ensure_ascii=False) + "\n"
    )
    if as_json:
        show({"name": name, "fingerprint": mark, "key": file.name, "record": record.name}, as_json=True)
        return
    say(f"Hand over {record.name}; keep {file.name} and its passphrase yourself: nobody else can open what comes.")
    say(f"Your fingerprint: {mark}. Give it by another way than the record.")
