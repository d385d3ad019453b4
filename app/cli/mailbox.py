"""`zegel mailbox`: read one's case with code and words, check what the counsellor signed, and answer."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.failures import CliError
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.reporter_case import ReporterCase, answer_counsellor, open_case
from app.cli.service_link import ServiceLink
from app.cli.terminal import STANDARD_INPUT, read_secrets, read_text, say, show, warn
from crypto.codes import CaseCode, Passphrase, normalise, parse_case_code, unknown_words
from crypto.errors import ChecksumError, WbpError

_WHO = {0: "you", 1: "counsellor", 2: "counsellor's note"}


def run(
    server: ReporterServer,
    organisation: OrganisationSlug,
    reply_file: Annotated[
        str | None, typer.Option("--reply-file", help="Answer with the text of this file.", metavar="FILE")
    ] = None,
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Read your case. Code and words come from the terminal or standard input (two lines, or JSON)."""
    if reply_file == STANDARD_INPUT:
        raise CliError("Standard input holds the code and the words; the answer needs a file.", "usage")
    reply = read_text(reply_file) if reply_file is not None else None
    code, phrase = _secrets()
    with ServiceLink(server, proxy) as link:
        a_case = open_case(link, organisation, pin, code, phrase)
        if reply is not None:
            answer_counsellor(link, a_case, reply)
            a_case = a_case.reload(link)
        link.delete("/r/v1/session")
    if as_json:
        show({**a_case.as_json(), "replied": reply is not None}, as_json=True)
    else:
        _tell(a_case)


def _secrets() -> tuple[CaseCode, Passphrase]:
    given = read_secrets({"case_code": "Case code", "passphrase": "Seven words"})
    try:
        code = parse_case_code(given["case_code"])
    except ChecksumError:
        raise CliError("There is a typing mistake in the case code.", "code") from None
    except WbpError:
        raise CliError("A case code has 16 letters and digits, in four groups; this is none.", "code") from None
    try:
        phrase = normalise(given["passphrase"])
    except WbpError:
        raise CliError("There must be exactly seven words.", "words") from None
    if unknown := len(unknown_words(phrase)):
        warn(f"{unknown} of the seven words is in neither word list: probably a typing mistake.")
    return code, phrase


def _tell(a_case: ReporterCase) -> None:
    told = a_case.as_json()
    say(f"{told['organisation']}: {told['track']} {told['case_ref']}, received on {told['received_on']}")
    say(f"Counsellor: {told['counsellor']} ({told['fingerprint']})")
    for sentence in a_case.proofs.sentences:
        say(sentence)
    for duty in a_case.duties:
        say(duty.sentence)
    if told["acknowledge_by"] is not None and not a_case.duties:
        say(f"Receipt will be acknowledged by {told['acknowledge_by']} at the latest.")
    if told["feedback_by"] is not None:
        say(f"Feedback comes by {told['feedback_by']} at the latest.")
    for line in a_case.conversation.lines:
        shown = line.as_json(_WHO)
        say()
        say(f"--- {shown['from']}, {shown['day'] or 'day unknown'}, {shown['type'] or 'sealed'}")
        say(line.text if line.problem is None else f"({line.problem})")
    for notice in a_case.notices:
        warn(notice)
