"""A change of the law is a change of data: a later term, a new decree, a new monarch; not a line of code."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.deadlines import ack_limit, feedback_deadline, feedback_limit
from app.domain.holidays import YearUnknownError
from app.domain.track import Track
from app.policies.law_loader import LAW_FILE, dutch_law, load_law

LATER_TERM = """
[[term]]
key = "employer_acknowledgement"
law = "Wbk"
article = "2(2)(h)"
who = "employer"
duty = "Confirm to the reporter that the report was received."
start = "receipt of the report"
unit = "working days"
number = 3
valid_from = 2027-07-01
note = "An example of a change; no such bill is known."
source = "wbk"

[[term]]
key = "employer_feedback"
law = "Wbk"
article = "2(2)(i)"
who = "employer"
duty = "Give feedback to the reporter."
start = "receipt of the report"
unit = "weeks"
number = 6
valid_from = 2027-07-01
source = "wbk"
"""
LATER_DECREE = """
[[equated]]
first_year = 2029
last_year = 2031
days = [2029-05-11]
provenance = "An example; no such decree is known."
source = "decree"
"""


def changed(folder: Path, addition: str, *, ends: str = "") -> Path:
    """The file of the law with something at the end, and the old clocks ended on a day."""
    text = LAW_FILE.read_text(encoding="utf-8")
    for key in ("employer_acknowledgement", "employer_feedback"):
        if ends:
            text = text.replace(f'key = "{key}"\n', f'key = "{key}"\nvalid_to = {ends}\n')
    path = folder / "law_nl.toml"
    path.write_text(text + addition, encoding="utf-8")
    return path


def test_a_later_term_counts_from_its_day_and_not_before(tmp_path: Path) -> None:
    law = load_law(changed(tmp_path, LATER_TERM, ends="2027-06-30"))
    last_old, first_new = date(2027, 6, 30), date(2027, 7, 1)

    assert ack_limit(law, Track.MELDING, last_old) == date(2027, 7, 7)
    assert ack_limit(law, Track.MELDING, first_new) == date(2027, 7, 6)  # Friday, Monday, Tuesday

    assert feedback_limit(law, Track.MELDING, last_old, None) == date(2027, 10, 7)
    assert feedback_limit(law, Track.MELDING, first_new, None) == date(2027, 8, 12)  # six weeks after receipt
    assert feedback_limit(law, Track.MELDING, first_new, date(2027, 7, 2)) == date(2027, 8, 12)


def test_a_report_keeps_the_law_of_the_day_it_was_received(tmp_path: Path) -> None:
    law = load_law(changed(tmp_path, LATER_TERM, ends="2027-06-30"))
    acknowledged_under_the_new_law = date(2027, 7, 5)
    deadline = feedback_deadline(law, Track.MELDING, date(2027, 6, 30), acknowledged_under_the_new_law)
    assert deadline is not None
    assert deadline.last_day == date(2027, 10, 5)
    assert deadline.term.number == 3


def test_nothing_else_moves(tmp_path: Path) -> None:
    law = load_law(changed(tmp_path, LATER_TERM, ends="2027-06-30"))
    assert ack_limit(law, Track.EXTERN, date(2027, 7, 1)) == date(2027, 7, 8)
    assert ack_limit(dutch_law(), Track.MELDING, date(2027, 7, 1)) == date(2027, 7, 8)


def test_a_new_decree_makes_its_years_known(tmp_path: Path) -> None:
    law = load_law(changed(tmp_path, LATER_DECREE))
    with pytest.raises(YearUnknownError):
        dutch_law().free_days.is_free(date(2029, 5, 11))
    assert law.free_days.is_free(date(2029, 5, 11))
    assert law.free_days.is_free(date(2029, 5, 10))  # Ascension Day, by rule
    assert not law.free_days.is_free(date(2029, 5, 9))


def test_a_new_day_for_the_king_moves_the_holiday(tmp_path: Path) -> None:
    path = changed(tmp_path, LATER_DECREE)
    text = path.read_text(encoding="utf-8")
    old = 'name = "King\'s Day"'
    new = f"{old}\nvalid_to = 2029-12-31\n"
    later = (
        '[[holiday]]\nname = "Birthday of a later monarch"\narticle = "Atw 3(1)"\nmonth = 12\nday = 7\n'
        'if_sunday = -1\nvalid_from = 2030-01-01\nsource = "memory"\n\n'
    )
    path.write_text(text.replace(old, new).replace("[[equated]]", f"{later}[[equated]]", 1), encoding="utf-8")
    law = load_law(path)
    assert law.free_days.is_free(date(2029, 4, 27))
    assert not law.free_days.is_free(date(2030, 4, 26))
    assert not law.free_days.is_free(date(2029, 12, 7))
    assert law.free_days.is_free(date(2031, 12, 6)), "7 December 2031 is a Sunday: the day before"
