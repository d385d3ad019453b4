"""`zegel complaint`: a file for a complaints committee, made here from what the reporter names; nothing is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.evidence import Out
from app.cli.failures import CliError
from app.cli.mailbox import read_code_and_words
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.pdf import as_pdf
from app.cli.register import Language, language, write_new
from app.cli.reporter_case import ReporterCase, open_case
from app.cli.service_link import ServiceLink
from app.cli.terminal import read_text, say, show, warn
from app.web.own_file_pages import Complaint, ToldPart, complaint_page
from app.web.report_pages import Writing
from crypto.encoding import date_of
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER

if TYPE_CHECKING:
    from app.cli.conversation import Line

_COSTS: Final = (
    "Nothing was sent. Whoever gets this file knows your name if it is in it. The person you complain about usually "
    "gets to know your name and what you wrote, and so does your employer. That cannot be undone. Read it first."
)
Numbers = Annotated[list[int] | None, typer.Option("--message", help="Number of a message of yours; 0 is the report.")]
Answers = Annotated[
    list[int] | None, typer.Option("--answer", help="Number of a message of the counsellor; ask them first.")
]


def run(
    server: ReporterServer,
    organisation: OrganisationSlug,
    out: Out,
    message: Numbers = None,
    answer: Answers = None,
    about: Annotated[Path | None, typer.Option("--about-file", help="What you complain about.", metavar="FILE")] = None,
    name: Annotated[str, typer.Option("--name", help="Your name; without it a line to write on.")] = "",
    address: Annotated[str, typer.Option("--address", help="Your address, on one line.")] = "",
    pdf: Annotated[bool, typer.Option("--pdf", help="As tagged PDF instead of HTML.")] = False,  # noqa: FBT002
    lang: Language = "nl",
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Write a complaint from parts of the conversation. You bring it yourself, with your name, or you do not.

    Code and words come from the terminal or standard input (two lines, or JSON).
    """
    if out.exists():
        raise CliError("That file is there already. Nothing was written.", "exists")
    if not message and not answer and about is None:
        raise CliError("Name at least one --message, or give --about-file.", "usage")
    words, how = read_text(str(about)) if about is not None else "", language(lang)
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        a_case = open_case(link, organisation, pin, code, phrase)
        link.delete("/r/v1/session")
    lines = [_line(a_case, FROM_REPORTER, one) for one in message or ()]
    lines += [_line(a_case, FROM_RECIPIENT, one) for one in answer or ()]
    parts = [_part(line) for line in sorted(lines, key=a_case.conversation.lines.index)]
    complaint = Complaint(a_case.organisation.root.org_name, name.strip(), address.strip(), words, parts)
    page = complaint_page(complaint, Writing(how, date_of(a_case.organisation.today), is_file=True))
    write_new(out, as_pdf(page) if pdf else page)
    if as_json:
        show({"file": out.name, "messages": len(parts), "sent": False}, as_json=True)
        return
    say(f"Wrote {out.name}.")
    warn(_COSTS)


def _line(a_case: ReporterCase, direction: int, number: int) -> Line:
    found = next((one for one in a_case.conversation.of(direction) if one.index == number), None)
    if found is None or found.opened is None:
        raise CliError(f"There is no message {number} there that opens.", "message")
    return found


def _part(line: Line) -> ToldPart:
    day = date_of(line.opened.day) if line.opened is not None else None
    return ToldPart(by_reporter=line.direction == FROM_REPORTER, day=day, text=line.text)
