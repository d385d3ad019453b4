"""Both documents: one heading, a language, labels that belong to fields, and nothing a strict policy refuses."""

import re
from collections.abc import Callable

import httpx
import pytest

from tests.pages.conftest import Reading
from tests.workplace_pages.conftest import DOCUMENTS

Get = Callable[..., httpx.Response]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_has_one_heading_and_its_language(get: Get, path: str, language: str) -> None:
    answer = get(f"{path}?lang={language}")
    reading = Reading(answer.text)
    assert len(reading.named("h1")) == 1
    assert reading.named("html")[0]["lang"] == language == answer.headers["content-language"]
    link = next(one for one in reading.named("a") if "hreflang" in one)
    assert link["hreflang"] != language
    assert "data-language" in link


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_label_belongs_to_a_field_and_every_id_is_used_once(get: Get, path: str) -> None:
    reading = Reading(get(path).text)
    ids = [attributes["id"] for _tag, attributes in reading.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {one["for"] for one in reading.named("label") if "for" in one} <= set(ids)
    for _tag, attributes in reading.tags:
        for name in ("aria-labelledby", "aria-describedby"):
            assert set(attributes.get(name, "").split()) <= set(ids)
    for name in ("data-shows", "data-suggests"):
        named = [one[name].split() for _tag, one in reading.tags if name in one]
        assert {id_ for group in named for id_ in group} <= set(ids)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_holds_no_inline_script_style_or_handler(get: Get, path: str) -> None:
    reading = Reading(get(path).text)
    assert reading.named("script")
    for tag, attributes in reading.tags:
        assert tag != "style"
        assert tag != "script" or attributes["src"].startswith("/static/js/")
        assert not [name for name in attributes if name == "style" or re.match(r"on[a-z]+$", name)]


@pytest.mark.parametrize("path", DOCUMENTS)
def test_password_fields_may_be_filled_by_a_password_manager(get: Get, path: str) -> None:
    passwords = [one for one in Reading(get(path).text).named("input") if one.get("type") == "password"]
    assert {one["autocomplete"] for one in passwords} == {"current-password", "new-password"}


def test_the_front_door_leads_to_the_workplace_in_the_same_language(get: Get) -> None:
    assert get("/").headers["location"] == "/workplace"
    assert get("/?lang=en").headers["location"] == "/workplace?lang=en"
    assert get("/?lang=//elsewhere.example").headers["location"] == "/workplace"


def test_every_address_a_script_or_style_is_fetched_from_exists(get: Get) -> None:
    for path in DOCUMENTS:
        reading = Reading(get(path).text)
        sources = [one["src"] for one in reading.named("script")]
        sources += [one["href"] for one in reading.named("link")]
        for source in sources:
            assert get(source).status_code == httpx.codes.OK, source
