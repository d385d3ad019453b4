"""`zegel plan`: tell the reporter what the next step is, and sign for that."""

from __future__ import annotations

from app.cli.any_case import answer_any, tell_any
from app.cli.case_answer import PLAN
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
    """Tell what the next step is; it can be told more than once."""
    check_input(text_file, password_file)
    text = read_text(text_file)
    with workplace(server, name, password_file, proxy) as session:
        sent = answer_any(session, case, PLAN, text)
    tell_any(sent, as_json=as_json)
