"""The start page tells how punctual an employer was, only where its policy publishes that."""

import pytest

from app.services.yearly_report import ShownPunctuality
from tests.pages.conftest import Reading
from tests.world import REPORTER, World

PATH = "/o/voorbeeldstad?lang=nl"


def text_of_start(world: World) -> str:
    return " ".join(Reading(world.ask("GET", f"{REPORTER}{PATH}").text).texts)


def test_nothing_is_told_by_itself(world: World) -> None:
    assert "op tijd antwoord" not in text_of_start(world)


@pytest.mark.parametrize(("late", "told"), [(None, False), (7, True)])
def test_numbers_are_told_and_a_small_one_is_left_out(
    world: World, monkeypatch: pytest.MonkeyPatch, late: int | None, told: bool
) -> None:
    monkeypatch.setattr("app.web.reporter.pages.shown_punctuality", lambda *_: ShownPunctuality(2025, 12, late))
    text = text_of_start(world)
    assert "Is er op tijd antwoord?" in text
    assert "Op tijd beantwoord in 2025 12" in text
    assert ("Te laat beantwoord in 2025" in text) is told
