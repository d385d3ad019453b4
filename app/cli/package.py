"""`zegel package`: what reporters let an authority, helper or deputy have, opened on one's own machine."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.package_desk import statements_in
from app.cli.package_file import PackageFile, fetch_package, remember_package
from app.cli.package_folder import Exported, write_folder
from app.cli.package_readers import desk_of, open_lines
from app.cli.terminal import say, show, warn
from app.cli.workplace_options import Name, PasswordFile, workplace
from crypto.duty import DutyKind, sign_duty
from crypto.encoding import b64, day_of, unb64

if TYPE_CHECKING:
    from app.cli.workplace_session import Workplace

commands = typer.Typer(no_args_is_help=True)
PackageId = Annotated[str, typer.Argument(help="Id, as `zegel package list` shows it.", metavar="PACKAGE")]
Reference = Annotated[
    str | None, typer.Option("--reference", help="Your own number of the case; the reporter sees it.")
]
_LIMITS: Final = {DutyKind.EXTERNAL_ACK: "ackLimit", DutyKind.EXTERNAL_FEEDBACK: "feedbackLimit"}


@commands.command(name="list")
def list_all(
    server: WorkplaceServer,
    name: Name,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Show what is sealed to you, and how far each is."""
    with workplace(server, name, password_file, proxy) as session:
        answer = session.link.get("/w/v1/packages")
    if as_json:
        show({"today": answer["today"], "packages": answer["packages"]}, as_json=True)
        return
    for one in answer["packages"]:
        until = f", answer by {one['feedbackLimit']}" if one["feedbackLimit"] else ""
        say(f"{one['id']}  {one['state']} since {one['changedOn']}{until}")
    if not answer["packages"]:
        say("Nothing is sealed to you.")


@commands.command(name="open")
def open_one(
    server: WorkplaceServer,
    name: Name,
    package: PackageId,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Open a package. It counts as fetched from then on; that you read it is said only when you acknowledge it."""
    with workplace(server, name, password_file, proxy) as session:
        opened = fetch_package(session, package)
        remember_package(session, opened)
    _tell(opened, as_json=as_json)


@commands.command()
def acknowledge(
    server: WorkplaceServer,
    name: Name,
    package: PackageId,
    reference: Reference = None,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Confirm, signed, that you received it."""
    _state(server, name, package, DutyKind.EXTERNAL_ACK, reference, password_file, proxy, as_json=as_json)


@commands.command()
def answer(
    server: WorkplaceServer,
    name: Name,
    package: PackageId,
    reference: Reference = None,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Say, signed, that you gave the reporter an answer about what was done with it."""
    _state(server, name, package, DutyKind.EXTERNAL_FEEDBACK, reference, password_file, proxy, as_json=as_json)


@commands.command()
def decline(
    server: WorkplaceServer,
    name: Name,
    package: PackageId,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Say, signed, that you cannot take it up. Only the reporter can let it go on to anybody else."""
    _state(server, name, package, DutyKind.UNABLE, None, password_file, proxy, as_json=as_json)


@commands.command()
def export(
    server: WorkplaceServer,
    name: Name,
    package: PackageId,
    folder: Annotated[Path, typer.Argument(help="A new folder.", metavar="FOLDER")],
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Write a package with what was written and signed since as a folder with metadata. It is not sealed any more."""
    with workplace(server, name, password_file, proxy) as session:
        opened = fetch_package(session, package)
        remember_package(session, opened)
        notes = next(
            one
            for one in session.link.get("/w/v1/organisations")["organisations"]
            if unb64(str(one["orgId"])).hex() == opened.org
        )
        said = statements_in(opened.told)
        desk = desk_of(opened, said)
        sent = [
            (int(one["direction"]), int(one["index"]), unb64(str(one["envelope"]))) for one in opened.told["messages"]
        ]
        lines = open_lines(opened, session.boxes(opened.org), desk, sent)
    made = Exported(opened, unb64(str(opened.told["package"])), desk, tuple(lines), tuple(said), notes)
    files = write_folder(folder, made)
    if as_json:
        show({"folder": str(folder), "files": sorted(files)}, as_json=True)
        return
    say(f"{folder} holds {len(files)} files. Nothing of it is sealed: keep it where only you can read it.")


def _state(
    server: str,
    name: str,
    package: str,
    kind: DutyKind,
    reference: str | None,
    password_file: Path | None,
    proxy: str | None,
    *,
    as_json: bool,
) -> None:
    with workplace(server, name, password_file, proxy) as session:
        opened = fetch_package(session, package)
        remember_package(session, opened)
        body = {"statement": b64(_signed(session, opened, kind)), "reference": reference}
        told = session.link.post(f"/w/v1/packages/{package}/statements", body)
    if as_json:
        show({"id": package, "state": told["state"], "changed_on": told["changedOn"]}, as_json=True)
        return
    say(f"The package is {told['state']} since {told['changedOn']}; the reporter sees that.")


def _signed(session: Workplace, package: PackageFile, kind: DutyKind) -> bytes:
    token = package.opened.token
    limit = package.told.get(_LIMITS.get(kind, ""))
    due = day_of(date.fromisoformat(str(limit))) if limit else 0
    day = day_of(date.fromisoformat(session.today))
    return sign_duty(kind, 0, token.space, token.org_id, token.case_id, session.identity_seed, token.hash, day, due)


def _tell(package: PackageFile, *, as_json: bool) -> None:
    told = package.as_json()
    if as_json:
        show(told, as_json=True)
        return
    say(f"{told['organisation']}: {told['state']}")
    if package.reason is not None:
        say(package.reason)
    messages = told["messages"]
    for one in messages if isinstance(messages, list) else ():
        say(f"{one['day']}  {one['from']} {one['index']}")
        say(str(one["text"]))
        say()
    for notice in package.notices:
        warn(notice)
