"""`zegel yearly-report`: an organisation's report on a year that is over, as a page that stands alone or as PDF.

The counsellor's own yearly report is made in the workplace, by the counsellor: no command gives it to an administrator.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.options import Slug
from app.cli.pdf import as_pdf
from app.cli.register import Language, language, write_new
from app.cli.terminal import say
from app.services.report_source import source_of
from app.services.yearly_report import organisation_year, report_kinds, years_shown
from app.web.report_pages import Writing, organisation_page


class Kind(StrEnum):
    """For whom the report is."""

    ACCOUNT = "account"
    BOARD = "board"
    ANONYMOUS = "anonymous"


def run(
    slug: Slug,
    kind: Annotated[
        Kind,
        typer.Argument(help="account: in public; board: to works council and board; anonymous: on anonymous reports."),
    ],
    year: Annotated[int, typer.Argument(help="A year that is over.")],
    out: Annotated[Path, typer.Option("--out", help="File to write; it may not be there yet.", metavar="FILE")],
    pdf: Annotated[bool, typer.Option("--pdf", help="As tagged PDF, for screen readers too.")] = False,  # noqa: FBT002
    lang: Language = "nl",
) -> None:
    """Write a yearly report of an organisation."""
    installation = Installation()
    today = installation.today()
    if year not in years_shown(today):
        shown = ", ".join(str(one) for one in years_shown(today))
        raise CliError(f"There are reports on {shown}: years that are over, three back.", "usage")
    with installation.store() as store:
        organisation = store.read(lambda work: work.organisations.by_slug(slug))
        if organisation is None:
            raise CliError(f"There is no organisation {slug}.", "unknown")
        kinds = report_kinds(organisation, today)
        if kind not in kinds:
            raise CliError(f"{organisation.name} owes no such report. It has: {', '.join(kinds)}.", "usage")
        found = store.read(lambda work: organisation_year(work, organisation, year, today))
    how = Writing(language(lang), today, is_file=True)
    page = organisation_page(organisation, kind.value, found, source_of(organisation, today), how)
    write_new(out, as_pdf(page) if pdf else page)
    say(f"Wrote {out.name}.")
