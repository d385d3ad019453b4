"""What the reporter was asked and allowed, as JSON, the same for both surfaces (PROTOCOL 3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.web.case_days import iso
from app.web.wire import text

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.domain.consent import Consent, Request
    from app.services.control_view import Control


def control_answer(a_case: Case, control: Control, today: date) -> dict[str, Any]:
    """Write requests, consents, re-wrap records and changes of track; bytes as base64, ids of requests as hex."""
    return {
        "assignee": text(a_case.assignee_pk),
        "requests": [_request(one) for one in control.requests],
        "consents": [_consent(one, today) for one in control.consents],
        "rewraps": [
            {
                "tokenId": text(one.token_id) if one.token_id is not None else None,
                "record": text(one.record),
                "madeOn": one.made_on.isoformat(),
            }
            for one in control.rewraps
        ],
        "trackChanges": [
            {
                "change": text(one.change),
                "acceptedOn": one.accepted_on.isoformat(),
                "statementsBefore": one.statements_before,
            }
            for one in control.track_changes
        ],
    }


def _request(request: Request) -> dict[str, Any]:
    return {
        "id": request.request_id.hex(),
        "purpose": int(request.purpose),
        "space": request.space,
        "recipient": text(request.recipient_pk),
        "kid": text(request.recipient_kid),
        "message": text(request.message_hash),
        "scope": [text(one) for one in request.wanted],
        "askedOn": request.asked_on.isoformat(),
        "state": request.state.value,
        "settledOn": iso(request.settled_on),
    }


def _consent(consent: Consent, today: date) -> dict[str, Any]:
    return {
        "tokenId": text(consent.token_id),
        "token": text(consent.token),
        "scope": [text(one) for one in consent.scope],
        "keepsAccess": consent.former_keeps_access,
        "givenOn": consent.given_on.isoformat(),
        "endsOn": consent.ends_on.isoformat(),
        "state": consent.state_on(today).value,
        "settledOn": iso(consent.settled_on),
    }
