"""Advice and report are offered; anything else is refused in a sentence that leads on."""

from collections.abc import Callable

import httpx
import pytest

Get = Callable[..., httpx.Response]


@pytest.mark.parametrize("track", ["sparren", "melding"])
def test_an_offered_track_shows_the_form(get: Get, track: str) -> None:
    answer = get(f"/o/voorbeeldstad/report?track={track}")
    assert answer.status_code == 200
    assert f'data-track="{track}"' in answer.text
    assert 'id="story"' in answer.text


@pytest.mark.parametrize("track", ["klacht", "extern", "MELDING", "2", ""])
def test_another_track_is_refused_with_a_sentence(get: Get, track: str) -> None:
    answer = get(f"/o/voorbeeldstad/report?track={track}")
    assert answer.status_code == 400
    assert "iets wat hier niet kan" in answer.text
    assert 'id="story"' not in answer.text
    assert "/o/voorbeeldstad/report?track=melding" in answer.text
    assert "088 133 10 00" in answer.text


def test_without_a_track_the_reporter_chooses(get: Get) -> None:
    answer = get("/o/voorbeeldstad/report")
    assert answer.status_code == 200
    assert "iets wat hier niet kan" not in answer.text


def test_advice_shows_no_term(get: Get) -> None:
    assert "De ontvangst moet bevestigd zijn" in get("/o/voorbeeldstad/report?track=melding").text
    assert "De ontvangst moet bevestigd zijn" not in get("/o/voorbeeldstad/report?track=sparren").text
