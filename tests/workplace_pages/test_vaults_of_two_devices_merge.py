"""What one device of a counsellor learnt is not lost when another device wrote the vault meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def merged(run_script: Callable[[str], Any]) -> dict[str, Any]:
    result = run_script("merge_vaults.mjs")
    assert isinstance(result, dict)
    return result


def test_the_newest_message_of_both_sides_is_kept(merged: dict[str, Any]) -> None:
    assert (merged["newestOfReporter"], merged["newestOfCounsellor"]) == (2, 0)
    assert merged["olderNeverWins"] == 2


def test_keys_and_directory_version_only_grow(merged: dict[str, Any]) -> None:
    assert (merged["boxes"], merged["directoryVersion"]) == (2, 5)


def test_members_of_later_versions_stay(merged: dict[str, Any]) -> None:
    assert merged["unknownMember"] == "kept"


def test_it_does_not_matter_who_merges_or_how_often(merged: dict[str, Any]) -> None:
    assert merged["sameEitherWay"]
    assert merged["twiceIsOnce"]


def test_a_change_is_made_on_a_copy(merged: dict[str, Any]) -> None:
    assert merged["untouched"]
    assert merged["unknownOrganisation"]
