"""`zegel consent`: the reporter lets another counsellor take the case over, signed with the key of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from app.cli.failures import CliError
from app.cli.mailbox import read_code_and_words, tell
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.reporter_answer import sealed_state, send_with_state
from app.cli.reporter_case import ReporterCase, open_case
from app.cli.service_link import ServiceLink
from app.cli.verified_organisation import choose_counsellor
from crypto.codes import fingerprint
from crypto.consent_make import Offer, Wrapper, item_of, make_rewrap, sign_consent
from crypto.consent_token import ConsentToken, Purpose, parse_token
from crypto.encoding import b64, unb64
from crypto.envelope_inspect import SPACE_COUNSELLOR, Context
from crypto.errors import NotRecipientError
from crypto.primitives import hash_

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject
    from crypto.directory import Entry

DAYS: Final = 14
"""So long a consent can be used, unless it is taken back."""
INVOLVED: Final = "involved"
"""Field of the report with the fingerprints of those whom the reporter keeps out."""

Request = Annotated[str | None, typer.Option("--request", help="Id of what the counsellor asked.", metavar="ID")]
To = Annotated[str | None, typer.Option("--to", help="Name or fingerprint, without being asked.", metavar="COUNSELLOR")]
Keep = Annotated[bool, typer.Option("--keep-access", help="Who hands over may read on for 31 days.")]
Wrap = Annotated[bool, typer.Option("--now", help="Hand it over from here: your counsellor need do nothing.")]


def run(
    server: ReporterServer,
    organisation: OrganisationSlug,
    request: Request = None,
    to: To = None,
    now: Wrap = False,  # noqa: FBT002
    keep_access: Keep = False,  # noqa: FBT002
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Let another counsellor take your case over: all that was written until now, and what comes after.

    It can be taken back until it was used (`zegel withdraw`). What the other has read cannot be taken back. The clocks
    go on from the first day. Code and words come from the terminal or standard input (two lines, or JSON).
    """
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        a_case = open_case(link, organisation, pin, code, phrase)
        recipient = _recipient(a_case, request, to)
        agree(link, a_case, recipient, now=now, keep_access=keep_access)
        a_case = a_case.reload(link)
        link.delete("/r/v1/session")
    tell(a_case, as_json=as_json)


def agree(link: ServiceLink, a_case: ReporterCase, recipient: Entry, *, now: bool, keep_access: bool) -> None:
    """Sign a consent to the whole conversation and hand it in once; `now`: with the record, made here.

    Raises:
        CliError: this person is involved, holds the case already, or messages cannot be passed on from here.

    """
    check_not_involved(a_case.conversation.lines, recipient)
    if recipient.record.id_pk == a_case.assignee:
        raise CliError("This counsellor holds your case already.", "counsellor")
    send_with_state(
        link, a_case, lambda current: ("/r/v1/consents", _consent(current, recipient, now=now, keep=keep_access))
    )


def check_not_involved(lines: Any, recipient: Entry) -> None:  # noqa: ANN401 - lines of a conversation
    """Refuse somebody whom the reporter ticked as involved; the service cannot know who that is.

    Raises:
        CliError: this person is involved.

    """
    marks = {str(mark).replace("-", "").upper() for line in lines for mark in _involved(line.fields)}
    if fingerprint(recipient.record.id_pk).replace("-", "").upper() in marks:
        raise CliError("The reporter ticked this person as involved. Nothing was sent.", "involved")


def _involved(fields: dict[str, object]) -> list[object]:
    marks = fields.get(INVOLVED)
    return marks if isinstance(marks, list) else []


def _recipient(a_case: ReporterCase, request: str | None, to: str | None) -> Entry:
    if to is not None:
        return choose_counsellor(a_case.organisation, to)
    waiting = [one for one in a_case.requests if one["state"] == "open" and one["purpose"] == Purpose.HAND_OVER]
    named = [one for one in waiting if request is None or one["id"] == request]
    if len(named) != 1:
        raise CliError("Name what you agree to: --request with its id, as `zegel mailbox` shows it.", "request")
    entry = a_case.organisation.listed().entry(unb64(str(named[0]["kid"])))
    if entry is None or b64(entry.record.id_pk) != named[0]["recipient"]:
        raise CliError("Whom the counsellor names is not on the list of this organisation.", "counsellor")
    return entry


def _consent(a_case: ReporterCase, recipient: Entry, *, now: bool, keep: bool) -> JsonObject:
    keys, day = a_case.keys, a_case.organisation.day_to_seal()
    scope = tuple(line.env_hash for line in a_case.conversation.in_scope_order())
    raw = sign_consent(
        Offer(Purpose.HAND_OVER, keys.org_id, keys.case_id, SPACE_COUNSELLOR, recipient, scope, day + DAYS),
        keys.sign_seed,
        day,
    )
    token = parse_token(raw)
    written = {
        "id": token.token_id.hex(),
        "purpose": int(token.purpose),
        "duty": token.duty,
        "hash": b64(hash_("consent-token", raw)),
    }
    return {
        "token": b64(raw),
        "scope": [b64(one) for one in scope],
        "rewrap": b64(_record(a_case, recipient, token)) if now else None,
        "keepsAccess": keep,
        **sealed_state(a_case, {"tokens": [*a_case.state.get("tokens", ()), written]}),
    }


def _record(a_case: ReporterCase, recipient: Entry, token: ConsentToken) -> bytes:
    """Make the re-wrap record here, out of the reporter's own copies."""
    keys = a_case.keys
    try:
        items = [
            item_of(
                line.envelope,
                Context(keys.org_id, keys.case_id, line.direction, SPACE_COUNSELLOR, line.index),
                [keys.box],
            )
            for line in a_case.conversation.in_scope_order()
        ]
    except NotRecipientError:
        raise CliError(
            "You kept no copy of what you sent, so only your counsellor can hand it over. Write a new report instead.",
            "strict",
        ) from None
    return make_rewrap(items, recipient.record, token, Wrapper(keys.org_id, keys.case_id, keys.sign_seed))
