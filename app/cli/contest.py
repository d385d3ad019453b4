"""`zegel contest`: the reporter signs that a claimed acknowledgement, feedback or dismissal is not true."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.duty_words import CONTESTABLE
from app.cli.failures import CliError, NoAnswerError, ServiceError
from app.cli.mailbox import read_code_and_words, tell
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.reporter_case import open_case
from app.cli.reporter_client import sign_in
from app.cli.service_link import ServiceLink
from crypto.duty import DutyKind, sign_duty
from crypto.encoding import b64
from crypto.envelope_inspect import SPACE_COUNSELLOR, SPACE_ORGANISATION

if TYPE_CHECKING:
    from app.cli.reporter_case import ReporterCase

_TRIES: Final = 3


class Act(StrEnum):
    """What can be contested."""

    ACKNOWLEDGEMENT = "acknowledgement"
    FEEDBACK = "feedback"
    NOT_A_REPORT = "not-a-report"
    DISPUTE = "dispute"


def run(
    server: ReporterServer,
    organisation: OrganisationSlug,
    act: Annotated[Act, typer.Option("--act", help="What is not true.")],
    by_officer: Annotated[bool, typer.Option("--by-case-officer", help="The case officer claimed it.")] = False,  # noqa: FBT002
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Say, signed, that the counsellor did not do what was claimed. Then it counts as not done.

    Code and words come from the terminal or standard input (two lines, or JSON).
    """
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        a_case = open_case(link, organisation, pin, code, phrase)
        contest_claim(link, a_case, act, by_officer=by_officer)
        a_case = a_case.reload(link)
        link.delete("/r/v1/session")
    tell(a_case, as_json=as_json)


def contest_claim(link: ServiceLink, a_case: ReporterCase, act: Act, *, by_officer: bool = False) -> None:
    """Sign a contest of the newest claim of this kind and hand it in once.

    Raises:
        CliError: there is no such claim.
        NoAnswerError: after several tries it is not known whether it arrived.

    """
    _hand_in(link, a_case, {"statement": b64(_signed(a_case, act, by_officer=by_officer))})


def _signed(a_case: ReporterCase, act: Act, *, by_officer: bool) -> bytes:
    """Sign a contest of the newest claim of this kind, whether or not this client finds that it holds."""
    kind = CONTESTABLE[act.value]
    acts, space = a_case.acts, SPACE_COUNSELLOR
    if by_officer:
        if a_case.officer is None:
            raise CliError("You let no case officer in.", "officer")
        acts, space = a_case.officer.acts, SPACE_ORGANISATION
    named = [duty for duty in acts.duties if duty.kind is kind and not duty.is_contested]
    if not named:
        raise CliError("There is nothing of that kind to contest; `zegel mailbox` shows what was signed.", "nothing")
    keys, day = a_case.keys, a_case.organisation.day_to_seal()
    place = (keys.org_id, keys.case_id)
    return sign_duty(DutyKind.CONTEST, 0, space, *place, keys.sign_seed, named[-1].record_hash, day, 0)


def _hand_in(link: ServiceLink, a_case: ReporterCase, request: dict[str, object]) -> None:
    """Hand the same bytes in until an answer comes: the service keeps them once."""
    for _ in range(_TRIES):
        try:
            link.post("/r/v1/statements", request)
        except NoAnswerError as error:
            if not error.sent:
                raise
        except ServiceError as error:
            if error.code != "denied":
                raise
            sign_in(link, a_case.keys)
        else:
            return
    raise NoAnswerError("It is not known whether this arrived. Look with `zegel mailbox`.", sent=True)
