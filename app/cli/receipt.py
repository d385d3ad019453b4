"""`zegel receipt`: check a receipt, also without any service and without the code and the words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.failures import CliError
from app.cli.log_folder import read_folder
from app.cli.options import AsJson, Pin, Proxy
from app.cli.receipt_check import check_alone
from app.cli.root_file import read_root
from app.cli.service_link import ServiceLink
from app.cli.terminal import read_text, say, show, warn
from app.cli.verified_organisation import fetch_organisation
from crypto.codes import pin_encode
from crypto.encoding import day_str
from crypto.root import Root
from crypto.track import TRACK_NAMES, Track

commands = typer.Typer(no_args_is_help=True)


@commands.callback()
def _receipt() -> None:
    """Check receipts."""


@commands.command()
def verify(
    file: Annotated[str, typer.Argument(help="The receipt; - is standard input.", metavar="FILE|-")],
    root: Annotated[Path | None, typer.Option("--root", help="Root notes of the organisation: no service.")] = None,
    server: Annotated[
        str | None, typer.Option("--server", help="Ask this service for the root instead.", metavar="URL")
    ] = None,
    organisation: Annotated[
        str | None, typer.Option("--organisation", help="With --server: its short name.", metavar="SLUG")
    ] = None,
    log: Annotated[Path | None, typer.Option("--log", help="A copy of the log: is it in there?", metavar="DIR")] = None,
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Check that a service signed this receipt and that its lines agree; not what was reported, or by whom."""
    note = read_text(file) + "\n"
    named = _root(root, server, organisation, pin, proxy)
    receipt = check_alone(note, named)
    if log is not None and not read_folder(log, named).holds(receipt.commit):
        raise CliError(
            "The receipt holds, but this copy of the log does not have it. If the copy was made after "
            f"{day_str(receipt.merge_by)}, the two together prove that the log kept something back.",
            "not-in-log",
        )
    result: dict[str, object] = {
        "organisation": named.org_name,
        "pin": pin_encode(named.org_id),
        "track": TRACK_NAMES[Track(receipt.event.track)],
        "received_on": day_str(receipt.day),
        "acknowledge_by": day_str(receipt.due) if receipt.due else None,
        "feedback_by_latest": day_str(receipt.feedback_due_latest) if receipt.feedback_due_latest else None,
        "in_log_by": day_str(receipt.merge_by),
        "in_log": True if log is not None else None,
    }
    show(result, as_json=as_json)
    if not as_json:
        say("The receipt holds: the service of this organisation signed it, and its lines agree.")
        say("It proves that a report was received on that day. It does not show what it says, or who sent it.")
    if pin is None:
        warn("Not pinned: this program cannot know that this is the organisation you mean.")


def _root(path: Path | None, server: str | None, slug: str | None, pin: str | None, proxy: str | None) -> Root:
    if path is not None and server is None:
        return read_root(path, pin)
    if path is None and server is not None and slug is not None:
        with ServiceLink(server, proxy) as link:
            return fetch_organisation(link, slug, pin, existing=True).root
    raise CliError("Give --root FILE, or --server URL with --organisation SLUG.", "usage")
