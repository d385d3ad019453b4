"""The first page goes where it should, the dates are those of today, the desks outside stand there from the start."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx

from app.settings import Settings
from app.web.reporter.external_desks import external_desks
from tests.world import TODAY, World

Get = Callable[..., httpx.Response]


def test_one_organisation_is_gone_to_at_once(get: Get) -> None:
    answer = get("/?lang=en")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/o/voorbeeldstad?lang=en"


def test_several_organisations_are_not_told_to_a_stranger(tmp_path: Path) -> None:
    with World(tmp_path / "data") as world:
        organisations = world.store.read(lambda work: work.organisations.all())
        other = type(organisations[0])(b"\x01" * 16, "andere", "Andere Stichting", is_practice=False)  # type: ignore[arg-type]
        world.store.write(lambda work: work.organisations.add(other))
        answer = world.as_reporter("GET", "/")
        assert answer.status_code == 200
        assert "Andere Stichting" not in answer.text
        assert "Gemeente Voorbeeldstad" not in answer.text
        assert "088 133 10 00" in answer.text


def test_the_demo_lists_its_organisations_under_a_banner(tmp_path: Path) -> None:
    with World(tmp_path / "data") as world:
        for surface in world.app._apps.values():
            demo = Settings(data_dir=world.folder, demo=True)
            surface.state.settings = demo  # type: ignore[attr-defined]
            parts = surface.state.parts  # type: ignore[attr-defined]
            surface.state.parts = replace(parts, settings=demo)  # type: ignore[attr-defined]
        answer = world.as_reporter("GET", "/")
        assert "Gemeente Voorbeeldstad" in answer.text
        assert 'aria-label="Voorbeeld"' in answer.text
        assert world.as_reporter("GET", "/away").status_code == 200


def test_a_practice_organisation_says_so_on_every_page(tmp_path: Path) -> None:
    with World(tmp_path / "data", practice=True) as world:
        for page in ("", "/what-happens", "/report?track=melding", "/case", "/check"):
            assert 'aria-label="Oefening"' in world.as_reporter("GET", f"/o/voorbeeldstad{page}").text


def test_no_banner_stands_on_a_real_page(get: Get) -> None:
    assert 'class="banner"' not in get("/o/voorbeeldstad").text


def test_the_two_dates_are_counted_from_today(get: Get) -> None:
    # Today is Monday 23 November 2026: seven days, then three months clipped to the end of February.
    text = get("/o/voorbeeldstad/what-happens?lang=nl").text
    assert "maandag 30 november 2026" in text
    assert "zondag 28 februari 2027" in text


def test_the_emergency_numbers_and_the_desks_stand_on_the_first_page(get: Get) -> None:
    text = get("/o/voorbeeldstad").text
    for number in ("tel:112", "tel:08000113", "tel:+31881331000", "tel:08000201068"):
        assert number in text
    for desk in external_desks(TODAY).all:
        assert desk.url in text


def test_the_desks_are_dated_and_complete() -> None:
    desks = external_desks(TODAY)
    assert desks.read_on <= date(2026, 11, 22)
    names = " ".join(desk.name for desk in desks.all)
    for authority in ("Huis", "ACM", "AFM", "AP", "DNB", "IGJ", "NZa", "ANVS", "NVWA"):  # Wbk art. 2c
        assert authority in names
    for desk in desks.all:
        assert desk.url.startswith("https://")
        assert set(desk.subject) == {"nl", "en"}
