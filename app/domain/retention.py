"""How long a closed case is kept, on what ground, and the day on which it is destroyed (Wbk art. 2a(2)).

The law names no number. An organisation's policy says how long and why; where it is silent, the terms below hold, and
their ground says that they are ours. A term runs from closure, or from the last message when somebody wrote later: a
reporter who comes back after closure, to tell of retaliation, never loses the case by doing so.

Advice that nobody closes ends by silence: the term runs from the last message, and only when that was an answer. What
waits for the counsellor is never destroyed by waiting.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from app.domain.policy_facts import Retention
from app.domain.policy_rules import Term
from app.domain.policy_words import ClosedAs, Unit
from app.domain.term_calendar import add_months
from app.domain.track import Track
from app.domain.wording import Wording

if TYPE_CHECKING:
    from app.domain.policy import Policy

_MONTHS: Final = {Unit.MONTH: 1, Unit.YEAR: 12}
_SHORT: Final = Term(n=2, unit=Unit.MONTH)
_DEFAULTS: Final = {
    ClosedAs.NOT_A_REPORT: Retention(
        closed_as=ClosedAs.NOT_A_REPORT,
        term=_SHORT,
        ground=Wording(
            "Geen getal in de wet en niet in het beleid. Kort, omdat er niets mee hoeft. Standaard van Zegel.",
            "No number in law, none in the policy. Short, as nothing needs to be done with it. Zegel’s default.",
        ),
    ),
    ClosedAs.ADVICE: Retention(
        closed_as=ClosedAs.ADVICE,
        term=_SHORT,
        ground=Wording(
            "Geen melding, dus geen register. Kort. Standaard van Zegel.",
            "No report, so no register. Short. Zegel’s default.",
        ),
    ),
    ClosedAs.ADVICE_LEFT_OPEN: Retention(
        closed_as=ClosedAs.ADVICE_LEFT_OPEN,
        term=Term(n=6, unit=Unit.MONTH),
        ground=Wording(
            "Geen melding, dus geen register. Een half jaar stilte, omdat wie twijfelt vaak later terugkomt. "
            "Standaard van Zegel.",
            "No report, so no register. Half a year of silence, as people in doubt often come back later. "
            "Zegel’s default.",
        ),
    ),
    ClosedAs.HANDLED: Retention(
        closed_as=ClosedAs.HANDLED,
        term=Term(n=2, unit=Unit.YEAR),
        ground=Wording(
            "Geen getal in de wet en niet in het beleid. Zolang het nodig kan zijn bij benadeling of een rechtszaak. "
            "Standaard van Zegel.",
            "No number in law, none in the policy. As long as it may be needed for retaliation or a court case. "
            "Zegel’s default.",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Keeping:
    """Until which day a case is kept, and the rule that says so."""

    closed_as: ClosedAs
    rule: Retention
    until: date
    """The day on which it is destroyed."""


def closed_as(track: Track, dismissed_on: date | None) -> ClosedAs:
    """Say how a case ended, for its retention: advice, no report, or handled."""
    if track is Track.SPARREN:
        return ClosedAs.ADVICE
    return ClosedAs.NOT_A_REPORT if dismissed_on is not None else ClosedAs.HANDLED


def is_left_open(track: Track, closed_on: date | None, *, answers: int, unanswered: int) -> bool:
    """Say whether this is open advice that was answered and in which nothing waits for an answer: silence ends it.

    answers: messages of the counsellor; unanswered: messages of the reporter since the last of them.
    """
    return track is Track.SPARREN and closed_on is None and answers > 0 and unanswered == 0


def retention_of(policy: Policy | None, ended: ClosedAs) -> Retention:
    """Give the rule of a policy for cases that ended so; the default where there is no policy or it is silent."""
    rules = policy.retention if policy is not None else ()
    return next((rule for rule in rules if rule.closed_as is ended), _DEFAULTS[ended])


def keeping_of(policy: Policy | None, ended: ClosedAs, closed_on: date, last_message_on: date | None) -> Keeping:
    """Give until when a case is kept that was closed on a day and in which the last message came on another."""
    rule = retention_of(policy, ended)
    return Keeping(ended, rule, _end_of(rule.term, max(closed_on, last_message_on or closed_on)))


def _end_of(term: Term, start: date) -> date:
    """Count a term; working days count as days here, since nobody waits for this day."""
    number = term.n or 0
    months = _MONTHS.get(term.unit)
    return add_months(start, number * months) if months is not None else start + timedelta(days=number)
