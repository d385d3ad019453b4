"""Receipt, events and proofs of a case, checked by the reporter's client against what it sent itself (PROTOCOL 6.5).

Every line of the receipt is computed again; every event must name the one before; every proof must lead to a
checkpoint that the log signed. What is missing or does not hold is told, and hides nothing else of the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.cli.failures import NotVerifiedError
from crypto.encoding import b64, date_of, day_str, unb64
from crypto.envelope_inspect import FROM_REPORTER
from crypto.errors import WbpError
from crypto.receipt import MERGE_DAYS_MAX, Receipt, verify
from crypto.tlog_proof import verify_tlog_proof
from crypto.tree import Event, EventType, commit, event_parse

if TYPE_CHECKING:
    from app.cli.conversation import Conversation
    from app.cli.service_link import JsonObject
    from crypto.reporter import ReporterKeys
    from crypto.root import Root

_NO_HASH: Final = bytes(32)


@dataclass(frozen=True, slots=True)
class SentReport:
    """What this client knows of its own report: where it went, and the hash of what was sent."""

    root: Root
    org_id: bytes
    case_id: bytes
    track: int
    env_hash: bytes


@dataclass(frozen=True, slots=True)
class CheckedEvent:
    """An event of the case (128 bytes) with its salt (32), and whether it is proved to stand in the public log."""

    event: Event
    raw: bytes
    salt: bytes
    is_logged: bool
    proof: str | None = None
    """The proof that holds, as text; None while it is not in the log."""

    def as_json(self) -> dict[str, object]:
        """Return the members for `--json`."""
        return {
            "kind": self.event.type.name.lower(),
            "day": day_str(self.event.day),
            "due": day_str(self.event.due) if self.event.due else None,
            "in_log": self.is_logged,
            "event": b64(self.raw),
            "salt": b64(self.salt),
        }


@dataclass(frozen=True, slots=True)
class CaseProofs:
    """The receipt (None without one that holds) with its text, the events, and what does not hold."""

    receipt: Receipt | None
    receipt_note: str | None
    events: tuple[CheckedEvent, ...]
    doubts: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        """What to tell the reporter of receipt and log."""
        told = []
        if self.receipt is not None:
            told.append(f"Receipt: the service signed that it received your report on {day_str(self.receipt.day)}.")
        logged = sum(one.is_logged for one in self.events)
        if self.events:
            told.append(f"Public log: {logged} of {len(self.events)} events of your case stand in it.")
        return told


def sent_report(root: Root, keys: ReporterKeys, conversation: Conversation, track: int) -> SentReport:
    """Return what a signed-in client knows of its report; the track is the sealed one, when that can be read."""
    report = next((line for line in conversation.of(FROM_REPORTER) if line.index == 0), None)
    sealed = report.opened.track if report is not None and report.opened is not None else track
    sent = report.env_hash if report is not None else _NO_HASH
    return SentReport(root, keys.org_id, keys.case_id, sealed, sent)


def check_receipt(note: object, sent: SentReport, day: int) -> Receipt:
    """Compute every line of a receipt again. `day`: the civil day on which the report was sent, give or take one.

    Raises:
        NotVerifiedError: there is none, or a line of it does not hold.

    """
    if not isinstance(note, str):
        raise NotVerifiedError("The service gave no receipt.", "receipt")
    try:
        return verify(note, sent.root, sent.org_id, sent.case_id, sent.track, sent.env_hash, day)
    except WbpError:
        raise NotVerifiedError("The receipt of the service does not hold.", "receipt") from None


def check_proofs(answer: JsonObject, sent: SentReport, received_on: int, today: int) -> CaseProofs:
    """Check what a case answer says of receipt and log; days are civil."""
    doubts: list[str] = []
    note = answer.get("receipt")
    receipt = None
    try:
        receipt = check_receipt(note, sent, received_on)
    except NotVerifiedError as error:
        doubts.append(error.sentence)
    events = _events(answer.get("events"), sent, doubts)
    if receipt is not None and (not events or events[0].event != receipt.event):
        doubts.append("The service shows another beginning of your case than the one in your receipt.")
    late = [one for one in events if not one.is_logged and one.event.day + MERGE_DAYS_MAX < today]
    if late:
        due = date_of(late[0].event.day + MERGE_DAYS_MAX)
        doubts.append(f"Something that happened in your case should stand in the public log since {due}, and does not.")
    return CaseProofs(receipt, note if receipt is not None else None, tuple(events), tuple(dict.fromkeys(doubts)))


def _events(told: object, sent: SentReport, doubts: list[str]) -> list[CheckedEvent]:
    events: list[CheckedEvent] = []
    before = _NO_HASH
    for item in told if isinstance(told, list) else ():
        try:
            raw, salt = unb64(str(item["event"])), unb64(str(item["salt"]))
            event, commitment = event_parse(raw), commit(salt, raw)
        except (WbpError, KeyError, TypeError):
            doubts.append("An event of your case cannot be read.")
            break
        if event.prev != before or not _fits(event, sent, is_first=not events):
            doubts.append("An event of your case is missing or was changed.")
        before = commitment
        is_logged = _is_logged(item.get("proof"), raw, salt, sent.root, doubts)
        events.append(CheckedEvent(event, raw, salt, is_logged, str(item["proof"]) if is_logged else None))
    return events


def _fits(event: Event, sent: SentReport, *, is_first: bool) -> bool:
    of_case = (event.org_id, event.case_id) == (sent.org_id, sent.case_id)
    received = event.type is EventType.RECEIVED
    return of_case and received == is_first and (not received or event.ref == sent.env_hash)


def _is_logged(proof: object, event: bytes, salt: bytes, root: Root, doubts: list[str]) -> bool:
    if proof is None:
        return False
    try:
        found = verify_tlog_proof(str(proof), root)
    except WbpError:
        found = None
    if found is None or (found.event, found.salt) != (event, salt):
        doubts.append("A proof that your case stands in the public log does not hold.")
        return False
    return True
