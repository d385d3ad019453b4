"""A setting that nobody can find is a trap, and a documented setting that nobody reads is a lie."""

import re

from app.settings import Settings
from tests.architecture.tree import ROOT, texts

NAMES = {f"ZEGEL_{name.upper()}" for name in Settings.model_fields}


def test_every_setting_stands_in_the_readme() -> None:
    assert NAMES
    table = set(re.findall(r"^\| `(ZEGEL_[A-Z_]+)`", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert table == NAMES


def test_every_name_in_any_paper_is_a_setting() -> None:
    for path, text in texts(".md", ".service", ".example", "Makefile", ".yml"):
        assert set(re.findall(r"\bZEGEL_[A-Z]\w*[A-Z]\b", text)) <= NAMES, path


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())
