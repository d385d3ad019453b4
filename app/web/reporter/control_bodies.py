"""What the reporter's interface reads where the reporter decides: consents, refusals, track, stop (PROTOCOL 3.4)."""

from __future__ import annotations

from app.web.wire import Bytes, Bytes32, Change, Token, Wire


class ConsentBody(Wire):
    """A signed token, the messages of its scope in order, the reporter's own record or none, and the state."""

    token: Token
    scope: list[Bytes32]
    rewrap: Bytes | None = None
    keeps_access: bool = False
    state: Bytes
    previous_state: Bytes32


class WithdrawalBody(Wire):
    """A token of purpose 127."""

    token: Token


class RewrapBody(Wire):
    """A record that the reporter made without a token, and the state."""

    rewrap: Bytes
    state: Bytes
    previous_state: Bytes32


class TrackBody(Wire):
    """A signed change of track, and the state."""

    change: Change
    state: Bytes
    previous_state: Bytes32
