"""A case as the procedure sees it: facts without content. Days are civil days of the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.ids import AccountId, BoxKid, CaseId, OrganisationId
from app.domain.track import Track


@dataclass(frozen=True, slots=True)
class Case:
    """A report and all that follows."""

    case_id: CaseId
    organisation_id: OrganisationId
    track: Track
    received_on: date
    sign_pk: bytes
    """32 bytes: the reporter's signing key in this case."""
    self_kid: BoxKid
    """The reporter's own box key."""
    assignee_pk: bytes
    """32 bytes: identity key of the counsellor who holds the case."""
    assignee_account_id: AccountId
    acknowledged_on: date | None
    reporter_messages: int
    """How many envelopes the reporter sent, the report included."""
    recipient_messages: int
    unanswered: int
    reporter_bytes: int
    policy_id: str | None
    """The version of the organisation's policy in force at receipt; it never changes. None: there was none."""
    feedback_on: date | None = None
    dismissed_on: date | None = None
    """The day it was said to be no report (PROTOCOL 6.2, kind 14)."""
    unable_on: date | None = None
    """The day the counsellor said that they cannot go on."""
    released_on: date | None = None
    """The day the reporter let the organisation in; until then nobody outside the conversation sees a trace."""
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """One sealed message as it is kept."""

    direction: int
    space: int
    index: int
    envelope: bytes
