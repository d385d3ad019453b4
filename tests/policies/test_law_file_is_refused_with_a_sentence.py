"""A mistake in the file of the law is told with file, line and key, in one sentence, and nothing is read from it."""

from pathlib import Path

import pytest

from app.policies.law_loader import LAW_FILE, load_law
from app.policies.toml_source import DataError

TEXT = LAW_FILE.read_text(encoding="utf-8")
FIRST = '[[term]]\nkey = "employer_acknowledgement"\n'

# mistake: (what is replaced, by what, the key, the sentence)
MISTAKES: dict[str, tuple[str, str, str, str]] = {
    "an unknown unit": ('unit = "days"', 'unit = "fortnights"', "term.unit", "“fortnights” is not on the list: days,"),
    "an unknown event": (
        'start = "receipt of the report"',
        'start = "when it suits"',
        "term.start",
        "“when it suits” is not on the list: receipt of the report,",
    ),
    "a number as a word": ("number = 7", 'number = "seven"', "term.number", "a whole number must stand here."),
    "a number that is a yes": ("number = 7", "number = true", "term.number", "a whole number must stand here."),
    "a term of nothing": ("number = 7", "number = 0", "term.number", "a term of 0 days is no term."),
    "no number": ("number = 7\n", "", "term.number", "“days” needs a number."),
    "a number too many": (
        'unit = "within reasonable time"',
        'unit = "within reasonable time"\nnumber = 10',
        "term.number",
        "“within reasonable time” goes without a number.",
    ),
    "a key nobody reads": (
        "number = 7",
        "number = 7\nnunber = 8",
        "term.nunber",
        "nobody reads this key; known are key, law,",
    ),
    "no article": ('article = "2(2)(h)"\n', "", "term.article", "a text must stand here."),
    "an empty duty": (
        'duty = "Confirm to the reporter that the report was received."',
        'duty = " "',
        "term.duty",
        "a text must stand here.",
    ),
    "an article that is a number": ('article = "2(2)(h)"', "article = 2", "term.article", "this must be a text"),
    "no first day": ("valid_from = 2023-02-18\n", "", "term.valid_from", "a day must stand here, written like"),
    "a day between quotes": (
        "valid_from = 2023-02-18",
        'valid_from = "2023-02-18"',
        "term.valid_from",
        "a day must stand here, written like 2026-11-21, without quotes.",
    ),
    "a moment for a day": (
        "valid_from = 2023-02-18",
        "valid_from = 2023-02-18T00:00:00",
        "term.valid_from",
        "a day must stand here",
    ),
    "an end before the beginning": (
        "valid_from = 2023-02-18",
        "valid_from = 2023-02-18\nvalid_to = 2023-02-17",
        "term.valid_to",
        "this ends on 2023-02-17, before it begins on 2023-02-18.",
    ),
    "two at the same time": (
        'key = "employer_feedback"',
        'key = "employer_acknowledgement"',
        "term.valid_from",
        "another “employer_acknowledgement” holds then; give that one a valid_to.",
    ),
    "a source that is not there": (
        'source = "wbk"',
        'source = "hearsay"',
        "term.source",
        "“hearsay” is no key of a [[source]].",
    ),
    "a source nobody read": (
        'from 2025-07-01"\nread_on = 2026-11-21\n',
        'from 2025-07-01"\n',
        "source.read_on",
        "say on which day the source was read, or in a note why it was not.",
    ),
    "half a holiday": ("month = 1\n", "", "holiday.month", "a holiday has either month and day, or from_easter."),
    "two holidays in one": (
        "from_easter = -2",
        "from_easter = -2\nmonth = 4\nday = 1",
        "holiday.month",
        "a holiday has either month and day, or from_easter.",
    ),
    "a thirteenth month": ("month = 12", "month = 13", "holiday.month", "there is no month 13."),
    "a 32nd day": ("day = 25", "day = 32", "holiday.day", "no month has a day 32."),
    "a gap between decrees": (
        "first_year = 2026",
        "first_year = 2027",
        "equated.first_year",
        "decrees follow each other without a gap; this one should start in 2026.",
    ),
    "a day of another decree": (
        "days = [2023-04-28,",
        "days = [2026-04-28,",
        "equated.days",
        "2026-04-28 is not in the years of this decree.",
    ),
    "an equated day between quotes": (
        "days = [2023-04-28,",
        'days = ["2023-04-28",',
        "equated.days",
        "a list of days must stand here, each written like 2026-11-21, without quotes.",
    ),
    "a longest term in moons": (
        "longest.weeks = 12",
        "longest.moons = 12",
        "extension.longest",
        "write the longest term by unit, longest.days = 90; units are days,",
    ),
    "a table nobody reads": ("[extension]", "[extention]", "extention", "nobody reads this; known are term,"),
    "nothing about what binds nobody": (
        'uncertainty = "U1"\n',
        "",
        "not_in_force.uncertainty",
        "a text must stand here.",
    ),
}


@pytest.mark.parametrize(("old", "new", "key", "sentence"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_with_line_and_key(tmp_path: Path, old: str, new: str, key: str, sentence: str) -> None:
    assert old in TEXT, "the file changed: this mistake is no longer in it"
    path = tmp_path / "law_nl.toml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_law(path)
    place, _, told = str(caught.value).partition(f", {key}: ")
    assert told.startswith(sentence), str(caught.value)
    file, _, line = place.partition(", line ")
    assert file == "law_nl.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    written = lines[int(line) - 1]
    assert written.lstrip().startswith((key.rpartition(".")[2], "[")), f"line {line} is “{written}”"


def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "law_nl.toml"
    path.write_text(TEXT.replace("number = 7", "number = = 7", 1), encoding="utf-8")
    number = TEXT.splitlines().index("number = 7") + 1
    with pytest.raises(DataError, match=f"law_nl.toml, line {number}, file: this is no TOML"):
        load_law(path)


@pytest.mark.parametrize("table", ["term", "extension", "holiday", "equated", "source"])
def test_a_file_without_one_of_its_parts_is_refused(tmp_path: Path, table: str) -> None:
    kept = [block for block in TEXT.split("\n[") if not block.startswith((f"[{table}]", f"{table}]"))]
    path = tmp_path / "law_nl.toml"
    path.write_text("\n[".join(kept), encoding="utf-8")
    with pytest.raises(DataError, match=rf"there is no \[{table}\] in this file"):
        load_law(path)
