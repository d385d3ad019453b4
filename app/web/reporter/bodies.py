"""What the reporter's interface reads: one class per body (PROTOCOL 3.4)."""

from __future__ import annotations

from app.web.wire import Bytes, Bytes16, Bytes32, Challenge, Record, Signature, Wire


class ChallengeBody(Wire):
    """Kind 1 sign-in, 2 registration: a locator of 32 bytes; kind 3: none."""

    kind: int
    locator: Bytes


class CaseBody(Wire):
    """A report with its registration."""

    org_id: Bytes16
    locator: Bytes32
    sign_pk: Bytes32
    case_id: Bytes16
    self_kid: Bytes16
    track: int
    envelope: Bytes
    state: Bytes
    challenge: Challenge
    signature: Signature


class OpenBody(Wire):
    """A reporter's sign-in."""

    org_id: Bytes16
    locator: Bytes32
    challenge: Challenge
    signature: Signature


class MessageBody(Wire):
    """A message of the reporter, to the counsellor or (space 1) to the case officer."""

    envelope: Bytes
    index: int
    space: int = 0
    state: Bytes
    previous_state: Bytes32


class StatementBody(Wire):
    """A signed statement of the reporter."""

    statement: Record
