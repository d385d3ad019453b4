"""What the workplace's interface reads: one class per body (PROTOCOL 3.4)."""

from __future__ import annotations

from app.domain.account import Device
from app.web.wire import Bytes, Bytes16, Bytes32, Record, Wire


class TokenBody(Wire):
    """An invitation's token."""

    token: Bytes32


class EnrolmentBody(Wire):
    """A first enrolment, or one with a session: then `previous_vault` and no secrets."""

    token: Bytes32
    record: Record
    device: Device
    vault: Bytes
    account_id: Bytes16 | None = None
    salt: Bytes16 | None = None
    auth_secret: Bytes32 | None = None
    recovery_auth: Bytes32 | None = None
    previous_vault: Bytes32 | None = None


class NameBody(Wire):
    """A sign-in name."""

    name: str


class SessionBody(Wire):
    """A sign-in."""

    name: str
    auth_secret: Bytes32


class MessageBody(Wire):
    """A message of the counsellor."""

    envelope: Bytes
    index: int
    duty: Record | None = None
    vault: Bytes
    previous_vault: Bytes32


class StatementBody(Wire):
    """A signed statement that comes without a message."""

    statement: Record


class VaultBody(Wire):
    """A vault."""

    vault: Bytes


class RecoverBody(Wire):
    """Recovery: first the code's secret alone, then with everything new."""

    name: str
    recovery_auth: Bytes32
    salt: Bytes16 | None = None
    auth_secret: Bytes32 | None = None
    vault: Bytes | None = None
    previous_vault: Bytes32 | None = None
