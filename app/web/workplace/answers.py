"""What the workplace's interface writes: one function per answer, as values for JSON (PROTOCOL 3.4)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from app.domain.after_care import CheckIn
from app.services.worklist import CaseFile, Membership, WorklistItem
from app.services.worklist_marks import FormerCase
from app.web.beside_answers import beside_answer
from app.web.case_days import acts_answer, destruction_answer, iso
from app.web.control_answers import control_answer
from app.web.package_answers import packages_answer
from app.web.tasks_answer import task_answer
from app.web.wire import text


def membership(served: Membership) -> dict[str, Any]:
    """Write an organisation the account serves, with its key records there."""
    organisation = served.view.organisation
    return {
        "orgId": text(organisation.organisation_id),
        "slug": organisation.slug,
        "orgName": organisation.name,
        "practice": organisation.is_practice,
        "root": list(served.view.roots),
        "proof": served.view.proof,
        "directory": served.view.directory,
        "records": [
            {
                "record": text(own.record.record),
                "name": own.record.name,
                "device": own.record.device.value,
                "state": own.state,
            }
            for own in served.records
        ],
    }


def worklist_item(item: WorklistItem, allowed: list[int], care: CheckIn | None) -> dict[str, Any]:
    """Write one line of the worklist; days as ISO dates, null on a track without clock.

    `allowed`: the purposes of what the reporter said yes to and nobody carried out yet; `care`: the moment to ask.
    """
    a_case = item.case
    return {
        "id": a_case.case_id.hex(),
        "caseId": text(a_case.case_id),
        "orgId": text(a_case.organisation_id),
        "track": int(a_case.track),
        "receivedOn": a_case.received_on.isoformat(),
        "assignee": text(a_case.assignee_pk),
        "ackLimit": iso(item.ack_limit),
        "feedbackLimit": iso(item.feedback_limit),
        "clockStartsAtRelease": item.clock_starts_at_release,
        "acknowledgedOn": iso(a_case.acknowledged_on),
        "lastIndex": a_case.reporter_messages - 1,
        "allowed": allowed,
        "afterCareDue": {"months": care.months, "dueOn": care.due_on.isoformat()} if care is not None else None,
    } | acts_answer(a_case, item.missed)


def former_item(former: FormerCase) -> dict[str, Any]:
    """Write a case that went to another counsellor, with the last day on which it may be read."""
    a_case = former.case
    return {
        "id": a_case.case_id.hex(),
        "caseId": text(a_case.case_id),
        "orgId": text(a_case.organisation_id),
        "track": int(a_case.track),
        "receivedOn": a_case.received_on.isoformat(),
        "until": former.until_on.isoformat(),
    }


def case_file_answer(found: CaseFile, today: date) -> dict[str, Any]:
    """Write a case with everything sealed in it."""
    return {
        "orgId": text(found.case.organisation_id),
        "caseId": text(found.case.case_id),
        "track": int(found.case.track),
        "receivedOn": found.case.received_on.isoformat(),
        "formerUntil": iso(found.former_until),
        "firstReceivedOn": found.first_received_on.isoformat(),
        "clockStartsAtRelease": found.clock_starts_at_release,
        "releasedOn": iso(found.case.released_on),
        "selfKid": text(found.case.self_kid),
        "envelopes": [asdict(envelope) | {"envelope": text(envelope.envelope)} for envelope in found.envelopes],
        "duties": [text(signed) for signed in found.statements.signed],
        "contested": [text(record_hash) for record_hash in found.statements.contested],
        "tasks": [task_answer(task) for task in found.tasks],
        **acts_answer(found.case, found.missed),
        **destruction_answer(found.destruction),
        **control_answer(found.case, found.control, today),
        "packages": packages_answer(found.packages),
        **beside_answer(found.beside, for_reporter=False),
    }
