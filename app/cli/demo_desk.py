"""Where the demo's authority asks after this start; light, because every start of the demo does it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.cli.key_formats import CONNECTION_FORMAT
from app.services.key_custody import write_private

if TYPE_CHECKING:
    from pathlib import Path

    from app.cli.installation import Installation


@dataclass(frozen=True)
class DemoDesk:
    """The file that the terminal commands take, and the client as which the authority's system asks."""

    connection: Path
    client: str


def connect_authority(installation: Installation) -> DemoDesk | None:
    """Write down where this start of the demo answers; None in a demo of before there was an authority."""
    folder = installation.settings.data_dir / "authority"
    try:
        client = str(json.loads((folder / "client.json").read_text(encoding="utf-8"))["client"])
    except (OSError, ValueError, KeyError):
        return None
    document = {
        "format": CONNECTION_FORMAT,
        "server": installation.settings.api_base,
        "client": client,
        "clientKey": str((folder / "client.key").absolute()),
        "key": str((folder / "own.key").absolute()),
    }
    made = DemoDesk(folder / "connection.json", client)
    write_private(made.connection, json.dumps(document, indent=1).encode() + b"\n")
    return made
