"""What an organisation's text asks is advice: no step must be taken, no term counts, no way is shut."""

import re
from collections.abc import Callable

import pytest

from app.domain.taxonomy import desk_for
from app.policies.taxonomy_loader import load_taxonomy
from tests.pages.conftest import Reading
from tests.pages.organisations import LANGUAGES, SLUGS, policy_of_slug

Read = Callable[[str], Reading]
PAGES = ("?", "/what-happens?", "/outside?", "/report?track=melding&", "/report?track=sparren&", "/report?")


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("page", PAGES)
def test_no_control_is_disabled_or_required(four: Read, slug: str, page: str) -> None:
    reading = four(f"{slug}{page}lang=nl")
    assert reading.tags
    for _tag, attributes in reading.tags:
        assert not {"disabled", "required", "inert"} & set(attributes)


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if policy_of_slug(slug).ladders])
def test_a_ladder_stands_there_with_leave_to_skip_it(four: Read, slug: str) -> None:
    text = four(f"{slug}/what-happens?lang=nl").text
    assert "Je mag elke stap overslaan en meteen hier melden." in text
    assert "Eerst praten? Dat mag, het hoeft niet" in text


@pytest.mark.parametrize("slug", SLUGS)
def test_both_ways_in_are_open_from_the_first_page(four: Read, slug: str) -> None:
    links = {one["href"] for one in four(slug).named("a")}
    for way in ("report?track=sparren", "report?track=melding", "case", "outside"):
        assert f"/o/{slug}/{way}" in links


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("page", PAGES)
def test_no_term_for_employees_is_ever_shown(four: Read, slug: str, page: str) -> None:
    for language in LANGUAGES:
        text = four(f"{slug}{page}lang={language}").text
        assert not re.search(r"(?:twee|2) werkdagen|(?:two|2) working days", text)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("page", ["?", "/report?track=melding&"])
def test_what_is_no_report_names_its_desk_and_when_it_is_one_after_all(four: Read, slug: str, page: str) -> None:
    taxonomy, policy = load_taxonomy(), policy_of_slug(slug)
    text = four(f"{slug}{page}lang=nl").text
    told = [matter.code for matter in taxonomy.no_reports if matter.label.nl in text]
    assert {"gift", "side_job", "relation", "data_breach", "incident"} <= set(told)
    assert {one.kind for one in policy.disclosures} <= set(told)
    for code in told:
        desk = desk_for(taxonomy, policy, code)
        assert desk is not None
        assert desk.says.nl in text
        assert desk.still_a_report.nl in text


def test_a_care_client_is_sent_to_a_desk_only_where_it_exists(four: Read) -> None:
    assert "Ik ben cliënt" in four("interaktcontour?lang=nl").text
    assert "Ik ben cliënt" not in four("senzer?lang=nl").text


def test_a_complaint_is_explained_and_no_dead_door(four: Read) -> None:
    for slug in SLUGS:
        reading = four(f"{slug}?lang=nl")
        assert not [one for one in reading.named("a") if "track=klacht" in one["href"] or "track=extern" in one["href"]]
        offered = "klacht" in policy_of_slug(slug).tracks
        assert ("Waar een klacht heen gaat" in reading.text) == offered
    assert "Landelijke Klachtencommissie Ongewenst Gedrag (LKOG)" in four("werksaam?lang=nl").text
