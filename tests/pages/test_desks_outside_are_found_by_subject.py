"""The page of desks outside: each subject with who is competent, none of it in an address, the Huis as the rest."""

import re
from collections.abc import Callable

import httpx
import pytest

from app.domain.authorities import REPORTS_GO_TO, Topic
from app.policies.authorities_loader import dutch_authorities
from app.services.outside_desks import desks_for, help_in_danger
from tests.pages.conftest import PAGES, Reading
from tests.pages.organisations import LANGUAGES, SLUGS
from tests.world import TODAY

Get = Callable[..., httpx.Response]
Read = Callable[[str], Reading]
PAGE = "/o/voorbeeldstad/outside"
HUIS = "Huis voor Klokkenluiders"


def subjects(html: str) -> list[str]:
    """The part of the page under each subject."""
    listed = html.partition('id="subjects"')[2].partition('id="rest"')[0]
    return re.findall(r"<details.*?</details>", listed, re.DOTALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_subject_has_a_desk_and_never_the_huis_alone(get: Get, language: str) -> None:
    found = subjects(get(f"{PAGE}?lang={language}").text)
    assert len(found) == len(Topic)
    names = {one.name for one in dutch_authorities() if one.kind in REPORTS_GO_TO and not one.is_rest}
    for subject in found:
        assert HUIS in subject
        assert any(name.replace("&", "&amp;") in subject for name in names), subject


def test_each_desk_says_what_it_takes_how_to_reach_it_and_when_that_was_looked_at(get: Get) -> None:
    text = Reading(get(f"{PAGE}?lang=nl").text).text
    for topic in Topic:
        outside = desks_for(topic, TODAY)
        for desk in outside.fitting if outside.has_own_authority else ():
            assert desk.takes["nl"] in text
            assert (desk.contact.phone or desk.name) in text
    assert "Nagekeken op zondag 22 november 2026" in text


def test_the_huis_says_that_it_is_the_rest_category(get: Get) -> None:
    text = Reading(get(f"{PAGE}?lang=nl").text).text
    assert "Het onderzoekt alleen wat geen andere autoriteit aanneemt." in text
    assert "Gaat het over het Huis zelf? Ga dan naar de Nationale ombudsman" in text


def test_desks_for_danger_and_support_stand_there(get: Get) -> None:
    reading = Reading(get(f"{PAGE}?lang=nl").text)
    numbers = {one["href"] for one in reading.named("a")}
    assert len(help_in_danger(TODAY)) >= 5
    for desk in help_in_danger(TODAY):
        assert f"tel:{desk.contact.tel}" in numbers


def test_no_address_on_the_page_tells_a_subject(get: Get) -> None:
    reading = Reading(get(f"{PAGE}?lang=nl").text)
    assert not reading.named("form")
    assert not reading.named("input")
    own = [one["href"] for one in reading.named("a") if one["href"].startswith(("/", "?", "#"))]
    assert own
    for address in own:
        assert not re.search(r"topic|subject|onderwerp|#desk", address), address


def test_a_mail_address_is_text_so_that_no_mail_program_of_work_opens(get: Get) -> None:
    html = get(PAGE).text
    assert "klokkenluider@nza.nl" in html
    assert "mailto:" not in html


@pytest.mark.parametrize("path", [path for path in PAGES if path.startswith("/o/")])
def test_every_page_of_an_organisation_leads_there(get: Get, path: str) -> None:
    assert any(one["href"].startswith(PAGE) for one in Reading(get(path).text).named("a"))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_huis_is_never_the_only_name_on_a_page(four: Read, slug: str) -> None:
    for page in ("?", "/what-happens?", "/report?", "/report?track=melding&", "/case?", "/check?"):
        reading = four(f"{slug}{page}lang=nl")
        assert HUIS in reading.text
        assert any(one["href"].startswith(f"/o/{slug}/outside") for one in reading.named("a"))


def test_a_page_that_does_not_exist_leads_to_every_desk_too(get: Get) -> None:
    reading = Reading(get("/no-such-page?lang=nl").text)
    assert HUIS in reading.text
    assert "Alle instanties buiten je werkgever, per onderwerp" in reading.text
    assert "/?lang=nl" in {one["href"] for one in reading.named("a")}
