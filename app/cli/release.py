"""`zegel release`: ask the reporter whether the organisation may be let in, for exactly what is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.case_answer import REPLY, REQUEST, send
from app.cli.case_file import CaseFile, find_case, open_case_file
from app.cli.case_telling import tell
from app.cli.consent_signing import check_not_involved
from app.cli.failures import CliError
from app.cli.officers import choose_officer
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.terminal import STANDARD_INPUT, read_text
from app.cli.workplace_options import CaseId, Name, PasswordFile, TextFile, check_input, workplace
from crypto.consent_token import Purpose
from crypto.encoding import b64
from crypto.envelope_inspect import FROM_RECIPIENT, SPACE_ORGANISATION
from crypto.message import MessageType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.cli.conversation import Line
    from app.cli.service_link import JsonObject
    from crypto.directory import Entry

To = Annotated[str | None, typer.Option("--to", help="Name or fingerprint of the case officer.", metavar="OFFICER")]
Summary = Annotated[
    str | None,
    typer.Option("--summary-file", help="Release this summary only; the reporter sees it first.", metavar="FILE"),
]


def run(
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    text_file: TextFile,
    to: To = None,
    summary_file: Summary = None,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Ask whether a case may go to a case officer: the whole conversation, or a summary alone; the text says why.

    Identity details stay out. Nothing moves before the reporter agrees. Then `zegel rewrap` releases it.
    """
    check_input(text_file, password_file)
    if summary_file == STANDARD_INPUT:
        raise CliError("The summary comes from a file.", "usage")
    summary = read_text(summary_file) if summary_file is not None else None
    text = read_text(text_file)
    with workplace(server, name, password_file, proxy) as session:
        path = find_case(session, case)
        a_case = open_case_file(session, path)
        officer = choose_officer(a_case.organisation, to, [session.identity_pk])
        check_not_involved(a_case.conversation.lines, officer)
        hashes = None
        if summary is not None:
            told = send(session, path, REPLY, summary).conversation.newest(FROM_RECIPIENT)
            hashes = [told.env_hash] if told is not None else None
        sent = send(session, path, REQUEST, text, asks=lambda current: asked_release(current, officer, hashes))
    tell(sent, as_json=as_json)


def whole(lines: Iterable[Line]) -> list[bytes]:
    """Return the hashes of what can be released as a whole: everything that opens, but no identity details."""
    return [line.env_hash for line in lines if line.opened is not None and line.opened.type != MessageType.IDENTITY]


def asked_release(a_case: CaseFile, officer: Entry, hashes: list[bytes] | None) -> JsonObject:
    """Return what the request says in the clear: these messages (hashes of 32), or everything that may go."""
    scope = hashes if hashes is not None else whole(a_case.conversation.in_scope_order())
    return {
        "purpose": int(Purpose.RELEASE),
        "space": SPACE_ORGANISATION,
        "recipient": b64(officer.record.id_pk),
        "kid": b64(officer.record.kid_box),
        "scope": [b64(one) for one in scope],
    }
