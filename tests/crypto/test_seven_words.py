"""Passphrases: seven words from pinned lists, read as people type them."""

import hashlib
import secrets
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import codes, wordlists
from crypto.errors import FormatError, KeyMaterialError, PolicyError
from tests.crypto.examples import PROPERTY

FOLDER = Path(wordlists.__file__).parent


@pytest.mark.parametrize(("lang", "count"), [("nl", 7_776), ("en", 7_772)])
def test_the_lists_are_the_pinned_ones(lang: str, count: int) -> None:
    words = wordlists.load(lang)

    assert hashlib.sha256((FOLDER / f"{lang}.txt").read_bytes()).hexdigest() == wordlists.SHA256[lang]
    assert len(set(words)) == len(words) == count
    assert list(words) == sorted(words)
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 9 for word in words)


def test_the_lists_share_no_word_and_dutch_words_cannot_run_into_each_other() -> None:
    dutch, english = set(wordlists.load("nl")), set(wordlists.load("en"))

    assert not dutch & english
    assert not [word for word in dutch for length in range(4, len(word)) if word[:length] in dutch]


def test_the_licences_stand_beside_the_lists() -> None:
    text = (FOLDER / "LICENSES.md").read_text(encoding="utf-8")

    assert all(pin in text for pin in wordlists.SHA256.values())
    assert "OpenTaal" in (FOLDER / "OPENTAAL-COPYRIGHT.txt").read_text(encoding="utf-8")


def test_a_changed_list_is_refused() -> None:
    shortened = (FOLDER / "nl.txt").read_bytes().replace(b"\n", b"", 1)

    with pytest.raises(KeyMaterialError):
        wordlists.parse(shortened, wordlists.SHA256["nl"])
    with pytest.raises(PolicyError):
        wordlists.load("../nl")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_new_words_are_in_the_list_and_already_normalised(lang: str) -> None:
    phrase = codes.new_passphrase(lang)

    assert len(phrase.words) == 7
    assert set(phrase.words) <= set(wordlists.load(lang))
    assert codes.normalise(phrase.text) == phrase
    assert codes.unknown_words(phrase) == ()


def test_every_word_can_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = []

    def last(limit: int) -> int:
        limits.append(limit)
        return limit - 1

    monkeypatch.setattr(secrets, "randbelow", last)

    assert codes.new_passphrase("nl").words == (wordlists.load("nl")[-1],) * 7
    assert limits == [7_776] * 7


def test_a_mistyped_word_is_told() -> None:
    known = wordlists.load("nl")[:4] + wordlists.load("en")[:2]

    assert codes.unknown_words(codes.normalise(" ".join((*known, "duinnn")))) == ("duinnn",)


@PROPERTY
@given(st.text(max_size=80))
def test_normalising_twice_changes_nothing(text: str) -> None:
    try:
        phrase = codes.normalise(text)
    except FormatError:
        return

    assert codes.normalise(phrase.text) == phrase
    assert phrase.text.isascii()
    assert phrase.text.islower()


@PROPERTY
@given(
    words=st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9), min_size=7, max_size=7),
    separators=st.lists(st.text(" \t\n-.,;0123456789_\u2014\u00a0", min_size=1, max_size=3), min_size=6, max_size=6),
    upper=st.booleans(),
    form=st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]),
)
def test_accents_case_and_separators_do_not_matter(
    words: list[str], separators: list[str], upper: bool, form: Literal["NFC", "NFD", "NFKC", "NFKD"]
) -> None:
    typed = words[0] + "".join(a + b for a, b in zip(separators, words[1:], strict=True))
    accented = typed.replace("e", "\u00eb").replace("o", "o\u0301")
    attempt = accented.upper() if upper else accented

    assert codes.normalise(unicodedata.normalize(form, attempt)).text == " ".join(words)
