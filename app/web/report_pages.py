"""The documents: register, statement of destruction and yearly reports as pages that stand alone, for web and terminal.

They hold no content of a case, and no number that may not be told. Written to a file, the stylesheet goes inside.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.web import translations
from app.web.rendering import environment
from crypto.encoding import b64

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.domain.organisation import Organisation
    from app.domain.register import Destruction, RegisterLine
    from app.domain.statistics import Published
    from app.services.yearly_report import CounsellorYear, OrganisationYear

_STYLE: Final = Path(__file__).resolve().parent / "static" / "css" / "report.css"
INSIDE: Final = "data:text/css;base64,"
"""Begins the address of a stylesheet that stands in the document itself."""
_ROW_HEIGHT: Final = 40
_WIDEST_BAR: Final = 270
"""Of the 320 units of a chart; the rest is for the number."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How a document is written: language, day, and whether it is a file that has to stand alone."""

    language: str
    today: date
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One bar: `count` None is withheld. Places and widths in units of the drawing."""

    handling: str
    punctuality: str
    count: int | None
    top: int
    width: int


@dataclass(frozen=True, slots=True)
class ChartTable:
    """A chart with the table under it."""

    key: str
    rows: tuple[ChartRow, ...]
    total: int | None
    at_least: int
    threshold: int

    @property
    def is_withheld(self) -> bool:
        """Nothing may be told: the page then says so in a sentence, and draws no empty chart."""
        return all(row.count is None for row in self.rows)

    @property
    def height(self) -> int:
        """Of the drawing."""
        return _ROW_HEIGHT * len(self.rows)


def register_page(
    organisation: Organisation, lines: Sequence[RegisterLine], gone: Sequence[Destruction], how: Writing
) -> str:
    """Write the register of an organisation."""
    return _page("register", organisation, how, lines=lines, destructions=gone)


def statement_page(organisation: Organisation, destruction: Destruction, how: Writing) -> str:
    """Write that a report was destroyed."""
    return _page("statement", organisation, how, destruction=destruction)


def organisation_page(organisation: Organisation, kind: str, found: OrganisationYear, source: str, how: Writing) -> str:
    """Write a yearly report of an organisation; `source`: where its own text asks for it."""
    return _page(
        "organisation_year",
        organisation,
        how,
        kind=kind,
        year=found.year,
        source=source,
        is_counted=found.is_counted,
        threshold=found.released.threshold,
        released=_chart("released", found.released),
        counsellors=_chart("counsellors", found.counsellors),
    )


def counsellor_page(
    organisation: Organisation, name: str, found: CounsellorYear, how: Writing, *, own_eyes: bool
) -> str:
    """Write the yearly report of a counsellor; with `own_eyes` every number, for that counsellor alone."""
    return _page(
        "counsellor_year",
        organisation,
        how,
        counsellor=name,
        year=found.year,
        own_eyes=own_eyes,
        is_counted=found.is_counted,
        threshold=found.figures.threshold,
        cases=_chart("cases", found.own_eyes if own_eyes else found.figures),
    )


def _page(template: str, organisation: Organisation, how: Writing, **values: object) -> str:
    return document(template, organisation.name, how, **values)


def document(template: str, organisation: str, how: Writing, **values: object) -> str:
    """Write one document; `organisation` is the name that stands above it."""
    context = {
        "_": translations.translator("reports", how.language),
        "lang": how.language,
        "day": partial(translations.long_day, language=how.language),
        "today": how.today,
        "style": f"{INSIDE}{b64(_STYLE.read_bytes())}" if how.is_file else "/static/css/report.css",
        "organisation": organisation,
        **values,
    }
    return environment().get_template(f"reports/{template}.html").render(context)


def _chart(key: str, figures: Published) -> ChartTable:
    largest = max((count for count in figures.groups.values() if count is not None), default=0)
    rows = tuple(
        ChartRow(
            group.handling.value,
            group.punctuality.value,
            count,
            _ROW_HEIGHT * place,
            (count or 0) * _WIDEST_BAR // largest if largest else 0,
        )
        for place, (group, count) in enumerate(figures.groups.items())
    )
    return ChartTable(key, rows, figures.total, figures.at_least, figures.threshold)
