"""Receipts: the service's signed word that a report or a change of track arrived on a day (PROTOCOL 6.5).

A note by the receipt key, readable by people. Every line follows from the event and from what the reporter sent;
the reporter's client makes the text again and compares all of it. A leaf that is missing after merge-by proves,
with the receipt, that the log did not do what it signed.

    issue(event, salt, log, merge_by, signer) -> str
    verify(note, root, org_id, case_id, track, subject, today) -> Receipt
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from crypto.duty import clocks
from crypto.encoding import Lines, b64, date_of, day_of, day_parse, day_str, unb64, unhex
from crypto.errors import FormatError, PolicyError, SignatureError
from crypto.log_entry import SALT_BYTES, Event, EventType, commit, event_parse
from crypto.note import Signer, sign_note, signed_by, split_note
from crypto.root import Root
from crypto.track import TRACK_NAMES, Track

HEAD: Final = "wbp/1/receipt"
MERGE_DAYS_MAX: Final = 2
CLOCK_SKEW_DAYS: Final = 1
_NO_DATE: Final = "-"
_TERMS_DAYS: Final = 400
_TYPES: Final = frozenset({EventType.RECEIVED, EventType.TRACK})


@dataclass(frozen=True)
class Receipt:
    """A verified receipt. Days are civil; ``due`` is the acknowledgement's limit, 0 for advice.

    ``feedback_due_latest`` is the last possible nominal limit, 0 for advice. ``commit`` (32) is what must stand in
    the log by ``merge_by``: ``leaf_hash(commitment_entry(commit))``.
    """

    event: Event
    day: int
    due: int
    feedback_due_latest: int
    merge_by: int
    commit: bytes


@dataclass(frozen=True)
class _Lines:
    """What the lines say that cannot be computed again from the event."""

    event: bytes
    salt: bytes
    log: str
    merge_by: int


def issue(event: bytes, salt: bytes, log: str, merge_by: int, signer: Signer) -> str:
    """Sign the receipt of an event RECEIVED or TRACK (WBV1, 128) with the receipt key.

    ``log`` is the name of the log key; ``merge_by`` the civil day on which the entry stands in the log at the
    latest, at most two days after receipt. Raises FormatError or PolicyError for what ``verify`` would refuse.
    """
    told = event_parse(event)
    _check(told, merge_by)
    if len(salt) != SALT_BYTES or not log or "\n" in log:
        raise FormatError
    return sign_note(_text(_Lines(event, salt, log, merge_by), told), (signer,))


def verify(
    note: str,
    root: Root,
    org_id: bytes,
    case_id: bytes,
    track: int,
    subject: bytes,
    today: int,
) -> Receipt:
    """Verify a receipt against what this client sent itself, line by line.

    ``subject`` is the env_hash of the report, or the hash of the WBG1; ``today`` the civil day on which it was
    sent, give or take one. Order: note (FormatError), SignatureError, lines (FormatError), contents (PolicyError).
    """
    signed = split_note(note)
    if not signed_by(signed, (root.receipt,)):
        raise SignatureError
    lines = _parse(signed.text)
    event = event_parse(lines.event)
    if (event.org_id, event.case_id, event.track, event.ref) != (org_id, case_id, track, subject):
        raise PolicyError
    if abs(event.day - today) > CLOCK_SKEW_DAYS or lines.log != root.log.name:
        raise PolicyError
    _check(event, lines.merge_by)
    if _text(lines, event) != signed.text:
        raise PolicyError
    _, feedback = _limits(event)
    return Receipt(event, event.day, event.due, feedback, lines.merge_by, commit(lines.salt, lines.event))


def _check(event: Event, merge_by: int) -> None:
    """Refuse an event that gets no receipt, a limit that is not the law's, and a log that takes its time."""
    if event.type not in _TYPES or event.due != _limits(event)[0]:
        raise PolicyError
    if not 0 <= merge_by - event.day <= MERGE_DAYS_MAX:
        raise PolicyError


def _limits(event: Event) -> tuple[int, int]:
    """Return (acknowledgement, latest feedback) as nominal civil days, 0 and 0 for advice (6.1)."""
    return (0, 0) if event.track == Track.SPARREN else _terms(event.day, is_authority=event.track == Track.EXTERN)


@lru_cache(maxsize=64)
def _terms(day: int, *, is_authority: bool) -> tuple[int, int]:
    """Return both limits of a day; all receipts of that day have the same."""
    # Leaves room for the terms in the last year that has a name.
    date_of(day + _TERMS_DAYS)
    limits = clocks("authority" if is_authority else "employer", date_of(day))
    return day_of(limits.ack_limit), day_of(limits.feedback_limit)


def _text(lines: _Lines, event: Event) -> str:
    ack, feedback = (day_str(day) if day else _NO_DATE for day in _limits(event))
    rows = (
        HEAD,
        f"org {event.org_id.hex()}",
        f"case {event.case_id.hex()}",
        f"track {TRACK_NAMES[Track(event.track)]}",
        f"subject {event.ref.hex()}",
        f"received {day_str(event.day)}",
        f"ack-due {ack}",
        f"feedback-due-latest {feedback}",
        f"event {b64(lines.event)}",
        f"salt {b64(lines.salt)}",
        f"log {lines.log}",
        f"merge-by {day_str(lines.merge_by)}",
    )
    return "".join(f"{row}\n" for row in rows)


def _parse(text: str) -> _Lines:
    """Read the lines: each in its place and well formed; whether they are true is for the caller."""
    lines = Lines(text, HEAD)
    unhex(lines.take("org"), 16)
    unhex(lines.take("case"), 16)
    if lines.take("track") not in TRACK_NAMES.values():
        raise FormatError
    unhex(lines.take("subject"), 32)
    day_parse(lines.take("received"))
    for keyword in ("ack-due", "feedback-due-latest"):
        value = lines.take(keyword)
        if value != _NO_DATE:
            day_parse(value)
    event, salt = unb64(lines.take("event")), unb64(lines.take("salt"))
    log, merge_by = lines.take("log"), day_parse(lines.take("merge-by"))
    lines.done()
    if len(salt) != SALT_BYTES:
        raise FormatError
    return _Lines(event, salt, log, merge_by)
