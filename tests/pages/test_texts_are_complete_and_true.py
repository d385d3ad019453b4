"""Every text has a Dutch translation that fits, is really used, and promises no more than is true."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from babel.messages.pofile import read_po

from app.locale.collect import LANGUAGE, LOCALE_DIR, ROOT, SOURCES, collect, source_files
from app.web.script_texts import scripts_of
from app.web.translations import translator

DOMAINS = ("shared", "reporter", "reporter_scripts", "errors")
# What no page may promise, in both languages (INTERFACE, LAW 1.7).
FORBIDDEN = (
    r"\baltijd\b|\balways\b",
    r"volledig anoniem|(?:completely|fully|totally) anonymous|100 ?%",
    r"\bgarand|\bgarantie|\bguarantee",
    r"nooit te achterhalen|niet te traceren|untraceable",
    r"volkomen veilig|perfectly safe|onkraakbaar|unbreakable|military.grade",
    r"\bdader\b|\bbeschuldigde\b|\bklikken\b|\baangifte\b",
    r"\bzaakcode\b|\bwachtzin\b|\baanmelden\b",
    r"te goeder trouw|in good faith",
)


def _dutch(domain: str) -> dict[str, str]:
    with (LOCALE_DIR / LANGUAGE / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def _sentences() -> Iterator[tuple[str, str]]:
    for domain in SOURCES:
        if (LOCALE_DIR / LANGUAGE / "LC_MESSAGES" / f"{domain}.po").exists():
            for source, dutch in _dutch(domain).items():
                yield domain, source
                yield domain, dutch


@pytest.mark.parametrize("domain", DOMAINS)
def test_dutch_is_complete_and_holds_nothing_that_is_gone(domain: str) -> None:
    wanted = {str(message.id) for message in collect(domain) if message.id}
    dutch = _dutch(domain)
    assert wanted
    assert set(dutch) == wanted
    assert [source for source, text in dutch.items() if not text.strip()] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_compiled_texts_are_the_written_ones(domain: str) -> None:
    translate = translator(domain, "nl")
    for source, dutch in _dutch(domain).items():
        assert translate(source) == dutch


@pytest.mark.parametrize("domain", DOMAINS)
def test_translations_fill_in_the_same_names(domain: str) -> None:
    for source, dutch in _dutch(domain).items():
        assert sorted(re.findall(r"\{\w+\}", source)) == sorted(re.findall(r"\{\w+\}", dutch)), source


def test_no_text_promises_too_much_or_uses_a_word_that_harms() -> None:
    sentences = list(_sentences())
    assert len(sentences) > 500
    for pattern in FORBIDDEN:
        found = [(domain, text) for domain, text in sentences if re.search(pattern, text, re.IGNORECASE)]
        assert found == [], pattern


def test_the_forbidden_phrases_would_be_found() -> None:
    for phrase in ("Je bent volledig anoniem.", "We always answer.", "Wij garanderen dit.", "Doe aangifte."):
        assert any(re.search(pattern, phrase, re.IGNORECASE) for pattern in FORBIDDEN), phrase


def test_every_text_of_the_scripts_is_served_in_dutch(get: Callable[..., httpx.Response]) -> None:
    served = json.loads(get("/texts/reporter_scripts.nl.json").text)
    for path in source_files("reporter_scripts"):
        for text in re.findall(r'\bt\(\s*"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8")):
            assert text in served, (path.name, text)
    assert json.loads(get("/texts/reporter_scripts.en.json").text) == {}


def test_the_write_page_gets_every_text_its_scripts_can_say_and_no_others(get: Callable[..., httpx.Response]) -> None:
    served = set(json.loads(get("/texts/report.nl.json").text))
    scripts = scripts_of("report/report.js")
    may_say = {
        str(message.id)
        for message in collect("reporter_scripts")
        if message.id and any("/".join(Path(path).parts[-2:]) in scripts for path, _line in message.locations)
    }
    assert {"report/send.js", "report/people.js", "shared/facts.js", "shared/page.js"} < set(scripts)
    assert may_say <= served
    assert "case/view.js" not in scripts
    assert len(served) < len(_dutch("reporter_scripts")) * 3 / 4
    assert json.loads(get("/texts/report.en.json").text) == {}


def test_every_script_and_template_belongs_to_a_domain() -> None:
    known = {path for domain in SOURCES for path in source_files(domain)}
    speaking = {path for path in _files() if re.search(r"""(?:\bt|_)\(\s*["']""", path.read_text(encoding="utf-8"))}
    assert speaking <= known


def _files() -> list[Path]:
    return [*(ROOT / "templates").rglob("*.html"), *(ROOT / "app" / "web" / "static" / "js").rglob("*.js")]
