"""Every page has one heading, a language, a title that names no secret, and nothing that a strict policy refuses."""

import re
from collections.abc import Callable

import httpx
import pytest

from tests.pages.conftest import PAGES, Reading

Get = Callable[..., httpx.Response]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_one_heading(get: Get, path: str, language: str) -> None:
    reading = Reading(get(_in(path, language), Accept_Language="de").text)
    if path != "/":  # one organisation: `/` goes straight to it
        assert reading.shown.count("h1") == 1


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", PAGES[1:])
def test_a_page_names_its_language_and_leads_to_the_other(get: Get, path: str, language: str) -> None:
    answer = get(_in(path, language))
    reading = Reading(answer.text)
    assert reading.named("html")[0]["lang"] == language == answer.headers["content-language"]
    link = next(one for one in reading.named("a") if "hreflang" in one)
    assert link["hreflang"] == link["lang"] != language


@pytest.mark.parametrize("path", PAGES[1:])
def test_a_page_holds_no_inline_script_style_or_handler(get: Get, path: str) -> None:
    reading = Reading(get(path).text)
    assert reading.named("script")
    for tag, attributes in reading.tags:
        assert tag != "style"
        assert tag != "script" or attributes["src"].startswith("/static/js/")
        assert not [name for name in attributes if name == "style" or re.match(r"on[a-z]+$", name)]


@pytest.mark.parametrize("path", PAGES[1:])
def test_every_label_belongs_to_a_field_and_every_id_is_used_once(get: Get, path: str) -> None:
    reading = Reading(get(path).text)
    ids = [attributes["id"] for _tag, attributes in reading.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {one["for"] for one in reading.named("label") if "for" in one} <= set(ids)
    for _tag, attributes in reading.tags:
        for name in ("aria-labelledby", "aria-describedby"):
            assert set(attributes.get(name, "").split()) <= set(ids)


@pytest.mark.parametrize("path", PAGES[1:])
def test_quick_exit_stands_on_every_page(get: Get, path: str) -> None:
    exits = [one for one in Reading(get(path).text).named("a") if "data-quick-exit" in one]
    assert [one["href"] for one in exits] == ["/away"]


@pytest.mark.parametrize("page", ["report?track=melding", "case", "check"])
def test_a_page_that_needs_scripts_says_what_remains_without(get: Get, page: str) -> None:
    html = get(f"/o/voorbeeldstad/{page}").text
    without = re.search(r"<noscript>(.*?)</noscript>", html, re.DOTALL)
    assert without is not None
    assert "088 133 10 00" in without[1]
    assert "https://www.huisvoorklokkenluiders.nl/" in without[1]


@pytest.mark.parametrize("page", ["report?track=melding", "case"])
def test_links_out_of_a_page_that_holds_secrets_open_elsewhere(get: Get, page: str) -> None:
    for link in Reading(get(f"/o/voorbeeldstad/{page}").text).named("a"):
        if link["href"].startswith("https://"):
            assert link["target"] == "_blank"


def _in(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@pytest.mark.parametrize("page", ["report?track=melding", "case"])
def test_no_form_can_put_its_text_into_an_address(get: Get, page: str) -> None:
    # Outside a dialog this method submits nothing, also before the scripts are there.
    forms = Reading(get(f"/o/voorbeeldstad/{page}").text).named("form")
    assert forms
    assert {form["method"] for form in forms} == {"dialog"}
