"""`GET /packages?state=…` goes a shorter way (app/api/news.py): it answers and refuses just as the long one does."""

import httpx
import pytest

from app.api.news import _QUESTION, _STATES
from app.domain.api_client import Scope
from app.domain.packages import PackageState
from app.services.api_clients import revoke_client
from tests.api.api_client import System, access_in, added
from tests.api.sending import sent_alone
from tests.going_outside import AUTHORITY, enrolled
from tests.people import Person
from tests.world import CounsellorKeys, World

SHORT, LONG = "/packages?state=waiting", "/packages?state=waiting&limit=50"
OTHER = Person("Ander Toezicht", "", "ander", "een zin voor het andere bureau")


def told(answer: httpx.Response) -> tuple[int, dict[str, str], bytes]:
    return answer.status_code, dict(answer.headers), answer.content


def same(system: System, **headers: str) -> httpx.Response:
    """Both ways give the same; gives the short one's answer."""
    short, long = system.get(SHORT, **headers), system.get(LONG, **headers)
    assert told(short) == told(long)
    return short


@pytest.fixture
def waiting(world: World, desk: CounsellorKeys, system: System) -> System:
    """A system with one package that waits."""
    sent_alone(world, world.report(), desk)
    return system


def test_the_question_goes_the_short_way() -> None:
    short, long = (path.partition("?")[2].encode() for path in (SHORT, LONG))
    assert _QUESTION.fullmatch(short)
    assert not _QUESTION.fullmatch(long)
    assert set(_STATES.values()) == set(PackageState)


def test_its_owner_gets_the_list_and_then_that_nothing_changed(waiting: System) -> None:
    first = same(waiting)
    assert (first.status_code, len(first.json()["packages"])) == (200, 1)
    again = same(waiting, **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    waiting.get(f"/packages/{first.json()['packages'][0]['id']}/container")
    assert same(waiting, **{"If-None-Match": first.headers["etag"]}).json()["packages"] == []
    assert waiting.get("/packages?state=fetched").json() == waiting.get("/packages?state=fetched&limit=50").json()


def test_who_may_not_is_refused_in_the_same_words(world: World, desk: CounsellorKeys, waiting: System) -> None:
    stranger = added(world, enrolled(world, OTHER, AUTHORITY))
    assert same(stranger).json()["packages"] == []
    writer = added(world, desk, frozenset({Scope.PACKAGES_WRITE}))
    assert same(writer).status_code == 403
    assert same(waiting, Authorization="Bearer bm9uZQ").status_code == 401
    assert same(waiting, Accept="text/html").status_code == 406
    assert waiting.get("/packages?state=gone").status_code == 400
    waiting.sign_in()
    world.store.write(lambda work: revoke_client(work, waiting.client_id, world.clock.today()))
    assert same(waiting).status_code == 401


def test_it_counts_as_a_question(world: World, waiting: System) -> None:
    waiting.sign_in()
    access_in(world)._limit, world.clock.step = 3, 0.0
    assert [waiting.get(SHORT).status_code for _ in range(4)] == [200, 200, 429, 429]
