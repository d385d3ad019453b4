"""`zegel order`: a court or authority orders disclosure (Wbk art. 1a(4), (5)).

The service holds nothing readable and can disclose nothing readable; these commands keep who decided what, and when the
reporter was told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.beside_case import order_json
from app.cli.case_answer import REPLY, send
from app.cli.case_file import find_case, open_case_file
from app.cli.failures import CliError, ServiceError
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.terminal import read_text, say, show
from app.cli.workplace_options import CaseId, Name, PasswordFile, TextFile, check_input, workplace
from app.domain.legal_demand import DropReason
from crypto.encoding import b64
from crypto.envelope_inspect import FROM_RECIPIENT

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject
    from app.cli.workplace_session import Workplace

commands = typer.Typer(no_args_is_help=True)
OrderId = Annotated[str, typer.Argument(help="Id of the order.", metavar="ORDER")]
_NOT_YET: Final = (
    "Not now: the reporter has to be told first, or a second person has to agree first. What was disclosed or dropped "
    "stays so."
)


@commands.command()
def record(
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    by: Annotated[str, typer.Option("--by", help="The court or authority; no names of people.")],
    basis: Annotated[str, typer.Option("--basis", help="Article and law, and the number of the order.")],
    without_notice: Annotated[  # noqa: FBT002
        bool, typer.Option("--without-notice", help="Telling the reporter first would endanger the investigation.")
    ] = False,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Keep that somebody orders disclosure. Nothing may be disclosed yet."""
    with workplace(server, name, password_file, proxy) as session:
        told = {"demandedBy": by, "basis": basis, "withoutNotice": without_notice}
        kept = _post(session, f"/w/v1/cases/{find_case(session, case)}/demands", told)
    show(order_json(kept), as_json=as_json)


@commands.command()
def notice(
    order: OrderId,
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    text_file: TextFile,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Tell the reporter, sealed, with the reasons; which message it was is kept with the order."""
    check_input(text_file, password_file)
    text = read_text(text_file)
    with workplace(server, name, password_file, proxy) as session:
        path = find_case(session, case)
        send(session, path, REPLY, text)
        newest = open_case_file(session, path).conversation.newest(FROM_RECIPIENT)
        if newest is None:
            raise CliError("The message does not stand in the case. Look with `zegel read`.", "notice")
        kept = _post(session, f"/w/v1/demands/{order}/notice", {"notice": b64(newest.env_hash)})
    show(order_json(kept), as_json=as_json)


@commands.command()
def disclosed(
    order: OrderId,
    server: WorkplaceServer,
    name: Name,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Say that you disclosed it."""
    with workplace(server, name, password_file, proxy) as session:
        kept = _post(session, f"/w/v1/demands/{order}/disclosure", {})
    show(order_json(kept), as_json=as_json)


@commands.command()
def drop(
    order: OrderId,
    server: WorkplaceServer,
    name: Name,
    reason: Annotated[DropReason, typer.Option("--reason", help="Taken back, nobody has to obey it, or a mistake.")],
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Drop an order, for a reason; one that the reporter does not know of waits for a second person."""
    with workplace(server, name, password_file, proxy) as session:
        kept = _post(session, f"/w/v1/demands/{order}/drop", {"reason": reason.value})
    show(order_json(kept), as_json=as_json)


@commands.command()
def confirm(
    order: OrderId,
    server: WorkplaceServer,
    name: Name,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Agree, as the second person: that the reporter is told later, or that the order is dropped."""
    with workplace(server, name, password_file, proxy) as session:
        kept = _post(session, f"/w/v1/demands/{order}/confirmation", {})
    show(order_json(kept), as_json=as_json)


@commands.command()
def waiting(
    server: WorkplaceServer,
    name: Name,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Show the orders that wait for you as the second person; nothing of the case is told."""
    with workplace(server, name, password_file, proxy) as session:
        found = [order_json(one) for one in session.link.get("/w/v1/demands")["demands"]]
    if as_json:
        show({"orders": found}, as_json=True)
        return
    for one in found:
        asked = f", to be dropped ({one['reason']})" if one["reason"] else ""
        say(f"{one['id']}: {one['by']}, {one['basis']}, {one['on']}{asked}")
    if not found:
        say("No order waits for you.")


def _post(session: Workplace, path: str, body: JsonObject) -> JsonObject:
    try:
        return session.link.post(path, body)
    except ServiceError as error:
        if error.code != "policy":
            raise
        raise CliError(_NOT_YET, "policy") from None
