"""An authority or helper with an account writes to the reporter where the consent allows it, and asks before more."""

import httpx
import pytest

from crypto.encoding import b64
from tests.acts import mailbox_of
from tests.api.sending import from_reporter, sent_alone, to_reporter
from tests.going_outside import AUTHORITY, HILDE, OMARS_DESK, enrolled, fetch, packages_for
from tests.people import Person
from tests.world import CounsellorKeys, Reporter, World

OTHER = Person("Ander Toezicht", "", "ander", "een zin voor het andere bureau")


@pytest.fixture
def omar(world: World) -> CounsellorKeys:
    return enrolled(world, OMARS_DESK, AUTHORITY)


def written(
    world: World, who: CounsellorKeys, envelope: bytes, index: int = 0, resource: str = "messages", **more: str
) -> httpx.Response:
    (listed,) = packages_for(world, who)
    body = {"envelope": b64(envelope), "index": index, **more}
    return world.as_counsellor("POST", f"/w/v1/packages/{listed['id']}/{resource}", body, who=who)


def given(world: World, who: CounsellorKeys, *, may_write: bool = True) -> Reporter:
    """Somebody whose package was fetched."""
    reporter = world.report("Een melding.")
    sent_alone(world, reporter, who, may_write=may_write)
    (listed,) = packages_for(world, who)
    assert fetch(world, who, listed["id"]).status_code == 200
    return reporter


def test_a_message_is_kept_once_and_the_answer_comes_with_the_package(world: World, omar: CounsellorKeys) -> None:
    reporter = given(world, omar)
    question = to_reporter(world, reporter, omar, "Wanneer?")
    assert written(world, omar, question, 1).status_code == 400
    assert [written(world, omar, question).status_code for _ in range(2)] == [201, 200]
    assert written(world, omar, to_reporter(world, reporter, omar, "Iets anders?")).status_code == 409
    answer = from_reporter(world, reporter, omar, "In maart.")
    assert world.as_reporter("POST", "/r/v1/messages", answer, token=world.open(reporter)).status_code == 201
    (listed,) = packages_for(world, omar)
    told = fetch(world, omar, listed["id"]).json()
    assert [(one["direction"], one["index"]) for one in told["messages"]] == [(0, 0), (1, 0)]
    assert told["messages"][0]["envelope"] == answer["envelope"]


def test_who_may_not_write_is_refused_and_told_so_before(world: World, omar: CounsellorKeys) -> None:
    reporter = given(world, omar, may_write=False)
    (listed,) = packages_for(world, omar)
    assert fetch(world, omar, listed["id"]).json()["mayWrite"] is False
    assert written(world, omar, to_reporter(world, reporter, omar, "Toch.")).status_code == 400


def test_somebody_elses_package_does_not_exist(world: World, omar: CounsellorKeys) -> None:
    reporter, hilde = given(world, omar), enrolled(world, HILDE)
    (listed,) = packages_for(world, omar)
    body = {"envelope": b64(to_reporter(world, reporter, hilde, "Hallo?")), "index": 0}
    for resource, more in (("messages", {}), ("forwarding-requests", {"recipient": b64(omar.box.kid)})):
        path = f"/w/v1/packages/{listed['id']}/{resource}"
        assert world.as_counsellor("POST", path, {**body, **more}, who=hilde).status_code == 404


def test_who_is_not_competent_asks_and_nothing_goes_by_itself(world: World, omar: CounsellorKeys) -> None:
    reporter, other = given(world, omar), enrolled(world, OTHER, AUTHORITY)
    question = to_reporter(world, reporter, omar, "Mag dit naar Ander Toezicht?", kind=6)
    assert written(world, omar, question, 0, "forwarding-requests", recipient=b64(omar.box.kid)).status_code == 400
    asked = written(world, omar, question, 0, "forwarding-requests", recipient=b64(other.box.kid))
    assert asked.status_code == 201, asked.text
    (request,) = mailbox_of(world, reporter)["requests"]
    assert (request["id"], request["purpose"], request["state"]) == (asked.json()["id"], 2, "open")
    assert packages_for(world, other) == []
