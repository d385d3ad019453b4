"""The gate of the conditional route and of the prepared deputy, and the note that says why it opened (PROTOCOL 5.6).

The gate looks at one stored event; what only the service knows (statements of duty, the recipient's state) the
service checks in the same transaction. The note is signed by the receipt key, made anew from token, re-wrap record
and event by whoever verifies it, and goes with a proof that the event stands in the log.

    release_allowed(token, missed, withdrawn, disputed, today) -> None
    issue_release(token, rewrap_hash, event, salt, released, signer) -> str
    verify_release(note, root, token, rewrap_hash, proof, today, report_day) -> Release
    check_unable_actor(event, directory) -> None
"""

from dataclasses import dataclass
from typing import Final

from crypto.clocks import add_months
from crypto.consent_token import ConsentToken, Purpose
from crypto.directory import Directory
from crypto.encoding import Lines, b64, date_of, day_of, day_parse, day_str, unb64, unhex
from crypto.envelope_inspect import SPACE_COUNSELLOR
from crypto.errors import FormatError, PolicyError, ProofError, SignatureError
from crypto.keys import Role
from crypto.log_entry import SALT_BYTES, SERVICE, Event, EventType, event_parse
from crypto.note import Signer, sign_note, signed_by, split_note
from crypto.root import Root
from crypto.tlog_proof import verify_tlog_proof

HEAD: Final = "wbp/1/release"
WITHDRAWAL_DAYS: Final = 2
UNACKNOWLEDGED_DAYS: Final = 5
UNACKNOWLEDGED: Final = 0
"""The detail of DEADLINE_MISSED that opens the way for a deputy; no legal term and never counted as one."""
_ACK_DAYS: Final = 7
_FEEDBACK_MONTHS: Final = 3
_SKEW_DAYS: Final = 1
_TERMS_DAYS: Final = 400
_NO_DATE: Final = "-"
_WORDS: Final = {2: "ack", 3: "feedback"}
_COUNSELLORS: Final = frozenset({Role.COUNSELLOR, Role.INTEGRITY_COUNSELLOR})


@dataclass(frozen=True)
class Release:
    """A verified release. Days are civil; ``due`` is 0 and ``duty`` "unable" when a counsellor said so.

    Then ``check_unable_actor`` still has to say whether ``event`` was a counsellor's word.
    """

    released: int
    missed: int
    due: int
    duty: str
    event: Event


def release_allowed(token: ConsentToken, missed: Event | None, withdrawn: bool, disputed: bool, today: int) -> None:  # noqa: FBT001 - the argument order of PROTOCOL 10
    """Decide conditions a, c, d and e of the gate. Raises PolicyError and nothing else.

    ``missed``: the event that is said to open it, from a signed checkpoint; ``withdrawn``: a 127 was accepted;
    ``disputed``: the item is suspended; ``today``: the civil day of the release. That the duty is not fulfilled (b)
    and the recipient unchanged and active (f) the caller checks in the same transaction.
    """
    if withdrawn or disputed or missed is None or not _opens(token, missed):
        raise PolicyError
    window = WITHDRAWAL_DAYS if token.purpose is Purpose.CONDITIONAL_EXTERNAL else 0
    if not missed.day + window <= today <= token.expires:
        raise PolicyError


def issue_release(
    token: ConsentToken, rewrap_hash: bytes, event: bytes, salt: bytes, released: int, signer: Signer
) -> str:
    """Sign with the receipt key that an item was released on a civil day, because of this event (WBV1, 128).

    ``rewrap_hash``: H("rewrap-record", WBR1); ``salt``: the event's (32). Raises PolicyError when the gate is shut,
    FormatError for what no note holds.
    """
    told = event_parse(event)
    release_allowed(token, told, withdrawn=False, disputed=False, today=released)
    text = _text(token, rewrap_hash, event, salt, released)
    _parse(text)
    return sign_note(text, (signer,))


def verify_release(
    note: str,
    root: Root,
    token: ConsentToken,
    rewrap_hash: bytes,
    proof: str | None,
    today: int,
    report_day: int,
) -> Release:
    """Verify why a package was released, line by line, against token and re-wrap record that were verified before.

    ``proof``: tlog-proof of the event; ``report_day``: the civil day that the reporter signed in the report. Order:
    note (FormatError), SignatureError, lines (FormatError), contents, gate and dates (PolicyError), ProofError.
    """
    signed = split_note(note)
    if not signed_by(signed, (root.receipt,)):
        raise SignatureError
    event_raw, salt, released = _parse(signed.text)
    event = event_parse(event_raw)
    release_allowed(token, event, withdrawn=False, disputed=False, today=released)
    if released > today + _SKEW_DAYS or _text(token, rewrap_hash, event_raw, salt, released) != signed.text:
        raise PolicyError
    word = _word(token, event)
    if event.due and event.due < _earliest_due(word, report_day):
        raise PolicyError
    if proof is None:
        raise ProofError
    proven = verify_tlog_proof(proof, root)
    if (proven.event, proven.salt) != (event_raw, salt):
        raise ProofError
    return Release(released, event.day, event.due, word, event)


def check_unable_actor(event: Event, directory: Directory) -> None:
    """Check that an inability was said by a counsellor whom the verified directory names. Raises PolicyError."""
    actors = {entry.record.kid_sign for entry in directory.entries if entry.record.role in _COUNSELLORS}
    if event.type is EventType.UNABLE and event.actor not in actors:
        raise PolicyError


def _opens(token: ConsentToken, event: Event) -> bool:
    """Say whether an event of this case, after the token, is what the token waits for (a)."""
    if (event.org_id, event.case_id) != (token.org_id, token.case_id) or event.day < token.issued:
        return False
    if event.type is EventType.DEADLINE_MISSED:
        wanted = {Purpose.CONDITIONAL_EXTERNAL: token.duty, Purpose.PREPARED_DEPUTY: UNACKNOWLEDGED}
        return wanted.get(token.purpose) == event.detail and event.day > event.due > 0
    if event.type is EventType.UNABLE and token.purpose is Purpose.PREPARED_DEPUTY:
        return event.space == SPACE_COUNSELLOR and event.due == 0 and event.actor != SERVICE
    return False


def _word(token: ConsentToken, event: Event) -> str:
    if event.type is EventType.UNABLE:
        return "unable"
    return _WORDS.get(token.duty, "unacknowledged")


def _earliest_due(word: str, report_day: int) -> int:
    """Return the nominal limit of a report of that day, less the day that clocks may differ."""
    if word == "feedback":
        # Leaves room for the term in the last year that has a name.
        date_of(report_day + _TERMS_DAYS)
        nominal = day_of(add_months(date_of(report_day), _FEEDBACK_MONTHS))
    else:
        nominal = report_day + (_ACK_DAYS if word == "ack" else UNACKNOWLEDGED_DAYS)
    return nominal - _SKEW_DAYS


def _text(token: ConsentToken, rewrap_hash: bytes, event_raw: bytes, salt: bytes, released: int) -> str:
    event = event_parse(event_raw)
    rows = (
        HEAD,
        f"org {token.org_id.hex()}",
        f"case {token.case_id.hex()}",
        f"token {token.token_id.hex()}",
        f"consent {token.hash.hex()}",
        f"rewrap {rewrap_hash.hex()}",
        f"duty {_word(token, event)}",
        f"due {day_str(event.due) if event.due else _NO_DATE}",
        f"missed {day_str(event.day)}",
        f"released {day_str(released)}",
        f"event {b64(event_raw)}",
        f"salt {b64(salt)}",
    )
    return "".join(f"{row}\n" for row in rows)


def _parse(text: str) -> tuple[bytes, bytes, int]:
    """Read the lines, each well formed and in its place; return event, salt and the day of release."""
    lines = Lines(text, HEAD)
    for keyword, size in (("org", 16), ("case", 16), ("token", 16), ("consent", 32), ("rewrap", 32)):
        unhex(lines.take(keyword), size)
    if lines.take("duty") not in {*_WORDS.values(), "unable", "unacknowledged"}:
        raise FormatError
    due = lines.take("due")
    if due != _NO_DATE:
        day_parse(due)
    day_parse(lines.take("missed"))
    released = day_parse(lines.take("released"))
    event, salt = unb64(lines.take("event")), unb64(lines.take("salt"))
    lines.done()
    if len(salt) != SALT_BYTES:
        raise FormatError
    return event, salt, released
