"""`zegel outside`: the reporter's own ways out: now, by hand, or in case a duty is missed or nobody is there."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.failures import CliError
from app.cli.mailbox import read_code_and_words, tell
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.outside_items import DUTIES, Item, choose_item, sealed_item
from app.cli.reporter_answer import answer_counsellor, answer_outside, send_with_state
from app.cli.reporter_case import ReporterCase, open_case
from app.cli.service_link import ServiceLink
from app.cli.terminal import read_text, say, show, warn
from crypto.consent_token import Purpose
from crypto.duty import FLAG_MANUAL, DutyKind, sign_duty
from crypto.encoding import b64, date_of
from crypto.envelope_inspect import FROM_REPORTER, SPACE_COUNSELLOR

if TYPE_CHECKING:
    from collections.abc import Callable

    Chosen = Callable[[ReporterCase], Item]

commands = typer.Typer(no_args_is_help=True)
EMPLOYER_NOTICES: Final = (
    "When an authority or helper acts on this, your employer may notice that something was reported. "
    "The service learns whom you chose, and nothing of what you wrote."
)
_NO_HASH: Final = bytes(32)


class Duty(StrEnum):
    """Which missed duty opens the way."""

    ACKNOWLEDGEMENT = "acknowledgement"
    FEEDBACK = "feedback"


To = Annotated[str, typer.Option("--to", help="Name or fingerprint on the organisation's list.", metavar="NAME")]
Only = Annotated[list[int] | None, typer.Option("--message", help="Number of one of your messages; none: everything.")]
Trial = Annotated[bool, typer.Option("--trial", help="Only show what would be sent, to whom and when.")]


@commands.command()
def send(
    server: ReporterServer,
    organisation: OrganisationSlug,
    to: To,
    message: Only = None,
    trial: Trial = False,  # noqa: FBT002
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Give your case to an authority or helper now, sealed to its key. What was fetched cannot be taken back."""
    wanted = frozenset(message or ())
    _run(server, organisation, pin, proxy, as_json=as_json, trial=trial, path="/r/v1/consents",
         chosen=lambda a_case: choose_item(a_case, Purpose.EXTERNAL, to, only=wanted))  # fmt: skip


@commands.command()
def prepare(
    server: ReporterServer,
    organisation: OrganisationSlug,
    to: To,
    duty: Annotated[Duty, typer.Option("--duty", help="What must be missed first.")],
    message: Only = None,
    trial: Trial = False,  # noqa: FBT002
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Let an authority or helper in if a duty is missed. It can be taken back until then, and two days longer."""
    wanted = frozenset(message or ())
    _run(server, organisation, pin, proxy, as_json=as_json, trial=trial, path="/r/v1/conditional",
         chosen=lambda a_case: choose_item(
             a_case, Purpose.CONDITIONAL_EXTERNAL, to, DUTIES[duty.value], wanted))  # fmt: skip


@commands.command()
def deputy(
    server: ReporterServer,
    organisation: OrganisationSlug,
    to: To,
    trial: Trial = False,  # noqa: FBT002
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Let another counsellor in if yours cannot go on, or confirms nothing in five days."""
    _run(server, organisation, pin, proxy, as_json=as_json, trial=trial, path="/r/v1/conditional",
         chosen=lambda a_case: choose_item(a_case, Purpose.PREPARED_DEPUTY, to))  # fmt: skip


@commands.command()
def reply(
    server: ReporterServer,
    organisation: OrganisationSlug,
    to: Annotated[str, typer.Option("--to", help="Name of who got your package, as `zegel mailbox` shows it.")],
    text_file: Annotated[Path, typer.Option("--text-file", help="File with your message.", metavar="FILE")],
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Write to the authority or helper that has your package. Your counsellor and employer do not see it."""
    text = read_text(str(text_file))
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        a_case = open_case(link, organisation, pin, code, phrase)
        answer_outside(link, a_case, to, text)
        a_case = a_case.reload(link)
        link.delete("/r/v1/session")
    tell(a_case, as_json=as_json, replied=True)


@commands.command(name="by-hand")
def by_hand(
    server: ReporterServer,
    organisation: OrganisationSlug,
    on: Annotated[
        str | None, typer.Option("--on", help="The day on which you brought it.", metavar="YYYY-MM-DD")
    ] = None,
    place: Annotated[str, typer.Option("--to", help="Where you brought it.", metavar="TEXT")] = "",
    reference: Annotated[str, typer.Option("--reference", help="Their number for it.", metavar="TEXT")] = "",
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Note, signed, that you brought your report to somebody outside yourself. Nothing is sent there.

    With --on your counsellor can read the day, the place and the number, sealed; without it only your word is kept.
    """
    told = _brought(on, place, reference)
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        a_case = open_case(link, organisation, pin, code, phrase)
        say_brought(link, a_case, told)
        a_case = a_case.reload(link)
        link.delete("/r/v1/session")
    tell(a_case, as_json=as_json)


def say_brought(link: ServiceLink, a_case: ReporterCase, told: dict[str, str]) -> None:
    """Sign that the reporter brought it, after a sealed message that says when and where; empty: the bare word.

    Raises:
        CliError: nothing may be sealed to the counsellor now.

    """
    ref = _NO_HASH
    if told:
        if told["broughtOn"] > date_of(a_case.organisation.today).isoformat():
            raise CliError("--on is a day that is still to come.", "usage")
        answer_counsellor(link, a_case, _in_words(told), dict(told))
        a_case = a_case.reload(link)
        newest = a_case.conversation.newest(FROM_REPORTER)
        ref = newest.env_hash if newest is not None else _NO_HASH
    keys, day = a_case.keys, a_case.organisation.day_to_seal()
    kind, flag = DutyKind.ROUTED_EXTERNAL, FLAG_MANUAL
    raw = sign_duty(kind, flag, SPACE_COUNSELLOR, keys.org_id, keys.case_id, keys.sign_seed, ref, day, 0)
    link.post("/r/v1/statements", {"statement": b64(raw)})


def _brought(on: str | None, to: str, reference: str) -> dict[str, str]:
    """Return what stands sealed beside the reporter's word (PROTOCOL 3.4)."""
    if on is None:
        if to or reference:
            raise CliError("--to and --reference go with --on.", "usage")
        return {}
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise CliError("--on is a day such as 2026-11-22.", "usage") from None
    told = {"broughtOn": day.isoformat(), "broughtTo": to.strip(), "reference": reference.strip()}
    return {name: text for name, text in told.items() if text}


def _in_words(told: dict[str, str]) -> str:
    parts = [f"I brought my report outside myself, on {told['broughtOn']}."]
    if "broughtTo" in told:
        parts.append(f"To: {told['broughtTo']}.")
    if "reference" in told:
        parts.append(f"Their number: {told['reference']}.")
    return " ".join(parts)


def _run(
    server: str,
    organisation: str,
    pin: str | None,
    proxy: str | None,
    *,
    as_json: bool,
    trial: bool,
    path: str,
    chosen: Chosen,
) -> None:
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        a_case = open_case(link, organisation, pin, code, phrase)
        item = chosen(a_case)
        if not trial:
            send_with_state(link, a_case, lambda current: (path, sealed_item(current, item)))
            a_case = a_case.reload(link)
        link.delete("/r/v1/session")
    if trial:
        _show_trial(a_case, item, as_json=as_json)
        return
    tell(a_case, as_json=as_json)


def _show_trial(a_case: ReporterCase, item: Item, *, as_json: bool) -> None:
    """Show exactly what would go, to whom and when; nothing was sent or stored."""
    told = item.as_json(a_case)
    if as_json:
        show({**told, "sent": False, "warning": EMPLOYER_NOTICES}, as_json=True)
        return
    if not item.lines:
        raise CliError("There is nothing to send.", "message")
    when = told["earliest"]
    say(f"To: {told['recipient']} (fingerprint {told['fingerprint']}), " + (f"not before {when}" if when else "now"))
    for line in item.lines:
        say(f"  {'you' if line.direction == 0 else 'counsellor'} {line.index}: {line.text}")
    warn(f"Nothing was sent: this was a trial. {EMPLOYER_NOTICES}")
