"""A mistake in the file of desks is told with file, line and key, in one sentence."""

from pathlib import Path

import pytest

from app.policies.authorities_loader import AUTHORITIES_FILE, load_authorities
from app.policies.toml_source import DataError

TEXT = AUTHORITIES_FILE.read_text(encoding="utf-8")

# mistake: (what is replaced, by what, the key, the sentence)
MISTAKES: dict[str, tuple[str, str, str, str]] = {
    "an unknown kind": ('kind = "other body"', 'kind = "helper"', "kind", "“helper” is not on the list: competent"),
    "an unknown topic": ('topics = ["privacy"]', 'topics = ["secrets"]', "topics", "“secrets” is not on the list:"),
    "a topic that is no list": ('topics = ["privacy"]', 'topics = "privacy"', "topics", "a list of texts must stand"),
    "no topic": ('topics = ["privacy"]\n', "", "topics", "a desk that takes reports says what they may be about."),
    "only Dutch": (
        'subject.en = "Privacy and personal data"\n',
        "",
        "subject",
        "this must be there in Dutch and in English",
    ),
    "an empty translation": (
        'subject.en = "Privacy and personal data"',
        'subject.en = ""',
        "subject",
        "a text must stand here in both languages.",
    ),
    "an address that is not protected": (
        'url = "https://www.acm.nl/"',
        'url = "http://www.acm.nl/"',
        "url",
        "an address begins with https://.",
    ),
    "a number with dashes": (
        'phone = "088 133 10 00"',
        'phone = "088-1331000"',
        "phone",
        "write a telephone number in digits",
    ),
    "no e-mail address": (
        'email = "klokkenluider@nza.nl"',
        'email = "klokkenluider at nza.nl"',
        "email",
        "“klokkenluider at nza.nl” is no e-mail address.",
    ),
    "no way to reach it": ('phone = "0800 2000"\n', "", "url", "there is no way to reach this desk"),
    "checked on no day": (
        'verified_on = 2026-11-22\nevidence = "Stored copies of pages of fiod.nl."',
        "",
        "verified_on",
        "say on which day the contact was compared with a source, or in `unverified` why not.",
    ),
    "checked and not checked": (
        'evidence = "Stored copies of pages of fiod.nl."',
        'evidence = "Stored copies."\nunverified = "Or not?"',
        "verified_on",
        "say on which day the contact was compared",
    ),
    "checked against nothing": (
        'evidence = "Stored copies of pages of fiod.nl."\n',
        "",
        "evidence",
        "a text must stand here.",
    ),
    "shown without a check": (
        'unverified = "It is part of the ILT; its own page was not seen."',
        'unverified = "Not seen."\non_pages = true',
        "on_pages",
        "what was not compared with a source is not shown to reporters.",
    ),
    "a yes between quotes": ("on_pages = true", 'on_pages = "true"', "on_pages", "this must be true or false"),
    "the same desk twice": ('key = "ap"', 'key = "huis"', "key", "“huis” is the key of another desk."),
    "a second rest category": ('key = "ap"', 'key = "ap"\nis_rest = true', "is_rest", "one desk is the rest category"),
    "no rest category": ("is_rest = true\n", "", "is_rest", "one desk is the rest category, and here are 0."),
    "a key nobody reads": ('key = "ap"', 'key = "ap"\nfax = "070"', "fax", "nobody reads this key; known are key,"),
}


@pytest.mark.parametrize(("old", "new", "key", "sentence"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_with_line_and_key(tmp_path: Path, old: str, new: str, key: str, sentence: str) -> None:
    assert old in TEXT, "the file changed: this mistake is no longer in it"
    path = tmp_path / "authorities.toml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_authorities(path)
    place, _, told = str(caught.value).partition(f", authority.{key}: ")
    assert told.startswith(sentence), str(caught.value)
    file, _, line = place.partition(", line ")
    assert file == "authorities.toml"
    written = path.read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert int(line) == 1 or written.startswith((key, "[[authority]]")), f"line {line} is “{written}”"
