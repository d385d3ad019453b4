"""Files that a reporter keeps or brings somewhere: evidence of having reported (Wbk art. 17eb), and a complaint.

They are rendered on the reporter's own machine, by the command line; the running service never sees their contents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.web.report_pages import document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.web.report_pages import Writing


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """A receipt that holds, the day it speaks of, and the proof that it stands in the log (None while it waits)."""

    day: date
    note: str
    proof: str | None
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event by its name; `who` is reporter, service or another; base64 of event (128) and salt (32)."""

    kind: str
    day: date
    who: str
    event: str
    salt: str
    proof: str | None


@dataclass(frozen=True, slots=True)
class KeptStatement:
    """A signed statement by its name, in base64, and whether it holds."""

    kind: str
    day: date | None
    raw: str
    holds: bool
    is_contested: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """All of it; `pin` (26 symbols), `case_id` in hex, `sign_pk` in base64, `root` the organisation's root notes."""

    organisation: str
    pin: str
    case_id: str
    receipts: Sequence[KeptReceipt]
    events: Sequence[KeptEvent]
    statements: Sequence[KeptStatement]
    sign_pk: str
    root: str
    doubts: Sequence[str]


@dataclass(frozen=True, slots=True)
class ToldPart:
    """A message of the conversation that goes into a complaint."""

    by_reporter: bool
    day: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """What somebody complains about; name and address may be empty, and are then written on paper."""

    organisation: str
    name: str
    address: str
    about: str
    parts: Sequence[ToldPart]


def evidence_page(evidence: Evidence, how: Writing) -> str:
    """Write the evidence."""
    return document("evidence", evidence.organisation, how, evidence=evidence)


def complaint_page(complaint: Complaint, how: Writing) -> str:
    """Write the complaint."""
    return document("complaint", complaint.organisation, how, complaint=complaint)
