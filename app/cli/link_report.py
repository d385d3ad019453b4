"""`zegel link-report`: a report belongs to an earlier one whose code or words were lost."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.case_file import find_case
from app.cli.failures import CliError, ServiceError
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.terminal import show
from app.cli.workplace_options import CaseId, Name, PasswordFile, workplace


def run(
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    earlier: Annotated[str, typer.Option("--earlier", help="Id or reference of the earlier case.", metavar="CASE")],
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Link it, after asking what only the reporter can know. The terms then run from the first; it cannot be undone."""
    with workplace(server, name, password_file, proxy) as session:
        later, before = find_case(session, case), find_case(session, earlier)
        try:
            made = session.link.post(f"/w/v1/cases/{later}/link", {"earlier": before})
        except ServiceError as error:
            if error.code != "policy":
                raise
            raise CliError(
                "These cannot be linked: ask the reporter first and wait for the answer; a case is linked once, "
                "to an earlier one of this organisation.",
                "policy",
            ) from None
    told = {"first_received_on": str(made["firstReceivedOn"]), "linked_on": str(made["linkedOn"])}
    show(told, as_json=as_json)
