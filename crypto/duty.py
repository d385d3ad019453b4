"""Signed statements that a duty was done (PROTOCOL 6.2); clocks and changes of track are reached from here too.

Dates only, no time of day. WBY1 is 176 bytes and has fourteen kinds.

    sign_duty(kind, flags, space, org_id, case_id, actor_seed, ref, day, due, detail=0) -> bytes176
    verify_duty(raw, allowed, org_id, case_id) -> DutyStatement        allowed = allowed_actors(...)
    check_due(statement, ack_limit, feedback_limit, new_limit=0) -> None
    clocks, add_months, atw_end: see clocks;  sign_track, verify_track: see track
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from crypto.clocks import Clocks, add_months, atw_end, clocks
from crypto.encoding import Reader, u8, u32
from crypto.errors import FormatError, PolicyError, SenderError
from crypto.primitives import hash_, sign, sign_public_key, verify
from crypto.track import sign_track, verify_track

__all__ = [
    "ACK_SENT",
    "FEEDBACK_GIVEN",
    "FLAG_MANUAL",
    "MAGIC",
    "STATEMENT_BYTES",
    "Clocks",
    "DutyKind",
    "DutyStatement",
    "NotReportReason",
    "add_months",
    "allowed_actors",
    "atw_end",
    "check_due",
    "clocks",
    "sign_duty",
    "sign_track",
    "verify_duty",
    "verify_track",
]

MAGIC: Final = b"WBY1"
STATEMENT_BYTES: Final = 176
_SIGNED_BYTES: Final = 112
_SPACE_MAX: Final = 15
FLAG_MANUAL: Final = 1


class DutyKind(IntEnum):
    """What was done: 7, 8, 12 and 13 by the authority, 9 by the reporter, the others by the assignee of the space."""

    ASSIGNED = 1
    ACK_SENT = 2
    FEEDBACK_GIVEN = 3
    FOLLOW_UP_PLAN = 4
    CLOSED = 5
    ROUTED_EXTERNAL = 6
    EXTERNAL_ACK = 7
    EXTERNAL_FEEDBACK = 8
    CONTEST = 9
    UNABLE = 10
    DISPUTE = 11
    EXTENDED = 12
    ACK_SUPPRESSED = 13
    NOT_A_REPORT = 14


class NotReportReason(IntEnum):
    """Why a message is no report: the ``detail`` of kind 14."""

    ADVERTISING = 1
    TEST = 2
    UNREADABLE = 3
    WRONG_ORGANISATION = 4
    DUPLICATE = 5


ACK_SENT: Final = DutyKind.ACK_SENT
FEEDBACK_GIVEN: Final = DutyKind.FEEDBACK_GIVEN
_BY_AUTHORITY: Final = (
    DutyKind.EXTERNAL_ACK,
    DutyKind.EXTERNAL_FEEDBACK,
    DutyKind.EXTENDED,
    DutyKind.ACK_SUPPRESSED,
)
_UNTIL_ACK: Final = (DutyKind.ACK_SENT, DutyKind.EXTERNAL_ACK)
_UNTIL_FEEDBACK: Final = (DutyKind.FEEDBACK_GIVEN, DutyKind.EXTERNAL_FEEDBACK)


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


def allowed_actors(
    assignee: bytes | None = None,
    authority: bytes | None = None,
    reporter: bytes | None = None,
) -> dict[int, frozenset[bytes]]:
    """Return who may make each kind, for ``verify_duty``: the Ed25519 keys (32) of the three parties.

    ``assignee`` is that of the statement's own space. None: there is nobody in that part, so nobody may.
    """
    allowed = {}
    for kind in DutyKind:
        others = reporter if kind is DutyKind.CONTEST else assignee
        actor = authority if kind in _BY_AUTHORITY else others
        allowed[int(kind)] = frozenset() if actor is None else frozenset((actor,))
    return allowed


def check_due(statement: DutyStatement, ack_limit: int, feedback_limit: int, new_limit: int = 0) -> None:
    """Check that a statement names the limit its duty had, as nominal civil days. Raises PolicyError.

    Kinds 2 and 7 the acknowledgement's limit, 3 and 8 the feedback's, 12 the extended limit, any other kind 0.
    A limit of 0 stands for none: on the track ``sparren`` every statement has due 0.
    """
    if statement.kind in _UNTIL_ACK:
        due = ack_limit
    elif statement.kind in _UNTIL_FEEDBACK:
        due = feedback_limit
    else:
        due = new_limit if statement.kind == DutyKind.EXTENDED else 0
    if statement.due != due:
        raise PolicyError


def _parse(raw: bytes) -> DutyStatement:
    """Read the shape; nothing here is trusted before the signature was checked."""
    if len(raw) != STATEMENT_BYTES:
        raise FormatError
    fields = Reader(raw).expect(MAGIC)
    kind, flags, space, detail = (fields.u8() for _ in range(4))
    if not DutyKind.ASSIGNED <= kind <= DutyKind.NOT_A_REPORT or space > _SPACE_MAX:
        raise FormatError
    if flags > FLAG_MANUAL or (flags == FLAG_MANUAL and kind != DutyKind.ROUTED_EXTERNAL):
        raise FormatError
    reasons = NotReportReason if kind == DutyKind.NOT_A_REPORT else (0,)
    if detail not in [int(reason) for reason in reasons]:
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
