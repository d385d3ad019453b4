"""`zegel policy`: hold a policy or a text against the law, show a policy, start a new one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from app.cli import policy_report
from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.terminal import read_text, say, show
from app.domain.policy import Policy
from app.domain.policy_lint import lint as lint_policy
from app.domain.text_lint import lint_text
from app.policies.lint_checks import load_checks
from app.policies.policy_loader import load_policies, models, policy_in_force, read_policy
from app.policies.toml_source import DataError

commands = typer.Typer(no_args_is_help=True)

Language = Annotated[str, typer.Option("--lang", help="nl or en.", metavar="LANG")]
Day = Annotated[str, typer.Option("--day", help="As on this day; today when left out.", metavar="YYYY-MM-DD")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
_OPEN_STATUS: Final = 1
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@commands.command()
def lint(
    what: Annotated[
        str, typer.Argument(help="Short name of an organisation, a policy file (.toml), a text file, or - for a text.")
    ],
    day: Day = "",
    lang: Language = "en",
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Find what the law asks and the text lacks. Ends with 1 when a point asks for attention."""
    language = _language(lang)
    if what == "-" or (Path(what).is_file() and not what.endswith(".toml")):
        findings = policy_report.of_text(lint_text(read_text(what), load_checks()), language)
    else:
        today = _day(day)
        policy = _policy(what, today)
        findings = policy_report.of_policy(policy, lint_policy(policy, load_checks(), today), language)
    if as_json:
        show({"findings": [vars(finding) for finding in findings]}, as_json=True)
    else:
        for line in policy_report.lines(findings, language):
            say(line)
    if any(finding.is_open for finding in findings):
        raise typer.Exit(_OPEN_STATUS)


@commands.command("show")
def show_policy(
    what: Annotated[str, typer.Argument(help="Short name of an organisation, or a policy file (.toml).")] = "",
    day: Day = "",
    lang: Language = "en",
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Show a policy rule by rule with its sections; without a name, list them."""
    language = _language(lang)
    if what:
        policy = _policy(what, _day(day))
        told = policy_report.describe(policy, language)
        if as_json:
            show({"id": policy.id, "slug": policy.slug, "lines": told}, as_json=True)
            return
        for line in told:
            say(line)
        return
    versions = [{"slug": one.slug, "id": one.id, "from": str(one.effective_from or "")} for one in _policies()]
    if as_json:
        show({"policies": versions}, as_json=True)
        return
    for version in versions:
        say(f"{version['slug']:<20} {version['id']:<26} {version['from'] or 'first day not known'}")


@commands.command()
def new(
    model: Annotated[str, typer.Argument(help="private_employer or public_body.")],
    slug: Annotated[str, typer.Argument(help="Short name: small letters, digits and hyphens.")],
    name: Annotated[str, typer.Option("--name", help="Full name of the organisation.")],
    out: Annotated[Path, typer.Option("--out", help="File to write; it may not be there yet.", metavar="FILE")],
) -> None:
    """Start a policy from a model; put your own sections and days in, then run `zegel policy lint` on it."""
    path = models().get(model)
    if path is None:
        raise CliError(f"There is no such model. Models are {', '.join(models())}.", "policy")
    if not _SLUG.fullmatch(slug):
        raise CliError("A short name has small letters, digits and single hyphens.", "policy")
    if not name.strip() or "'" in name or "\n" in name:
        raise CliError("A name is one line without straight quotes (write ’).", "policy")
    old = read_policy(path)
    text = path.read_text(encoding="utf-8")
    text = text.replace(f"'{old.id}'", f"'{slug}-1'").replace(f"'{old.slug}'", f"'{slug}'")
    text = text.replace(f"'{old.name}'", f"'{name.strip()}'")
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise CliError("That file is there already. Nothing was written.", "exists") from None
    except OSError as error:
        raise CliError(f"The file could not be written ({error.strerror}).", "policy") from None
    say(f"Written. Fill it in, then: zegel policy lint {out}")


def _policy(what: str, today: date) -> Policy:
    """Read a policy file, or give the version of an organisation that is in force on a day."""
    if what.endswith(".toml"):
        if not Path(what).is_file():
            raise CliError("There is no such policy file.", "policy")
        try:
            return read_policy(Path(what))
        except DataError as error:
            raise CliError(str(error), "policy") from None
    _policies()
    policy = policy_in_force(what, today)
    if policy is None:
        known = ", ".join(sorted({one.slug for one in _policies()}))
        raise CliError(f"No policy of that name is in force on {today}. Known are {known}.", "policy")
    return policy


def _policies() -> tuple[Policy, ...]:
    try:
        return load_policies()
    except DataError as error:
        raise CliError(str(error), "policy") from None


def _day(text: str) -> date:
    if not text:
        return Installation().today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CliError("A day is written like 2026-11-21.", "policy") from None


def _language(text: str) -> str:
    if text not in {"nl", "en"}:
        raise CliError("The language is nl or en.", "policy")
    return text
