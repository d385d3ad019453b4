"""A reporter's consent to what the counsellor proposed: to one desk outside, for exactly what was named (5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli.consent_signing import DAYS, check_not_involved, consent_body
from app.cli.outside_items import space_for
from app.cli.release_consent import named_in
from app.cli.reporter_answer import send_with_state
from crypto.consent_make import Offer, sign_consent
from crypto.consent_token import FLAG_MAY_WRITE, Purpose
from crypto.envelope_inspect import SPACE_AUTHORITY_FIRST

if TYPE_CHECKING:
    from app.cli.reporter_case import ReporterCase
    from app.cli.service_link import JsonObject, ServiceLink
    from crypto.directory import Entry


def agree_to_go_outside(
    link: ServiceLink, a_case: ReporterCase, recipient: Entry, asked: dict[str, Any], *, now: bool, may_write: bool
) -> None:
    """Sign a consent to exactly what was asked and hand it in once; `now`: with the record, made here.

    Raises:
        CliError: this person is involved, or what was asked is not in the conversation.

    """
    check_not_involved(a_case.conversation.lines, recipient)
    wanted = named_in(a_case, asked)
    flags = FLAG_MAY_WRITE if may_write else 0

    def made(current: ReporterCase) -> tuple[str, JsonObject]:
        keys, day = current.keys, current.organisation.day_to_seal()
        place = (keys.org_id, keys.case_id, space_for(current, recipient, SPACE_AUTHORITY_FIRST))
        expires = min(day + DAYS, recipient.record.not_after)
        offer = Offer(Purpose.EXTERNAL, *place, recipient, tuple(wanted), expires, flags)
        raw = sign_consent(offer, keys.sign_seed, day)
        return "/r/v1/consents", consent_body(current, raw, wanted, recipient, now=now)

    send_with_state(link, a_case, made)
