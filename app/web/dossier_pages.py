"""The request for an investigation by the Huis, as a page that stands alone (Wbk article 5(1)).

It is rendered on the machine of who files it, by the command line; the running service never sees its contents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.web.report_pages import document

if TYPE_CHECKING:
    from datetime import date

    from app.web.report_pages import Writing


@dataclass(frozen=True, slots=True)
class Filer:
    """Who files for a reporter whose identity stays hidden: a counsellor, or a lawyer."""

    name: str
    address: str
    is_lawyer: bool = False


@dataclass(frozen=True, slots=True)
class HuisRequest:
    """What article 5(1) asks: filer, employer, description and grounds; and whether a court looks at it."""

    filer: Filer
    employer: str
    received_on: date
    messages: tuple[str, ...]
    grounds: str
    in_court: bool


def huis_page(request: HuisRequest, how: Writing) -> str:
    """Write the request."""
    return document(
        "huis_request",
        request.employer,
        how,
        filer=request.filer,
        employer=request.employer,
        received_on=request.received_on,
        messages=request.messages,
        grounds=request.grounds,
        in_court=request.in_court,
    )
