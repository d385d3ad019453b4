"""`zegel organisation second-contact`: who is told of missed duties in released cases, beside the case officer.

Naming somebody shows them nothing of a case: they get the same mail as everybody, on the same days as the case officer.
"""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.options import AsJson, Slug
from app.cli.terminal import say, show
from app.services.second_contact import (
    SecondContact,
    SecondContactError,
    name_no_second_contact,
    name_second_contact,
)


def change_second_contact(
    slug: Slug,
    name: Annotated[str | None, typer.Option("--name", help="Sign-in name; case officer or auditor here.")] = None,
    none: Annotated[bool, typer.Option("--none", help="Nobody any more.")] = False,  # noqa: FBT002
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Name who is told of missed duties in released cases, beside the case officer; never a counsellor."""
    if (name is None) is not none:
        raise CliError("Give the sign-in name of the second contact, or --none.", "usage")
    installation = Installation()
    today = installation.today()
    named: SecondContact | None = None
    with installation.store() as store:
        try:
            if name is None:
                store.write(lambda work: name_no_second_contact(work, slug))
            else:
                named = store.write(lambda work: name_second_contact(work, slug, name, today))
        except SecondContactError as error:
            raise CliError(str(error), "second-contact") from None
    if as_json:
        show({"organisation": slug, "second_contact": named.name if named else None}, as_json=True)
    elif named is None:
        say("Nobody is told beside the case officer now.")
    else:
        say(f"{named.name} is told of missed duties in released cases from now on, when they have set up their mail.")
