"""`zegel acknowledge`: confirm receipt with a sealed message and a signed statement."""

from __future__ import annotations

from app.cli.any_case import answer_any, tell_any
from app.cli.case_answer import ACKNOWLEDGEMENT
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.terminal import read_text
from app.cli.workplace_options import CaseId, Name, PasswordFile, TextFile, check_input, workplace


def run(
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    text_file: TextFile,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Acknowledge receipt of a report: the reporter gets your text and proof of the day."""
    check_input(text_file, password_file)
    text = read_text(text_file)
    with workplace(server, name, password_file, proxy) as session:
        sent = answer_any(session, case, ACKNOWLEDGEMENT, text)
    tell_any(sent, as_json=as_json)
