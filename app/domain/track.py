"""Tracks: which procedure a case follows (PROTOCOL 3.1).

| track | clock | register | offered now |
|---|---|---|---|
| sparren | no | no | yes |
| melding | employer | yes | yes |
| klacht | employer | yes | no: a complaint is named, at a commission |
| extern | authority | no | no: direct to an authority |
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from app.domain.errors import TrackNotOfferedError


class Track(IntEnum):
    """Numbers as signed in the registration."""

    SPARREN = 1
    MELDING = 2
    KLACHT = 3
    EXTERN = 4


OFFERED: Final = frozenset({Track.SPARREN, Track.MELDING})


def offered_track(number: int) -> Track:
    """Give the track of a new report.

    Raises:
        TrackNotOfferedError: no such track, or not open here.

    """
    if number not in OFFERED:
        raise TrackNotOfferedError
    return Track(number)


def has_clock(track: Track) -> bool:
    """Say whether the legal clocks run on this track."""
    return track is not Track.SPARREN


def has_register_row(track: Track, *, is_practice: bool, at_release: bool = False) -> bool:
    """Say whether receipt makes a register row (Wbk art. 2a(1)); asking for advice or practising makes none.

    at_release: by the organisation's policy the employer has not received it until the reporter releases it.
    """
    return track in {Track.MELDING, Track.KLACHT} and not is_practice and not at_release
