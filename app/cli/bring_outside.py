"""`zegel bring-outside`: ask the reporter whether an authority or helper may be let in, through the counsellor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.case_answer import REPLY, REQUEST, send
from app.cli.case_file import CaseFile, find_case, open_case_file
from app.cli.case_telling import tell
from app.cli.consent_signing import check_not_involved
from app.cli.failures import CliError
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.outside_items import listed_recipient
from app.cli.release import whole
from app.cli.terminal import STANDARD_INPUT, read_text
from app.cli.workplace_options import CaseId, Name, PasswordFile, TextFile, check_input, workplace
from crypto.consent_token import Purpose
from crypto.encoding import b64, unb64
from crypto.envelope_inspect import FROM_RECIPIENT, SPACE_AUTHORITY_FIRST, SPACE_MAX

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject
    from crypto.directory import Entry

To = Annotated[str, typer.Option("--to", help="Name or fingerprint of the authority or helper.", metavar="NAME")]
Summary = Annotated[
    str | None,
    typer.Option("--summary-file", help="Only this summary goes along; the reporter sees it first.", metavar="FILE"),
]


def run(
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    text_file: TextFile,
    to: To,
    summary_file: Summary = None,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Ask whether a case may go to an authority or helper: the conversation, or a summary alone; the text says why.

    Identity details stay out. Nothing moves before the reporter agrees. Then `zegel rewrap` seals it for them.
    """
    check_input(text_file, password_file)
    if summary_file == STANDARD_INPUT:
        raise CliError("The summary comes from a file.", "usage")
    summary = read_text(summary_file) if summary_file is not None else None
    text = read_text(text_file)
    with workplace(server, name, password_file, proxy) as session:
        path = find_case(session, case)
        a_case = open_case_file(session, path)
        recipient = listed_recipient(a_case.organisation, Purpose.EXTERNAL, SPACE_AUTHORITY_FIRST, to)
        check_not_involved(a_case.conversation.lines, recipient)
        hashes = None
        if summary is not None:
            told = send(session, path, REPLY, summary).conversation.newest(FROM_RECIPIENT)
            hashes = [told.env_hash] if told is not None else None
        taken = _spaces(session.link.get(f"/w/v1/cases/{path}"))
        sent = send(session, path, REQUEST, text, asks=lambda current: _asked(current, recipient, taken, hashes))
    tell(sent, as_json=as_json)


def _asked(a_case: CaseFile, recipient: Entry, taken: dict[int, bytes], hashes: list[bytes] | None) -> JsonObject:
    """Return what the request says in the clear; the reporter's own client has the last word on the space."""
    scope = hashes if hashes is not None else whole(a_case.conversation.in_scope_order())
    own = [space for space, known in taken.items() if known == recipient.record.id_pk]
    free = [space for space in range(SPACE_AUTHORITY_FIRST, SPACE_MAX + 1) if space not in taken]
    return {
        "purpose": int(Purpose.EXTERNAL),
        "space": (own or free or [SPACE_MAX])[0],
        "recipient": b64(recipient.record.id_pk),
        "kid": b64(recipient.record.kid_box),
        "scope": [b64(one) for one in scope],
    }


def _spaces(answer: JsonObject) -> dict[int, bytes]:
    """Return which spaces outside are known to belong to whom."""
    known = [*answer.get("packages", ()), *answer.get("requests", ())]
    return {
        int(one["space"]): unb64(str(one["recipient"])) for one in known if int(one["space"]) >= SPACE_AUTHORITY_FIRST
    }
