"""Which track a case follows by the reporter's own signed word, and which statements belong to a track before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crypto.encoding import day_of, unb64
from crypto.errors import WbpError
from crypto.receipt import verify
from crypto.track import verify_track
from crypto.tree import event_parse

if TYPE_CHECKING:
    from app.cli.case_facts import CaseFacts
    from app.cli.service_link import JsonObject
    from crypto.root import Root
    from crypto.track import TrackChange


_ANOTHER_TRACK = "The service shows another track than the one that was sealed."

_ANOTHER_DAY = "The clocks of this case begin on another day than that of the last change of track."


_NO_RECEIPT = "The service gives no receipt of your change of track."

_FALSE_RECEIPT = "The receipt of your change of track does not hold."


@dataclass(frozen=True)
class TrackHistory:
    """The tracks of a case in order: number of signed changes, the first day, and what went before the present one."""

    changes: int
    first_day: date
    before: tuple[tuple[int, int, date], ...]
    """For each former track: how many statements were signed until its end, the track, the day its clocks began."""
    doubts: tuple[str, ...]
    last: TrackChange | None = None
    """The newest change; None on the first track."""
    last_on: date | None = None
    """The day on which it was taken in."""

    def facts_before(self, facts: CaseFacts) -> list[tuple[int, CaseFacts]]:
        """Return the facts by which the statements of each former track are checked."""
        return [(count, facts._replace(track=track, received_on=day)) for count, track, day in self.before]


def first_track(answer: JsonObject) -> int:
    """Return the track of the report as its event of receipt says, for who kept no copy of the report."""
    if not answer.get("trackChanges"):
        return int(answer["track"])
    return int(event_parse(unb64(str(answer["events"][0]["event"]))).track)


def check_track_receipt(
    answer: JsonObject, root: Root, place: tuple[bytes, bytes], history: TrackHistory
) -> tuple[str | None, tuple[str, ...]]:
    """Return the receipt of the newest change when every line of it holds, and what to tell when it does not."""
    if history.last is None or history.last_on is None:
        return None, ()
    note = answer.get("trackReceipt")
    if not isinstance(note, str):
        return None, (_NO_RECEIPT,)
    try:
        verify(note, root, *place, history.last.track, history.last.hash, day_of(history.last_on))
    except WbpError:
        return None, (_FALSE_RECEIPT,)
    return note, ()


def track_history(
    answer: JsonObject, place: tuple[bytes, bytes], sign_pk: bytes, sealed_track: int | None
) -> TrackHistory:
    """Check every change of track in a case answer; `sealed_track`: that of the report, None when it did not open."""
    told, received = int(answer["track"]), date.fromisoformat(str(answer["receivedOn"]))
    changes = answer.get("trackChanges", ())
    day = date.fromisoformat(str(answer["firstReceivedOn"])) if changes else received
    first_day = day
    before: list[tuple[int, int, date]] = []
    track = sealed_track if sealed_track is not None else first_track(answer)
    change: TrackChange | None = None
    for seq, item in enumerate(changes):
        try:
            change = verify_track(unb64(str(item["change"])), sign_pk, *place, track, seq)
        except WbpError:
            return TrackHistory(seq, first_day, tuple(before), ("A change of track was not signed by the reporter.",))
        before.append((int(item["statementsBefore"]), track, day))
        track, day = int(change.track), date.fromisoformat(str(item["acceptedOn"]))
    wrong = ((track != told, _ANOTHER_TRACK), (day != received, _ANOTHER_DAY))
    doubts = tuple(says for is_wrong, says in wrong if is_wrong)
    return TrackHistory(len(changes), first_day, tuple(before), doubts, change, day if change is not None else None)
