"""`zegel after-care`: ask the reporter of a closed case how it goes, or say that you did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.case_answer import REPLY, send
from app.cli.case_file import find_case
from app.cli.failures import CliError, ServiceError
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.terminal import read_text, show
from app.cli.workplace_options import CaseId, Name, PasswordFile, check_input, workplace

if TYPE_CHECKING:
    from app.cli.workplace_session import Workplace


def run(
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    months: Annotated[
        int | None, typer.Option("--months", help="Which moment, in months after closing; else the one that is due.")
    ] = None,
    text_file: Annotated[
        str | None, typer.Option("--text-file", help="Ask this now; - is standard input.", metavar="FILE|-")
    ] = None,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Ask how it goes with --text-file, or say that you asked with `zegel reply`. The reporter sees the day."""
    if text_file is not None:
        check_input(text_file, password_file)
    text = read_text(text_file) if text_file is not None else None
    with workplace(server, name, password_file, proxy) as session:
        path = find_case(session, case)
        moment = _due(session, path) if months is None else months
        if text is not None:
            _check_time(session, path, moment)
            send(session, path, REPLY, text)
        try:
            kept = session.link.post(f"/w/v1/cases/{path}/after-care", {"months": moment})
        except ServiceError as error:
            if error.code != "policy":
                raise
            raise CliError("It is not time yet, or no message went to the reporter since that day.", "policy") from None
    show({"asked_on": str(kept["askedOn"]), "months": moment}, as_json=as_json)


def _due(session: Workplace, path: str) -> int:
    """Return the moment that came first and was not asked yet."""
    today, found = session.today, session.link.get(f"/w/v1/cases/{path}").get("afterCare", ())
    for one in found:
        if one["askedOn"] is None and str(one["dueOn"]) <= today:
            return int(one["months"])
    days = ", ".join(str(one["dueOn"]) for one in found if one["askedOn"] is None)
    raise CliError(f"It is not time to ask yet. The days: {days or 'none in this case'}.", "policy")


def _check_time(session: Workplace, path: str, months: int) -> None:
    """Refuse before anything is sent to ask at a moment that is not there, has not come or was asked."""
    found = session.link.get(f"/w/v1/cases/{path}").get("afterCare", ())
    moment = next((one for one in found if one["months"] == months), None)
    if moment is None or moment["askedOn"] is not None or str(moment["dueOn"]) > session.today:
        raise CliError("It is not time for this, or it was asked. Nothing was sent.", "policy")
