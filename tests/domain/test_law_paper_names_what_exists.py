"""`app/domain/LAW.md` keeps up with the code: every article of the data is in it, every file it names is there."""

import re
from pathlib import Path

import pytest

from app.policies.law_loader import dutch_law

ROOT = Path(__file__).resolve().parents[2]
PAPER = (ROOT / "app" / "domain" / "LAW.md").read_text(encoding="utf-8")


def test_every_file_it_names_is_there() -> None:
    named = set(re.findall(r"`((?:app|crypto|templates|tests)/[\w./]+)`", PAPER))
    assert len(named) > 15
    assert {path for path in named if not (ROOT / path).exists()} == set()


ARTICLES = sorted({re.split(r"\(", term.article)[0] for term in dutch_law().terms if term.law == "Wbk"})


@pytest.mark.parametrize("article", ARTICLES)
def test_every_article_with_a_term_has_a_row(article: str) -> None:
    rows = re.findall(r"^\| (Wbk [^|]*) \|", PAPER, re.MULTILINE)
    assert any(re.search(rf"\b{article}\b", row) for row in rows)


def test_what_is_not_settled_is_numbered_without_a_gap() -> None:
    numbers = [int(number) for number in re.findall(r"^\| U(\d+) \|", PAPER, re.MULTILINE)]
    assert numbers == list(range(1, 17))
    assert {one.uncertainty for one in dutch_law().not_in_force} <= {f"U{number}" for number in numbers}


def test_the_years_it_speaks_of_are_those_of_the_data() -> None:
    years = dutch_law().free_days
    assert f"for {years.first_year} to {years.last_year}" in PAPER
