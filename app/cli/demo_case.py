"""What a case of the demo is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """What is done after the report, on the same day.

    `kind` by the counsellor: acknowledge, reply, plan, feedback, claim (a message signed as feedback that is none),
    close, advertising, release (asked, and allowed at once). By the reporter: reporter, contest (of the feedback),
    outside (everything to the demo's authority). By the case officer: officer-plan, officer-step (`text` names it).
    `parts`, of feedback: what was looked at, found and done, and what cannot be said.
    """

    kind: str
    text: str = ""
    parts: tuple[str, str, str, str] | None = None


@dataclass(frozen=True)
class DemoCase:
    """A fictional case: a report, and what is written in turn after it."""

    slug: str
    counsellor: str
    track: str
    days_ago: int
    text: str
    then: tuple[Step, ...] = ()
    is_printed: bool = False
