"""`zegel organisation invite`: the employer's case officers and auditors, and who may be let in from outside.

They enrol with the pages and commands of a counsellor, and see the organisation after `zegel organisation publish`.
Nothing of a case comes with it: of what is not released they see no trace.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

import typer

from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.invitation_link import link_of
from app.cli.options import AsJson, Slug
from app.cli.terminal import say, show
from app.domain.account import INVITATION_DAYS, normalise_sign_in_name
from app.domain.errors import MalformedError
from app.services.invitation import (
    AUDITOR,
    AUTHORITY,
    CASE_OFFICER,
    HELPER,
    InvitationError,
    Invited,
    invite,
    standing_account,
)


class InvitedRole(StrEnum):
    """What the invited does for the employer, or outside it for reporters who let them in."""

    CASE_OFFICER = "case-officer"
    AUDITOR = "auditor"
    HELPER = "helper"
    AUTHORITY = "authority"


_NUMBERS: Final = {
    InvitedRole.CASE_OFFICER: CASE_OFFICER,
    InvitedRole.AUDITOR: AUDITOR,
    InvitedRole.HELPER: HELPER,
    InvitedRole.AUTHORITY: AUTHORITY,
}


def invite_person(
    slug: Slug,
    name: Annotated[str, typer.Option("--name", help="Full name.")],
    role: Annotated[InvitedRole, typer.Option("--role", help="helper and authority: only what a reporter gives.")],
    sign_in: Annotated[str | None, typer.Option("--sign-in", help="Sign-in name; the first name if not given.")] = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Invite a case officer, an auditor, a helper or an authority; prints the link for one use within seven days."""
    installation = Installation()
    try:
        sign_in_name = normalise_sign_in_name(sign_in or name.split(" ")[0])
    except MalformedError:
        raise CliError("The sign-in name cannot be used.", "invitation") from None
    invited = Invited(name, "", "", _NUMBERS[role], sign_in_name)
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
    say(
        f"Then compare the fingerprint on {name}'s own card, and run `zegel organisation publish {slug} --confirm ...`."
    )
