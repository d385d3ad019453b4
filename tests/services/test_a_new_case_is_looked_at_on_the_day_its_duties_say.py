"""A case that comes in gets the day that the worklist would give it later (app/services/case_days.py)."""

from datetime import date

import pytest

from app.domain.track import Track
from app.services.case_days import first_look_on, next_look_on
from tests.world import World

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("track", [Track.SPARREN, Track.MELDING])
def test_both_ways_give_the_same_day(sqlite_world: World, track: Track) -> None:
    reporter = sqlite_world.report(track=int(track))
    a_case = sqlite_world.store.read(lambda work: work.cases.view(reporter.keys.case_id))
    assert a_case is not None
    assert next_look_on(a_case) == first_look_on(track, DAY, at_release=False)
