"""`zegel track`: the reporter makes a report of what was asked for advice, signed with the key of the case."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.mailbox import read_code_and_words, tell
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.reporter_answer import sealed_state, send_with_state
from app.cli.reporter_case import ReporterCase, open_case
from app.cli.service_link import ServiceLink
from crypto.encoding import b64
from crypto.message import NO_HASH
from crypto.track import Track, sign_track

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject


class To(StrEnum):
    """Tracks that a case can be brought to."""

    MELDING = "melding"
    KLACHT = "klacht"


def run(
    server: ReporterServer,
    organisation: OrganisationSlug,
    to: Annotated[To, typer.Option("--to", help="The new track; never back to advice.")],
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Change the track of your case. The clocks of the new one run from today, and it cannot become advice again.

    Code and words come from the terminal or standard input (two lines, or JSON).
    """
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        a_case = open_case(link, organisation, pin, code, phrase)
        send_with_state(link, a_case, lambda current: ("/r/v1/track", _change(current, to)), method="PUT")
        a_case = a_case.reload(link)
        link.delete("/r/v1/session")
    tell(a_case, as_json=as_json)


def _change(a_case: ReporterCase, to: To) -> JsonObject:
    keys, day = a_case.keys, a_case.organisation.day_to_seal()
    seq = a_case.history.changes + 1
    raw = sign_track(Track[to.name], seq, keys.org_id, keys.case_id, NO_HASH, day, keys.sign_seed)
    return {"change": b64(raw), **sealed_state(a_case, {"trackChanges": seq})}
