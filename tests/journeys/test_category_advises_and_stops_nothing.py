"""A chosen category puts who fits first and says so; stops nothing, travels sealed, and is read by its name."""

import json
import sqlite3
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE, Reporter
from tests.people import Person
from tests.running_service import RunningService

pytestmark = pytest.mark.browser

ORGANISATION = "werksaam"
JORIS = Person("Joris Meijer", "external; OO+IS", "joris", "joris fietst elke dag naar hoorn")
INGRID = "Ingrid Postma"
KNOWN = {
    "language", "category", "categoryOther", "when", "where", "who", "evidence", "discussed", "fear", "involved",
    "pattern", "place", "position", "certainty", "affected", "power", "talked", "manifestation", "grounds",
    "earlier",
}  # fmt: skip


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="nl-NL")
    yield context.new_page()
    context.close()


def tick(page: Page, code: str) -> None:
    """Tick a category, in its tree if it has one."""
    tree = page.locator(f"[data-tree={code[:2]}]")
    if tree.count() and tree.get_attribute("open") is None:
        tree.locator("summary").click()
    page.locator(f"[name=category][value={code}]").check()


def names(page: Page) -> list[str]:
    """The counsellors from top to bottom."""
    return page.locator("#counsellors b").all_inner_texts()


def body(page: Page) -> dict[str, object]:
    """What would be sealed now."""
    found = page.evaluate("import('/static/js/report/form.js').then(form => JSON.stringify(form.reportBody()))")
    parsed: dict[str, object] = json.loads(found)["fields"]
    return parsed


def test_who_fits_comes_first_and_anybody_can_be_chosen(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo, ORGANISATION)
    anna.begin()
    assert names(page)[0] != JORIS.name
    anna.choose(INGRID)
    tick(page, "IS-2")
    expect(page.locator("#category-advice")).to_contain_text(JORIS.name)
    assert names(page)[0] == JORIS.name
    expect(page.get_by_role("radio", name=INGRID)).to_be_checked()
    expect(page.locator("#counsellors [name=counsellor]:enabled")).to_have_count(len(names(page)))
    anna.write("Toch liever bij haar.")
    anna.read_over()
    expect(page.locator("#answers")).to_contain_text(INGRID, use_inner_text=True)


def test_somebody_involved_is_never_advised(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo, ORGANISATION)
    anna.begin()
    page.locator(".person", has_text=JORIS.name).locator("[name=involved]").check()
    tick(page, "IS-2")
    expect(page.locator("#category-advice")).to_be_visible()
    expect(page.locator("#category-advice")).not_to_contain_text(JORIS.name, use_inner_text=True)
    for tree in ("OO-3", "allebei"):
        tick(page, tree)
        expect(page.locator("#category-advice")).not_to_contain_text(JORIS.name, use_inner_text=True)


def test_the_choice_survives_a_change_of_language_and_is_named_in_it(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo, ORGANISATION)
    anna.begin()
    tick(page, "IS-4")
    tick(page, "IS-4z")
    page.locator("#category-other").fill("familie")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#category-advice")).to_contain_text("This is advice")
    anna.choose(JORIS.name)
    anna.write("Een verhaal.")
    anna.read_over()
    answers = page.locator("#answers").inner_text()
    assert "Favouritism and cronyism: something else, namely" in answers
    assert "familie" in answers


def test_only_what_is_asked_and_ticked_is_sealed(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo, ORGANISATION)
    anna.begin()
    assert body(page) == {"language": "nl"}
    tick(page, "IS-4")
    tick(page, "IS-4a")
    page.locator("[name=category][value=IS-4]").uncheck()
    assert body(page) == {"language": "nl"}
    for details in page.locator("#view-write details").all():
        details.evaluate("element => { element.open = true; }")
    for box in page.locator(
        "#write-form input[type=checkbox]:visible:not([name=involved]), [type=radio]:visible"
    ).all():
        box.check()
    for field in page.locator("#write-form .field input.control:visible, #write-form textarea:visible").all():
        field.fill("tekst")
    everything = body(page)
    assert len(everything) > 10
    assert set(everything) <= KNOWN
    assert "verloning" not in json.dumps(everything).lower()
    assert "westfriesland" not in json.dumps(everything).lower()


def test_the_counsellor_reads_the_names_and_the_server_nothing(
    chromium: Browser, page: Page, demo: RunningService
) -> None:
    anna = Reporter(page, demo, ORGANISATION)
    anna.begin()
    anna.choose(JORIS.name)
    anna.write("Er klopt iets niet met de uren.")
    tick(page, "IS-2")
    tick(page, "weet-ik-niet")
    page.locator("summary", has_text="helpen").click()
    page.locator("[name=place][value=online]").check()
    anna.read_over()
    paper = anna.get_code()
    anna.type_back(paper)
    anna.press_send()
    anna.expect_arrived()

    his = chromium.new_context(locale="nl-NL").new_page()
    joris = Counsellor(his, demo, JORIS)
    joris.sign_in()
    joris.expect_worklist()
    joris.look_for_news()
    joris.row(paper, ORGANISATION).get_by_role("button").click()
    expect(his.locator("#talk article").first).to_contain_text("Fraude · Weet ik niet", timeout=PATIENCE)
    expect(his.locator("#talk article").first).to_contain_text("online")
    his.context.close()

    anna.come_back(paper)
    assert "Fraude · Weet ik niet" in anna.conversation()
    with sqlite3.connect(f"file:{next(demo.data.glob('*.db'))}?mode=ro", uri=True) as store:
        everything = "\n".join(store.iterdump())
    for trace in ("is-2", "weet-ik-niet", b'"category"'.hex(), b"weet-ik-niet".hex()):
        assert trace not in everything.lower(), trace
