"""`zegel step`: record a step of the investigation in a released case; the reporter sees it with its day."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.failures import CliError
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.released_answer import take_step
from app.cli.released_case import find_released
from app.cli.released_telling import tell_released
from app.cli.workplace_options import CaseId, Name, PasswordFile, workplace
from app.domain.investigation import Step


def run(
    case: CaseId,
    step: Annotated[Step, typer.Argument(help="What was done.", metavar="STEP")],
    server: WorkplaceServer,
    name: Name,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Record investigation-started, reporter-heard, other-side-heard or outcome-recorded.

    What was found goes into a message to the reporter; here stands only that it was done, and when. It is not undone.
    """
    with workplace(server, name, password_file, proxy) as session:
        path = find_released(session, case)
        if path is None:
            raise CliError("No case with this id or reference was released to you.", "unknown")
        taken = take_step(session, path, step.value)
    tell_released(taken, as_json=as_json)
