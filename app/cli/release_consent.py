"""A reporter's consent to a release: to one case officer, for exactly what was named (PROTOCOL 5, 5.1).

A summary that the counsellor wrote goes along with the reporter's own word that it is right, so that the officer sees
that both agreed, and can answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from app.cli.consent_signing import DAYS, check_not_involved, consent_body
from app.cli.failures import CliError
from app.cli.release import whole
from app.cli.reporter_answer import answer_counsellor, send_with_state
from crypto.consent_make import Offer, sign_consent
from crypto.consent_token import FLAG_MAY_WRITE, Purpose
from crypto.encoding import unb64
from crypto.envelope_inspect import FROM_REPORTER, SPACE_ORGANISATION

if TYPE_CHECKING:
    from app.cli.reporter_case import ReporterCase
    from app.cli.service_link import JsonObject, ServiceLink
    from crypto.directory import Entry

_RIGHT: Final = "This summary is right. It may go to the case officer."


def agree_to_release(
    link: ServiceLink,
    a_case: ReporterCase,
    officer: Entry,
    asked: dict[str, Any] | None,
    *,
    now: bool,
    may_write: bool,
    only: frozenset[int] = frozenset(),
) -> None:
    """Sign a consent to release what was asked, or everything but identity details, and hand it in once.

    only: numbers of the reporter's own messages; of all that could go, then nothing else does.

    Raises:
        CliError: this person is involved, or what was asked is not in the conversation.

    """
    check_not_involved(a_case.conversation.lines, officer)
    wanted = whole(a_case.conversation.in_scope_order()) if asked is None else named_in(a_case, asked)
    if only:
        wanted = _narrowed(a_case, wanted, only)
    own = {line.env_hash for line in a_case.conversation.of(FROM_REPORTER)}
    if own.isdisjoint(wanted):
        answer_counsellor(link, a_case, _RIGHT)
        a_case = a_case.reload(link)
        newest = a_case.conversation.newest(FROM_REPORTER)
        wanted = [newest.env_hash if newest is not None else b"", *wanted]
    flags = FLAG_MAY_WRITE if may_write else 0

    def made(current: ReporterCase) -> tuple[str, JsonObject]:
        return "/r/v1/consents", _consent(current, officer, wanted, flags, now=now)

    send_with_state(link, a_case, made)


def named_in(a_case: ReporterCase, asked: dict[str, Any]) -> list[bytes]:
    """Return what was asked, all of it as this reporter can see it; identity details never go along unasked.

    Raises:
        CliError: a message that was named is not here, or holds who the reporter is.

    """
    named = {unb64(str(one)) for one in asked["scope"]}
    here = [one for one in whole(a_case.conversation.in_scope_order()) if one in named]
    if set(here) != named:
        raise CliError("What your counsellor wants to pass on is not all here, or holds who you are.", "scope")
    return here


def _narrowed(a_case: ReporterCase, wanted: list[bytes], only: frozenset[int]) -> list[bytes]:
    """Return what of it the reporter lets go; a consent may go less far than what was asked (PROTOCOL 3.4)."""
    own = {line.env_hash for line in a_case.conversation.of(FROM_REPORTER) if line.index in only}
    kept = [one for one in wanted if one in own]
    if len(kept) != len(only):
        raise CliError("There is no such message of yours among what can go; `zegel mailbox` shows them.", "message")
    return kept


def _consent(a_case: ReporterCase, officer: Entry, wanted: list[bytes], flags: int, *, now: bool) -> JsonObject:
    keys, day = a_case.keys, a_case.organisation.day_to_seal()
    place = (keys.org_id, keys.case_id, SPACE_ORGANISATION)
    offer = Offer(Purpose.RELEASE, *place, officer, tuple(wanted), day + DAYS, flags)
    return consent_body(a_case, sign_consent(offer, keys.sign_seed, day), wanted, officer, now=now)
