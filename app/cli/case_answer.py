"""Answering in a case: a message sealed here, and the statement signed here that says what it is (PROTOCOL 3.4, 6.2).

What the case does not allow is told before anything is signed, by the same rules that the service keeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.cli.answer_sealing import Desk, Written, deliver, deliver_statement, seal_answer, sign_act
from app.cli.case_file import open_case_file
from app.cli.conversation import body
from app.cli.failures import RULES_MISSING, CliError
from app.domain import errors
from app.domain.case_acts import CHANGES, CaseAct
from crypto.duty import DutyKind
from crypto.encoding import b64, date_of
from crypto.envelope_inspect import SPACE_COUNSELLOR
from crypto.message import NO_HASH, MessageType

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.cli.case_file import CaseFile
    from app.cli.service_link import JsonObject
    from app.cli.workplace_session import SealedVault, Workplace

_REFUSALS: Final[Mapping[type[errors.RuleError], tuple[str, str]]] = {
    errors.AlreadyAcknowledgedError: ("Receipt of this report was acknowledged on {acknowledged_on}.", "acknowledged"),
    errors.AcknowledgementMissingError: ("Acknowledge receipt first; then give feedback.", "acknowledge-first"),
    errors.AlreadyAnsweredError: ("Feedback was given on {feedback_on}.", "answered"),
    errors.AlreadyDismissedError: ("On {dismissed_on} you said that this is no report.", "dismissed"),
    errors.AlreadyUnableError: ("On {unable_on} you said that you cannot go on.", "unable"),
    errors.CaseClosedError: ("This case was closed on {closed_on}.", "closed"),
    errors.FeedbackMissingError: (
        "The reporter has had no feedback yet. A case is closed after `zegel feedback`, or after `zegel not-a-report`.",
        "feedback-missing",
    ),
    errors.OtherSideNotHeardError: (
        "The organisation's text demands that both sides are heard first. `zegel step` records that.",
        "hear-other-side",
    ),
    errors.PolicyNotLoadedError: (RULES_MISSING, "rules-missing"),
    errors.InvestigationError: ("This step cannot be taken now: it was taken, or nothing has begun.", "step"),
}


REPLY: Final = Written(MessageType.MESSAGE)
ACKNOWLEDGEMENT: Final = Written(MessageType.ACKNOWLEDGEMENT, DutyKind.ACK_SENT)
FEEDBACK: Final = Written(MessageType.FEEDBACK, DutyKind.FEEDBACK_GIVEN)
PLAN: Final = Written(MessageType.STATUS, DutyKind.FOLLOW_UP_PLAN)
CLOSURE: Final = Written(MessageType.STATUS, DutyKind.CLOSED)
UNABLE: Final = Written(MessageType.MESSAGE, DutyKind.UNABLE)
DISPUTE: Final = Written(MessageType.ACKNOWLEDGEMENT, DutyKind.DISPUTE)
REQUEST: Final = Written(MessageType.HAND_OVER_OFFER)


def refusal_of(error: errors.RuleError, told: Mapping[str, object]) -> CliError:
    """Return the sentence for what a case does not allow; `told` is the case as JSON tells it."""
    sentence, code = _REFUSALS[type(error)]
    return CliError(sentence.format(**told), code)


def dismissal(reason: int) -> Written:
    """Return what says that this is no report, for one of the five reasons."""
    return Written(MessageType.MESSAGE, DutyKind.NOT_A_REPORT, reason)


def send(
    workplace: Workplace,
    path: str,
    written: Written,
    text: str,
    fields: dict[str, object] | None = None,
    asks: Callable[[CaseFile], JsonObject] | None = None,
) -> CaseFile:
    """Seal a message to the reporter, sign what it is, and hand both in once.

    asks: what the message asks the reporter to allow; it then comes as a request (PROTOCOL 5.3).

    Raises:
        CliError: the case does not allow it, the key was revoked, or the clocks differ.
        NoAnswerError: after several tries it is not known whether it arrived.

    """
    content = body(text, fields)

    def made(session: Workplace) -> tuple[JsonObject, SealedVault]:
        a_case = open_case_file(session, path)
        _check_allowed(session, a_case, written)
        request, vault = seal_answer(session, _desk(a_case), written, content)
        return {**request, **(asks(a_case) if asks is not None else {})}, vault

    kind = "messages" if asks is None else "requests"
    return open_case_file(deliver(workplace, f"/w/v1/cases/{path}/{kind}", made), path)


def close_silently(workplace: Workplace, path: str) -> CaseFile:
    """Sign that the case is closed, without a message, and hand that in once.

    Raises:
        CliError: the case does not allow it.
        NoAnswerError: after several tries it is not known whether it arrived.

    """
    return sign_alone(workplace, open_case_file(workplace, path), CLOSURE, NO_HASH)


def sign_alone(workplace: Workplace, a_case: CaseFile, written: Written, ref: bytes) -> CaseFile:
    """Sign an act that comes without a message, naming one by its hash (32), and hand that in once.

    Raises:
        CliError: the case does not allow it.
        NoAnswerError: after several tries it is not known whether it arrived.

    """
    _check_allowed(workplace, a_case, written)
    request = {"statement": b64(sign_act(workplace, _desk(a_case), written, ref))}
    deliver_statement(workplace, f"/w/v1/cases/{a_case.path}/statements", request)
    return open_case_file(workplace, a_case.path)


def _desk(a_case: CaseFile) -> Desk:
    return Desk(a_case, SPACE_COUNSELLOR, a_case.report.box_pk)


def _check_allowed(workplace: Workplace, a_case: CaseFile, written: Written) -> None:
    if written.act in {None, DutyKind.DISPUTE}:
        return
    facts, day = a_case.facts(workplace.account_id), date_of(a_case.organisation.day_to_seal())
    try:
        CHANGES[CaseAct(written.act)](facts, day)
    except errors.DutyError as error:
        raise refusal_of(error, a_case.as_json()) from None
