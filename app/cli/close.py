"""`zegel close`: close a case whose reporter had an answer, with a last message or without."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.any_case import close_any, tell_any
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.terminal import read_text
from app.cli.workplace_options import CaseId, Name, PasswordFile, check_input, workplace


def run(
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    text_file: Annotated[
        str | None, typer.Option("--text-file", help="A last message; - is standard input.", metavar="FILE|-")
    ] = None,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Close a case. Not before feedback: the reporter is owed an answer first."""
    text = None
    if text_file is not None:
        check_input(text_file, password_file)
        text = read_text(text_file)
    with workplace(server, name, password_file, proxy) as session:
        closed = close_any(session, case, text)
    tell_any(closed, as_json=as_json)
