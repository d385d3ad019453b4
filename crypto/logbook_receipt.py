"""Receipts of logbook entries: the service's signed word on which day an entry came (PROTOCOL 3.5).

    issue(org_id, logbook_id, position, env_hash, day, signer) -> str
    verify(note, root, org_id, logbook_id, position, env_hash, today) -> day

A note by the receipt key. It proves as much as the word of the service: that this sealed entry was there on that day.
"""

from typing import Final

from crypto.encoding import Lines, day_parse, day_str, decimal, unhex
from crypto.errors import PolicyError, SignatureError
from crypto.note import Signer, sign_note, signed_by, split_note
from crypto.root import Root

HEAD: Final = "wbp/1/logbook-receipt"
CLOCK_SKEW_DAYS: Final = 1


def issue(org_id: bytes, logbook_id: bytes, position: int, env_hash: bytes, day: int, signer: Signer) -> str:
    """Sign that an entry (its H("env"), 32 bytes) came on a civil day, as number ``position`` of its logbook."""
    return sign_note(_text(org_id, logbook_id, position, env_hash, day), (signer,))


def verify(
    note: str, root: Root, org_id: bytes, logbook_id: bytes, position: int, env_hash: bytes, today: int | None
) -> int:
    """Return the civil day of a receipt, verified against the entry this client holds, line by line.

    ``today``: the civil day on which the entry was sent just now, give or take one; None when it is read later.
    Order: note (FormatError), SignatureError, lines (FormatError), contents (PolicyError).
    """
    signed = split_note(note)
    if not signed_by(signed, (root.receipt,)):
        raise SignatureError
    lines = Lines(signed.text, HEAD)
    unhex(lines.take("org"), 16)
    unhex(lines.take("logbook"), 16)
    decimal(lines.take("position"))
    unhex(lines.take("entry"), 32)
    day = day_parse(lines.take("received"))
    lines.done()
    if _text(org_id, logbook_id, position, env_hash, day) != signed.text:
        raise PolicyError
    if today is not None and abs(day - today) > CLOCK_SKEW_DAYS:
        raise PolicyError
    return day


def _text(org_id: bytes, logbook_id: bytes, position: int, env_hash: bytes, day: int) -> str:
    rows = (
        HEAD,
        f"org {org_id.hex()}",
        f"logbook {logbook_id.hex()}",
        f"position {position}",
        f"entry {env_hash.hex()}",
        f"received {day_str(day)}",
    )
    return "".join(f"{row}\n" for row in rows)
