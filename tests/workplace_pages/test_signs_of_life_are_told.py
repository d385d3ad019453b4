"""The list of counsellors says in weeks who could last open something, and proposes somebody else after two missed."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def signs(run_script: Callable[[str], Any]) -> dict[str, Any]:
    result = run_script("signs.mjs")
    assert isinstance(result, dict)
    return result


def test_weeks_are_told_and_nothing_finer(signs: dict[str, Any]) -> None:
    assert signs["words"] == [
        "Not known yet; it is checked once a month",
        "Last week",
        "2 weeks ago",
        "12 weeks ago",
        "13 weeks ago or longer",
    ]


def test_somebody_else_is_proposed_who_fits_best(signs: dict[str, Any]) -> None:
    assert signs["proposed"].startswith("Vera did not open the last two monthly checks")
    assert "Vincent" in signs["proposed"]
    assert "Sanne" not in signs["proposed"]


@pytest.mark.parametrize(
    "when", ["nobodyChosen", "chosenIsThere", "everybodyElseSilent", "nobodyElse", "othersDoNotServe"]
)
def test_nothing_is_proposed_when_all_is_well_or_nobody_else_is_there(signs: dict[str, Any], when: str) -> None:
    assert signs[when] == ""
