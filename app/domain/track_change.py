"""Changing the track: only whoever reported does it, and never back to advice (PROTOCOL 3.1).

| to | when |
|---|---|
| melding | from advice or a complaint |
| klacht | when the policy of the case offers it |
| extern | never here: an authority's terms would hang on a counsellor; going outside is a package (PROTOCOL 5.4) |
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.errors import TrackChangeError
from app.domain.track import Track

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case


def changed(a_case: Case, number: int, offered: frozenset[Track], today: date) -> Case:
    """Give the case as it is on another track: received today, with nothing done on it yet, and open.

    offered: tracks that the policy of the case has beside those every organisation has.

    Raises:
        TrackChangeError: this track is not open here.

    """
    if number not in {Track.MELDING, *(offered - {Track.EXTERN, Track.SPARREN})}:
        raise TrackChangeError
    return replace(
        a_case,
        track=Track(number),
        received_on=today,
        acknowledged_on=None,
        feedback_on=None,
        dismissed_on=None,
        closed_on=None,
    )
