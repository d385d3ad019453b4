"""`zegel evidence`: a file that shows later that and when somebody reported, without a word of what (Wbk art. 17eb)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.duty_words import NAMES
from app.cli.failures import CliError
from app.cli.mailbox import read_code_and_words
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.register import Language, language, write_new
from app.cli.reporter_case import ReporterCase, open_case
from app.cli.root_file import root_file
from app.cli.service_link import ServiceLink
from app.cli.terminal import say, show, warn
from app.web.own_file_pages import Evidence, KeptEvent, KeptReceipt, KeptStatement, evidence_page
from app.web.report_pages import Writing
from crypto.encoding import b64, date_of
from crypto.primitives import kid_sign
from crypto.root import verify_root_chain
from crypto.tree import EventType

if TYPE_CHECKING:
    from app.cli.case_proofs import CheckedEvent

Out = Annotated[Path, typer.Option("--out", help="File to write; it may not be there yet.", metavar="FILE")]
_SERVICE: Final = bytes(16)
_KEEP_IT: Final = (
    "A file on a device shows that somebody reported from it. Keep it on a device of your own, where your employer "
    "does not come. Nothing was sent."
)


def run(
    server: ReporterServer,
    organisation: OrganisationSlug,
    out: Out,
    lang: Language = "nl",
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Write receipts, what was signed on which day, proofs from the public log, and how to check them.

    Code and words come from the terminal or standard input (two lines, or JSON).
    """
    if out.exists():
        raise CliError("That file is there already. Nothing was written.", "exists")
    how = language(lang)
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        a_case = open_case(link, organisation, pin, code, phrase)
        notes = [str(note) for note in link.get(f"/r/v1/organisations/{organisation}")["root"]]
        signed = [str(raw) for raw in link.get("/r/v1/case")["duties"]]
        link.delete("/r/v1/session")
    verify_root_chain(notes, a_case.organisation.root.org_id)
    found = _evidence(a_case, signed, root_file(tuple(notes)))
    write_new(out, evidence_page(found, Writing(how, date_of(a_case.organisation.today), is_file=True)))
    if as_json:
        show({"file": out.name, "receipts": len(found.receipts), "events": len(found.events)}, as_json=True)
        return
    say(f"Wrote {out.name}.")
    warn(_KEEP_IT)


def _evidence(a_case: ReporterCase, signed: list[str], root: str) -> Evidence:
    acts = zip(a_case.acts.duties, signed, strict=False)
    return Evidence(
        organisation=a_case.organisation.root.org_name,
        pin=a_case.organisation.pin,
        case_id=a_case.keys.case_id.hex(),
        receipts=_receipts(a_case),
        events=[_event(one, kid_sign(a_case.keys.sign_pk)) for one in a_case.proofs.events],
        statements=[
            KeptStatement(
                NAMES.get(duty.kind, "other") if duty.kind is not None else "other",
                duty.day,
                raw,
                duty.problem is None,
                duty.is_contested,
            )
            for duty, raw in acts
        ],
        sign_pk=b64(a_case.keys.sign_pk),
        root=root,
        doubts=a_case.proofs.doubts,
    )


def _receipts(a_case: ReporterCase) -> list[KeptReceipt]:
    events, history = a_case.proofs.events, a_case.history
    found = []
    if a_case.proofs.receipt_note is not None:
        found.append(KeptReceipt(history.first_day, a_case.proofs.receipt_note, events[0].proof if events else None))
    if a_case.track_receipt is not None and history.last_on is not None:
        changes = [one for one in events if one.event.type is EventType.TRACK]
        proof = changes[-1].proof if changes else None
        found.append(KeptReceipt(history.last_on, a_case.track_receipt, proof, is_change=True))
    return found


def _event(one: CheckedEvent, own: bytes) -> KeptEvent:
    who = "reporter" if one.event.actor == own else "service" if one.event.actor == _SERVICE else "other"
    return KeptEvent(one.event.type.name.lower(), date_of(one.event.day), who, b64(one.raw), b64(one.salt), one.proof)
