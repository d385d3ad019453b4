"""`zegel hand-over`: ask the reporter whether another counsellor may take a case over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.case_answer import REQUEST, send
from app.cli.case_file import CaseFile, find_case, open_case_file
from app.cli.case_telling import tell
from app.cli.consent_signing import check_not_involved
from app.cli.failures import CliError
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.terminal import read_text
from app.cli.verified_organisation import choose_counsellor
from app.cli.workplace_options import CaseId, Name, PasswordFile, TextFile, check_input, workplace
from crypto.consent_token import Purpose
from crypto.encoding import b64
from crypto.envelope_inspect import SPACE_COUNSELLOR

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject
    from crypto.directory import Entry

To = Annotated[str, typer.Option("--to", help="Name or fingerprint of the other counsellor.", metavar="COUNSELLOR")]


def run(
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    to: To,
    text_file: TextFile,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Ask the reporter whether another counsellor may take the case over; the text says why.

    Nothing moves before the reporter agrees. Then `zegel rewrap` hands it over.
    """
    check_input(text_file, password_file)
    text = read_text(text_file)
    with workplace(server, name, password_file, proxy) as session:
        path = find_case(session, case)
        a_case = open_case_file(session, path)
        recipient = choose_counsellor(a_case.organisation, to)
        check_not_involved(a_case.conversation.lines, recipient)
        if recipient.record.id_pk == session.identity_pk:
            raise CliError("You hold this case already.", "counsellor")
        sent = send(session, path, REQUEST, text, asks=lambda current: _asked(current, recipient))
    tell(sent, as_json=as_json)


def _asked(a_case: CaseFile, recipient: Entry) -> JsonObject:
    return {
        "purpose": int(Purpose.HAND_OVER),
        "space": SPACE_COUNSELLOR,
        "recipient": b64(recipient.record.id_pk),
        "kid": b64(recipient.record.kid_box),
        "scope": [b64(line.env_hash) for line in a_case.conversation.in_scope_order()],
    }
