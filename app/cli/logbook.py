"""`zegel logbook`: a sealed, dated diary of your own. No counsellor reads it, no term runs, nothing is reported."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli import logbook_entries
from app.cli.failures import CliError
from app.cli.mailbox import read_code_and_words
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.pdf import as_pdf
from app.cli.register import Language, language, write_new
from app.cli.service_link import ServiceLink
from app.cli.terminal import STANDARD_INPUT, read_text, say, show, warn
from app.cli.verified_organisation import fetch_organisation
from app.policies.retaliation_loader import load_retaliation
from app.web.logbook_pages import Told, logbook_page
from app.web.report_pages import Writing
from crypto.codes import new_case_code, new_passphrase
from crypto.encoding import date_of, day_of
from crypto.logbook import derive_logbook

if TYPE_CHECKING:
    from app.cli.verified_organisation import VerifiedOrganisation
    from crypto.reporter import ReporterKeys

commands = typer.Typer(no_args_is_help=True)
TextFile = Annotated[str, typer.Option("--text-file", help="What happened.", metavar="FILE")]
HappenedOn = Annotated[str | None, typer.Option("--day", help="Day it happened; today when left out.", metavar="DATE")]
Harms = Annotated[
    list[str] | None,
    typer.Option("--harm", help="Letter of art. 17da, threat or attempt; may be given more than once.", metavar="CODE"),
]
SILENCE: Final = "A logbook that nobody opens for two years is erased."


@commands.command("open")
def begin(
    server: ReporterServer,
    organisation: OrganisationSlug,
    text_file: TextFile,
    day: HappenedOn = None,
    harm: Harms = None,
    words: Annotated[str, typer.Option("--words", help="Language of the seven words: nl or en.")] = "nl",
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Open a logbook with its first entry. Write code and words down: nobody can restore them."""
    if words not in {"nl", "en"}:
        raise CliError("The words are nl or en.", "usage")
    codes, text = known_harms(harm), read_text(text_file)
    with ServiceLink(server, proxy) as link:
        verified = fetch_organisation(link, organisation, pin, existing=True)
        happened = happened_on(day, verified)
        code, phrase = new_case_code(), new_passphrase(words)
        keys = derive_logbook(verified.root.org_id, code, phrase)
        secrets: dict[str, object] = {"case_code": code.printed, "passphrase": phrase.text}
        if not as_json:
            _code_first(secrets, is_asked=sys.stdin.isatty() and text_file != STANDARD_INPUT)
        received = logbook_entries.begin(link, verified, keys, text, happened, codes)
    if as_json:
        show({**secrets, "received_on": date_of(received).isoformat(), "notices": list(verified.notices)}, as_json=True)
        return
    for notice in (*verified.notices, SILENCE):
        warn(notice)
    say(f"Kept on {date_of(received)}. This is no report: nobody reads it, and no term runs.")


@commands.command()
def write(
    server: ReporterServer,
    organisation: OrganisationSlug,
    text_file: TextFile,
    day: HappenedOn = None,
    harm: Harms = None,
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Write one more entry. Code and words come from the terminal or standard input (two lines, or JSON)."""
    if text_file == STANDARD_INPUT:
        raise CliError("Standard input holds the code and the words; the entry needs a file.", "usage")
    codes, text = known_harms(harm), read_text(text_file)
    with _signed_in(server, organisation, pin, proxy) as (link, verified, keys):
        received = logbook_entries.write(link, verified, keys, text, happened_on(day, verified), codes)
    show({"received_on": date_of(received).isoformat()}, as_json=as_json)


@commands.command()
def read(
    server: ReporterServer,
    organisation: OrganisationSlug,
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Read every entry, with the day that its receipt proves."""
    with _signed_in(server, organisation, pin, proxy) as (link, verified, keys):
        found = logbook_entries.entries(link, verified, keys)
    if as_json:
        show({"entries": [one.as_json() for one in found]}, as_json=True)
        return
    for one in found:
        say(f"{one.position + 1} · {_headline(one)}")
        say(one.entry.text if one.entry else "")
        if one.warning is not None:
            warn(one.warning)
        say()


@commands.command()
def export(
    server: ReporterServer,
    organisation: OrganisationSlug,
    out: Annotated[Path, typer.Option("--out", help="File to write; it may not be there yet.", metavar="FILE")],
    entry: Annotated[list[int] | None, typer.Option("--entry", help="Number of an entry; none: all of them.")] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="As tagged PDF instead of HTML.")] = False,  # noqa: FBT002
    lang: Language = "nl",
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Write entries to a file, sorted by the letters of art. 17da, each with its receipt. Nothing is sent."""
    if out.exists():
        raise CliError("That file is there already. Nothing was written.", "exists")
    with _signed_in(server, organisation, pin, proxy) as (link, verified, keys):
        found = logbook_entries.entries(link, verified, keys)
    chosen = [one for one in found if not entry or one.position + 1 in entry]
    if not chosen:
        raise CliError("There is no such entry. Nothing was written.", "entry")
    told = [
        Told(one.entry.text, date_of(one.entry.day), one.entry.codes, _day(one.received), one.receipt)
        for one in chosen
        if one.entry is not None
    ]
    name, how = verified.root.org_name, Writing(language(lang), date_of(verified.today), is_file=True)
    page = logbook_page(name, told, load_retaliation().forms, how)
    write_new(out, as_pdf(page) if pdf else page)
    if as_json:
        show({"file": out.name, "entries": len(told), "sent": False}, as_json=True)
        return
    say(f"Wrote {out.name} with {len(told)} entries. Nothing was sent.")
    warn("The file is not sealed: whoever has it can read it. What is told can show who told it.")


@commands.command()
def erase(
    server: ReporterServer,
    organisation: OrganisationSlug,
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Erase the whole logbook at once; this cannot be undone."""
    with _signed_in(server, organisation, pin, proxy, is_ending=False) as (link, _verified, _keys):
        link.delete("/r/v1/logbook")
    show({"erased": True}, as_json=True) if as_json else say("Your logbook is erased. Code and words open nothing now.")


@contextmanager
def _signed_in(
    server: str, organisation: str, pin: str | None, proxy: str | None, *, is_ending: bool = True
) -> Iterator[tuple[ServiceLink, VerifiedOrganisation, ReporterKeys]]:
    """Ask for code and words, sign in, and sign out after the work."""
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        verified = fetch_organisation(link, organisation, pin, existing=True)
        keys = derive_logbook(verified.root.org_id, code, phrase)
        logbook_entries.sign_in(link, keys)
        yield link, verified, keys
        if is_ending:
            link.delete("/r/v1/logbook/session")


def known_harms(harm: list[str] | None) -> tuple[str, ...]:
    """Give the letters of art. 17da as they are; leaving them out is fine.

    Raises:
        CliError: a letter that is not in the law.

    """
    known = [form.code for form in load_retaliation().forms]
    for code in harm or []:
        if code not in known:
            raise CliError(f"There is no letter “{code}” in art. 17da here. There are: {', '.join(known)}.", "harm")
    return tuple(harm or ())


def happened_on(day: str | None, organisation: VerifiedOrganisation) -> int:
    """Return the civil day on which something happened; today when none is given.

    Raises:
        CliError: no day, or one that has not come.

    """
    if day is None:
        return organisation.today
    try:
        happened = day_of(date.fromisoformat(day))
    except ValueError:
        raise CliError("The day is written like 2026-11-22.", "day") from None
    if happened > organisation.today:
        raise CliError("That day has not come yet.", "day")
    return happened


def _headline(one: logbook_entries.DatedEntry) -> str:
    if one.entry is None:
        return "?"
    codes = f" · art. 17da: {', '.join(one.entry.codes)}" if one.entry.codes else ""
    return f"{date_of(one.entry.day)} · kept on {_day(one.received) or '?'}{codes}"


def _day(received: int | None) -> date | None:
    return None if received is None else date_of(received)


def _code_first(secrets: dict[str, object], *, is_asked: bool) -> None:
    """Show code and words before anything is sent, and at a terminal wait until they are written down."""
    show(secrets, as_json=False)
    if is_asked and not typer.confirm("Did you write the code and the seven words down? Send the entry now?"):
        raise CliError("Nothing was sent.", "cancelled")
