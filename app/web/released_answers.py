"""Released cases as JSON: for their case officer, and the organisation's space for its reporter (PROTOCOL 3.4, 5)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from app.web.beside_answers import demand_answer
from app.web.case_days import iso
from app.web.tasks_answer import task_answer
from app.web.wire import text

if TYPE_CHECKING:
    from app.services.case_statements import Statements
    from app.services.officer_desk import OrganisationSpace, ReleasedFile, ReleasedItem


def released_item_answer(item: ReleasedItem) -> dict[str, Any]:
    """Write one released case of an officer's worklist; days as ISO dates."""
    a_case = item.case
    return {
        "id": a_case.case_id.hex(),
        "caseId": text(a_case.case_id),
        "orgId": text(a_case.organisation_id),
        "space": 1,
        "track": int(a_case.track),
        "receivedOn": a_case.received_on.isoformat(),
        "releasedOn": iso(a_case.released_on),
        "ackLimit": iso(item.ack_limit),
        "feedbackLimit": iso(item.feedback_limit),
        "clockStartsAtRelease": item.clock_starts_at_release,
        "acknowledgedOn": iso(a_case.acknowledged_on),
        "feedbackOn": iso(a_case.feedback_on),
        "dismissedOn": iso(a_case.dismissed_on),
        "closedOn": iso(a_case.closed_on),
        "missed": [{"duty": int(duty.owed), "due": duty.due.isoformat()} for duty in item.missed],
    }


def released_file_answer(found: ReleasedFile) -> dict[str, Any]:
    """Write a released case: the packages, what was written here, the statements and the steps."""
    return {
        **released_item_answer(found.item),
        "selfKid": text(found.item.case.self_kid),
        "releases": [{"package": text(one.package), "madeOn": one.made_on.isoformat()} for one in found.releases],
        "envelopes": [asdict(envelope) | {"envelope": text(envelope.envelope)} for envelope in found.envelopes],
        **_signed(found.statements),
        "steps": {step: day.isoformat() for step, day in found.steps.items()},
        "openSteps": [step.value for step in found.open_steps],
        "mustHear": found.must_hear is not False,
        "rulesMissing": found.must_hear is None,
        "mayWrite": found.may_write,
        "tasks": [task_answer(task) for task in found.tasks],
        "demands": [demand_answer(one) for one in found.demands],
    }


def space_answer(space: OrganisationSpace | None) -> list[dict[str, Any]]:
    """Write the organisation's space for its reporter; an empty list while there is none."""
    if space is None:
        return []
    return [
        {
            "space": space.officer.space,
            "holder": text(space.officer.identity_pk),
            "since": space.officer.since_on.isoformat(),
            **_signed(space.statements),
            "steps": {step: day.isoformat() for step, day in space.steps.items()},
        }
    ]


def _signed(statements: Statements) -> dict[str, Any]:
    return {
        "duties": [text(signed) for signed in statements.signed],
        "contested": [text(record_hash) for record_hash in statements.contested],
    }
