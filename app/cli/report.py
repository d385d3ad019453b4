"""`zegel report`: seal a report on this machine to one verified counsellor, and hand it in."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from app.cli.failures import OTHER_DESKS, CliError
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.reporter_client import TRACKS, hand_in, seal_report
from app.cli.service_link import ServiceLink
from app.cli.terminal import read_text, say, show, warn
from app.cli.verified_organisation import choose_counsellor, fetch_organisation, person, role_words
from app.policies.taxonomy_loader import load_taxonomy
from crypto.codes import fingerprint, new_case_code, new_passphrase
from crypto.encoding import date_of
from crypto.reporter import derive


def run(
    server: ReporterServer,
    organisation: OrganisationSlug,
    text_file: Annotated[str, typer.Option("--text-file", help="The report; - is standard input.", metavar="FILE|-")],
    counsellor: Annotated[
        str | None, typer.Option("--counsellor", help="Whom it is sealed to.", metavar="NAME|FINGERPRINT")
    ] = None,
    track: Annotated[str, typer.Option("--track", help="sparren (talk first) or melding (report).")] = "melding",
    category: Annotated[
        list[str] | None,
        typer.Option("--category", help="What it is about, such as IS-2; may be given more than once.", metavar="CODE"),
    ] = None,
    earlier: Annotated[
        str | None,
        typer.Option("--earlier", help="It belongs to an earlier report: by what your counsellor can recognise that."),
    ] = None,
    pin: Pin = None,
    words: Annotated[str, typer.Option("--words", help="Language of the seven words: nl or en.")] = "nl",
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Seal a report to a counsellor and hand it in. Write code and words down: nobody can restore them."""
    if track not in TRACKS:
        raise CliError(f"The track is sparren or melding; others cannot be handed in here. {OTHER_DESKS}", "track")
    if words not in {"nl", "en"}:
        raise CliError("The words are nl or en.", "usage")
    if earlier is not None and not earlier.strip():
        raise CliError("Say by what your counsellor can recognise the earlier report, or leave --earlier out.", "usage")
    categories = _known(category or [])
    text = read_text(text_file)
    with ServiceLink(server, proxy) as link:
        verified = fetch_organisation(link, organisation, pin, existing=False)
        chosen = choose_counsellor(verified, counsellor)
        code, phrase = new_case_code(), new_passphrase(words)
        keys = derive(verified.root.org_id, code, phrase)
        sealed = seal_report(verified, chosen, keys, TRACKS[track], text, categories=categories, earlier=earlier)
        secrets: dict[str, object] = {"case_code": code.printed, "passphrase": phrase.text}
        if not as_json:
            _code_first(secrets, interactive=sys.stdin.isatty())
        try:
            received = hand_in(link, sealed)
        except CliError as error:
            if error.code in {"no-answer", "receipt"}:
                error.details = {**secrets, "arrived": "yes" if error.code == "receipt" else "unknown"}
            raise
    directory = verified.listed()
    notices = list(verified.notices)
    if verified.devices.get(fingerprint(chosen.record.id_pk)) == "employer":
        notices.append("This counsellor reads on a device of the employer, who may be able to look along.")
    if fingerprint(chosen.record.id_pk) in verified.missed_drills:
        notices.append("This counsellor did not open the last two monthly checks, and may be away.")
    result: dict[str, object] = {
        "counsellor": person(chosen),
        "role": role_words(chosen),
        "fingerprint": fingerprint(chosen.record.id_pk),
        "track": track,
        "received_on": received.isoformat(),
        "organisation": verified.root.org_name,
        "pin": verified.pin,
        "pinned": verified.is_pinned,
        "root_version": verified.root.version,
        "directory_version": directory.version,
        "directory_expires": date_of(directory.expires).isoformat(),
    }
    if as_json:
        show({**secrets, **result, "notices": notices}, as_json=True)
        return
    show(result, as_json=False)
    for notice in notices:
        warn(notice)
    say(f"Received on {received}. Come back with `zegel mailbox`.")


def _known(categories: list[str]) -> list[str]:
    """Give the codes as they are; they only help the counsellor, so leaving them out is fine.

    Raises:
        CliError: a code that is not in the taxonomy.

    """
    codes = load_taxonomy().codes()
    for code in categories:
        if code not in codes:
            raise CliError(f"There is no category “{code}”. The categories: {', '.join(sorted(codes))}.", "category")
    return categories


def _code_first(secrets: dict[str, object], *, interactive: bool) -> None:
    """Show code and words before anything is sent, and at a terminal wait until they are written down."""
    show(secrets, as_json=False)
    if interactive and not typer.confirm("Did you write the code and the seven words down? Send the report now?"):
        raise CliError("Nothing was sent.", "cancelled")
