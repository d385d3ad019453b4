"""`zegel own-report`: a counsellor's own yearly report, made here from the figures, as a page or as PDF.

The report to hand on withholds small groups, as the pages do. `--own-eyes` gives every number, for nobody else.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.failures import CliError
from app.cli.options import AsJson, OrganisationSlug, Proxy, WorkplaceServer
from app.cli.pdf import as_pdf
from app.cli.register import Language, language, write_new
from app.cli.terminal import say, show
from app.cli.workplace_options import Name, PasswordFile, workplace
from app.domain.ids import OrganisationId
from app.domain.organisation import Organisation
from app.domain.statistics import Group, Handling, Published, Punctuality
from app.services.yearly_report import CounsellorYear
from app.web.report_pages import Writing, counsellor_page
from crypto.encoding import unb64

if TYPE_CHECKING:
    from app.cli.workplace_session import Workplace


def run(
    year: Annotated[int, typer.Argument(help="A year that is over; with --own-eyes also this one.")],
    organisation: OrganisationSlug,
    server: WorkplaceServer,
    name: Name,
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write; it may not be there yet.", metavar="FILE")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="As tagged PDF, for screen readers too.")] = False,  # noqa: FBT002
    own_eyes: Annotated[bool, typer.Option("--own-eyes", help="Every number: show it to nobody.")] = False,  # noqa: FBT002
    lang: Language = "nl",
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Make your own yearly report at one organisation."""
    if (out is None) is not as_json:
        raise CliError("Give --out FILE for a document, or --json for the figures.", "usage")
    with workplace(server, name, password_file, proxy) as session:
        org = _org(session, organisation)
        answer = session.link.get(f"/w/v1/organisations/{org}/years")
    today = date.fromisoformat(str(answer["today"]))
    told = next((one for one in answer["years"] if one["year"] == year), None)
    if told is None or (year == today.year and not own_eyes):
        past = ", ".join(str(one["year"]) for one in answer["years"] if one["year"] != today.year)
        raise CliError(f"There are reports on {past}; on {today.year} with --own-eyes only.", "usage")
    if out is None:
        show({"year": year, **(told["ownEyes"] if own_eyes else told["figures"])}, as_json=True)
        return
    page = _page(session, org, told, int(answer["threshold"]), Writing(language(lang), today, is_file=True), own_eyes)
    write_new(out, as_pdf(page) if pdf else page)
    say(f"Wrote {out.name}.")


def _page(session: Workplace, org: str, told: dict[str, Any], threshold: int, how: Writing, own_eyes: bool) -> str:  # noqa: FBT001
    verified = session.organisations[org]
    here = Organisation(OrganisationId(bytes.fromhex(org)), "", verified.root.org_name, verified.root.practice)
    figures, seen = (_published(told[name], threshold) for name in ("figures", "ownEyes"))
    found = CounsellorYear(int(told["year"]), bool(told["isCounted"]), figures, seen)
    return counsellor_page(here, _own_name(session, org), found, how, own_eyes=own_eyes)


def _published(told: dict[str, Any], threshold: int) -> Published:
    groups = {Group(Handling(one["handling"]), Punctuality(one["punctuality"])): one["cases"] for one in told["groups"]}
    return Published(groups, told["total"], threshold)


def _org(session: Workplace, slug: str) -> str:
    """Return the id (hex) of a verified organisation of this counsellor from its short name."""
    for answer in session.link.get("/w/v1/organisations")["organisations"]:
        org = unb64(str(answer["orgId"])).hex()
        if answer["slug"] == slug and org in session.organisations:
            return org
    raise CliError("You serve no organisation of this short name, or what it shows does not hold.", "unknown")


def _own_name(session: Workplace, org: str) -> str:
    directory = session.organisations[org].directory
    entries = directory.entries if directory is not None else ()
    names = [entry.name for entry in entries if entry.record.id_pk == session.identity_pk]
    return names[-1].partition(";")[0] if names else session.name
