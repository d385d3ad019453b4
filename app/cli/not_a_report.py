"""`zegel not-a-report`: say that something is no report, with a reason and a sentence to who sent it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from app.cli.case_answer import dismissal, send
from app.cli.case_file import find_case
from app.cli.case_telling import tell
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.terminal import read_text
from app.cli.workplace_options import CaseId, Name, PasswordFile, TextFile, check_input, workplace
from crypto.duty import NotReportReason


class Reason(StrEnum):
    """Why it is no report."""

    ADVERTISING = "advertising"
    TEST = "test"
    UNREADABLE = "unreadable"
    WRONG_ORGANISATION = "wrong-organisation"
    DUPLICATE = "duplicate"


def run(
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    reason: Annotated[Reason, typer.Option("--reason", help="Why it is no report.")],
    text_file: TextFile,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Say that this is no report. It is counted apart, and who sent it can contest it."""
    check_input(text_file, password_file)
    text = read_text(text_file)
    with workplace(server, name, password_file, proxy) as session:
        sent = send(session, find_case(session, case), dismissal(NotReportReason[reason.name]), text)
    tell(sent, as_json=as_json)
