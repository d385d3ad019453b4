"""`zegel harm`: tell the counsellor, sealed, that you are harmed because you reported; also after closing."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.failures import CliError
from app.cli.logbook import happened_on, known_harms
from app.cli.mailbox import read_code_and_words, tell
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.reporter_answer import answer_counsellor
from app.cli.reporter_case import open_case
from app.cli.service_link import ServiceLink
from app.cli.terminal import STANDARD_INPUT, read_text
from crypto.encoding import day_str


def run(
    server: ReporterServer,
    organisation: OrganisationSlug,
    text_file: Annotated[str, typer.Option("--text-file", help="What happens to you.", metavar="FILE")],
    harm: Annotated[
        list[str] | None,
        typer.Option("--harm", help="Letter of art. 17da, threat or attempt; may be repeated.", metavar="CODE"),
    ] = None,
    day: Annotated[
        str | None, typer.Option("--day", help="Day it happened; today when left out.", metavar="DATE")
    ] = None,
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Tell what happens to you. Code and words come from the terminal or standard input (two lines, or JSON)."""
    if text_file == STANDARD_INPUT:
        raise CliError("Standard input holds the code and the words; the text needs a file.", "usage")
    codes, text = known_harms(harm), read_text(text_file)
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        a_case = open_case(link, organisation, pin, code, phrase)
        happened = day_str(happened_on(day, a_case.organisation))
        answer_counsellor(link, a_case, text, {"retaliation": list(codes), "happenedOn": happened})
        a_case = a_case.reload(link)
        link.delete("/r/v1/session")
    tell(a_case, as_json=as_json, replied=True)
