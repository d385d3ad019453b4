"""The employer is silent: what was prepared opens by itself, with the proof, and a deputy takes over."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.cli.office import Office
from tests.journeys.counsellor import Counsellor
from tests.journeys.outside import choose, open_package, say_yes, try_it
from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.people import VERA, VINCENT, Person
from tests.running_service import RunningService
from tests.today import today

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLUG = "stilte"
STORY = "De kas klopt niet, en niemand kijkt ernaar."
HILDE = Person("Hilde Vos", "", "hilde", "een zin die hilde goed onthoudt")


def on_day(place: Path, days: int) -> Office:
    """The same installation on a later day; only an organisation of a demo lets its day be moved."""
    demo = {"ZEGEL_DEMO": "true", "ZEGEL_DEMO_TODAY": (today() + timedelta(days=days)).isoformat()}
    drawer = place / "drawer"
    drawer.mkdir(exist_ok=True)
    return Office(RunningService(place / "data", ("serve",), demo), drawer, settings=demo)


BUT_CHOICES = """element => {
    const copy = element.cloneNode(true);
    for (const one of copy.querySelectorAll("select")) one.remove();
    return copy.textContent;
}"""
"""The text of a view, without what anybody may choose from."""


def opened_for_reports(office: Office) -> None:
    """An organisation with two counsellors and an independent helper on its list."""
    office.add(SLUG, name="Stille Werkgever (demo)")
    for person in (VERA, VINCENT):
        office.enrol(SLUG, person)
    told = office.admin("organisation", "invite", SLUG, "--name", HILDE.name, "--role", "helper",
                        "--sign-in", f"{HILDE.sign_in_name}-{SLUG}", "--json")  # fmt: skip
    taken = office.take_invitation(told.json["link"], HILDE.password)
    office.fingerprints[SLUG, HILDE.name] = taken.json["fingerprint"]
    assert office.publish(SLUG, VERA, VINCENT, HILDE).status == 0


def watched(place: Path, days: int) -> None:
    """The daily work of the service, day after day."""
    for day in range(1, days + 1):
        done = on_day(place, day).admin("watch", "--json")
        assert (done.status, done.json["open"]) == (0, []), done.complaint


def at_work(page: Page, office: Office, person: Person) -> Page:
    """This person, signed in at the workplace."""
    name = f"{person.sign_in_name}-{SLUG}"
    who = Counsellor(page, office.service, Person(person.name, person.role_words, name, person.password))
    who.sign_in()
    return page


def without_proof(page: Page, address: str, name: str) -> None:
    """From now on the service leaves out why something was released."""

    def answer(route: Route) -> None:
        told = route.fetch().json()
        for one in [told, *told.get("packages", ())]:
            if name in one:
                one[name] = None
        route.fulfill(json=told)

    page.context.route(address, answer)


def prepared(page: Page, office: Office, way: str, to: str, **more: Any) -> Paper:
    """Report, and prepare one of the ways."""
    anna = Reporter(page, office.service, SLUG)
    paper = anna.report(STORY, VERA.name)
    anna.come_back(paper)
    choose(page, way, to, **more)
    try_it(page)
    expect(page.locator("#trial-facts")).to_contain_text("Niet voor" if way == "later" else "Op de dag")
    say_yes(page)
    expect(page.locator("#outside-items")).to_contain_text("Staat klaar")
    return paper


def test_a_helper_gets_what_was_prepared_with_the_proof_of_the_miss(chromium: Browser, tmp_path: Path) -> None:
    office = on_day(tmp_path, 0)
    assert office.admin("database", "upgrade").status == 0
    mine, theirs = chromium.new_context(locale="nl-NL"), chromium.new_context(locale="nl-NL")
    with office.service:
        opened_for_reports(office)
        paper = prepared(mine.new_page(), office, "later", HILDE.name, duty="acknowledgement")
        # Nobody at work sees that something waits.
        vera = at_work(theirs.new_page(), office, VERA)
        vera.locator("#cases [data-case] button").first.click()
        expect(vera.locator("#talk")).to_contain_text(STORY, timeout=PATIENCE)
        assert HILDE.name not in vera.locator("#view-case").evaluate(BUT_CHOICES)
    watched(tmp_path, 10)
    later = on_day(tmp_path, 10)
    with later.service:
        desk = at_work(theirs.new_page(), later, HILDE)
        open_package(desk)
        expect(desk.locator("#package-talk")).to_contain_text(STORY)
        expect(desk.locator("#package-notices")).to_contain_text("Het bewijs klopt")
        anna = Reporter(mine.new_page(), later.service, SLUG)
        anna.come_back(paper)
        expect(anna.page.locator("#outside-items")).to_contain_text("heeft het op")
        expect(anna.page.locator("#outside-items")).to_contain_text("Het logboek bewijst het")
        expect(anna.page.locator("#outside-doubts .notice")).to_have_count(0)
        without_proof(desk, "**/fetch", "proof")
        desk.locator("#to-packages").click()
        open_package(desk)
        expect(desk.locator("#package-notices")).to_contain_text("Neem niet aan dat er een datum is gemist")
        without_proof(anna.page, "**/r/v1/case", "releaseNote")
        anna.look_for_news()
        expect(anna.page.locator("#outside-doubts")).to_contain_text("niets bewijst dat er een datum is gemist")
    mine.close()
    theirs.close()


def test_a_deputy_takes_over_signs_for_it_and_sees_why(chromium: Browser, tmp_path: Path) -> None:
    office = on_day(tmp_path, 0)
    assert office.admin("database", "upgrade").status == 0
    mine, theirs = chromium.new_context(locale="nl-NL"), chromium.new_context(locale="nl-NL")
    with office.service:
        opened_for_reports(office)
        paper = prepared(mine.new_page(), office, "deputy", VINCENT.name)
        vera = at_work(theirs.new_page(), office, VERA)
        vera.locator("#cases [data-case] button").first.click()
        expect(vera.locator("#talk")).to_contain_text(STORY, timeout=PATIENCE)
        vera.locator("#act-unable summary").click()
        vera.locator("#unable-text").fill("Ik ben ziek. Iemand anders neemt het over.")
        vera.locator("#unable button[type=submit]").click()
        expect(vera.locator("#warnings")).to_contain_text("niet verder kunt", timeout=PATIENCE)
    watched(tmp_path, 2)
    later = on_day(tmp_path, 2)
    with later.service:
        vincent = at_work(theirs.new_page(), later, VINCENT)
        vincent.locator("#cases [data-case] button").first.click()
        expect(vincent.locator("#talk")).to_contain_text(STORY, timeout=PATIENCE)
        expect(vincent.locator("#warnings")).to_contain_text("vervanger die de melder heeft aangewezen")
        vincent.get_by_role("button", name="Teken dat je het overneemt").click()
        expect(vincent.locator("#said")).to_contain_text("overgenomen", timeout=PATIENCE)
        vincent.locator("[data-view=packages]").click()
        open_package(vincent)
        expect(vincent.locator("#package-notices")).to_contain_text("tekende op")
        expect(vincent.locator("#package-notices")).to_contain_text("Het bewijs klopt")
        anna = Reporter(mine.new_page(), later.service, SLUG)
        anna.come_back(paper)
        expect(anna.page.locator("#talk-title")).to_contain_text(VINCENT.name)
        expect(anna.page.locator("#line")).to_contain_text("getekend dat die je zaak heeft overgenomen")
        expect(anna.page.locator("#outside-items")).to_contain_text("zoals je had klaargezet")
        expect(anna.page.locator("#notices .notice")).to_have_count(0)
    mine.close()
    theirs.close()
