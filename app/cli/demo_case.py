"""What a case of the demo is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """What is written after the report: `kind` is acknowledge, reply (both by the counsellor) or reporter."""

    kind: str
    text: str


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
