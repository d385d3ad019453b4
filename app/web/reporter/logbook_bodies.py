"""What the interface of the logbook reads: one class per body (PROTOCOL 3.5)."""

from __future__ import annotations

from app.web.wire import Bytes, Bytes16, Bytes32, Challenge, Signature, Wire


class LogbookBody(Wire):
    """A new logbook with its first entry."""

    org_id: Bytes16
    locator: Bytes32
    sign_pk: Bytes32
    logbook_id: Bytes16
    self_kid: Bytes16
    envelope: Bytes
    challenge: Challenge
    signature: Signature


class EntryBody(Wire):
    """One more entry."""

    envelope: Bytes
    position: int
