"""`zegel log`: lengthen the public log, show its head, take a copy, and check a copy without any service."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from app.cli import log_export
from app.cli.failures import CliError, NotVerifiedError
from app.cli.installation import Installation
from app.cli.log_folder import LogFolder, origin_of, read_folder
from app.cli.options import AsJson, Pin
from app.cli.receipt_check import check_alone
from app.cli.root_file import read_root
from app.cli.terminal import say, show, warn
from app.services.case_log import LOG, PRACTICE_LOG
from app.services.last_signed import LogError
from app.services.log_batch import accept_database, run_batch
from app.services.note_keys import load_note_keys
from crypto.encoding import b64, unb64
from crypto.errors import WbpError
from crypto.receipt import Receipt
from crypto.root import Root
from crypto.tree import commit

commands = typer.Typer(no_args_is_help=True)
Accept = Annotated[
    bool, typer.Option("--accept-database", help="The file of the last signature is lost; this database is the newest.")
]
Practice = Annotated[bool, typer.Option("--practice", help="The log of those who practise.")]


@commands.command()
def batch(
    accept: Accept = False,  # noqa: FBT002
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Let what waits enter the log now, hidden among fillers, and sign. The service does this every night."""
    installation = Installation()
    with installation.store() as store:
        keys = load_note_keys(installation.settings.keys_dir)
        try:
            if accept:
                accept_database(store, keys, LOG)
            done = run_batch(store, keys, installation.today())
        except LogError as error:
            raise CliError(str(error), "log") from None
    # Not how many events entered: what fillers hide from the world, a terminal need not tell an administrator.
    told = [{"log": one.checkpoint.origin, "size": one.checkpoint.size} for one in done]
    if as_json:
        show({"logs": told}, as_json=True)
    for one in [] if as_json else told:
        say(f"{one['log']}: {one['size']} entries.")


@commands.command()
def checkpoint(practice: Practice = False) -> None:  # noqa: FBT002
    """Print the newest checkpoint. Whoever keeps one can prove later that nothing before it was changed."""
    with Installation().store() as store:
        head = store.read(lambda work: work.log.newest(PRACTICE_LOG if practice else LOG))
    if head is None:
        raise CliError("There is no checkpoint yet; the first comes with the first batch.", "log")
    say(head.note.removesuffix("\n"))


@commands.command()
def export(
    folder: Annotated[Path, typer.Argument(help="A new or earlier folder of this log.", metavar="DIR")],
) -> None:
    """Copy the log, with the roots that name its key, to a folder that anybody can check."""
    with Installation().store() as store:
        try:
            sizes = store.read(lambda work: log_export.export(work, folder))
        except OSError:
            raise CliError("The folder could not be written.", "file") from None
    say(f"Wrote {sizes[LOG]} entries to {folder.name}. Check it with `zegel log verify {folder.name} --root FILE`.")


@commands.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="A copy of the log.", metavar="DIR")],
    root: Annotated[
        Path | None, typer.Option("--root", help="Root notes of an organisation; else those in the copy.")
    ] = None,
    pin: Pin = None,
    earlier: Annotated[
        Path | None, typer.Option("--checkpoint", help="An earlier checkpoint: was anything changed since?")
    ] = None,
    receipt: Annotated[list[Path] | None, typer.Option("--receipt", help="A receipt; repeat for more.")] = None,
    events: Annotated[
        Path | None, typer.Option("--events", help="What `zegel mailbox --json` printed: are its events in the log?")
    ] = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Check a copy of the log without any service: entries, root and signature; receipts and events against it."""
    organisations = _roots_for(folder, root, pin)
    organisation = organisations[0]
    log = read_folder(folder, organisation)
    found: dict[str, object] = {
        "log": log.checkpoint.origin,
        "size": log.checkpoint.size,
        "root": b64(log.checkpoint.root),
        "lists": sum(entry.startswith(b"WBD1") for entry in log.entries),
    }
    if earlier is not None:
        found["begins_with"] = log.check_earlier(_text(earlier), organisation).size
    if receipt:
        found["receipts"] = _check_receipts(log, receipt, organisations)
    if events is not None:
        found["events"] = _check_events(log, _text(events))
    show(found, as_json=as_json)
    if not as_json:
        say("The entries are exactly those that the log signed.")
    if pin is None:
        warn("Not pinned: this program cannot know that the root belongs to the organisation you mean.")


def _roots_for(folder: Path, root: Path | None, pin: str | None) -> list[Root]:
    """Return the given root, or those in the copy whose log this is; several organisations share a log."""
    if root is not None:
        return [read_root(root, pin)]
    origin = origin_of(folder)
    found = []
    for path in sorted((folder / "roots").glob("*")):
        with suppress(NotVerifiedError):
            found.append(read_root(path, pin))
    named = [organisation for organisation in found if organisation.log.name == origin]
    if not named:
        raise CliError("No root in this copy names this log and fits the pin. Give one with --root.", "root")
    return named


def _check_receipts(log: LogFolder, paths: list[Path], organisations: list[Root]) -> int:
    for path in paths:
        receipt = _receipt(_text(path), organisations)
        if not log.holds(receipt.commit):
            raise NotVerifiedError(
                f"This copy does not hold the receipt in {path.name}. If the copy was made after its merge-by day, the "
                "two together prove that the log kept something back.",
                "proof",
            )
    return len(paths)


def _receipt(text: str, organisations: list[Root]) -> Receipt:
    """Check a receipt of any of these organisations."""
    *others, last = organisations
    for organisation in others:
        with suppress(NotVerifiedError):
            return check_alone(text, organisation)
    return check_alone(text, last)


def _check_events(log: LogFolder, text: str) -> int:
    try:
        told = [(unb64(str(one["salt"])), unb64(str(one["event"]))) for one in json.loads(text)["events"]]
        missing = [number for number, pair in enumerate(told, 1) if not log.holds(commit(*pair))]
    except (ValueError, KeyError, TypeError, WbpError):
        raise CliError("The file with events is not what `zegel mailbox --json` prints.", "file") from None
    if missing:
        raise NotVerifiedError(
            f"This copy does not hold event {missing[0]} of {len(told)}. Events enter within two days.",
            "proof",
        )
    return len(told)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise CliError(f"{path.name} could not be read.", "file") from None
