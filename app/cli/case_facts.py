"""What the clocks of a case follow from, as a client knows it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from crypto.clocks import clocks

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject

_TRACKS_WITH_CLOCK: Final = {2, 3}


class Linked(NamedTuple):
    """What a case that belongs to an earlier report has from it, as the service tells both: no word of it is signed."""

    own_first_day: date
    """The day on which this report itself came; its terms run from the earlier one."""
    acknowledged_on: date | None
    feedback_on: date | None

    def day_of(self, kind: int) -> date | None:
        """Return the day on which a duty (2 acknowledgement, 3 feedback) was done, in either case."""
        return {2: self.acknowledged_on, 3: self.feedback_on}.get(kind)


class CaseFacts(NamedTuple):
    """What the clocks of a case follow from, and who may sign in it: two Ed25519 keys (32)."""

    track: int
    received_on: date
    clock_starts_at_release: bool
    assignee: bytes
    reporter: bytes
    earlier: tuple[bytes, ...] = ()
    """Who held the case before; what they signed then still counts."""
    released_on: date | None = None
    """Where the clocks wait for release, they start on this day."""
    acknowledged_on: date | None = None
    """The day on which receipt was acknowledged elsewhere than in these statements."""
    linked: Linked | None = None
    """What counts from an earlier report of the same person."""

    def last_days(self, acknowledged_on: date | None) -> tuple[date | None, date | None]:
        """Return the last days to acknowledge and to give feedback; None on a track without a clock.

        There is no last day for feedback either while the clocks wait for release.
        """
        if self.track not in _TRACKS_WITH_CLOCK:
            return None, None
        start = self.received_on
        before = self.linked.acknowledged_on if self.linked is not None else None
        said = acknowledged_on or self.acknowledged_on or before
        if self.clock_starts_at_release and self.released_on is not None:
            start, said = self.released_on, max(said, self.released_on) if said is not None else None
        limits = clocks("employer", start, said)
        return limits.ack_limit, None if self.is_waiting else limits.feedback_limit

    def before_linking(self) -> CaseFacts:
        """Return the facts by which was signed until the case was linked to an earlier one."""
        return self if self.linked is None else self._replace(received_on=self.linked.own_first_day, linked=None)

    @property
    def is_waiting(self) -> bool:
        """Return whether the clocks of the law wait for release."""
        return self.clock_starts_at_release and self.released_on is None


def linked_of(answer: JsonObject) -> Linked | None:
    """Return what counts from the earlier report of a linked case; None where there is none (PROTOCOL 3.6)."""
    link = answer.get("link")
    if not isinstance(link, dict):
        return None
    own = date.fromisoformat(str(answer["firstReceivedOn"]))
    return Linked(own, *(_day(link.get(name)) for name in ("acknowledgedOn", "feedbackOn")))


def _day(told: object) -> date | None:
    return date.fromisoformat(str(told)) if told is not None else None


def released_day(answer: JsonObject) -> date | None:
    """Return the day on which the reporter let the organisation in, as the service tells it."""
    return _day(answer.get("releasedOn"))
