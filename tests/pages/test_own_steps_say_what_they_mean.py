"""The screens of the reporter's own steps say what stays or what it costs, tick nothing beforehand, and lead back."""

from collections.abc import Callable

import httpx
import pytest

from tests.pages.conftest import Reading
from tests.pages.organisations import LANGUAGES

Read = Callable[[str], Reading]
STEPS = ("track", "passing", "releasing", "brought", "complaint", "evidence", "stop")


def case_page(get: Callable[..., httpx.Response], language: str = "nl") -> Reading:
    return Reading(get(f"/o/voorbeeldstad/case?lang={language}").text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_has_a_screen_of_its_own_that_is_closed_at_first(
    get: Callable[..., httpx.Response], language: str
) -> None:
    reading = case_page(get, language)
    begins = [one["data-step"] for one in reading.named("button") if "data-step" in one]
    # Passing the case on is offered once more, where the counsellor is gone.
    assert begins == ["passing", *STEPS]
    views = {one["id"]: one for one in reading.named("div") if "step-view" in one.get("class", "")}
    assert set(views) == {f"view-{step}" for step in (*STEPS, "stopped", "releasing-trial")}
    assert all("hidden" in view for view in views.values())
    assert len([one for one in reading.named("button") if "data-back" in one]) == len(STEPS) + 1


def test_nothing_is_ticked_beforehand(get: Callable[..., httpx.Response]) -> None:
    ticks = [one for one in case_page(get).named("input") if one.get("name") in {"track-to", "stop-how"}]
    sure = [one for one in case_page(get).named("input") if one.get("id", "").endswith("-sure")]
    assert (len(ticks), len(sure)) == (5, 3)
    assert not [one for one in (*ticks, *sure) if "checked" in one]


@pytest.mark.parametrize(("slug", "is_offered"), [("werksaam", True), ("de-connectie", True), ("senzer", False)])
def test_a_complaint_is_a_track_only_where_the_policy_offers_it(four: Read, slug: str, is_offered: bool) -> None:
    values = [one["value"] for one in four(f"{slug}/case").named("input") if one.get("name") == "track-to"]
    assert values == ["melding", *(["klacht"] if is_offered else []), "nothing"]


def test_a_complaint_says_what_it_costs_and_where_it_goes(four: Read) -> None:
    text = four("werksaam/case?lang=nl").text
    for words in ("hoort meestal je naam", "Je werkgever hoort het meestal ook", "Je hoeft niet te klagen."):
        assert words in text
    assert "klachtencommissie.ongewenstgedrag@vng.nl" in text
    assert "Landelijke Klachtencommissie Ongewenst Gedrag" in text
    assert "Nagekeken op" in text
    assert "We weten niet waar klachten" not in text


def test_where_no_policy_says_it_nothing_is_made_up(get: Callable[..., httpx.Response]) -> None:
    text = case_page(get).text
    assert "We weten niet waar klachten in jouw organisatie heen gaan." in text
    assert "vng.nl" not in text


def test_name_and_address_are_kept_by_no_browser(get: Callable[..., httpx.Response]) -> None:
    fields = {one["id"]: one for one in case_page(get).named("input") if one.get("id", "").startswith("complaint-")}
    assert {fields[name]["autocomplete"] for name in ("complaint-name", "complaint-address")} == {"off"}
    forms = [one for one in case_page(get).named("form") if one.get("id") in {f"{step}-form" for step in STEPS}]
    assert [one["method"] for one in forms] == ["dialog"] * len(STEPS)
