"""The employer's people in the small world of the tests, and everything they can look at."""

from tests.people import CARLA, OMAR, Person
from tests.world import CounsellorKeys, World

CASE_OFFICER, AUDITOR = 5, 4


def employer(world: World, person: Person, role: int) -> CounsellorKeys:
    """Enrol somebody of the employer, put them on the list and sign them in."""
    keys = world.enrol(person, role)
    world.publish()
    world.sign_in(keys)
    return keys


def carla(world: World) -> CounsellorKeys:
    """The case officer."""
    return employer(world, CARLA, CASE_OFFICER)


def auditor(world: World) -> CounsellorKeys:
    """Somebody who checks that it all works, and receives nothing."""
    return employer(world, OMAR, AUDITOR)


def paths(world: World) -> list[str]:
    """Every address that somebody of the employer can read with a session."""
    org, year = world.root.org_id.hex(), world.clock.day.year
    api, page = f"/w/v1/organisation/{org}", f"/workplace/organisation/{org}"
    kinds = ("account", "board", "anonymous")
    return [
        api,
        f"{api}/register",
        f"{page}/register",
        f"{page}/register?lang=en",
        f"{page}/register.csv",
        *(f"{page}/report/{kind}/{year - back}" for kind in kinds for back in range(-1, 5)),
        f"/workplace/report/{org}/{year}",
        f"/workplace/report/{org}/{year}?eyes=own",
        f"/workplace/report/{org}/{year - 1}",
        f"/w/v1/organisations/{org}/years",
        "/w/v1/register",
        "/w/v1/cases",
        "/w/v1/organisations",
        "/w/v1/notifications",
        "/w/v1/drills",
        "/log/checkpoint",
        "/workplace",
    ]


def all_that_is_seen(world: World, who: CounsellorKeys) -> dict[str, tuple[int, bytes]]:
    """Give each answer byte for byte."""
    found = {}
    for path in paths(world):
        answer = world.as_counsellor("GET", path, who=who)
        found[path] = (answer.status_code, answer.content)
    return found
