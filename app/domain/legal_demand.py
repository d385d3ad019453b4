"""An order of a court or authority to disclose something of a case (Wbk art. 1a(4), (5)), as it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class LegalDemand(NamedTuple):
    """Ids 16 bytes, `notice_hash` 32: H("env") of the sealed notice. No words of the case stand here."""

    demand_id: bytes
    case_id: bytes
    demanded_by: str
    basis: str
    demanded_on: date
    is_without_notice: bool
    notice_hash: bytes | None
    first_account_id: bytes
    second_account_id: bytes | None
    state: str
    changed_on: date
