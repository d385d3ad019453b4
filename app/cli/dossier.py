"""`zegel dossier`: the request to the Huis, made on the counsellor's machine, and the word that it was brought there.

The reporter's identity stays hidden: messages with identity details never go in. Nothing is uploaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.case_file import CaseFile, find_case, open_case_file
from app.cli.failures import CliError
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.pdf import as_pdf
from app.cli.register import Language, language, write_new
from app.cli.terminal import read_text, say, show, warn
from app.cli.workplace_options import CaseId, Name, PasswordFile, workplace
from app.web.dossier_pages import Filer, HuisRequest, huis_page
from app.web.report_pages import Writing
from crypto.duty import FLAG_MANUAL, DutyKind, sign_duty
from crypto.encoding import b64, date_of
from crypto.envelope_inspect import FROM_REPORTER, SPACE_COUNSELLOR
from crypto.message import MessageType

if TYPE_CHECKING:
    from app.cli.conversation import Line

commands = typer.Typer(no_args_is_help=True)
Agreed = Annotated[int, typer.Option("--agreed", help="Number of the reporter's message that agrees to this.")]
READ_IT: Final = (
    "Read it before you send it: what is told can show who told it. Nothing was sent, and the service knows nothing of "
    "this file. When you have brought it, say so with `zegel dossier brought`."
)


@commands.command()
def huis(
    server: WorkplaceServer,
    name: Name,
    a_case: CaseId,
    agreed: Agreed,
    filer: Annotated[str, typer.Option("--filer", help="Your full name: it stands in the place of the reporter's.")],
    address: Annotated[str, typer.Option("--address", help="Your address, on one line.")],
    employer: Annotated[str, typer.Option("--employer", help="The employer that it is about.")],
    grounds: Annotated[Path, typer.Option("--grounds-file", help="Why the suspicion is reasonable.", metavar="FILE")],
    out: Annotated[Path, typer.Option("--out", help="File to write; it may not be there yet.", metavar="FILE")],
    message: Annotated[
        list[int] | None, typer.Option("--message", help="Number of a message; none: the report.")
    ] = None,
    lawyer: Annotated[bool, typer.Option("--lawyer", help="You are the reporter's lawyer.")] = False,  # noqa: FBT002
    in_court: Annotated[bool, typer.Option("--in-court", help="A court looks at it.")] = False,  # noqa: FBT002
    pdf: Annotated[bool, typer.Option("--pdf", help="As tagged PDF instead of HTML.")] = False,  # noqa: FBT002
    lang: Language = "nl",
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Write the request for an investigation, with your name and address and without the reporter's."""
    if out.exists():
        raise CliError("That file is there already. Nothing was written.", "exists")
    why = read_text(str(grounds))
    with workplace(server, name, password_file, proxy) as session:
        opened = open_case_file(session, find_case(session, a_case))
    _agreement(opened, agreed)
    request = HuisRequest(
        filer=Filer(_one_line(filer, "--filer"), _one_line(address, "--address"), is_lawyer=lawyer),
        employer=_one_line(employer, "--employer"),
        received_on=opened.acts.facts.received_on,
        messages=tuple(_told(opened, number) for number in message or [0]),
        grounds=why,
        in_court=in_court,
    )
    page = huis_page(request, Writing(language(lang), date_of(opened.organisation.today), is_file=True))
    write_new(out, as_pdf(page) if pdf else page)
    if as_json:
        show({"file": out.name, "messages": len(request.messages), "sent": False}, as_json=True)
        return
    say(f"Wrote {out.name}.")
    warn(READ_IT)


@commands.command()
def brought(
    server: WorkplaceServer,
    name: Name,
    a_case: CaseId,
    agreed: Agreed,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Say, signed, that you brought it to somebody outside. The reporter sees that; nobody says that it arrived."""
    with workplace(server, name, password_file, proxy) as session:
        opened = open_case_file(session, find_case(session, a_case))
        ref, place = _agreement(opened, agreed).env_hash, (bytes.fromhex(opened.org), bytes.fromhex(opened.a_case))
        kind, flag, day = DutyKind.ROUTED_EXTERNAL, FLAG_MANUAL, opened.organisation.day_to_seal()
        raw = sign_duty(kind, flag, SPACE_COUNSELLOR, *place, session.identity_seed, ref, day, 0)
        session.link.post(f"/w/v1/cases/{opened.path}/statements", {"statement": b64(raw)})
        opened = open_case_file(session, opened.path)
    if as_json:
        show(opened.as_json(), as_json=True)
        return
    say("Kept: you say that you brought it. The reporter sees that.")


def _line(a_case: CaseFile, number: int) -> Line:
    found = next((one for one in a_case.conversation.of(FROM_REPORTER) if one.index == number), None)
    if found is None or found.opened is None:
        raise CliError(f"There is no message {number} of the reporter that opens.", "message")
    return found


def _agreement(a_case: CaseFile, number: int) -> Line:
    """Return the message in which the reporter agreed; the report itself is no agreement to something later."""
    if number < 1:
        raise CliError("Ask the reporter first: the report itself agrees to nothing outside.", "agreement")
    return _line(a_case, number)


def _told(a_case: CaseFile, number: int) -> str:
    line = _line(a_case, number)
    if line.opened is not None and line.opened.type == MessageType.IDENTITY:
        raise CliError("That message holds the reporter's identity. It does not go in.", "identity")
    return line.text


def _one_line(text: str, option: str) -> str:
    if not text.strip() or not text.isprintable():
        raise CliError(f"{option} must be one line.", "usage")
    return text.strip()
