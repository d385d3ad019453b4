"""The language is what the address asks for, else what the browser asks for, else Dutch; links keep it."""

from collections.abc import Callable

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.translations import choose_language, long_day
from tests.pages.conftest import Reading
from tests.world import TODAY

Get = Callable[..., httpx.Response]


@pytest.mark.parametrize(
    ("query", "header", "expected"),
    [
        (None, None, "nl"),
        (None, "", "nl"),
        (None, "de-DE,fr;q=0.9", "nl"),
        (None, "en", "en"),
        (None, "en-GB,en;q=0.9,nl;q=0.8", "en"),
        (None, "en;q=0.3, nl-BE;q=0.7", "nl"),
        (None, "en;q=0", "nl"),
        (None, "en;q=nonsense", "nl"),
        ("en", "nl", "en"),
        ("nl", "en", "nl"),
        ("de", "en", "en"),
        ("EN", None, "nl"),
    ],
)
def test_the_best_known_language_is_chosen(query: str | None, header: str | None, expected: str) -> None:
    assert choose_language(query, header) == expected


@given(st.text(), st.text())
def test_whatever_is_asked_some_language_is_chosen(query: str, header: str) -> None:
    assert choose_language(query, header) in {"nl", "en"}


def test_links_keep_a_language_that_was_asked_for(get: Get) -> None:
    links = [one["href"] for one in Reading(get("/o/voorbeeldstad?lang=en").text).named("a")]
    assert "/o/voorbeeldstad/report?track=melding&lang=en" in links
    assert "/o/voorbeeldstad/case?lang=en" in links


def test_links_add_nothing_when_no_language_was_asked_for(get: Get) -> None:
    links = [one["href"] for one in Reading(get("/o/voorbeeldstad", Accept_Language="en").text).named("a")]
    assert "/o/voorbeeldstad/case" in links


def test_the_other_language_keeps_the_track(get: Get) -> None:
    reading = Reading(get("/o/voorbeeldstad/report?track=sparren&lang=nl").text)
    assert next(one["href"] for one in reading.named("a") if "data-language" in one) == "?track=sparren&lang=en"


def test_days_are_written_in_words() -> None:
    assert long_day(TODAY, "nl") == "maandag 23 november 2026"
    assert long_day(TODAY, "en") == "Monday 23 November 2026"
