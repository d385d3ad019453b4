"""What a reporter's client signs and wraps for somebody outside or a deputy: now, or in case of a miss (PROTOCOL 5).

Token and re-wrap record are made here, from the reporter's own copies; the service stores or packs what it cannot open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from app.cli.consent_signing import check_not_involved
from app.cli.conversation import Line
from app.cli.failures import CliError
from app.cli.reporter_answer import sealed_state
from app.cli.verified_organisation import newest_key, person
from app.services.directory_publication import fingerprint_of, plain_fingerprint
from crypto.clocks import clocks
from crypto.codes import fingerprint
from crypto.consent_make import Offer, Wrapper, item_of, make_rewrap, sign_consent
from crypto.consent_token import CONDITIONAL_LIFE_MAX_DAYS, FLAG_MAY_WRITE, Purpose, parse_token, roles_of
from crypto.directory import ACTIVE, Entry
from crypto.encoding import b64, date_of
from crypto.envelope_inspect import SPACE_AUTHORITY_FIRST, SPACE_COUNSELLOR, SPACE_MAX, Context
from crypto.errors import NotRecipientError
from crypto.release import UNACKNOWLEDGED_DAYS, WITHDRAWAL_DAYS

if TYPE_CHECKING:
    from app.cli.reporter_case import ReporterCase
    from app.cli.service_link import JsonObject
    from app.cli.verified_organisation import VerifiedOrganisation

SEND_DAYS: Final = 14
DUTIES: Final = {"acknowledgement": 2, "feedback": 3}
_NOW: Final = frozenset({Purpose.EXTERNAL})


@dataclass(frozen=True)
class Item:
    """What the reporter chose: for what, to whom, which messages, in which space, and when if it waits."""

    purpose: Purpose
    recipient: Entry
    lines: tuple[Line, ...]
    space: int
    duty: int = 0

    def as_json(self, a_case: ReporterCase) -> dict[str, object]:
        """Return exactly what would be sent, to whom and when, for `--json`."""
        day = self.earliest(a_case)
        return {
            "recipient": person(self.recipient),
            "fingerprint": fingerprint(self.recipient.record.id_pk),
            "messages": [_line(line) for line in self.lines],
            "earliest": day.isoformat() if day is not None else None,
            "until": date_of(self.expires(a_case)).isoformat(),
        }

    def expires(self, a_case: ReporterCase) -> int:
        """Return the last civil day: of the longest time allowed, and never after the recipient's key."""
        day = a_case.organisation.day_to_seal()
        life = SEND_DAYS if self.purpose in _NOW else CONDITIONAL_LIFE_MAX_DAYS
        return min(day + life, self.recipient.record.not_after)

    def earliest(self, a_case: ReporterCase) -> date | None:
        """Return the first day on which it could be opened by a miss; None: now."""
        if self.purpose in _NOW:
            return None
        facts = a_case.acts.facts
        if self.purpose is Purpose.PREPARED_DEPUTY:
            return facts.received_on + timedelta(days=UNACKNOWLEDGED_DAYS + 2)
        limits = clocks("employer", facts.received_on)
        due = limits.ack_limit if self.duty == DUTIES["acknowledgement"] else limits.feedback_limit
        return due + timedelta(days=1 + WITHDRAWAL_DAYS)


def choose_item(
    a_case: ReporterCase, purpose: Purpose, wanted: str, duty: int = 0, only: frozenset[int] = frozenset()
) -> Item:
    """Return an item for a listed person; `only`: the numbers of the reporter's own messages, none: everything.

    Raises:
        CliError: nobody fits, this person is involved or holds the case, or there is no such message.

    """
    space = SPACE_COUNSELLOR if purpose is Purpose.PREPARED_DEPUTY else SPACE_AUTHORITY_FIRST
    recipient = listed_recipient(a_case.organisation, purpose, space, wanted)
    check_not_involved(a_case.conversation.lines, recipient)
    if purpose is Purpose.PREPARED_DEPUTY and recipient.record.id_pk == a_case.assignee:
        raise CliError("This counsellor holds your case already.", "counsellor")
    lines = tuple(
        line for line in a_case.conversation.in_scope_order() if not only or (line.direction, line.index) in _own(only)
    )
    if not lines or (only and len(lines) != len(only)):
        raise CliError("There is no such message of yours; `zegel mailbox` shows their numbers.", "message")
    return Item(purpose, recipient, lines, space_for(a_case, recipient, space), duty)


def sealed_item(a_case: ReporterCase, item: Item) -> JsonObject:
    """Sign the token, wrap the keys of the messages, and return the body that hands both in with the next state.

    Raises:
        CliError: the reporter kept no copy of a message.

    """
    keys, day = a_case.keys, a_case.organisation.day_to_seal()
    scope = tuple(line.env_hash for line in item.lines)
    raw = sign_consent(
        Offer(
            purpose=item.purpose,
            org_id=keys.org_id,
            case_id=keys.case_id,
            space=item.space,
            recipient=item.recipient,
            scope=scope,
            expires=item.expires(a_case),
            flags=FLAG_MAY_WRITE if item.space >= SPACE_AUTHORITY_FIRST else 0,
            duty=item.duty,
        ),
        keys.sign_seed,
        day,
    )
    token = parse_token(raw)
    try:
        wrapped = [
            item_of(line.envelope, Context(keys.org_id, keys.case_id, line.direction, 0, line.index), [keys.box])
            for line in item.lines
        ]
    except NotRecipientError:
        raise CliError("You kept no copy of what you sent, so nothing can be passed on from here.", "strict") from None
    place = Wrapper(keys.org_id, keys.case_id, keys.sign_seed)
    written = {"id": token.token_id.hex(), "purpose": int(token.purpose), "duty": token.duty, "hash": b64(token.hash)}
    return {
        "token": b64(raw),
        "scope": [b64(one) for one in scope],
        "rewrap": b64(make_rewrap(wrapped, item.recipient.record, token, place)),
        **sealed_state(a_case, {"tokens": [*a_case.state.get("tokens", ()), written]}),
    }


def _line(line: Line) -> dict[str, object]:
    return {"from": "counsellor" if line.direction else "you", "index": line.index, "text": line.text}


def _own(numbers: frozenset[int]) -> set[tuple[int, int]]:
    return {(0, number) for number in numbers}


def listed_recipient(organisation: VerifiedOrganisation, purpose: Purpose, space: int, wanted: str) -> Entry:
    """Return the newest key of somebody on the list who may receive on such a consent, by name or fingerprint.

    Raises:
        CliError: nobody fits, or more than one.

    """
    roles, mark = roles_of(purpose, space), plain_fingerprint(wanted)
    listed = [entry for entry in organisation.listed().entries if entry.record.role in roles]
    there = [one for one in listed if one.state == ACTIVE and one.record.is_valid_on(organisation.today)]
    fitting = [
        one
        for one in there
        if person(one).casefold() == wanted.strip().casefold() or fingerprint_of(one.record.id_pk) == mark
    ]
    people = {one.record.id_pk for one in fitting}
    if len(people) != 1:
        names = ", ".join(sorted({person(one) for one in there})) or "nobody"
        raise CliError(f"Nobody, or more than one, on the list is called so. You can choose {names}.", "recipient")
    return newest_key(fitting, people.pop())


def space_for(a_case: ReporterCase, recipient: Entry, first: int) -> int:
    """Return the space of this recipient: the one it has, or the next free one.

    Raises:
        CliError: there is none left.

    """
    if first == SPACE_COUNSELLOR:
        return first
    taken = {one.token.space: one.token.recipient_id for one in a_case.consents if one.token.space >= first}
    own = [space for space, known in taken.items() if known == recipient.record.id_pk]
    free = [space for space in range(first, SPACE_MAX + 1) if space not in taken]
    if not own and not free:
        raise CliError("Your case is with as many desks as it can be.", "recipient")
    return own[0] if own else free[0]
