"""The page on which anybody can check a procedure: one file, opened from disk, that sends and keeps nothing."""

import json
import re
import subprocess
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.policies.lint_checks import load_checks
from app.policies.lint_page_builder import build_page
from app.policies.policy_loader import FOLDER
from tests.policies.procedures import BAD, GOOD

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
ROOT = FOLDER.parents[1]
CHECKER = ROOT / "crypto" / "js" / "node_modules" / "typescript" / "bin" / "tsc"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


def test_the_page_names_no_address_and_holds_every_check() -> None:
    page = build_page()
    assert not re.search(r"https?://|//[a-z]+\.|src=|href=|@import|url\(", page)
    assert not re.search(r"%[A-Z]+%", page)
    assert "default-src 'none'" in page
    assert "unsafe" not in page
    for check in load_checks():
        assert f'"id":"{check.id}"' in page


def test_both_languages_have_the_same_texts() -> None:
    texts = json.loads((FOLDER / "lint_page" / "texts.json").read_text(encoding="utf-8"))
    assert set(texts["nl"]) == set(texts["en"])
    used = set(re.findall(r'data-text="(\w+)"', build_page())) | {
        "found",
        "missing",
        "partly",
        "stated",
        "not_applicable",
    }
    assert used <= set(texts["nl"])
    assert all(texts["nl"][key] != texts["en"][key] for key in texts["nl"])


@pytest.fixture(params=["nl", "en"])
def page(request: pytest.FixtureRequest, chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page as somebody opens it from disk, in each language; anything it asks for fails the test."""
    file = tmp_path / "policy-lint.html"
    file.write_text(build_page(), encoding="utf-8")
    context = chromium.new_context(locale=request.param)
    opened = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    opened.on("request", lambda one: asked.append(one.url))
    opened.on("pageerror", lambda one: faults.append(str(one)))
    opened.on("console", lambda one: faults.append(one.text) if one.type == "error" else None)
    opened.goto(file.as_uri())
    yield opened
    assert asked == [file.as_uri()]
    assert faults == []
    assert context.cookies() == []
    context.close()


@pytest.mark.browser
def test_somebody_pastes_a_procedure_and_sees_what_is_missing(page: Page) -> None:
    expect(page.locator("#procedure")).to_be_visible()
    page.locator("#procedure").fill(BAD)
    page.locator("#look").press("Enter")
    expect(page.locator("#summary")).to_be_focused()
    expect(page.locator("#summary")).to_contain_text("19")
    expect(page.locator("#found > li.found")).to_have_count(9)
    expect(page.locator("#found")).to_contain_text("groot maatschappelijk belang")
    expect(page.locator("#found")).to_contain_text("Wbk art. 17h")


@pytest.mark.browser
def test_a_good_procedure_asks_for_nothing(page: Page) -> None:
    page.locator("#procedure").fill(GOOD)
    page.locator("#look").click()
    expect(page.locator("#summary")).to_contain_text(re.compile("^0 "))
    expect(page.locator("#found > li")).to_have_count(0)
    expect(page.locator("#fine > li")).to_have_count(19)


@pytest.mark.browser
def test_the_language_changes_in_place_and_keeps_the_text(page: Page) -> None:
    page.locator("#procedure").fill(BAD)
    page.locator("#look").click()
    for language, heading in (("nl", "Kijk je meldregeling na"), ("en", "Check your reporting procedure")):
        page.locator(f"[data-language={language}]").click()
        expect(page.locator("h1")).to_have_text(heading)
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("#procedure")).to_have_value(BAD)
        expect(page.locator("#found > li.found")).to_have_count(9)


@pytest.mark.browser
def test_markup_in_a_text_stays_text(page: Page) -> None:
    page.locator("#procedure").fill("Te goeder trouw <img src=x onerror=alert(1)> melden.")
    page.locator("#look").click()
    expect(page.locator("blockquote").first).to_contain_text("<img src=x")
    expect(page.locator("blockquote img")).to_have_count(0)


@pytest.mark.browser
def test_axe_finds_no_barrier_and_nothing_sticks_out(page: Page) -> None:
    page.locator("#procedure").fill(BAD)
    page.locator("#look").click()
    page.evaluate(AXE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": 320, "height": 900})
        found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS)
        assert [one["id"] for one in found["violations"]] == []
        assert len(found["passes"]) > 5
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.skipif(not CHECKER.exists(), reason="needs `npm ci --prefix crypto/js`")
def test_the_types_of_the_scripts_hold(node: str, tmp_path: Path) -> None:
    project = {
        "extends": str(ROOT / "crypto" / "js" / "tsconfig.json"),
        "compilerOptions": {"lib": ["ES2022", "DOM", "DOM.Iterable"]},
        "include": [str(FOLDER / "lint_page" / "*.js")],
    }
    (tmp_path / "tsconfig.json").write_text(json.dumps(project), encoding="utf-8")
    found = subprocess.run([node, CHECKER, "-p", tmp_path], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
