"""Each organisation's pages say what its own text asks, in the visitor's language, with the dates of the law."""

from collections.abc import Callable

import pytest

from app.domain.policy import Policy
from app.domain.wording import Wording
from app.web.translations import long_day
from tests.pages.conftest import Reading
from tests.pages.organisations import LANGUAGES, SLUGS, policy_of_slug
from tests.world import TODAY

Read = Callable[[str], Reading]

each_organisation = pytest.mark.parametrize("slug", SLUGS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def shown(wording: Wording | None, language: str) -> str:
    return " ".join(wording.in_language(language).split()) if wording else ""


@each_organisation
@each_language
def test_the_first_page_welcomes_in_its_own_words(four: Read, slug: str, language: str) -> None:
    text, pages = four(f"{slug}?lang={language}").text, policy_of_slug(slug).pages
    for own in (pages.welcome, pages.who_can_report, pages.who_receives, pages.outside, pages.complaint):
        assert shown(own, language) in text


@each_organisation
@each_language
def test_what_happens_says_the_rules_of_the_organisation(four: Read, slug: str, language: str) -> None:
    policy = policy_of_slug(slug)
    text = four(f"{slug}/what-happens?lang={language}").text
    pages = policy.pages
    for own in (pages.what_happens, pages.protection, pages.talk_first, pages.own_words, pages.duty_to_report):
        assert shown(own, language) in text
    for told in everything_told(policy):
        assert shown(told, language) in text


def everything_told(policy: Policy) -> list[Wording]:
    return [
        *(ladder.says for ladder in policy.ladders),
        *(clause.says for clause in policy.clauses),
        *(complaint.says for complaint in policy.complaints),
        *(kept.ground for kept in policy.retention),
        *(hint.says for hint in policy.hints if hint.where == "page"),
    ]


@each_organisation
def test_the_two_dates_are_those_of_the_law(four: Read, slug: str) -> None:
    text = four(f"{slug}/what-happens?lang=nl").text
    for day in ("maandag 30 november 2026", "zondag 28 februari 2027", long_day(TODAY, "nl")):
        assert day in text


@each_organisation
@each_language
def test_the_page_outside_says_its_own_words(four: Read, slug: str, language: str) -> None:
    assert shown(policy_of_slug(slug).pages.outside, language) in four(f"{slug}/outside?lang={language}").text


@pytest.mark.parametrize("page", ["", "/outside"])
def test_a_body_that_is_gone_is_said_to_be_gone_and_a_wrong_name_is_put_right(four: Read, page: str) -> None:
    text = four(f"werksaam{page}?lang=nl").text
    assert "“Onderzoekraad Integriteit Overheid”. Die bestaat niet meer sinds vrijdag 1 juli 2016" in text
    assert "Huis voor Klokkenluiders (in de tekst staat “Huis van de Klokkenluiders”)" in text


def test_no_page_shows_a_role_or_subject_by_its_code(four: Read) -> None:
    codes = {"line_manager", "unwanted_conduct", "not_a_report", "not_stated", "beforehand", "misconduct"}
    for slug in SLUGS:
        for page in ("", "/what-happens", "/outside", "/report?track=melding"):
            assert not codes & set(four(f"{slug}{page}{'&' if '?' in page else '?'}lang=nl").text.split())


def test_without_a_policy_nothing_is_added(get: Callable[..., object]) -> None:
    for page in ("", "/what-happens", "/outside"):
        text = Reading(get(f"/o/voorbeeldstad{page}?lang=en").text).text  # type: ignore[attr-defined]
        assert "Your organisation’s" not in text
        assert "your own organisation" not in text
