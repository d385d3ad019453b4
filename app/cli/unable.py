"""`zegel unable`: say that you cannot go on with a case, being ill or involved, and sign for that."""

from __future__ import annotations

from app.cli.case_answer import UNABLE, send
from app.cli.case_file import find_case
from app.cli.case_telling import tell
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
    """Say that you cannot go on with a case; its last days stay as they are."""
    check_input(text_file, password_file)
    text = read_text(text_file)
    with workplace(server, name, password_file, proxy) as session:
        sent = send(session, find_case(session, case), UNABLE, text)
    tell(sent, as_json=as_json)
