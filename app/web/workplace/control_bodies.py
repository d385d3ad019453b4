"""What the workplace's interface reads where something is asked of the reporter and carried out (PROTOCOL 3.4)."""

from __future__ import annotations

from app.web.wire import Bytes, Bytes16, Bytes32, Wire


class RequestBody(Wire):
    """A message (type 6) with what it asks: purpose, space, the recipient's keys, the messages it would open."""

    envelope: Bytes
    index: int
    purpose: int
    space: int
    recipient: Bytes32
    kid: Bytes16
    scope: list[Bytes32]
    vault: Bytes
    previous_vault: Bytes32


class RewrapBody(Wire):
    """A record WBR1, and the consent on whose ground it was made."""

    token_id: Bytes16
    rewrap: Bytes
