"""Where a counsellor is no recipient for the employer, no page shows the terms of the law as if they ran from today."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.policy_words import Stance
from app.web.reporter import pages
from tests.pages.conftest import Reading
from tests.pages.organisations import policy_of_slug

Read = Callable[[str], Reading]
ACK, FEEDBACK = "maandag 30 november 2026", "zondag 28 februari 2027"


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Senzer says no where its text leaves it open."""
    policy = replace(policy_of_slug("senzer"), counsellor_is_designated_recipient=Stance.NO)
    monkeypatch.setattr(pages, "policy_of", lambda _organisation, _day: policy)


def test_what_happens_shows_the_counsellors_promise_and_no_feedback_date(four: Read) -> None:
    text = four("senzer/what-happens?lang=nl").text
    assert f"Dan belooft je vertrouwenspersoon de ontvangst te hebben bevestigd {ACK}" in text
    assert FEEDBACK not in text
    assert "Daarom gaan de termijnen van de wet pas in als jij de organisatie erbij laat." in text


def test_the_first_page_says_when_the_terms_start(four: Read) -> None:
    text = four("senzer?lang=nl").text
    assert "De termijnen van de wet gaan in als jij de organisatie erbij laat." in text
    assert "Uiterlijk 3 maanden daarna" not in text


def test_the_write_page_counts_only_what_is_promised(four: Read) -> None:
    reading = four("senzer/report?track=melding&lang=nl")
    assert "data-release" in reading.named("main")[0]
    assert {one["data-date"] for one in reading.named("b") if "data-date" in one} == {"ack"}
    assert "als jij de organisatie erbij laat" in reading.text
