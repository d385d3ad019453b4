"""`zegel counsellor`: the administrator invites; the invited makes keys where only they can read them."""

from __future__ import annotations

import getpass
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.cli import enrolment
from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.invitation_link import link_of
from app.cli.options import AsJson, Pin, Proxy, Slug, WorkplaceServer
from app.cli.service_link import ServiceLink
from app.cli.terminal import read_secret, read_secrets, say, show
from app.cli.workplace_session import signed_in
from app.domain.account import INVITATION_DAYS, Device, normalise_sign_in_name
from app.domain.errors import MalformedError
from app.services.invitation import COUNSELLOR, INTEGRITY_COUNSELLOR, InvitationError, Invited, invite, standing_account

commands = typer.Typer(no_args_is_help=True)


class Role(StrEnum):
    """What the counsellor is in this organisation."""

    COUNSELLOR = "counsellor"
    INTEGRITY_COUNSELLOR = "integrity-counsellor"


class Kind(StrEnum):
    """Whether the counsellor works at the organisation."""

    INTERNAL = "internal"
    EXTERNAL = "external"


class Subjects(StrEnum):
    """OO: unwanted conduct. IS: integrity."""

    OO = "OO"
    IS = "IS"
    BOTH = "OO+IS"


@commands.command(name="invite")
def invite_counsellor(
    slug: Slug,
    name: Annotated[str, typer.Option("--name", help="Full name, as reporters see it.")],
    kind: Annotated[Kind, typer.Option("--kind", help="Works at the organisation or not.")],
    subjects: Annotated[Subjects, typer.Option("--subjects", help="OO unwanted conduct, IS integrity.")],
    role: Annotated[Role, typer.Option("--role", help="Role in the organisation.")] = Role.COUNSELLOR,
    sign_in: Annotated[str | None, typer.Option("--sign-in", help="Sign-in name; the first name if not given.")] = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Make an invitation for one use within seven days, and print its link. Send it by a way you trust."""
    installation = Installation()
    number = COUNSELLOR if role is Role.COUNSELLOR else INTEGRITY_COUNSELLOR
    try:
        sign_in_name = normalise_sign_in_name(sign_in or name.split(" ")[0])
    except MalformedError:
        raise CliError("The sign-in name cannot be used.", "invitation") from None
    invited = Invited(name, kind.value, subjects.value, number, sign_in_name)
    today = installation.today()
    with installation.store() as store:
        try:
            token = store.write(lambda work: invite(work, slug, invited, today))
            standing = store.read(lambda work: standing_account(work, sign_in_name))
        except InvitationError as error:
            raise CliError(str(error), "invitation") from None
    link = link_of(installation, token)
    if as_json:
        show({"link": link, "sign_in_name": sign_in_name, "account_exists": standing is not None}, as_json=True)
        return
    say(link)
    say(f"For one use within {INVITATION_DAYS} days. Send it to {name} by a way you trust; it is kept nowhere.")
    if standing is not None:
        say(f"There is an account {sign_in_name} already: {name} signs in to it and opens the link then.")


@commands.command()
def enrol(
    server: WorkplaceServer,
    device: Annotated[Device, typer.Option("--device", help="Whose device you read on; reporters see it.")],
    pin: Pin = None,
    existing: Annotated[bool, typer.Option("--existing", help="Add to the account you have.")] = False,  # noqa: FBT002
    name: Annotated[str | None, typer.Option("--name", help="With --existing: the sign-in name you have.")] = None,
    password_file: Annotated[Path | None, typer.Option("--password-file", help="File with the password.")] = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Take an invitation: make keys here and enrol. The invitation comes from the terminal or standard input."""
    token, password = _secrets(password_file, twice=not existing)
    with ServiceLink(server, proxy) as link:
        opened = enrolment.open_invitation(link, token, pin)
        if not existing:
            enrolled = enrolment.enrol_new(link, opened, password, device.value)
        else:
            with signed_in(server, name or str(opened.answer["signInName"]), password, proxy) as session:
                enrolled = enrolment.enrol_existing(session, opened, device.value)
    if as_json:
        show(enrolled.as_json(), as_json=True)
        return
    say(f"Enrolled at {enrolled.organisation} as {enrolled.name}. Your sign-in name is {enrolled.sign_in_name}.")
    say(f"Your fingerprint: {enrolled.fingerprint}")
    say("Give it to the administrator by another way than this service; then you are put on the list.")
    if enrolled.recovery_code is not None:
        say(f"Your recovery code, shown once: {enrolled.recovery_code}")
        say("Write it down and keep it yourself, not at work. Without it a forgotten password loses every case.")


def _secrets(password_file: Path | None, *, twice: bool) -> tuple[bytes, str]:
    """Return invitation token and password; a new password is typed twice at the terminal."""
    if password_file is not None:
        given = read_secrets({"invitation": "Invitation"})
        return enrolment.parse_token(given["invitation"]), read_secret("Password", password_file)
    given = read_secrets({"invitation": "Invitation", "password": "Password"})
    if twice and sys.stdin.isatty() and getpass.getpass("Password once more: ") != given["password"]:
        raise CliError("The two passwords differ.", "password")
    return enrolment.parse_token(given["invitation"]), given["password"]
