"""Every text of the workplace has a Dutch translation that fills in the same names and is served to the scripts."""

import json
import re
from collections.abc import Callable

import httpx
import pytest
from babel.messages.pofile import read_po

from app.locale.collect import LANGUAGE, LOCALE_DIR, collect, source_files
from app.web.translations import translator

DOMAINS = ("workplace", "workplace_scripts")


def _dutch(domain: str) -> dict[str, str]:
    with (LOCALE_DIR / LANGUAGE / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


@pytest.mark.parametrize("domain", DOMAINS)
def test_dutch_is_complete_and_compiled(domain: str) -> None:
    wanted = {str(message.id) for message in collect(domain) if message.id}
    dutch = _dutch(domain)
    translate = translator(domain, "nl")
    assert set(dutch) == wanted
    assert [source for source, text in dutch.items() if not text.strip()] == []
    assert [source for source, text in dutch.items() if translate(source) != text] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_translations_fill_in_the_same_names(domain: str) -> None:
    for source, dutch in _dutch(domain).items():
        assert sorted(re.findall(r"\{\w+\}", source)) == sorted(re.findall(r"\{\w+\}", dutch)), source


def test_every_text_of_the_scripts_is_served(get: Callable[..., httpx.Response]) -> None:
    served = json.loads(get("/texts/workplace_scripts.nl.json").text)
    asked = [
        text
        for path in source_files("workplace_scripts")
        for text in re.findall(r'\bt\(\s*"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"))
    ]
    assert len(asked) > 100
    assert [text for text in asked if text not in served] == []


def test_every_refusal_has_a_sentence() -> None:
    told = next(path for path in source_files("workplace_scripts") if path.name == "refusals.js").read_text()
    known = set(re.findall(r'case "([a-z-]+)"', told))
    thrown = {
        code
        for path in source_files("workplace_scripts")
        for code in re.findall(r'new Refusal\("([a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    # `code` is told at its own field; `failed` is the sentence for everything else.
    assert thrown - {"code", "failed"} <= known
    assert {"network", "busy", "denied", "ended", "newer", "stale", "size", "unknown"} <= known
