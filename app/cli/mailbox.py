"""`zegel mailbox`: read one's case with code and words, check what the counsellor signed, and answer."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.beside_case import beside_sentences
from app.cli.duty_words import MISSED
from app.cli.failures import OTHER_DESKS, CliError
from app.cli.kept_until import kept_sentence
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.own_consents import asked_json
from app.cli.reporter_answer import answer_counsellor, answer_officer
from app.cli.reporter_case import ReporterCase, open_case
from app.cli.service_link import ServiceLink
from app.cli.terminal import STANDARD_INPUT, read_secrets, read_text, say, show, warn
from app.cli.verified_organisation import person
from crypto.codes import CaseCode, Passphrase, normalise, parse_case_code, unknown_words
from crypto.encoding import date_of
from crypto.errors import ChecksumError, WbpError

ToOfficer = Annotated[bool, typer.Option("--to-case-officer", help="Answer the case officer whom you let in.")]
_WHO = {0: "you", 1: "counsellor", 2: "counsellor's note"}


def run(
    server: ReporterServer,
    organisation: OrganisationSlug,
    reply_file: Annotated[
        str | None, typer.Option("--reply-file", help="Answer with the text of this file.", metavar="FILE")
    ] = None,
    to_officer: ToOfficer = False,  # noqa: FBT002
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Read your case. Code and words come from the terminal or standard input (two lines, or JSON)."""
    if reply_file == STANDARD_INPUT:
        raise CliError("Standard input holds the code and the words; the answer needs a file.", "usage")
    reply = read_text(reply_file) if reply_file is not None else None
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        a_case = open_case(link, organisation, pin, code, phrase)
        if reply is not None:
            (answer_officer if to_officer else answer_counsellor)(link, a_case, reply)
            a_case = a_case.reload(link)
        link.delete("/r/v1/session")
    tell(a_case, as_json=as_json, replied=reply is not None)


def read_code_and_words() -> tuple[CaseCode, Passphrase]:
    """Read case code and seven words from the terminal or standard input.

    Raises:
        CliError: one of them cannot be right.

    """
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


def tell(a_case: ReporterCase, *, as_json: bool, replied: bool = False) -> None:
    """Print a case as its reporter sees it."""
    told = a_case.as_json()
    if as_json:
        show({**told, "replied": replied}, as_json=True)
        return
    say(f"{told['organisation']}: {told['track']} {told['case_ref']}, received on {told['received_on']}")
    say(f"Counsellor: {told['counsellor']} ({told['fingerprint']})")
    for sentence in a_case.proofs.sentences:
        say(sentence)
    for duty in a_case.acts.duties:
        say(duty.sentence)
    for package in a_case.packages:
        say(package.sentence)
        for one in package.messages:
            say(f"  {package.recipient if one['from'] == 'recipient' else 'you'} {one['index']}: {one['text']}")
    _tell_days(a_case, told)
    for sentence in beside_sentences(a_case.beside):
        say(sentence)
    if a_case.destroy_on is not None:
        say(kept_sentence(a_case.destroy_on, is_closed=told["closed_on"] is not None))
    _tell_control(a_case)
    for line in a_case.conversation.lines:
        shown = line.as_json(_WHO)
        say()
        say(f"--- {shown['from']}, {shown['day'] or 'day unknown'}, {shown['type'] or 'sealed'}")
        say(line.text if line.problem is None else f"({line.problem})")
    _tell_officer(a_case)
    for notice in a_case.notices:
        warn(notice)


def _tell_officer(a_case: ReporterCase) -> None:
    """Tell what the case officer did and wrote; nothing while nobody was let in."""
    talk = a_case.officer
    if talk is None:
        return
    say()
    say(f"You let the case officer {person(talk.entries[0])} in on {talk.released_on}.")
    for duty in talk.acts.duties:
        say(duty.sentence.replace("counsellor", "case officer"))
    for step, day in talk.steps.items():
        say(f"The case officer recorded on {day}: {step}.")
    for line in talk.conversation.lines:
        shown = line.as_json({0: "you", 1: "case officer"})
        say()
        say(f"--- {shown['from']}, {shown['day'] or 'day unknown'}, {shown['type'] or 'sealed'}")
        say(line.text if line.problem is None else f"({line.problem})")


def _tell_control(a_case: ReporterCase) -> None:
    """Tell what waits for a yes or a no, and what was allowed and not used yet."""
    for one in a_case.requests:
        if one["state"] == "open":
            asked = asked_json(one)
            say(f"Asked of you on {asked['asked_on']}: {asked['purpose']}. `zegel consent --request {asked['id']}`")
            say("agrees, `zegel refuse` with the same id says no. The message says why it is asked.")
    for consent in a_case.consents:
        if consent.state == "given":
            told = consent.as_json()
            say(f"You allowed until {told['until']}: {told['purpose']}.")
            say(f"`zegel withdraw --consent {told['id']}` takes it back.")


def _tell_days(a_case: ReporterCase, told: dict[str, object]) -> None:
    """Tell what comes by when, and what did not come in time with what can be done about it."""
    today = date_of(a_case.organisation.today)
    late = a_case.acts.missed(today)
    for one in late:
        say(f"Missed: {MISSED[one.duty]} had to come by {one.due}.")
    if late and told["feedback_on"] is None and told["dismissed_on"] is None:
        say(f"You can ask again here, or choose another counsellor. {OTHER_DESKS}")
    for done, by, says in (
        ("acknowledged_on", "acknowledge_by", "Receipt will be acknowledged by {} at the latest."),
        ("feedback_on", "feedback_by", "Feedback comes by {} at the latest."),
    ):
        is_open = told[done] is None and told["dismissed_on"] is None
        if is_open and told[by] is not None and str(told[by]) >= today.isoformat():
            say(says.format(told[by]))
    if told["feedback_on"] is not None:
        say("Is the feedback an answer? If it is not, `zegel contest --act feedback` says so, signed by you.")
    if told["dismissed_on"] is not None:
        say("Is it a report after all? `zegel contest --act not-a-report` says so, signed by you.")
