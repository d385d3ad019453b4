"""`zegel organisation recipient`: queue the key of an authority or helper that has no account here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.options import AsJson, Slug
from app.cli.terminal import say, show
from app.services.directory_publication import PublicationError
from app.services.outside_recipient import queue_recipient
from crypto.encoding import unb64
from crypto.errors import WbpError


def queue_record(
    slug: Slug,
    record: Annotated[Path, typer.Argument(help="The record that was handed over.", metavar="RECORDFILE")],
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Queue a key that was handed over as a file. It counts from `publish --confirm` on, with its fingerprint."""
    name, raw = _read(record)
    installation = Installation()
    today = installation.today()
    with installation.store() as store:
        try:
            kept = store.write(lambda work: queue_recipient(work, slug, raw, name, today))
        except PublicationError as error:
            raise CliError(str(error), "recipient") from None
    if as_json:
        # The fingerprint is not shown: confirming it would then prove nothing.
        show({"organisation": slug, "name": name, "role": kept.role.name.lower()}, as_json=True)
        return
    say(
        f"{name} waits. Compare the fingerprint by another way, then `zegel organisation publish {slug} --confirm ...`."
    )


def _read(path: Path) -> tuple[str, bytes]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["format"] != "zegel-recipient/1":
            raise CliError("This file is of another kind.", "file")
        return str(document["name"]), unb64(str(document["record"]))
    except (OSError, ValueError, KeyError, TypeError, WbpError):
        raise CliError("The record could not be read.", "file") from None
