"""`zegel after-care`: say that you asked the reporter of a closed case how it goes."""

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
    months: Annotated[int, typer.Option("--months", help="Which moment: so many months after closing.")],
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Say that you asked, after writing it with `zegel reply`. The reporter sees the day."""
    with workplace(server, name, password_file, proxy) as session:
        path = find_case(session, case)
        try:
            kept = session.link.post(f"/w/v1/cases/{path}/after-care", {"months": months})
        except ServiceError as error:
            if error.code != "policy":
                raise
            raise CliError("It is not time yet, or no message went to the reporter since that day.", "policy") from None
    show({"asked_on": str(kept["askedOn"])}, as_json=as_json)
