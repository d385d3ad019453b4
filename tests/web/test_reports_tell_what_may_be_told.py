"""Yearly reports: chart and table say the same, small groups are words, and a sentence stands where nothing is told."""

import re
from dataclasses import replace
from datetime import date

import pytest

from app.domain.ids import OrganisationId
from app.domain.organisation import Organisation
from app.domain.register import Destruction
from app.domain.statistics import GROUPS, REPORT_GROUPS, Group, Handling, Punctuality, exact, published, together
from app.services.erasure import TERM_OVER
from app.services.organisation_policy import all_policies
from app.services.statistics import count_years
from app.services.yearly_report import CounsellorYear, OrganisationYear, shown_punctuality
from app.web.report_pages import Writing, counsellor_page, organisation_page, statement_page
from crypto.encoding import unb64
from tests.acts import ACK, FEEDBACK, done
from tests.services.closed_cases import release
from tests.web.employer import carla
from tests.world import CounsellorKeys, World

HERE = Organisation(OrganisationId(bytes(16)), "hier", "Gemeente <Hier>", is_practice=False)
ANSWERED = Group(Handling.ANSWERED, Punctuality.IN_TIME)
LATE = Group(Handling.ANSWERED, Punctuality.LATE)
DAY = date(2027, 1, 15)


def numbers(page: str) -> list[str]:
    return re.findall(r'<td class="count">([^<]*)</td>', page)


def drawn(page: str) -> list[str]:
    return re.findall(r'<text x="\d+" y="\d+">(\d+)</text>', page)


def year(counts: dict[Group, int]) -> OrganisationYear:
    return OrganisationYear(2026, is_counted=True, released=published(counts), counsellors=together([]))


@pytest.mark.parametrize("kind", ["account", "board", "anonymous"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_chart_and_table_say_the_same(kind: str, language: str) -> None:
    page = organisation_page(HERE, kind, year({ANSWERED: 12, LATE: 2}), "Beleid, 4", Writing(language, DAY))
    few = "minder dan 5, of geen" if language == "nl" else "fewer than 5, or none"
    assert drawn(page) == ["12"]
    assert numbers(page) == [few, few, "12", few, few, few, "ten minste 12" if language == "nl" else "at least 12"]
    assert page.count('role="img"') == 1
    assert f'<html lang="{language}">' in page
    assert "Gemeente &lt;Hier&gt;" in page
    assert "2 " not in "".join(numbers(page))


def test_where_nothing_may_be_told_a_sentence_says_so_and_none_looks_like_four() -> None:
    pages = [organisation_page(HERE, "account", year({LATE: few}), "", Writing("en", DAY)) for few in range(5)]
    assert len(set(pages)) == 1
    assert "<svg" not in pages[0]
    assert pages[0].count("so no number is given") == 2


def test_a_counsellors_report_withholds_what_her_own_eyes_see() -> None:
    counts = {ANSWERED: 6, LATE: 1}
    found = CounsellorYear(2026, is_counted=True, figures=published(counts, GROUPS), own_eyes=exact(counts))
    told = counsellor_page(HERE, "Vera Jansen", found, Writing("en", DAY), own_eyes=False)
    seen = counsellor_page(HERE, "Vera Jansen", found, Writing("en", DAY), own_eyes=True)
    assert drawn(told) == ["6"]
    assert sorted(drawn(seen)) == ["0"] * 5 + ["1", "6"]
    assert "For your eyes only" in seen
    assert "For your eyes only" not in told


def test_a_file_needs_nothing_but_itself() -> None:
    page = organisation_page(HERE, "account", year({ANSWERED: 12}), "", Writing("nl", DAY, is_file=True))
    style = re.search(r'href="data:text/css;base64,([^"]+)"', page)
    assert style is not None
    assert b"--paper" in unb64(style[1])
    assert page.count("href=") == 1


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (f"{TERM_OVER}handled", "a report that was handled"),
        (f"{TERM_OVER}not_a_report", "turned out to be no report"),
        ("Niet meer nodig <b>.", "Niet meer nodig &lt;b&gt;."),
    ],
)
def test_a_statement_says_why(reason: str, words: str) -> None:
    page = statement_page(HERE, Destruction(b"\x01" * 16, DAY, reason), Writing("en", DAY))
    assert words in page
    assert "01" * 16 in page


def test_punctuality_is_shown_only_where_the_policy_wants_it_and_from_the_threshold_up(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = sqlite_world
    organisation = world.store.read(lambda work: work.organisations.all())[0]
    for _ in range(5):
        reporter = world.report()
        done(world, reporter, ACK, FEEDBACK)
        release(world, reporter)
    world.store.write(lambda work: count_years(work, DAY))
    assert world.store.read(lambda work: shown_punctuality(work, organisation, DAY)) is None

    class Wants:
        class parameters:  # noqa: N801 - stands for the values of a policy
            punctuality_is_published = True
            smallest_group_told = None

    monkeypatch.setattr("app.services.yearly_report.policy_of", lambda *_: Wants)
    shown = world.store.read(lambda work: shown_punctuality(work, organisation, DAY))
    assert shown is not None
    assert (shown.year, shown.in_time, shown.late) == (2026, 5, None)
    assert world.store.read(lambda work: shown_punctuality(work, organisation, date(2028, 2, 1))) is None
    assert REPORT_GROUPS[2] == ANSWERED


def test_a_policy_makes_the_smallest_group_larger_everywhere(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = sqlite_world
    for _ in range(6):
        reporter = world.report()
        done(world, reporter, ACK, FEEDBACK)
        release(world, reporter)
        world.report()
    looker = carla(world)
    world.clock.day, looker.cookie, world.vera.cookie = DAY, "", ""
    world.store.write(lambda work: count_years(work, DAY))
    assert told_of_six(world, looker) == (5, [6, 6, 6], True)
    numbers = replace(all_policies()[0].parameters, punctuality_is_published=True, smallest_group_told=7)
    policy = replace(all_policies()[0], parameters=numbers)
    monkeypatch.setattr("app.services.yearly_report.policy_of", lambda *_: policy)
    assert told_of_six(world, looker) == (7, [], False)
    organisation = world.store.read(lambda work: work.organisations.all())[0]
    assert world.store.read(lambda work: shown_punctuality(work, organisation, DAY)) is None
    lower = replace(policy, parameters=replace(numbers, smallest_group_told=2))
    monkeypatch.setattr("app.services.yearly_report.policy_of", lambda *_: lower)
    assert told_of_six(world, looker)[0] == 5
    shown = world.store.read(lambda work: shown_punctuality(work, organisation, DAY))
    assert shown is not None
    assert (shown.in_time, shown.fewest_told) == (6, 5)


def told_of_six(world: World, looker: CounsellorKeys) -> tuple[int, list[int], bool]:
    """The threshold and each number that is told on the pages of both, and whether documents draw one."""
    org = world.root.org_id.hex()
    page = world.as_counsellor("GET", f"/w/v1/organisation/{org}", who=looker).json()
    own = world.as_counsellor("GET", f"/w/v1/organisations/{org}/years").json()
    assert page["threshold"] == own["threshold"]
    figures = [page["years"][0]["released"], page["years"][0]["counsellors"], own["years"][1]["figures"]]
    numbers = [group["cases"] for one in figures for group in one["groups"] if group["cases"] is not None]
    documents = [
        world.as_counsellor("GET", f"/workplace/organisation/{org}/report/account/2026?lang=en", who=looker).text,
        world.as_counsellor("GET", f"/workplace/report/{org}/2026?lang=en").text,
    ]
    assert all(f"fewer than {page['threshold']} cases" in document for document in documents)
    return page["threshold"], numbers, "6" in "".join(drawn(documents[0]))
