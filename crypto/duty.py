"""Clocks, and signed statements that a duty was done (PROTOCOL 6.1, 6.2).

Dates only, no time of day. WBY1 is 176 bytes; stage S1 uses kind 2 (acknowledgement sent), the format knows
all fourteen so that none is mistaken for another.
"""

import calendar
import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from crypto.encoding import Reader, u8, u32
from crypto.errors import FormatError, PolicyError, SenderError
from crypto.primitives import hash_, sign, sign_public_key, verify
from crypto.term_days import is_free_day

MAGIC: Final = b"WBY1"
STATEMENT_BYTES: Final = 176
_SIGNED_BYTES: Final = 112
ACK_SENT: Final = 2
FEEDBACK_GIVEN: Final = 3
_ROUTED_EXTERNAL: Final = 6
_NOT_A_REPORT: Final = 14
_KIND_MAX: Final = 14
_DETAIL_MAX: Final = 5
_SPACE_MAX: Final = 15
FLAG_MANUAL: Final = 1

_ACK_DAYS: Final = 7
_FEEDBACK_MONTHS: Final = 3
_EXTENDED_MONTHS: Final = 6


@dataclass(frozen=True)
class DutyStatement:
    """A verified WBY1. ``day`` and ``due`` are civil days; due is the nominal limit, 0 when there is none."""

    raw: bytes
    kind: int
    flags: int
    space: int
    detail: int
    org_id: bytes
    case_id: bytes
    actor: bytes
    ref: bytes
    day: int
    due: int
    hash: bytes


@dataclass(frozen=True)
class Clocks:
    """The two limits of a report. Nominal dates bind; the ``_atw`` ones are the outer limits, shown only."""

    ack_limit: dt.date
    ack_atw: dt.date
    feedback_limit: dt.date
    feedback_atw: dt.date


def sign_duty(
    kind: int,
    flags: int,
    space: int,
    org_id: bytes,
    case_id: bytes,
    actor_seed: bytes,
    ref: bytes,
    day: int,
    due: int,
    detail: int = 0,
) -> bytes:
    """Make and sign a WBY1 (176 bytes) with the actor's 32-byte Ed25519 seed.

    ref: env_hash or record hash (32), zeros if none. Raises FormatError for what no statement may hold,
    KeyMaterialError for the seed.
    """
    body = b"".join(
        (
            MAGIC,
            u8(kind),
            u8(flags),
            u8(space),
            u8(detail),
            org_id,
            case_id,
            sign_public_key(actor_seed),
            ref,
            u32(day),
            u32(due),
        )
    )
    raw = body + sign(actor_seed, "duty", body)
    _parse(raw)
    return raw


def verify_duty(
    raw: bytes,
    allowed: Mapping[int, Collection[bytes]],
    org_id: bytes,
    case_id: bytes,
) -> DutyStatement:
    """Check a statement: shape (FormatError), actor (SenderError), case (PolicyError), SignatureError.

    ``allowed`` gives the Ed25519 public keys that may make each kind; a kind that is absent has no actor.
    """
    statement = _parse(raw)
    if statement.actor not in allowed.get(statement.kind, ()):
        raise SenderError
    if statement.org_id != org_id or statement.case_id != case_id:
        raise PolicyError
    verify(statement.actor, "duty", raw[:_SIGNED_BYTES], raw[_SIGNED_BYTES:])
    return statement


def clocks(
    profile: str,
    receipt: dt.date,
    ack_sent: dt.date | None = None,
    extended: bool = False,  # noqa: FBT001, FBT002 - the argument order of PROTOCOL 10
) -> Clocks:
    """Return the limits of a report received on a day. The day of the event itself does not count.

    Profile ``employer``: feedback runs from the acknowledgement, and a late one buys no time. Profile
    ``authority``: feedback runs from receipt, once extended to six months with reasons.
    Raises PolicyError: another profile, an employer that extends, an acknowledgement before receipt.
    """
    if ack_sent is not None and ack_sent < receipt:
        raise PolicyError
    ack_limit = receipt + dt.timedelta(days=_ACK_DAYS)
    if profile == "employer" and not extended:
        base = ack_limit if ack_sent is None else min(ack_sent, ack_limit)
        feedback_limit = add_months(base, _FEEDBACK_MONTHS)
    elif profile == "authority":
        feedback_limit = add_months(receipt, _EXTENDED_MONTHS if extended else _FEEDBACK_MONTHS)
    else:
        raise PolicyError
    # Six months is outside the Algemene termijnenwet: the outer limit is the nominal one.
    feedback_atw = feedback_limit if extended else atw_end(feedback_limit)
    return Clocks(ack_limit, atw_end(ack_limit), feedback_limit, feedback_atw)


def add_months(date: dt.date, months: int) -> dt.date:
    """Add calendar months; a day that the month lacks becomes its last day (30 November + 3 is 28 February)."""
    years, month = divmod(date.month - 1 + months, 12)
    year = date.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(date.day, last))


def atw_end(date: dt.date) -> dt.date:
    """Return the first day from this one on that is no Saturday, Sunday, holiday or equated day."""
    while is_free_day(date):
        date += dt.timedelta(days=1)
    return date


def _parse(raw: bytes) -> DutyStatement:
    """Read the shape; nothing here is trusted before the signature was checked."""
    if len(raw) != STATEMENT_BYTES:
        raise FormatError
    fields = Reader(raw).expect(MAGIC)
    kind, flags, space, detail = (fields.u8() for _ in range(4))
    if not 1 <= kind <= _KIND_MAX or space > _SPACE_MAX:
        raise FormatError
    if flags > FLAG_MANUAL or (flags == FLAG_MANUAL and kind != _ROUTED_EXTERNAL):
        raise FormatError
    if not (1 <= detail <= _DETAIL_MAX if kind == _NOT_A_REPORT else detail == 0):
        raise FormatError
    return DutyStatement(
        raw=bytes(raw),
        kind=kind,
        flags=flags,
        space=space,
        detail=detail,
        org_id=fields.take(16),
        case_id=fields.take(16),
        actor=fields.take(32),
        ref=fields.take(32),
        day=fields.u32(),
        due=fields.u32(),
        hash=hash_("duty", raw),
    )
