"""Chosen entries of a logbook as a page that stands alone, sorted by the letters of art. 17da.

It is rendered on the machine of who wrote them, by the command line or in the browser; the running service never sees
what stands in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.web.report_pages import document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.domain.retaliation import Harm
    from app.web.report_pages import Writing


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: its text, the day it happened, its letters, the day that its receipt proves, and that receipt."""

    text: str
    day: date
    codes: tuple[str, ...]
    received_on: date | None
    receipt: str


def sorted_by_harm(told: Sequence[Told], harms: Sequence[Harm]) -> list[tuple[Harm | None, list[Told]]]:
    """Give the entries under each letter, in the order of the law, by day; those without a letter last.

    An entry with two letters stands under both: each letter is then complete by itself.
    """
    by_day = sorted(told, key=lambda one: one.day)
    known = {harm.code for harm in harms}
    groups: list[tuple[Harm | None, list[Told]]] = [
        (harm, [one for one in by_day if harm.code in one.codes]) for harm in harms
    ]
    groups.append((None, [one for one in by_day if known.isdisjoint(one.codes)]))
    return [(harm, under) for harm, under in groups if under]


def logbook_page(organisation: str, told: Sequence[Told], harms: Sequence[Harm], how: Writing) -> str:
    """Write the page."""
    receipts = sorted(told, key=lambda one: one.day)
    return document("logbook", organisation, how, groups=sorted_by_harm(told, harms), receipts=receipts)
