"""`zegel consent`: the reporter agrees, signed with the key of the case: to a hand-over, a release or going outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from app.cli.consent_signing import DAYS, check_not_involved, consent_body
from app.cli.failures import CliError
from app.cli.mailbox import read_code_and_words, tell
from app.cli.officers import choose_officer
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.outside_consent import agree_to_go_outside
from app.cli.release_consent import agree_to_release
from app.cli.reporter_answer import send_with_state
from app.cli.reporter_case import ReporterCase, open_case
from app.cli.service_link import ServiceLink
from app.cli.verified_organisation import choose_counsellor
from crypto.consent_make import Offer, sign_consent
from crypto.consent_token import Purpose
from crypto.encoding import b64, unb64
from crypto.envelope_inspect import SPACE_COUNSELLOR

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject
    from crypto.directory import Entry

_AGREED_HERE: Final = frozenset({Purpose.HAND_OVER, Purpose.RELEASE, Purpose.EXTERNAL})

Request = Annotated[str | None, typer.Option("--request", help="Id of what the counsellor asked.", metavar="ID")]
To = Annotated[str | None, typer.Option("--to", help="Name or fingerprint, without being asked.", metavar="COUNSELLOR")]
ReleaseTo = Annotated[
    str | None, typer.Option("--release-to", help="A case officer, without being asked.", metavar="OFFICER")
]
MayWrite = Annotated[bool, typer.Option("--may-write", help="The case officer, or who is outside, may write to you.")]
Keep = Annotated[bool, typer.Option("--keep-access", help="Who hands over may read on for 31 days.")]
Only = Annotated[
    list[int] | None, typer.Option("--message", help="Release: the number of one of your messages; none: all of it.")
]
Wrap = Annotated[bool, typer.Option("--now", help="Hand it over from here: your counsellor need do nothing.")]


def run(
    server: ReporterServer,
    organisation: OrganisationSlug,
    request: Request = None,
    to: To = None,
    release_to: ReleaseTo = None,
    message: Only = None,
    may_write: MayWrite = False,  # noqa: FBT002
    now: Wrap = False,  # noqa: FBT002
    keep_access: Keep = False,  # noqa: FBT002
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Let another counsellor take your case over, release it to a case officer, or let it be brought outside.

    A hand-over: all that was written until now, and what comes after. A release: what your counsellor named, or with
    --release-to all that was written until now but identity details; your counsellor stays yours. With --message
    only these messages go. Outside: what your counsellor named, to the authority or helper they named.

    It can be taken back until it was used (`zegel withdraw`). What the other has read cannot be taken back. The clocks
    go on from the first day. Code and words come from the terminal or standard input (two lines, or JSON).
    """
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        a_case = open_case(link, organisation, pin, code, phrase)
        asked = _asked(a_case, request) if to is None and release_to is None else None
        if release_to is not None or (asked is not None and asked["purpose"] == Purpose.RELEASE):
            officer = (
                choose_officer(a_case.organisation, release_to, [a_case.assignee])
                if asked is None
                else listed_of(a_case, asked)
            )
            only = frozenset(message or ())
            agree_to_release(link, a_case, officer, asked, now=now, may_write=may_write, only=only)
        elif message:
            raise CliError("Only of a release can you let a part go; --message is for that.", "usage")
        elif asked is not None and asked["purpose"] == Purpose.EXTERNAL:
            agree_to_go_outside(link, a_case, listed_of(a_case, asked), asked, now=now, may_write=may_write)
        else:
            recipient = choose_counsellor(a_case.organisation, to) if asked is None else listed_of(a_case, asked)
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


def _asked(a_case: ReporterCase, request: str | None) -> dict[str, Any]:
    """Return the one open request that is agreed to."""
    waiting = [one for one in a_case.requests if one["state"] == "open" and one["purpose"] in _AGREED_HERE]
    named = [one for one in waiting if request is None or one["id"] == request]
    if len(named) != 1:
        raise CliError("Name what you agree to: --request with its id, as `zegel mailbox` shows it.", "request")
    return named[0]


def listed_of(a_case: ReporterCase, asked: dict[str, Any]) -> Entry:
    """Return whom a request names, when that is somebody on the verified list.

    Raises:
        CliError: nobody on the list has these keys.

    """
    entry = a_case.organisation.listed().entry(unb64(str(asked["kid"])))
    if entry is None or b64(entry.record.id_pk) != asked["recipient"]:
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
    return consent_body(a_case, raw, scope, recipient, now=now, keep=keep)
