"""Answering in a case: a message sealed here, and the statement signed here that says what it is (PROTOCOL 3.4, 6.2).

What the case does not allow is told before anything is signed, by the same rules that the service keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.cli.case_file import open_case_file
from app.cli.conversation import body
from app.cli.failures import RULES_MISSING, CliError, NoAnswerError, ServiceError
from app.domain import errors
from app.domain.case_acts import CHANGES, CaseAct
from crypto.duty import DutyKind, sign_duty
from crypto.encoding import b64, date_of, day_of
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER, SPACE_COUNSELLOR, Context, env_hash
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.message import ACK_NONE, NO_HASH, Message, MessageType

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.cli.case_file import CaseFile
    from app.cli.service_link import JsonObject
    from app.cli.workplace_session import SealedVault, Workplace

_TRIES: Final = 3
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


@dataclass(frozen=True)
class Written:
    """What a message is, and as what it is signed (None: an ordinary message); `detail` is why it is no report."""

    message: MessageType
    act: DutyKind | None = None
    detail: int = 0


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
    a_case = open_case_file(workplace, path)
    request, vault = _sealed(workplace, a_case, written, content, asks)
    kind = "messages" if asks is None else "requests"
    for _ in range(_TRIES):
        try:
            workplace.link.post(f"/w/v1/cases/{path}/{kind}", request)
        except NoAnswerError as error:
            # The same bytes again: the service knows them by number and hash, and keeps them once.
            if not error.sent:
                raise
        except ServiceError as error:
            if error.code not in {"newer", "stale", "denied"}:
                raise
            workplace = workplace.sign_in_again()
            a_case = open_case_file(workplace, path)
            request, vault = _sealed(workplace, a_case, written, content, asks)
        else:
            workplace.adopt(vault)
            return open_case_file(workplace, path)
    raise NoAnswerError(
        "It is not known whether the message arrived. Look with `zegel read` before you send it again.", sent=True
    )


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
    path = a_case.path
    request = {"statement": b64(_signed(workplace, a_case, written, ref))}
    for _ in range(_TRIES):
        try:
            workplace.link.post(f"/w/v1/cases/{path}/statements", request)
        except NoAnswerError as error:
            if not error.sent:
                raise
        else:
            return open_case_file(workplace, path)
    raise NoAnswerError("It is not known whether that was kept. Look with `zegel read`.", sent=True)


def _sealed(
    workplace: Workplace,
    a_case: CaseFile,
    written: Written,
    content: bytes,
    asks: Callable[[CaseFile], JsonObject] | None = None,
) -> tuple[JsonObject, SealedVault]:
    _check_allowed(workplace, a_case, written)
    index = a_case.conversation.next_index(FROM_RECIPIENT)
    own, other = a_case.conversation.newest(FROM_RECIPIENT), a_case.conversation.newest(FROM_REPORTER)
    message = Message(
        written.message,
        a_case.organisation.day_to_seal(),
        a_case.organisation.listed().dir_hash,
        content,
        prev=own.env_hash if own is not None else NO_HASH,
        ack_index=other.index if other is not None else ACK_NONE,
        ack_hash=other.env_hash if other is not None else NO_HASH,
    )
    own_keys = workplace.boxes(a_case.org)[-1]
    place = Context(bytes.fromhex(a_case.org), bytes.fromhex(a_case.a_case), FROM_RECIPIENT, SPACE_COUNSELLOR, index)
    sender = Sender(workplace.identity_seed, own_keys.box_pk)
    envelope = seal(place, message, sender, Recipients.of(a_case.report, own_keys))
    hashed = env_hash(envelope)
    sent = {"space": SPACE_COUNSELLOR, "dir": FROM_RECIPIENT, "index": index, "hash": b64(hashed)}
    vault = workplace.sealed_with(a_case.org, a_case.a_case, a_case.pins(sent))
    request = {
        "envelope": b64(envelope),
        "index": index,
        "duty": b64(_signed(workplace, a_case, written, hashed)) if written.act is not None else None,
        "vault": b64(vault.blob),
        "previousVault": b64(workplace.previous_hash()),
        **(asks(a_case) if asks is not None else {}),
    }
    return request, vault


def _signed(workplace: Workplace, a_case: CaseFile, written: Written, ref: bytes) -> bytes:
    """Sign what is done, with the last day that the law gives for it."""
    _check_allowed(workplace, a_case, written)
    act = written.act or DutyKind.ACK_SENT
    limits = dict(zip((DutyKind.ACK_SENT, DutyKind.FEEDBACK_GIVEN), a_case.acts.last_days(), strict=True))
    due, day = limits.get(act), a_case.organisation.day_to_seal()
    place = (bytes.fromhex(a_case.org), bytes.fromhex(a_case.a_case))
    return sign_duty(
        act, 0, SPACE_COUNSELLOR, *place, workplace.identity_seed, ref, day, day_of(due) if due else 0, written.detail
    )


def _check_allowed(workplace: Workplace, a_case: CaseFile, written: Written) -> None:
    if written.act in {None, DutyKind.DISPUTE}:
        return
    facts, day = a_case.facts(workplace.account_id), date_of(a_case.organisation.day_to_seal())
    try:
        CHANGES[CaseAct(written.act)](facts, day)
    except errors.DutyError as error:
        raise refusal_of(error, a_case.as_json()) from None
