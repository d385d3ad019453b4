"""`zegel authority acknowledge|status|reply`: what an authority signs about a package and writes to the reporter.

Statements are signed and messages sealed on this machine. A status tells the reporter in words first; the signed
statement then speaks of that message, so that everybody can prove what was said on which day.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from app.cli.api_link import ApiLink
from app.cli.authority_connection import (
    ConnectionArgument,
    Holder,
    PassphraseFile,
    open_client_key,
    open_holder,
    passphrase_of,
    read_connection,
)
from app.cli.authority_packages import PackageArgument, all_messages
from app.cli.conversation import body
from app.cli.failures import CliError
from app.cli.fetched_package import FetchedPackage, read_package
from app.cli.options import AsJson, Proxy
from app.cli.package_file import PackageFile
from app.cli.terminal import read_text, say, show
from app.cli.workplace_options import TextFile
from crypto.clocks import clocks
from crypto.duty import DutyKind, sign_duty
from crypto.encoding import b64, day_of, unb64
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER, Context, env_hash
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.message import ACK_NONE, NO_HASH, Message, MessageType

if TYPE_CHECKING:
    from collections.abc import Iterator

commands = typer.Typer()
Reference = Annotated[
    str | None, typer.Option("--reference", help="Your own number of the case; the reporter sees it.")
]


class Status(StrEnum):
    """What an authority tells about a report (Wbk articles 2e and 2f)."""

    ANSWERED = "answered"
    MORE_TIME = "more-time"
    MINOR = "declined-minor"
    NO_INTEREST = "declined-insufficient-interest"
    KNOWN = "declined-known-matter"
    NOT_COMPETENT = "not-competent"


_KINDS: Final = {
    Status.ANSWERED: (DutyKind.EXTERNAL_FEEDBACK, MessageType.FEEDBACK),
    Status.MORE_TIME: (DutyKind.EXTENDED, MessageType.STATUS),
}
_DECLINED: Final = (DutyKind.UNABLE, MessageType.STATUS)


@dataclass(frozen=True)
class Desk:
    """A connection that is signed in, one's own keys, and the opened package that is spoken of."""

    link: ApiLink
    holder: Holder
    fetched: FetchedPackage
    opened: PackageFile
    today: date


@commands.command()
def acknowledge(
    connection: ConnectionArgument,
    package: PackageArgument,
    reference: Reference = None,
    unconfirmed: Annotated[bool, typer.Option("--unconfirmed", help="Confirm nothing: that would endanger.")] = False,  # noqa: FBT002
    passphrase_file: PassphraseFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Confirm, signed, that you received it; the law gives seven days."""
    kind = DutyKind.ACK_SUPPRESSED if unconfirmed else DutyKind.EXTERNAL_ACK
    with _desk(connection, package, passphrase_file, proxy) as desk:
        told = _state(desk, kind, desk.fetched.consent_hash(), reference)
    _tell(told, as_json=as_json)


@commands.command()
def status(
    connection: ConnectionArgument,
    package: PackageArgument,
    what: Annotated[Status, typer.Argument(help="What you tell.")],
    text_file: TextFile,
    reference: Reference = None,
    passphrase_file: PassphraseFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Tell the reporter what is done, or why not, and sign that you told it."""
    text = read_text(text_file)
    kind, message = _KINDS.get(what, _DECLINED)
    with _desk(connection, package, passphrase_file, proxy) as desk:
        hashed = _write(desk, message, text, {"status": what.value})
        told = _state(desk, kind, hashed, reference)
    _tell(told, as_json=as_json)


@commands.command()
def reply(
    connection: ConnectionArgument,
    package: PackageArgument,
    text_file: TextFile,
    passphrase_file: PassphraseFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Write to the reporter, who stays unknown to you."""
    text = read_text(text_file)
    with _desk(connection, package, passphrase_file, proxy) as desk:
        hashed = _write(desk, MessageType.MESSAGE, text, None)
    if as_json:
        show({"sent": True, "hash": b64(hashed)}, as_json=True)
        return
    say("It is there for the reporter, who can answer.")


@contextmanager
def _desk(connection: Path, package: Path, passphrase_file: Path | None, proxy: str | None) -> Iterator[Desk]:
    known, fetched = read_connection(connection), read_package(package)
    passphrase = passphrase_of(passphrase_file)
    holder = open_holder(known.identity_key, passphrase)
    with ApiLink(known.server, proxy) as link:
        link.sign_in(known, open_client_key(known, passphrase))
        organisation = link.get(f"/organisations/{fetched.listed['organisationId']}")
        now = FetchedPackage(link.get(fetched.path), fetched.container, fetched.organisation)
        fetched.opened(holder, fetched.verified(None))
        current = FetchedPackage(now.listed, now.container, organisation).verified(None)
        opened = fetched.opened(holder, current)
        yield Desk(link, holder, now, opened, date.fromisoformat(str(organisation["today"])))


def _state(desk: Desk, kind: DutyKind, ref: bytes, reference: str | None) -> dict[str, Any]:
    token = desk.opened.opened.token
    place = (token.space, token.org_id, token.case_id)
    raw = sign_duty(kind, 0, *place, desk.holder.identity_seed, ref, day_of(desk.today), _due(desk, kind))
    return desk.link.post(f"{desk.fetched.path}/statements", {"statement": b64(raw), "reference": reference})


def _due(desk: Desk, kind: DutyKind) -> int:
    """Give the day that a statement names: the service's limits, which follow from the day it was there."""
    listed = desk.fetched.listed
    if kind == DutyKind.EXTENDED:
        return day_of(clocks("authority", date.fromisoformat(str(listed["madeOn"])), extended=True).feedback_limit)
    name = {DutyKind.EXTERNAL_ACK: "ackLimit", DutyKind.EXTERNAL_FEEDBACK: "feedbackLimit"}.get(kind)
    limit = listed[name] if name is not None else None
    return day_of(date.fromisoformat(str(limit))) if limit else 0


def _write(desk: Desk, kind: MessageType, text: str, fields: dict[str, object] | None) -> bytes:
    """Seal a message to the reporter and send it; gives its hash (32 bytes)."""
    reporter = [
        one
        for place, one in zip(desk.opened.places, desk.opened.opened.messages, strict=True)
        if place.direction == FROM_REPORTER
    ]
    if not reporter:
        raise CliError("Nothing of the reporter's own is in this package, so nothing can be sealed to them.", "reader")
    token = desk.opened.opened.token
    before = all_messages(desk.link, desk.fetched.path)
    own = [unb64(str(one["envelope"])) for one in before if not one["fromReporter"]]
    theirs = [unb64(str(one["envelope"])) for one in before if one["fromReporter"]]
    message = Message(
        kind,
        day_of(desk.today),
        desk.opened.organisation.listed().dir_hash,
        body(text, fields),
        prev=env_hash(own[-1]) if own else NO_HASH,
        ack_index=len(theirs) - 1 if theirs else ACK_NONE,
        ack_hash=env_hash(theirs[-1]) if theirs else NO_HASH,
    )
    place = Context(token.org_id, token.case_id, FROM_RECIPIENT, token.space, len(own))
    sender = Sender(desk.holder.identity_seed, desk.holder.boxes.box_pk)
    envelope = seal(place, message, sender, Recipients.of(reporter[0], desk.holder.boxes))
    desk.link.post(f"{desk.fetched.path}/messages", {"envelope": b64(envelope), "index": len(own)})
    return env_hash(envelope)


def _tell(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        show({"state": told["state"], "changed_on": told["changedOn"], "reference": told["reference"]}, as_json=True)
        return
    say(f"The package is {told['state']} since {told['changedOn']}; the reporter sees that.")
