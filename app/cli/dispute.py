"""`zegel dispute`: sign that a recorded miss was none, naming the message that was there in time (PROTOCOL 5.6 c).

The log keeps the miss, and the dispute beside it. The reporter opens the message that is named and sees what it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.case_answer import DISPUTE, sign_alone
from app.cli.case_file import find_case, open_case_file
from app.cli.case_telling import tell
from app.cli.failures import CliError, ServiceError
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.workplace_options import CaseId, Name, PasswordFile, workplace
from crypto.encoding import date_of, day_of
from crypto.envelope_inspect import FROM_RECIPIENT
from crypto.message import MessageType

if TYPE_CHECKING:
    from app.cli.case_file import CaseFile

_ANSWERS: Final = {MessageType.ACKNOWLEDGEMENT, MessageType.FEEDBACK}


def run(
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    message: Annotated[
        int | None, typer.Option("--message", help="Number of your message, from `zegel read --json`.", metavar="N")
    ] = None,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Say, signed, that a last day was not missed; possible until two days after the miss was recorded.

    Without --message it names the last acknowledgement or feedback of that time.
    """
    with workplace(server, name, password_file, proxy) as session:
        a_case = open_case_file(session, find_case(session, case))
        try:
            disputed = sign_alone(session, a_case, DISPUTE, _named(a_case, message))
        except ServiceError as error:
            if error.code != "policy":
                raise
            raise CliError(
                "No last day was recorded as missed in the last two days, or the message came after it.", "nothing"
            ) from None
    tell(disputed, as_json=as_json)


def _named(a_case: CaseFile, index: int | None) -> bytes:
    """Return the hash of the message that was there in time.

    Raises:
        CliError: nothing was missed, or there is no such message.

    """
    missed = a_case.acts.missed(date_of(a_case.organisation.today))
    if not missed:
        raise CliError("No last day was missed in this case.", "nothing")
    last = day_of(max(late.due for late in missed))
    own = [(line, line.opened) for line in a_case.conversation.of(FROM_RECIPIENT)]
    named = [
        line.env_hash
        for line, opened in own
        if opened is not None
        and opened.day <= last
        and (opened.type in _ANSWERS if index is None else line.index == index)
    ]
    if not named:
        raise CliError("There is no such message of yours of that time; `zegel read` shows them all.", "message")
    return named[-1]
