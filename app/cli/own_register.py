"""`zegel own-register`: the register's rows of a counsellor's own cases, released or not (Wbk art. 2a).

These rows are the counsellor's to keep: an organisation sees the released ones, with `zegel register`.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.failures import CliError, ServiceError
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.terminal import say, show
from app.cli.workplace_options import Name, PasswordFile, workplace
from crypto.encoding import unb64

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.cli.service_link import JsonObject
    from app.cli.workplace_session import Workplace

commands = typer.Typer(no_args_is_help=True)
Number = Annotated[str, typer.Argument(help="Number of the report in the register.", metavar="NUMBER")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it is kept, so name no person.")]


@commands.command(name="list")
def list_lines(
    server: WorkplaceServer,
    name: Name,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Show your reports in the register, over all organisations, oldest first."""
    with workplace(server, name, password_file, proxy) as session:
        lines = [_told(session, line) for line in session.link.get("/w/v1/register")["lines"]]
    if as_json:
        show({"today": session.today, "lines": lines}, as_json=True)
        return
    if not lines:
        say("None of your cases stands in the register. A report enters it; asking for advice does not.")
    for line in lines:
        kept = f"kept until {line['destroyOn']}" if line["destroyOn"] else "open"
        seen = f"released on {line['releasedOn']}" if line["releasedOn"] else "not released"
        outcome = str(line["outcome"]).replace("_", " ")
        say(f"{line['id']}  {line['organisation']}: received {line['receivedOn']}, {outcome}, {seen}, {kept}")


@commands.command()
def extend(
    number: Number,
    until: Annotated[str, typer.Option("--until", help="Keep until this day.", metavar="YYYY-MM-DD")],
    reason: Reason,
    server: WorkplaceServer,
    name: Name,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Keep a closed report of yours longer than its term, with a reason."""
    try:
        day = date.fromisoformat(until)
    except ValueError:
        raise CliError("A day is written like 2026-11-21.", "usage") from None
    with workplace(server, name, password_file, proxy) as session, _refused():
        body = {"until": day.isoformat(), "reason": reason}
        line = session.link.post(f"/w/v1/register/{_number(number)}/extension", body)
    if as_json:
        show(line, as_json=True)
    else:
        say(f"Kept until {line['destroyOn']}.")


@commands.command()
def destroy(
    number: Number,
    reason: Reason,
    server: WorkplaceServer,
    name: Name,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Destroy a closed report of yours, with everything in it; this cannot be undone."""
    with workplace(server, name, password_file, proxy) as session, _refused():
        done = session.link.post(f"/w/v1/register/{_number(number)}/destruction", {"reason": reason})
    if as_json:
        show(done, as_json=True)
    else:
        say(f"Destroyed on {done['destroyedOn']}. The number of the statement is {done['id']}.")


def _told(session: Workplace, line: JsonObject) -> dict[str, object]:
    organisation = session.organisations.get(unb64(str(line["orgId"])).hex())
    name = organisation.root.org_name if organisation is not None else "an organisation your vault does not know"
    return {"organisation": name, **{key: value for key, value in line.items() if key != "orgId"}}


@contextmanager
def _refused() -> Iterator[None]:
    """Say what the register does not allow."""
    try:
        yield
    except ServiceError as error:
        if error.code == "unknown":
            raise CliError("None of your reports in the register has this number.", "register") from None
        if error.code == "policy":
            raise CliError(
                "The register does not allow it: only a closed report is kept longer or destroyed, and longer means "
                "after the day that stands there. Nothing goes while an order to disclose is open (`zegel order`). "
                "The reason has 1 to 500 characters.",
                "register",
            ) from None
        raise


def _number(text: str) -> str:
    try:
        return bytes.fromhex(text).hex()
    except ValueError:
        raise CliError("The number of a report has 32 figures and small letters a to f.", "usage") from None
