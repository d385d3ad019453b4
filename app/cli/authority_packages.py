"""`zegel authority fetch|open|messages`: what reporters let this authority have, on its own machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.api_link import ApiLink
from app.cli.authority_connection import (
    ConnectionArgument,
    PassphraseFile,
    open_client_key,
    open_holder,
    passphrase_of,
    read_connection,
)
from app.cli.conversation import read_body
from app.cli.fetched_package import fetch as fetch_one
from app.cli.fetched_package import read_package
from app.cli.options import AsJson, Pin, Proxy
from app.cli.package_desk import statements_in
from app.cli.package_file import PackageFile
from app.cli.package_folder import Exported, write_folder
from app.cli.package_readers import desk_of, open_lines
from app.cli.terminal import say, show, warn
from app.services.key_custody import write_private
from crypto.boxes import BoxKeys
from crypto.encoding import unb64
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER, Context
from crypto.envelope_open import open_
from crypto.errors import WbpError

commands = typer.Typer()
PackageArgument = Annotated[Path, typer.Argument(help="File that `authority fetch` wrote.", metavar="PACKAGEFILE")]


@commands.command()
def fetch(
    connection: ConnectionArgument,
    folder: Annotated[Path, typer.Argument(help="Where the packages will be.", metavar="FOLDER")],
    again: Annotated[bool, typer.Option("--again", help="Also those that were fetched before.")] = False,  # noqa: FBT002
    passphrase_file: PassphraseFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Fetch what waits, still sealed, one file each. The reporter sees that it was fetched, and no more."""
    known = read_connection(connection)
    seed = open_client_key(known, passphrase_of(passphrase_file))
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    with ApiLink(known.server, proxy) as link:
        link.sign_in(known, seed)
        for package_id in _waiting(link, again=again):
            file = folder / f"{package_id}.json"
            if not file.exists() or again:
                write_private(file, fetch_one(link, package_id).as_file())
            files.append({"id": package_id, "file": str(file)})
    if as_json:
        show({"packages": files}, as_json=True)
        return
    for one in files:
        say(one["file"])
    if not files:
        say("Nothing waits.")


@commands.command(name="open")
def open_one(
    package: PackageArgument,
    key: Annotated[Path, typer.Option("--key", help="File made by `authority key`.")],
    pin: Pin = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Open a fetched package and show it, without any connection."""
    fetched = read_package(package)
    holder = open_holder(key, passphrase_of(passphrase_file))
    tell(fetched.opened(holder, fetched.verified(pin)), as_json=as_json)


@commands.command()
def messages(
    connection: ConnectionArgument,
    package: PackageArgument,
    passphrase_file: PassphraseFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Read what the reporter and you wrote to each other."""
    known, fetched = read_connection(connection), read_package(package)
    passphrase = passphrase_of(passphrase_file)
    holder = open_holder(known.identity_key, passphrase)
    opened = fetched.opened(holder, fetched.verified(None))
    with ApiLink(known.server, proxy) as link:
        link.sign_in(known, open_client_key(known, passphrase))
        found = all_messages(link, fetched.path)
    senders = {FROM_REPORTER: opened.opened.sign_pk, FROM_RECIPIENT: holder.identity_pk}
    told = [_line(one, opened, holder.boxes, senders) for one in found]
    if as_json:
        show({"messages": told}, as_json=True)
        return
    for line in told:
        say(f"{line['received_on']}  {line['from']} {line['index']}")
        say(str(line["text"]))
        say()


@commands.command()
def export(
    connection: ConnectionArgument,
    package: PackageArgument,
    folder: Annotated[Path, typer.Argument(help="A new folder.", metavar="FOLDER")],
    passphrase_file: PassphraseFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Write a package with what was written and signed since as a folder with metadata. It is not sealed any more."""
    known, fetched = read_connection(connection), read_package(package)
    passphrase = passphrase_of(passphrase_file)
    holder = open_holder(known.identity_key, passphrase)
    with ApiLink(known.server, proxy) as link:
        link.sign_in(known, open_client_key(known, passphrase))
        now = replace(fetched, listed=link.get(fetched.path))
        sent = all_messages(link, fetched.path)
        said = statements_in(link.get(f"{fetched.path}/statements"))
    opened = now.opened(holder, fetched.verified(None))
    desk = desk_of(opened, said)
    placed = [
        (FROM_REPORTER if one["fromReporter"] else FROM_RECIPIENT, int(one["index"]), unb64(str(one["envelope"])))
        for one in sent
    ]
    lines = open_lines(opened, [holder.boxes], desk, placed)
    files = write_folder(
        folder, Exported(opened, fetched.container, desk, tuple(lines), tuple(said), fetched.organisation)
    )
    if as_json:
        show({"folder": str(folder), "files": sorted(files)}, as_json=True)
        return
    say(f"{folder} holds {len(files)} files. Nothing of it is sealed: keep it where only you can read it.")


def all_messages(link: ApiLink, path: str) -> list[dict[str, Any]]:
    """Read every page of the messages of a package."""
    found: list[dict[str, Any]] = []
    query: dict[str, str] = {}
    while True:
        page = link.get(f"{path}/messages", **query)
        found += page["messages"]
        if page["next"] is None:
            return found
        query = {"after": str(page["next"])}


def tell(package: PackageFile, *, as_json: bool) -> None:
    """Show an opened package."""
    told = package.as_json()
    if as_json:
        show(told, as_json=True)
        return
    say(f"{told['organisation']}: {told['state']}")
    if package.reason is not None:
        say(package.reason)
    lines = told["messages"]
    for one in lines if isinstance(lines, list) else ():
        say(f"{one['day']}  {one['from']} {one['index']}")
        say(str(one["text"]))
        say()
    for notice in package.notices:
        warn(notice)


def _waiting(link: ApiLink, *, again: bool) -> list[str]:
    """Give the ids of what waits, or of everything that can be fetched."""
    found: list[str] = []
    query = {} if again else {"state": "waiting"}
    while True:
        page = link.get("/packages", **query)
        found += [str(one["id"]) for one in page["packages"] if one["state"] != "withdrawn"]
        if page["next"] is None:
            return found
        query = {**query, "after": str(page["next"])}


def _line(one: dict[str, Any], package: PackageFile, boxes: BoxKeys, senders: dict[int, bytes]) -> dict[str, object]:
    token = package.opened.token
    direction = FROM_REPORTER if one["fromReporter"] else FROM_RECIPIENT
    place = Context(token.org_id, token.case_id, direction, token.space, int(one["index"]))
    try:
        text, fields, problem = read_body(open_(unb64(str(one["envelope"])), place, [boxes], senders[direction]).body)
    except WbpError as error:
        text, fields, problem = "", {}, f"could not be opened ({error.code})"
    return {
        "from": "reporter" if direction == FROM_REPORTER else "you",
        "index": place.index,
        "received_on": one["receivedOn"],
        "text": text,
        "fields": fields,
        "problem": problem,
    }
