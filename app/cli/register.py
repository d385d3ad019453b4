"""`zegel register`: the statutory register of an organisation, as far as the organisation may see it (Wbk art. 2a).

These commands run on the machine of the service and show released reports only. Reports that were not released stand
in the register too; the counsellor who holds them keeps them there, in the workplace.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.options import AsJson, Slug
from app.cli.terminal import say, show
from app.domain import errors
from app.services import register as registers
from app.services.register_csv import write_csv
from app.web.report_pages import Writing, register_page, statement_page
from app.web.workplace.organisation_answers import destruction_answer, line_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.organisation import Organisation
    from app.store.database import Store

commands = typer.Typer(no_args_is_help=True)
_SENTENCES: Final = {
    errors.UnknownError: "There is no released report of this number in the register of this organisation.",
    errors.CaseOpenError: "This case is not closed. While it is open it is kept, and nothing of it is destroyed.",
    errors.NotLaterError: "It is kept until that day already.",
    errors.StillNeededError: (
        "The day on which it is destroyed, which the reporter was told, has not come. The counsellor who holds the "
        "case can destroy it earlier."
    ),
    errors.OrderOpenError: (
        "A court or authority ordered to disclose something of this case. Until that order is carried out or dropped "
        "nothing of it is destroyed."
    ),
    errors.ReasonMissingError: "Give a reason of 1 to 500 characters. It is kept, so name no person in it.",
}
Number = Annotated[str, typer.Argument(help="Number of the report in the register.", metavar="NUMBER")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it is kept, so name no person.")]
Out = Annotated[Path | None, typer.Option("--out", help="File to write; it may not be there yet.", metavar="FILE")]
Language = Annotated[str, typer.Option("--lang", help="nl or en.", metavar="LANG")]


class Format(StrEnum):
    """What an export is for."""

    CSV = "csv"
    HTML = "html"


@commands.command(name="list")
def list_lines(slug: Slug, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Show the released reports in the register, oldest first."""
    with _opened(slug) as (store, organisation, today):
        org_id = organisation.organisation_id
        lines = store.read(lambda work: registers.lines_of_organisation(work, org_id, today))
        gone = store.read(lambda work: registers.destructions(work, org_id))
    if as_json:
        told = {
            "lines": [line_answer(line) for line in lines],
            "destructions": [destruction_answer(one) for one in gone],
        }
        show(told, as_json=True)
        return
    if not lines:
        say("There is no report in the register that the organisation may see. One appears here on its release.")
    for line in lines:
        kept = f"kept until {line.destroy_on}" if line.destroy_on else "open"
        say(f"{line.register_id.hex()}  received {line.received_on}, {line.outcome.value.replace('_', ' ')}, {kept}")


@commands.command()
def export(
    slug: Slug,
    out: Annotated[Path, typer.Option("--out", help="File to write; it may not be there yet.", metavar="FILE")],
    format_: Annotated[Format, typer.Option("--format", help="csv for a spreadsheet, html to print.")] = Format.CSV,
    lang: Language = "nl",
) -> None:
    """Write the register of released reports to a file."""
    with _opened(slug) as (store, organisation, today):
        org_id = organisation.organisation_id
        lines = store.read(lambda work: registers.lines_of_organisation(work, org_id, today))
        gone = store.read(lambda work: registers.destructions(work, org_id))
    how = Writing(language(lang), today, is_file=True)
    write_new(out, write_csv(lines) if format_ is Format.CSV else register_page(organisation, lines, gone, how))
    say(f"Wrote {out.name}.")


@commands.command()
def extend(
    slug: Slug,
    number: Number,
    until: Annotated[str, typer.Option("--until", help="Keep until this day.", metavar="YYYY-MM-DD")],
    reason: Reason,
) -> None:
    """Keep a released report longer than its term, with a reason."""
    try:
        day = date.fromisoformat(until)
    except ValueError:
        raise CliError("A day is written like 2026-11-21.", "usage") from None
    with _opened(slug) as (store, organisation, today):
        org_id, wanted = organisation.organisation_id, _number(number)
        line = store.write(lambda work: registers.extend_as_organisation(work, org_id, wanted, day, reason, today))
    say(f"Kept until {line.destroy_on}.")


@commands.command()
def destroy(
    slug: Slug,
    number: Number,
    reason: Reason,
    out: Out = None,
    lang: Language = "nl",
) -> None:
    """Destroy a released report whose day has come, with everything in it, and write the statement of it."""
    with _opened(slug) as (store, organisation, today):
        org_id, wanted = organisation.organisation_id, _number(number)
        done = store.write(lambda work: registers.destroy_as_organisation(work, org_id, wanted, reason, today))
        is_swept = store.sweep()
    say(f"Destroyed on {done.destroyed_on}. The number of the statement is {done.destruction_id.hex()}.")
    if not is_swept:
        say("Somebody was reading at that moment, so copies may be left in the file until the service's next round.")
    if out is not None:
        write_new(out, statement_page(organisation, done, Writing(language(lang), today, is_file=True)))


def language(text: str) -> str:
    """Return a language that documents are written in."""
    if text not in {"nl", "en"}:
        raise CliError("The language is nl or en.", "usage")
    return text


def write_new(path: Path, text: str | bytes) -> None:
    """Write a file that is not there yet, readable by its owner only."""
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    except FileExistsError:
        raise CliError("That file is there already. Nothing was written.", "exists") from None
    except OSError as error:
        raise CliError(f"The file could not be written ({error.strerror}).", "file") from None


@contextmanager
def _opened(slug: str) -> Iterator[tuple[Store, Organisation, date]]:
    """Open the store for one organisation; a refusal of the register becomes its sentence."""
    installation = Installation()
    with installation.store() as store:
        organisation = store.read(lambda work: work.organisations.by_slug(slug))
        if organisation is None:
            raise CliError(f"There is no organisation {slug}.", "unknown")
        try:
            yield store, organisation, installation.today()
        except (errors.RegisterError, errors.UnknownError) as error:
            raise CliError(_SENTENCES[type(error)], "register") from None


def _number(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise CliError("The number of a report has 32 figures and small letters a to f.", "usage") from None
