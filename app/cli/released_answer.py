"""Writing as a case officer: a message sealed to the reporter, signed as what it is, and the investigation's steps.

What the case does not allow is told before anything is signed, by the same rules that the service keeps.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from app.cli.answer_sealing import Desk, Written, deliver, deliver_statement, seal_answer, sign_act
from app.cli.case_answer import CLOSURE, refusal_of
from app.cli.conversation import body
from app.cli.failures import CliError
from app.cli.released_case import ReleasedCase, open_released
from app.domain import errors
from app.domain.case import Case
from app.domain.case_acts import CHANGES, CaseAct
from app.domain.ids import AccountId, BoxKid, CaseId, OrganisationId
from app.domain.investigation import AFTER_HEARING, check_heard, checked_step
from app.domain.track import Track
from crypto.duty import DutyKind
from crypto.encoding import b64, date_of, unb64
from crypto.envelope_inspect import SPACE_ORGANISATION
from crypto.message import NO_HASH

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject
    from app.cli.workplace_session import SealedVault, Workplace

_MUTE: Final = "The reporter did not allow you to write. What you sign without a message still counts."
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

    def made(session: Workplace) -> tuple[JsonObject, SealedVault]:
        a_case = open_released(session, path)
        if not a_case.told["mayWrite"]:
            raise CliError(_MUTE, "mute")
        _check_allowed(session, a_case, written)
        return seal_answer(session, Desk(a_case, SPACE_ORGANISATION, a_case.box_pk), written, content)

    return open_released(deliver(workplace, f"/w/v1/released-cases/{path}/messages", made), path)


def close_as_officer(workplace: Workplace, path: str) -> ReleasedCase:
    """Sign that the case is closed, without a message; errors as `send_as_officer`."""
    a_case = open_released(workplace, path)
    _check_allowed(workplace, a_case, CLOSURE)
    # Nothing is sealed to the reporter by this, so it can be signed also where no word of theirs gives a key.
    raw = sign_act(workplace, Desk(a_case, SPACE_ORGANISATION, b""), CLOSURE, NO_HASH)
    deliver_statement(workplace, f"/w/v1/released-cases/{path}/statements", {"statement": b64(raw)})
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
    deliver_statement(workplace, f"/w/v1/released-cases/{path}/steps", {"step": step})
    return open_released(workplace, path)


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
