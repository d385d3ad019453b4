"""`zegel authority webhook …`: where an authority's own system is told that there is news, and what was delivered.

All of it over the API, as the client of the connection file; whoever runs the service needs to do nothing.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.api_link import ApiLink
from app.cli.authority_connection import (
    ConnectionArgument,
    PassphraseFile,
    open_client_key,
    passphrase_of,
    read_connection,
)
from app.cli.options import AsJson, Proxy
from app.cli.terminal import say, show

if TYPE_CHECKING:
    from collections.abc import Iterator

commands = typer.Typer()
_group = typer.Typer(no_args_is_help=True)
commands.add_typer(_group, name="webhook", help="Where your system is told that there is news.")
WebhookArgument = Annotated[str, typer.Argument(help="Id of the webhook, as `webhook list` tells it.", metavar="ID")]


@_group.command()
def add(
    connection: ConnectionArgument,
    url: Annotated[str, typer.Argument(help="An https address of your system.", metavar="URL")],
    passphrase_file: PassphraseFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Tell this address of news from now on."""
    with _linked(connection, passphrase_file, proxy) as link:
        _tell(link.post("/webhooks", {"url": url}), as_json=as_json)


@_group.command(name="list")
def list_all(
    connection: ConnectionArgument,
    passphrase_file: PassphraseFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Show your webhooks, with the keys that sign what comes there."""
    with _linked(connection, passphrase_file, proxy) as link:
        found = link.get("/webhooks")
    if as_json:
        show(found, as_json=True)
        return
    for one in found["webhooks"]:
        _tell(one, as_json=False)
    if not found["webhooks"]:
        say("There is none.")


@_group.command()
def rotate(
    connection: ConnectionArgument,
    webhook: WebhookArgument,
    passphrase_file: PassphraseFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Have what comes signed with a new key; for two weeks the former signs beside it."""
    with _linked(connection, passphrase_file, proxy) as link:
        _tell(link.post(f"/webhooks/{webhook}/keys", {}), as_json=as_json)


@_group.command()
def turn(
    connection: ConnectionArgument,
    webhook: WebhookArgument,
    state: Annotated[str, typer.Argument(help="on or off.", metavar="STATE")],
    passphrase_file: PassphraseFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Turn a webhook off, or on: then what waited comes."""
    with _linked(connection, passphrase_file, proxy) as link:
        _tell(link.patch(f"/webhooks/{webhook}", {"state": state}), as_json=as_json)


@_group.command()
def deliveries(
    connection: ConnectionArgument,
    webhook: WebhookArgument,
    passphrase_file: PassphraseFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Show what waits, and what was delivered in the last thirty days."""
    with _linked(connection, passphrase_file, proxy) as link:
        found = list(_pages(link, f"/webhooks/{webhook}/deliveries"))
    if as_json:
        show({"deliveries": found}, as_json=True)
        return
    for one in found:
        day = one["deliveredOn"] or one["wantedOn"]
        say(f"{one['id']}  {one['type']}  {one['state']} ({one['tries']} tries, {day})  package {one['packageId']}")
    if not found:
        say("Nothing waits, and nothing was delivered.")


@_group.command()
def resend(
    connection: ConnectionArgument,
    webhook: WebhookArgument,
    delivery: Annotated[str, typer.Argument(help="Id of the event.", metavar="DELIVERY")],
    passphrase_file: PassphraseFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Have an event delivered again, under the same id."""
    with _linked(connection, passphrase_file, proxy) as link:
        told = link.post(f"/webhooks/{webhook}/deliveries", {"id": delivery})
    if as_json:
        show(told, as_json=True)
        return
    say("It is delivered again.")


@_group.command()
def remove(
    connection: ConnectionArgument,
    webhook: WebhookArgument,
    passphrase_file: PassphraseFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Remove a webhook, with what waits for it."""
    with _linked(connection, passphrase_file, proxy) as link:
        link.delete(f"/webhooks/{webhook}")
    if as_json:
        show({"removed": webhook}, as_json=True)
        return
    say("It is gone.")


@contextmanager
def _linked(connection: Path, passphrase_file: Path | None, proxy: str | None) -> Iterator[ApiLink]:
    known = read_connection(connection)
    seed = open_client_key(known, passphrase_of(passphrase_file))
    with ApiLink(known.server, proxy) as link:
        link.sign_in(known, seed)
        yield link


def _pages(link: ApiLink, path: str) -> Iterator[dict[str, Any]]:
    page = link.get(path)
    yield from page["deliveries"]
    while page["next"]:
        page = link.get(path, after=page["next"])
        yield from page["deliveries"]


def _tell(webhook: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        show(webhook, as_json=True)
        return
    why = f" ({webhook['reason']})" if webhook["reason"] else ""
    say(f"{webhook['id']}  {webhook['url']}: {webhook['state']}{why}, {webhook['failures']} failures in a row")
    for one in webhook["publicKeys"]:
        last = f", until {one['untilOn']}" if one["untilOn"] else ""
        say(f"  signed with {one['key']}{last}")
