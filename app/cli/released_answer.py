"""Writing as a case officer: a message sealed to the reporter, signed as what it is, and the investigation's steps.

What the case does not allow is told before anything is signed, by the same rules that the service keeps.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from app.cli.case_answer import CLOSURE, Written, refusal_of
from app.cli.conversation import body
from app.cli.failures import CliError, NoAnswerError, ServiceError
from app.cli.released_case import ReleasedCase, open_released
from app.domain import errors
from app.domain.case import Case
from app.domain.case_acts import CHANGES, CaseAct
from app.domain.ids import AccountId, BoxKid, CaseId, OrganisationId
from app.domain.investigation import AFTER_HEARING, check_heard, checked_step
from app.domain.track import Track
from crypto.duty import DutyKind, sign_duty
from crypto.encoding import b64, date_of, day_of, unb64
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER, SPACE_ORGANISATION, Context, env_hash
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.message import ACK_NONE, NO_HASH, Message

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject
    from app.cli.workplace_session import SealedVault, Workplace

_TRIES: Final = 3
_OFFICERS: Final = frozenset({CaseAct.ACKNOWLEDGE, CaseAct.GIVE_FEEDBACK, CaseAct.PLAN, CaseAct.CLOSE})


def send_as_officer(
    workplace: Workplace, path: str, written: Written, text: str, fields: dict[str, object] | None = None
) -> ReleasedCase:
    """Seal a message to the reporter, sign what it is, and hand both in once.

    Raises:
        CliError: the case or the reporter does not allow it.
        NoAnswerError: after several tries it is not known whether it arrived.

    """
    content = body(text, fields)
    a_case = open_released(workplace, path)
    request, vault = _sealed(workplace, a_case, written, content)
    for _ in range(_TRIES):
        try:
            workplace.link.post(f"/w/v1/released-cases/{path}/messages", request)
        except NoAnswerError as error:
            # The same bytes again: the service knows them by number and hash, and keeps them once.
            if not error.sent:
                raise
        except ServiceError as error:
            if error.code not in {"newer", "stale", "denied"}:
                raise
            workplace = workplace.sign_in_again()
            a_case = open_released(workplace, path)
            request, vault = _sealed(workplace, a_case, written, content)
        else:
            workplace.adopt(vault)
            return open_released(workplace, path)
    raise NoAnswerError(
        "It is not known whether the message arrived. Look with `zegel read` before you send it again.", sent=True
    )


def close_as_officer(workplace: Workplace, path: str) -> ReleasedCase:
    """Sign that the case is closed, without a message; errors as `send_as_officer`."""
    a_case = open_released(workplace, path)
    _hand_in(workplace, f"{path}/statements", {"statement": b64(_signed(workplace, a_case, CLOSURE, NO_HASH))})
    return open_released(workplace, path)


def take_step(workplace: Workplace, path: str, step: str) -> ReleasedCase:
    """Record that a step of the investigation was taken.

    Raises:
        CliError: it cannot be taken now.

    """
    a_case = open_released(workplace, path)
    told = a_case.told
    if step in told["steps"]:
        return a_case
    try:
        checked_step(step, told["steps"], _facts(a_case, workplace), must_hear=_must_hear(told))
    except (errors.DutyError, errors.PolicyNotLoadedError) as error:
        raise refusal_of(error, a_case.as_json()) from None
    _hand_in(workplace, f"{path}/steps", {"step": step})
    return open_released(workplace, path)


def _hand_in(workplace: Workplace, where: str, request: JsonObject) -> None:
    for _ in range(_TRIES):
        try:
            workplace.link.post(f"/w/v1/released-cases/{where}", request)
        except NoAnswerError as error:
            if not error.sent:
                raise
        else:
            return
    raise NoAnswerError("It is not known whether this arrived. Look with `zegel read`.", sent=True)


def _sealed(
    workplace: Workplace, a_case: ReleasedCase, written: Written, content: bytes
) -> tuple[JsonObject, SealedVault]:
    if not a_case.told["mayWrite"]:
        raise CliError("The reporter did not allow you to write. What you sign without a message still counts.", "mute")
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
    place = Context(bytes.fromhex(a_case.org), bytes.fromhex(a_case.a_case), FROM_RECIPIENT, SPACE_ORGANISATION, index)
    envelope = seal(
        place, message, Sender(workplace.identity_seed, own_keys.box_pk), Recipients((a_case.box_pk, own_keys.box_pk))
    )
    hashed = env_hash(envelope)
    sent = {"space": SPACE_ORGANISATION, "dir": FROM_RECIPIENT, "index": index, "hash": b64(hashed)}
    vault = workplace.sealed_with(a_case.org, a_case.a_case, a_case.pins(sent))
    request = {
        "envelope": b64(envelope),
        "index": index,
        "duty": b64(_signed(workplace, a_case, written, hashed)) if written.act is not None else None,
        "vault": b64(vault.blob),
        "previousVault": b64(workplace.previous_hash()),
    }
    return request, vault


def _signed(workplace: Workplace, a_case: ReleasedCase, written: Written, ref: bytes) -> bytes:
    _check_allowed(workplace, a_case, written)
    act = written.act or DutyKind.ACK_SENT
    limits = dict(zip((DutyKind.ACK_SENT, DutyKind.FEEDBACK_GIVEN), a_case.acts.last_days(), strict=True))
    due, day = limits.get(act), a_case.organisation.day_to_seal()
    place = (bytes.fromhex(a_case.org), bytes.fromhex(a_case.a_case))
    return sign_duty(act, 0, SPACE_ORGANISATION, *place, workplace.identity_seed, ref, day, day_of(due) if due else 0)


def _check_allowed(workplace: Workplace, a_case: ReleasedCase, written: Written) -> None:
    if written.act is None:
        return
    act, told = CaseAct(written.act), a_case.told
    if act not in _OFFICERS:
        raise CliError("This is for the counsellor of a case, not for its case officer.", "role")
    facts, day = _facts(a_case, workplace), date_of(a_case.organisation.day_to_seal())
    try:
        if act in AFTER_HEARING:
            check_heard(told["steps"], must_hear=_must_hear(told))
        if act is CaseAct.GIVE_FEEDBACK and a_case.acts.day_of(DutyKind.FEEDBACK_GIVEN) is None:
            # What the counsellor answered does not stand in the way of the officer's own answer.
            facts = replace(facts, feedback_on=None)
        CHANGES[act](facts, day)
    except (errors.DutyError, errors.PolicyNotLoadedError) as error:
        raise refusal_of(error, a_case.as_json()) from None


def _must_hear(told: JsonObject) -> bool | None:
    return None if told.get("rulesMissing") else bool(told["mustHear"])


def _facts(a_case: ReleasedCase, workplace: Workplace) -> Case:
    told, own = a_case.told, a_case.acts.facts
    return Case(
        case_id=CaseId(bytes.fromhex(a_case.a_case)),
        organisation_id=OrganisationId(bytes.fromhex(a_case.org)),
        track=Track(own.track),
        received_on=own.received_on,
        sign_pk=a_case.sign_pk,
        self_kid=BoxKid(unb64(str(told["selfKid"]))),
        assignee_pk=own.assignee,
        assignee_account_id=AccountId(workplace.account_id),
        acknowledged_on=own.acknowledged_on,
        reporter_messages=0,
        recipient_messages=0,
        unanswered=0,
        reporter_bytes=0,
        policy_id=None,
        feedback_on=_day(told["feedbackOn"]),
        dismissed_on=_day(told["dismissedOn"]),
        released_on=own.released_on,
        closed_on=_day(told["closedOn"]),
    )


def _day(told: object) -> date | None:
    return None if told is None else date.fromisoformat(str(told))
