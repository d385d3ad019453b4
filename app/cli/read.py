"""`zegel read`: open one case, show the conversation, and remember in the vault what was seen."""

from __future__ import annotations

from app.cli.any_case import open_any, tell_any
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.workplace_options import CaseId, Name, PasswordFile, workplace


def run(
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Open a case and show the conversation."""
    with workplace(server, name, password_file, proxy) as session:
        opened = open_any(session, case)
    tell_any(opened, as_json=as_json)
