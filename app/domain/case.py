"""A case as the procedure sees it: facts without content. Days are civil days of the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.domain.ids import AccountId, BoxKid, CaseId, OrganisationId
from app.domain.track import Track


class Clocked(Protocol):
    """What the clocks of a case follow from, and nothing that says which case it is."""

    @property
    def track(self) -> Track:
        """Which clocks there are."""

    @property
    def policy_id(self) -> str | None:
        """The version of the policy, which says when they start."""

    @property
    def received_on(self) -> date:
        """Day of receipt."""

    @property
    def acknowledged_on(self) -> date | None:
        """Day on which receipt was confirmed."""

    @property
    def feedback_on(self) -> date | None:
        """Day of the feedback."""

    @property
    def dismissed_on(self) -> date | None:
        """Day on which it was said to be no report."""

    @property
    def released_on(self) -> date | None:
        """Day of the release."""


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
