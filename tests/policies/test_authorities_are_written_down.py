"""The nine of article 2c and the others stand in `authorities.toml`, each with its ground, its day and its evidence."""

import re
from datetime import date
from pathlib import Path

import pytest

from app.domain.authorities import Authority, Kind
from app.policies.authorities_loader import AUTHORITIES_FILE, dutch_authorities, load_authorities

ROOT = Path(__file__).resolve().parents[2]
KNOWN = dutch_authorities()
NINE = {"acm", "afm", "ap", "dnb", "huis", "igj", "nza", "anvs", "nvwa"}


def test_the_nine_of_article_2c_are_there() -> None:
    competent = {one.key: one.basis for one in KNOWN if one.kind is Kind.COMPETENT}
    assert set(competent) == NINE
    assert all(basis.startswith("Wbk 2c(") for basis in competent.values())
    assert len(set(competent.values())) == 9


@pytest.mark.parametrize("key", ["arbeidsinspectie", "ilt", "onderwijs", "fiod", "rdi", "aw", "ksa", "ombudsman"])
def test_the_other_bodies_are_there(key: str) -> None:
    assert next(one for one in KNOWN if one.key == key).kind is Kind.OTHER_BODY


def test_the_bodies_of_the_union_are_there() -> None:
    assert {one.key for one in KNOWN if one.kind is Kind.UNION} == {"olaf", "eppo", "esma", "eba", "easa", "emsa"}


@pytest.mark.parametrize("authority", KNOWN, ids=[one.key for one in KNOWN])
def test_each_desk_says_what_it_takes_in_both_languages_and_where_that_was_seen(authority: Authority) -> None:
    assert set(authority.subject) == set(authority.takes) == {"nl", "en"}
    assert all(text.endswith(".") for text in authority.takes.values())
    assert authority.evidence
    assert authority.verified_on is None or date(2026, 1, 1) <= authority.verified_on <= date(2026, 11, 22)


def test_only_the_huis_is_the_rest_category() -> None:
    assert [one.key for one in KNOWN if one.is_rest] == ["huis"]


def test_no_postal_box_of_the_huis_is_printed_because_its_pages_disagree() -> None:
    assert not re.search(r"8586|85680|85860", AUTHORITIES_FILE.read_text(encoding="utf-8"))


def test_every_telephone_number_in_a_template_is_in_the_data() -> None:
    known = {one.contact.tel for one in KNOWN if one.contact.phone}
    printed = {
        (path.name, number)
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for number in re.findall(r'href="tel:([^"{]+)"', path.read_text(encoding="utf-8"))
    }
    assert printed, "no template prints a number: nothing was compared"
    assert {one for one in printed if one[1] not in known} == set()


def test_the_desks_are_read_once() -> None:
    assert dutch_authorities() is dutch_authorities()
    assert load_authorities(AUTHORITIES_FILE) == dutch_authorities()
