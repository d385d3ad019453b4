"""What signed acts are called: in JSON, in sentences, and which message each must come with (PROTOCOL 6.2)."""

from __future__ import annotations

from typing import Final

from crypto.duty import DutyKind, NotReportReason
from crypto.message import MessageType

NAMES: Final = {
    DutyKind.ASSIGNED: "accepted",
    DutyKind.ACK_SENT: "acknowledgement",
    DutyKind.FEEDBACK_GIVEN: "feedback",
    DutyKind.FOLLOW_UP_PLAN: "plan",
    DutyKind.CLOSED: "closed",
    DutyKind.ROUTED_EXTERNAL: "routed-by-hand",
    DutyKind.CONTEST: "contest",
    DutyKind.UNABLE: "unable",
    DutyKind.DISPUTE: "dispute",
    DutyKind.NOT_A_REPORT: "not-a-report",
}
REASONS: Final = {reason: reason.name.lower().replace("_", "-") for reason in NotReportReason}
CONTESTABLE: Final = {
    NAMES[kind]: kind for kind in (DutyKind.ACK_SENT, DutyKind.FEEDBACK_GIVEN, DutyKind.NOT_A_REPORT, DutyKind.DISPUTE)
}

_MESSAGE_OF: Final = {
    DutyKind.ACK_SENT: ({MessageType.ACKNOWLEDGEMENT}, "it names no message that acknowledges receipt"),
    DutyKind.FEEDBACK_GIVEN: ({MessageType.FEEDBACK}, "it names no message of feedback"),
    DutyKind.FOLLOW_UP_PLAN: ({MessageType.STATUS}, "it names no message with a plan"),
    DutyKind.CLOSED: ({MessageType.STATUS}, "it names no message about closing"),
    DutyKind.UNABLE: ({MessageType.MESSAGE}, "it names no message"),
    DutyKind.DISPUTE: (
        {MessageType.ACKNOWLEDGEMENT, MessageType.FEEDBACK},
        "it names no acknowledgement or feedback of that time",
    ),
    DutyKind.NOT_A_REPORT: ({MessageType.MESSAGE}, "it names no message"),
}
_SENTENCES: Final = {
    DutyKind.ASSIGNED: "On {day} a counsellor took the case over; the counsellor signed for that.",
    DutyKind.ACK_SENT: "Receipt was acknowledged on {day}; the counsellor signed for that.",
    DutyKind.FEEDBACK_GIVEN: "Feedback was given on {day}; the counsellor signed for that.",
    DutyKind.FOLLOW_UP_PLAN: "On {day} the counsellor told what the next step is.",
    DutyKind.CLOSED: "The case was closed on {day}; the counsellor signed for that.",
    DutyKind.ROUTED_EXTERNAL: "On {day} somebody signed to have brought the report to somebody outside.",
    DutyKind.CONTEST: "On {day} the reporter contested a statement of the counsellor.",
    DutyKind.UNABLE: "On {day} the counsellor said that they cannot go on with this case.",
    DutyKind.DISPUTE: "On {day} the counsellor disputed that a last day was missed.",
    DutyKind.NOT_A_REPORT: "On {day} the counsellor said that this is no report ({reason}).",
}

MISSED: Final = {2: "the acknowledgement", 3: "the feedback"}


def message_of(kind: DutyKind) -> tuple[set[MessageType], str]:
    """Return the types of message an act may name, and what to say when it names none of them."""
    return _MESSAGE_OF.get(kind, (set(), "it is of a kind that is not used here"))


def sentence_of(kind: DutyKind, day: object, detail: int) -> str:
    """Return what happened, in one sentence."""
    reason = next((name for reason, name in REASONS.items() if reason == detail), "no reason")
    return _SENTENCES.get(kind, "On {day} something was signed.").format(day=day, reason=reason)
