"""Both clients take a change of track from the reporter's signature alone, and what is owed counts anew from it."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def read(run_script: Callable[[str], Any]) -> dict[str, Any]:
    result = run_script("tracks.mjs")
    assert isinstance(result, dict)
    return result


def test_a_signed_change_begins_new_dates(read: dict[str, Any]) -> None:
    assert (read["good"], read["first"], read["changes"]) == (False, 1, 1)
    assert read["former"] == {"receivedOn": "2026-12-01", "isFormer": True}
    assert read["now"] == {"receivedOn": "2026-12-10", "isFormer": False}


@pytest.mark.parametrize("which", ["unsigned", "anotherDay", "skewed", "withoutChange", "forgotten"])
def test_what_the_reporter_did_not_sign_so_is_doubted(read: dict[str, Any], which: str) -> None:
    assert read[which] is True


def test_the_counsellor_sees_what_was_signed_last(read: dict[str, Any]) -> None:
    seen = {"signed": 2, "formerCount": 1, "changedOn": "2026-12-10", "isDoubtful": False}
    assert read["counsellor"] == seen
    assert read["counsellorUnsigned"] is True
    assert read["counsellorWithout"] is True


def test_an_act_on_a_former_track_fulfils_nothing_on_this_one(read: dict[str, Any]) -> None:
    assert read["acknowledgedBefore"] is None
    assert read["acknowledgedAnew"] == read["day"] + 1
