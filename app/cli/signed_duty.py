"""Checking a counsellor's signed statements, so that a reporter need not believe the service (PROTOCOL 6.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from crypto.duty import clocks, verify_duty
from crypto.encoding import date_of, day_of, unb64
from crypto.envelope_inspect import FROM_RECIPIENT
from crypto.errors import WbpError
from crypto.message import MessageType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cli.conversation import Conversation

ACKNOWLEDGED: Final = 2
_TRACKS_WITH_CLOCK: Final = {2, 3}


@dataclass(frozen=True)
class CheckedDuty:
    """A statement of the counsellor with the result of checking it; days are None when it could not be read."""

    kind: str
    day: date | None
    due: date | None
    problem: str | None

    @property
    def sentence(self) -> str:
        """What to tell the reporter."""
        if self.problem is not None:
            return f"A statement of the counsellor does not hold: {self.problem}."
        return f"Receipt was acknowledged on {self.day}; the counsellor signed for that."

    def as_json(self) -> dict[str, object]:
        """Return the members for `--json`."""
        return {
            "kind": self.kind,
            "day": self.day.isoformat() if self.day else None,
            "due": self.due.isoformat() if self.due else None,
            "verified": self.problem is None,
            "problem": self.problem,
        }


def acknowledgement_due(track: int, received_on: date) -> int:
    """Return the day (civil) by which receipt must be acknowledged, 0 on a track without a clock."""
    return day_of(clocks("employer", received_on).ack_limit) if track in _TRACKS_WITH_CLOCK else 0


def check_duties(
    statements: Sequence[object],
    conversation: Conversation,
    assignee: bytes,
    place: tuple[bytes, bytes],
    facts: tuple[int, date],
) -> list[CheckedDuty]:
    """Check every statement: signature, case, the message it names, and its dates. `facts`: (track, received_on)."""
    return [_check(statement, conversation, assignee, place, facts) for statement in statements]


def _check(
    statement: object, conversation: Conversation, assignee: bytes, place: tuple[bytes, bytes], facts: tuple[int, date]
) -> CheckedDuty:
    try:
        duty = verify_duty(unb64(str(statement)), {ACKNOWLEDGED: [assignee]}, *place)
    except WbpError as error:
        return CheckedDuty("unknown", None, None, f"its check failed ({error.code})")
    track, received_on = facts
    day, due = date_of(duty.day), date_of(duty.due) if duty.due else None
    named = [line for line in conversation.of(FROM_RECIPIENT) if line.env_hash == duty.ref]
    problem = None
    if not any(line.opened is not None and line.opened.type == MessageType.ACKNOWLEDGEMENT for line in named):
        problem = "it names no message that acknowledges receipt"
    elif duty.due != acknowledgement_due(track, received_on):
        problem = "its last day is another than the law gives"
    elif any(line.opened is not None and abs(line.opened.day - duty.day) > 1 for line in named) or (
        day < received_on - timedelta(days=1)
    ):
        problem = "its day does not fit the message"
    return CheckedDuty("acknowledgement", day, due, problem)
