"""What a text asks of people who see something stands in the mailbox, behind a question, and nowhere as a countdown."""

import re
from collections.abc import Callable

import pytest

from app.web.reporter.reporting_rules import asked_of_reporters
from tests.pages.conftest import Reading
from tests.pages.organisations import LANGUAGES, SLUGS, policy_of_slug

Read = Callable[[str], Reading]
TERM = re.compile(r"(?:twee|2) werkdagen|(?:two|2) working days")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mailbox_tells_the_term_of_senzer_behind_a_question(four: Read, language: str) -> None:
    reading = four(f"senzer/case?lang={language}")
    assert TERM.search(reading.text)
    views = [one for tag, one in reading.tags if tag == "div" and one.get("id") == "view-case"]
    assert [("hidden" in view) for view in views] == [True]
    places = [one.get("id") for tag, one in reading.tags if tag == "details"]
    assert "own-term" in places
    assert not [one for tag, one in reading.tags if tag == "details" and "open" in one]


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_asked_is_told_in_full_with_what_a_receipt_shows(four: Read, slug: str) -> None:
    text = four(f"{slug}/case?lang=nl").text
    for asked in asked_of_reporters(policy_of_slug(slug)):
        assert asked.nl in text
    assert "Niet wie die heeft verstuurd." in text
    assert "De wet geeft jou geen termijn om te melden." in text


def test_some_texts_ask_something_and_some_ask_nothing() -> None:
    assert {bool(asked_of_reporters(policy_of_slug(slug))) for slug in SLUGS} == {True, False}
    assert asked_of_reporters(None) == ()
