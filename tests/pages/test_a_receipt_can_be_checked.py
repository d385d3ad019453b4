"""The page that checks receipts is found from the check page, and says what to do without scripts."""

from collections.abc import Callable

import httpx

from tests.pages.conftest import Reading

Get = Callable[..., httpx.Response]


def test_the_check_page_leads_to_it(get: Get) -> None:
    links = [one["href"] for one in Reading(get("/o/voorbeeldstad/check").text).named("a")]
    assert "/o/voorbeeldstad/receipt" in links


def test_without_scripts_the_terminal_is_named(get: Get) -> None:
    page = get("/o/voorbeeldstad/receipt").text
    instead = page[page.index("<noscript>") : page.index("</noscript>")]
    assert "zegel receipt verify" in instead


def test_nothing_of_it_can_be_sent_by_the_form(get: Get) -> None:
    (form,) = Reading(get("/o/voorbeeldstad/receipt").text).named("form")
    assert form["method"] == "dialog"
    assert "action" not in form
