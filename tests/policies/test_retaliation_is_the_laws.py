"""The forms of retaliation are the letters of art. 17da, with threat and attempt, each with its article and its day."""

from datetime import date
from pathlib import Path

import pytest

from app.policies.retaliation_loader import load_retaliation
from app.policies.toml_source import DataError
from app.web.category_names import category_names


def test_the_letters_are_a_to_l_with_threat_and_attempt() -> None:
    assert [form.code for form in load_retaliation().forms] == [*"abcdefghijkl", "threat", "attempt"]


def test_each_stands_beside_its_article() -> None:
    for form in load_retaliation().forms:
        paragraph = f"(1)({form.code})" if len(form.code) == 1 else "(2)"
        assert form.article == f"Wbk art. 17da{paragraph}"
        assert form.label.in_language("nl") != form.label.in_language("en")


def test_before_the_law_there_was_none() -> None:
    assert load_retaliation().on(date(2023, 2, 17)) == ()
    assert len(load_retaliation().on(date(2023, 2, 18))) == 14


def test_readers_get_the_names() -> None:
    assert category_names("nl")["retaliation:c"] == "Demotie: een lagere functie"
    assert category_names("en")["retaliation:threat"] == "A threat of one of these"


def test_a_code_that_is_used_twice_is_refused(tmp_path: Path) -> None:
    form = "[[forms]]\ncode = 'a'\narticle = 'x'\nsince = 2023-02-18\nlabel.nl = 'x'\nlabel.en = 'y'\n"
    path = tmp_path / "retaliation.toml"
    path.write_text(f"version = '1'\n{form}{form}", encoding="utf-8")
    with pytest.raises(DataError, match="used twice"):
        load_retaliation(path)
