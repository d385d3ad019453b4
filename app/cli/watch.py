"""`zegel watch`: run today's jobs by hand. The service does it by itself; this is for when it could not."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Final

import typer

from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.options import AsJson
from app.cli.terminal import say, show
from app.domain.errors import ClockWentBackError
from app.services.daily_jobs import accept_day
from app.services.key_custody import KeyCustodyError
from app.services.note_keys import load_note_keys
from app.settings import SettingsError
from app.worker.desk import Desk, mail_server
from app.worker.jobs import DAILY, Turn, take_turn
from app.worker.loop import CLOCK_WENT_BACK

_NOW: Final = tuple(job._replace(at=time()) for job in DAILY)
"""By hand the hour does not matter."""

TodayIsRight = Annotated[
    bool, typer.Option("--today-is-right", help="Go on from today although the jobs ran on a later day already.")
]


def run(today_is_right: TodayIsRight = False, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Run what of today has not run yet: the log's batch, the deadline watch, prepared releases, the reminders."""
    installation = Installation()
    turn = _turn(installation, today_is_right=today_is_right)
    if turn.is_elsewhere:
        raise CliError("The service is at it at this very moment. There is nothing to do here.", "busy")
    if as_json:
        show({"done": list(turn.done), "open": list(turn.open)}, as_json=True)
    else:
        say(f"Done: {', '.join(turn.done)}." if turn.done else "Nothing was left to do today.")
    if turn.open:
        raise CliError(f"Not done: {', '.join(turn.open)}. What is wrong stands above.", "jobs")


def _turn(installation: Installation, *, today_is_right: bool) -> Turn:
    with installation.store() as store:
        try:
            notes = load_note_keys(installation.settings.keys_dir)
            desk = Desk(store, installation.clock(), notes, mail_server(installation.settings))
        except (KeyCustodyError, SettingsError) as error:
            raise CliError(str(error), "settings") from None
        if today_is_right:
            store.write(lambda work: accept_day(work, desk.clock.today()))
        try:
            return take_turn(desk, _NOW)
        except ClockWentBackError:
            raise CliError(CLOCK_WENT_BACK, "clock") from None
