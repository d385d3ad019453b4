"""For every topic there is somewhere to go, and the Huis is the rest category beside it, never the only door."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.authorities import REPORTS_GO_TO, Authority, Kind, Topic, find_outside, of_kind, on_pages
from app.policies.authorities_loader import dutch_authorities

KNOWN = dutch_authorities()
TODAY = date(2026, 11, 22)
BY_KEY = {one.key: one for one in KNOWN}


def keys(found: tuple[Authority, ...]) -> list[str]:
    return [one.key for one in found]


@pytest.mark.parametrize("topic", Topic)
def test_every_topic_leads_to_a_desk_beside_the_huis(topic: Topic) -> None:
    outside = find_outside(KNOWN, topic, TODAY)
    assert outside.fitting
    assert "huis" not in keys(outside.fitting)
    assert outside.rest is BY_KEY["huis"]


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        (Topic.PRIVACY, ["ap"]),
        (Topic.HEALTH_CARE, ["igj"]),
        (Topic.HEALTH_CARE_MONEY, ["nza"]),
        (Topic.FOOD, ["nvwa"]),
        (Topic.COMPETITION, ["acm"]),
        (Topic.FINANCIAL_CONDUCT, ["afm"]),
        (Topic.BANKS, ["dnb"]),
        (Topic.NUCLEAR, ["anvs"]),
        (Topic.WORK, ["arbeidsinspectie"]),
        (Topic.TRANSPORT, ["acm", "ilt"]),
        (Topic.AVIATION, ["ilt", "easa"]),
        (Topic.EDUCATION, ["onderwijs"]),
        (Topic.TAX, ["fiod"]),
        (Topic.GAMBLING, ["ksa"]),
        (Topic.GOVERNMENT, ["ombudsman"]),
        (Topic.UNION_MONEY, ["olaf", "eppo"]),
    ],
)
def test_the_authority_that_fits_comes_first(topic: Topic, expected: list[str]) -> None:
    outside = find_outside(KNOWN, topic, TODAY)
    assert keys(outside.fitting) == expected
    assert outside.has_own_authority


@pytest.mark.parametrize("topic", [Topic.PROCUREMENT, Topic.OTHER])
def test_where_nobody_was_designated_all_competent_ones_are_given_and_that_is_said(topic: Topic) -> None:
    outside = find_outside(KNOWN, topic, TODAY)
    assert not outside.has_own_authority
    assert sorted(keys(outside.fitting)) == ["acm", "afm", "anvs", "ap", "dnb", "igj", "nvwa", "nza"]


def test_a_desk_nobody_checked_is_not_given() -> None:
    outside = find_outside(KNOWN, Topic.DIGITAL, TODAY)
    assert BY_KEY["rdi"].topics == (Topic.DIGITAL,)
    assert "rdi" not in keys(outside.fitting)
    assert not outside.has_own_authority


def test_the_huis_does_not_handle_a_report_about_itself() -> None:
    outside = find_outside(KNOWN, Topic.GOVERNMENT, TODAY, concerns="huis")
    assert outside.rest is None
    assert keys(outside.fitting) == ["ombudsman"]


def test_a_report_about_an_authority_goes_to_another() -> None:
    outside = find_outside(KNOWN, Topic.PRIVACY, TODAY, concerns="ap")
    assert "ap" not in keys(outside.fitting)
    assert outside.fitting
    assert outside.rest is BY_KEY["huis"]


def test_a_desk_is_given_from_its_first_day_to_its_last() -> None:
    nvwa = BY_KEY["nvwa"]
    assert "nvwa" not in keys(find_outside(KNOWN, Topic.OTHER, date(2024, 4, 10)).fitting)
    assert "nvwa" in keys(find_outside(KNOWN, Topic.OTHER, date(2024, 4, 11)).fitting)
    ended = [replace(one, valid_to=date(2027, 1, 31)) if one is nvwa else one for one in KNOWN]
    assert "nvwa" in keys(find_outside(ended, Topic.FOOD, date(2027, 1, 31)).fitting)
    assert "nvwa" not in keys(find_outside(ended, Topic.FOOD, date(2027, 2, 1)).fitting)


def test_when_nothing_else_is_known_the_huis_is_not_given_either() -> None:
    outside = find_outside([BY_KEY["huis"]], Topic.OTHER, TODAY)
    assert outside.fitting == ()
    assert outside.rest is None


@given(st.sets(st.sampled_from(sorted(BY_KEY))), st.sampled_from(Topic), st.integers(-3000, 3000))
def test_whatever_is_missing_the_huis_is_never_the_only_answer(missing: set[str], topic: Topic, later: int) -> None:
    some = [one for one in KNOWN if one.key not in missing]
    outside = find_outside(some, topic, TODAY + timedelta(days=later))
    assert outside.rest is None or outside.fitting
    assert not any(one.is_rest for one in outside.fitting)


def test_danger_and_support_take_no_report() -> None:
    assert keys(of_kind(KNOWN, Kind.DANGER, TODAY)) == ["112", "113"]
    assert keys(of_kind(KNOWN, Kind.SUPPORT, TODAY)) == ["seksueel_geweld", "slachtofferhulp", "veilig_thuis"]
    for topic in Topic:
        assert {one.kind for one in find_outside(KNOWN, topic, TODAY).fitting} <= set(REPORTS_GO_TO)


def test_the_pages_name_the_nine_the_other_bodies_and_those_of_the_union() -> None:
    shown = on_pages(KNOWN, TODAY)
    assert sum(one.kind is Kind.COMPETENT for one in shown) == 9
    assert {one.kind for one in shown} == set(REPORTS_GO_TO)


@pytest.mark.parametrize(
    ("key", "tel"),
    [
        ("huis", "+31881331000"),
        ("dnb", "08000201068"),
        ("112", "112"),
        ("113", "08000113"),
        ("slachtofferhulp", "09000101"),
    ],
)
def test_a_number_can_be_dialled_as_it_stands(key: str, tel: str) -> None:
    assert BY_KEY[key].contact.tel == tel
