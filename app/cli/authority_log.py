"""`zegel authority verify-log`: take the public log, check that it only grew, and trust nobody for it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.api_link import ApiLink
from app.cli.authority_packages import PackageArgument
from app.cli.failures import CliError
from app.cli.fetched_package import read_package
from app.cli.log_folder import page_names, read_folder
from app.cli.options import AsJson, Pin, Proxy
from app.cli.terminal import say, show
from app.services.log_view import PAGE

commands = typer.Typer()


@commands.command(name="verify-log")
def verify_log(
    package: PackageArgument,
    folder: Annotated[Path, typer.Argument(help="Where the copy of the log is kept.", metavar="FOLDER")],
    server: Annotated[str, typer.Option("--server", help="Address of the API.", metavar="URL")],
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Copy the log, check every entry against its signed head, and that it begins with your copy of before.

    The organisation's signed root, which names the key of the log, comes with any package that you fetched.
    """
    root = read_package(package).verified(pin).root
    earlier = folder / "checkpoint"
    before = earlier.read_text(encoding="utf-8") if earlier.exists() else None
    with ApiLink(server, proxy) as link:
        query = {"isPractice": "true"} if root.practice else {}
        head = link.get("/log", **query)
        _copy(link, folder, head, query)
    log = read_folder(folder, root)
    since = log.check_earlier(before, root).size if before is not None else None
    if as_json:
        show({"size": log.checkpoint.size, "since": since, "origin": log.checkpoint.origin}, as_json=True)
        return
    say(f"{log.checkpoint.size} entries, as the log signed them.")
    if since is not None:
        say(f"It begins with the {since} entries of your copy of before.")


def _copy(link: ApiLink, folder: Path, head: dict[str, Any], query: dict[str, str]) -> None:
    size, at = int(head["size"]), folder / "entries"
    for page, count, name in page_names(size):
        told = link.get("/log/entries", first=str(page * PAGE), limit=str(count), **query)
        entries = told["entries"]
        if not isinstance(entries, list) or len(entries) != count:
            raise CliError("The service gives fewer entries than its head says.", "format")
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{entry}\n" for entry in entries), encoding="utf-8")
    (folder / "checkpoint").write_text(str(head["checkpoint"]), encoding="utf-8")
