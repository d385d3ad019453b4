"""What every consent of the reporter is made of: nobody who is involved, the token, its messages, and the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from app.cli.failures import CliError
from app.cli.reporter_answer import sealed_state
from crypto.codes import fingerprint
from crypto.consent_make import Wrapper, item_of, make_rewrap
from crypto.consent_token import ConsentToken, parse_token
from crypto.encoding import b64
from crypto.envelope_inspect import SPACE_COUNSELLOR, Context
from crypto.errors import NotRecipientError
from crypto.primitives import hash_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cli.reporter_case import ReporterCase
    from app.cli.service_link import JsonObject
    from crypto.directory import Entry

DAYS: Final = 14
"""So long a consent can be used, unless it is taken back."""
INVOLVED: Final = "involved"
"""Field of the report with the fingerprints of those whom the reporter keeps out."""


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


def consent_body(
    a_case: ReporterCase, raw: bytes, scope: Sequence[bytes], recipient: Entry, *, now: bool, keep: bool = False
) -> JsonObject:
    """Return what hands a signed token in: its messages, the record if it is made here, and what is written down."""
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
        "rewrap": b64(_record(a_case, recipient, token, scope)) if now else None,
        "keepsAccess": keep,
        **sealed_state(a_case, {"tokens": [*a_case.state.get("tokens", ()), written]}),
    }


def _record(a_case: ReporterCase, recipient: Entry, token: ConsentToken, scope: Sequence[bytes]) -> bytes:
    """Make the re-wrap record here, out of the reporter's own copies."""
    keys, wanted = a_case.keys, set(scope)
    try:
        items = [
            item_of(
                line.envelope,
                Context(keys.org_id, keys.case_id, line.direction, SPACE_COUNSELLOR, line.index),
                [keys.box],
            )
            for line in a_case.conversation.in_scope_order()
            if line.env_hash in wanted
        ]
    except NotRecipientError:
        raise CliError(
            "You kept no copy of what you sent, so only your counsellor can hand it over. Write a new report instead.",
            "strict",
        ) from None
    return make_rewrap(items, recipient.record, token, Wrapper(keys.org_id, keys.case_id, keys.sign_seed))
