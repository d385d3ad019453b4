"""Every term of the law that the service speaks of stands in `law_nl.toml`, with its article and its number."""

from datetime import date

import pytest

from app.domain.holidays import easter_sunday
from app.domain.law import StartEvent, Unit
from app.policies.law_loader import LAW_FILE, dutch_law, load_law

LAW = dutch_law()
TODAY = date(2026, 11, 22)

TERMS = {
    "employer_acknowledgement": ("Wbk", "2(2)(h)", 7, Unit.DAYS, StartEvent.RECEIPT),
    "employer_feedback": ("Wbk", "2(2)(i)", 3, Unit.MONTHS, StartEvent.ACKNOWLEDGEMENT),
    "employer_meeting": ("Wbk", "2(2)(c)(3)", None, Unit.REASONABLE, StartEvent.REQUEST),
    "register_entry": ("Wbk", "2a(1)", None, Unit.IMMEDIATELY, StartEvent.RECEIPT),
    "register_destruction": ("Wbk", "2a(2)", None, Unit.WHILE_NECESSARY, StartEvent.PURPOSE_ENDED),
    "employer_recommendation_answer": ("Wbk", "17(6)", None, Unit.REASONABLE, StartEvent.DECISION),
    "draft_report_comment": ("Wbk", "17(4)", 4, Unit.WEEKS, StartEvent.DRAFT_SENT),
    "authority_acknowledgement": ("Wbk", "2e(2)(a)", 7, Unit.DAYS, StartEvent.RECEIPT),
    "authority_feedback": ("Wbk", "2e(2)(b)", 3, Unit.MONTHS, StartEvent.RECEIPT),
    "authority_feedback_extended": ("Wbk", "2e(2)(b)", 6, Unit.MONTHS, StartEvent.RECEIPT),
    "authority_transfer": ("Wbk", "2e(4)", None, Unit.IMMEDIATELY, StartEvent.RECEIPT),
    "authority_sharing": ("Wbk", "2e(5)", None, Unit.REASONABLE, StartEvent.RECEIPT),
    "authority_refusal": ("Wbk", "2f(2)", None, Unit.AS_SOON_AS_POSSIBLE, StartEvent.DECISION),
    "authority_misdirected": ("Wbk", "2g(3)", None, Unit.IMMEDIATELY, StartEvent.RECEIPT),
    "authority_evaluation": ("Wbk", "2i", 3, Unit.YEARS, StartEvent.PREVIOUS_TIME),
    "other_body_feedback": ("Wbk", "2k(1)", None, Unit.PUBLISHED, StartEvent.RECEIPT),
    "huis_investigation_start": ("Wbk", "6(1)", 6, Unit.WEEKS, StartEvent.REQUEST),
    "huis_refusal": ("Wbk", "7(1)", None, Unit.AS_SOON_AS_POSSIBLE, StartEvent.DECISION),
    "huis_investigation_end": ("Wbk", "8(1)", 1, Unit.YEARS, StartEvent.DECISION),
    "minister_evaluation": ("Wbk", "20(1)", 3, Unit.YEARS, StartEvent.PREVIOUS_TIME),
    "public_body_account": ("Ambtenarenwet 2017", "4(4)", 1, Unit.YEARS, StartEvent.PREVIOUS_TIME),
    "directive_acknowledgement": ("Directive (EU) 2019/1937", "9(1)(b)", 7, Unit.DAYS, StartEvent.RECEIPT),
    "directive_feedback": ("Directive (EU) 2019/1937", "9(1)(f)", 3, Unit.MONTHS, StartEvent.ACKNOWLEDGEMENT),
    "irrelevant_data_erasure": ("Directive (EU) 2019/1937", "17", None, Unit.AS_SOON_AS_POSSIBLE, StartEvent.RECEIPT),
    "data_breach_notice": ("AVG", "33(1)", 72, Unit.HOURS, StartEvent.AWARENESS),
    "data_breach_people": ("AVG", "34(1)", None, Unit.AS_SOON_AS_POSSIBLE, StartEvent.AWARENESS),
}


@pytest.mark.parametrize("key", TERMS)
def test_the_term_says_what_its_article_says(key: str) -> None:
    term = LAW.term(key, TODAY)
    assert (term.law, term.article, term.number, term.unit, term.start) == TERMS[key]
    assert term.duty.endswith((".", "term."))


def test_no_term_stands_there_unchecked() -> None:
    assert {term.key for term in LAW.terms} == set(TERMS)


def test_the_clocks_of_the_wbk_begin_with_the_law() -> None:
    assert {term.valid_from for term in LAW.terms if term.law == "Wbk"} == {date(2023, 2, 18)}


def test_rules_that_bind_nobody_are_named_with_what_is_not_settled_about_them() -> None:
    named = {one.key: one.uncertainty for one in LAW.not_in_force}
    assert named == {
        "anonymous_reports": "U1",
        "huis_sanctions": "U1",
        "anonymous_decree": "U1",
        "mandatory_counsellor": "U2",
    }
    assert not {one.article for one in LAW.not_in_force} & {term.article for term in LAW.terms}


def test_the_holidays_of_2026_are_those_of_the_law() -> None:
    days = {day.isoformat() for day in LAW.free_days.holidays if day.year == 2026}
    assert days == {
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-04-27",
        "2026-05-05",
        "2026-05-14",
        "2026-05-25",
        "2026-12-25",
        "2026-12-26",
    }


def test_kings_day_moves_to_saturday_when_it_falls_on_sunday() -> None:
    assert date(2025, 4, 26) in LAW.free_days.holidays
    assert date(2025, 4, 27) not in LAW.free_days.holidays


@pytest.mark.parametrize(
    "easter", ["2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25"]
)
def test_easter_is_where_the_almanac_says(easter: str) -> None:
    assert easter_sunday(date.fromisoformat(easter).year).isoformat() == easter


def test_equated_days_are_weekdays_that_are_no_holiday_already() -> None:
    assert len(LAW.free_days.equated) == 10
    for day in LAW.free_days.equated:
        assert day.weekday() < 5
        assert day not in LAW.free_days.holidays
        assert LAW.free_days.first_year <= day.year <= LAW.free_days.last_year


def test_the_law_is_read_once() -> None:
    assert dutch_law() is dutch_law()
    assert load_law(LAW_FILE) == dutch_law()
