"""One message of a conversation as it is told, and the order in which messages are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from crypto.encoding import day_str
from crypto.envelope_inspect import FROM_RECIPIENT
from crypto.message import ACK_NONE, MessageType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crypto.envelope_open import Opened

EARLIER: Final = "earlier counsellor"
_TYPES: Final = {
    MessageType.REPORT: "report",
    MessageType.MESSAGE: "message",
    MessageType.STATUS: "status",
    MessageType.ACKNOWLEDGEMENT: "acknowledgement",
    MessageType.FEEDBACK: "feedback",
    MessageType.IDENTITY: "identity",
    MessageType.HAND_OVER_OFFER: "request",
}


@dataclass(frozen=True)
class Line:
    """One message: opened, or with the reason why it could not be."""

    direction: int
    index: int
    env_hash: bytes
    opened: Opened | None
    problem: str | None
    text: str = field(repr=False)
    fields: dict[str, object] = field(repr=False)
    envelope: bytes = field(repr=False, default=b"")

    @property
    def sender(self) -> bytes | None:
        """Whose signature it carries (Ed25519, 32 bytes); None when it did not open."""
        return self.opened.sign_pk if self.opened is not None else None

    def as_json(self, names: dict[int, str], own: bytes | None = None) -> dict[str, object]:
        """Return the members for `--json`; `names` says who writes in which direction.

        `own`: the key of the counsellor who reads; another counsellor's words are told apart from theirs.
        """
        other = own is not None and self.direction == FROM_RECIPIENT and self.sender not in {own, None}
        return {
            "from": EARLIER if other else names[self.direction],
            "index": self.index,
            "type": _TYPES.get(MessageType(self.opened.type), "other") if self.opened else None,
            "day": day_str(self.opened.day) if self.opened else None,
            "text": self.text,
            "fields": self.fields,
            "problem": self.problem,
        }


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Put a message after what it answers, and otherwise by signed day; the numbers of each direction stay in order."""
    queues = [
        sorted((line for line in lines if line.direction == direction), key=lambda line: line.index)
        for direction in sorted({line.direction for line in lines})
    ]
    ordered = []
    while any(queues):
        heads = [queue[0] for queue in queues if queue]
        ready = [line for line in heads if not any(_waits_for(line, other) for other in heads)]
        first = min(ready or heads, key=lambda line: (line.opened.day if line.opened else 0, line.direction))
        next(queue for queue in queues if queue and queue[0] is first).pop(0)
        ordered.append(first)
    return ordered


def _waits_for(line: Line, other: Line) -> bool:
    """Return whether `line` answers `other`, which has not been shown yet."""
    if line.opened is None or line.direction == other.direction or line.opened.ack_index == ACK_NONE:
        return False
    return other.index <= line.opened.ack_index
