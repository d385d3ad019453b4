"""`zegel stop`: the reporter ends the talk, or asks for everything to be destroyed, and is told what stays."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from app.cli.failures import CliError, ServiceError
from app.cli.mailbox import read_code_and_words
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.reporter_case import open_case
from app.cli.service_link import ServiceLink
from app.cli.terminal import say, show

STAYS: Final = {
    "order": "A court or authority ordered disclosure. Until that is over nothing of your case is destroyed.",
    "log": "The public log keeps marks of your case. Nobody can open them any more, or tell that they were yours.",
    "register": "The register keeps that a report was received, and the case with it: the law asks for that.",
    "released": "What you released to the organisation stays with the organisation.",
    "memory": "What people read or wrote down stays with them.",
    "backups": "Backups of the service still hold the sealed bytes until they are overwritten.",
}
_OWED: Final = (
    "You are still owed an answer, so the case is not closed by this. Write to your counsellor with `zegel mailbox "
    "--reply-file` that you want to stop; then it is closed with an answer."
)


def run(
    server: ReporterServer,
    organisation: OrganisationSlug,
    destroy: Annotated[bool, typer.Option("--destroy", help="Destroy the case; this cannot be undone.")] = False,  # noqa: FBT002
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Stop. Without --destroy the talk ends and everything is kept for its term; nobody asks why.

    Code and words come from the terminal or standard input (two lines, or JSON).
    """
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        open_case(link, organisation, pin, code, phrase)
        if destroy:
            _tell_destruction(link.delete_with_answer("/r/v1/case"), as_json=as_json)
            return
        try:
            closed = link.post("/r/v1/end", {})
        except ServiceError as error:
            raise CliError(_OWED, "owed") if error.code == "policy" else error from None
        link.delete("/r/v1/session")
    show({"closed_on": str(closed["closedOn"])}, as_json=as_json)


def _tell_destruction(told: dict[str, object], *, as_json: bool) -> None:
    stays = told.get("stays")
    codes = [str(code) for code in stays] if isinstance(stays, list) else []
    if as_json:
        show({"outcome": told["outcome"], "kept_until": told["until"], "stays": codes}, as_json=True)
        return
    is_gone = told["outcome"] == "erased"
    say("Your case is destroyed. Code and words open nothing any more." if is_gone else "Your case is kept.")
    if told["until"] is not None:
        say(f"It is destroyed on {told['until']}, unless somebody writes in it.")
    for code in codes:
        say(STAYS.get(code, code))
