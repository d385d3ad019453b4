"""`zegel drill make`: the drills of this month. Run on the server once a month, by a timer (deploy/README.md)."""

from __future__ import annotations

import typer

from app.cli.drill_making import make_drills
from app.cli.installation import Installation
from app.cli.options import AsJson
from app.cli.terminal import say, show
from app.domain.drills import month_of

commands = typer.Typer(no_args_is_help=True)


@commands.callback()
def drill() -> None:
    """Drills show every month which counsellors' keys still open."""


@commands.command()
def make(as_json: AsJson = False) -> None:  # noqa: FBT002
    """Seal one drill to every active key of every organisation; a second time in a month adds only what is missing."""
    installation = Installation()
    today = installation.today()
    with installation.store() as store:
        made = make_drills(store, today)
    month = month_of(today)
    if as_json:
        show({"month": month, "made": made}, as_json=True)
    elif made:
        say(f"Made {made} drill(s) for {month}. Counsellors open them by signing in.")
    else:
        say(f"Every active key has its drill for {month} already.")
