"""Templates escape everything, hold no script and no style, and decide nothing beyond `if` and `for`."""

import re

from tests.architecture.tree import lines_with, texts


def test_there_are_templates() -> None:
    assert len(list(texts(".html"))) >= 8


def test_no_template_trusts_a_text() -> None:
    assert not lines_with(r"\|\s*safe\b|autoescape|Markup\(", ".html")


def test_no_template_holds_a_script_or_a_style() -> None:
    for path, text in texts(".html"):
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), path


def test_no_template_takes_anything_from_another_site() -> None:
    for path, text in texts(".html"):
        assert not re.search(
            r"<(?:script|link|img|iframe|source|video|audio)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//", text
        ), path


def test_templates_use_no_other_logic_than_if_and_for() -> None:
    allowed = {
        "if",
        "elif",
        "else",
        "endif",
        "for",
        "endfor",
        "block",
        "endblock",
        "extends",
        "import",
        "from",
        "include",
        "macro",
        "endmacro",
        "call",
        "endcall",
        "set",
        "endset",
        "with",
        "endwith",
        "trans",
        "endtrans",
        "pluralize",
    }
    for path, text in texts(".html"):
        words = set(re.findall(r"{%-?\s*(\w+)", text))
        assert words <= allowed, (path, words - allowed)


def test_scripts_write_no_markup() -> None:
    assert not lines_with(
        r"\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write\b|\beval\(|new Function\(|WebAssembly", ".js"
    )


def test_scripts_store_nothing() -> None:
    assert not lines_with(r"\b(?:local|session)Storage\b|indexedDB|document\.cookie|\bcaches\.", ".js")
