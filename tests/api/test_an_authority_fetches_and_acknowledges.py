"""The whole path in short: token, list, one package byte for byte, acknowledgement (PROTOCOL 5.4, 5.5)."""

from datetime import date

from crypto.encoding import day_of
from crypto.package_open import open_package
from tests.api.api_client import System, raw, statement_body
from tests.api.sending import about, sent_alone
from tests.handing_over import entry_of
from tests.world import CounsellorKeys, World


def test_a_package_is_fetched_opened_and_acknowledged(world: World, desk: CounsellorKeys, system: System) -> None:
    reporter = world.report("Het begin.")
    token = sent_alone(world, reporter, desk)
    (listed,) = system.get("/packages").json()["packages"]
    assert (listed["state"], listed["ackLimit"], listed["feedbackLimit"]) == ("waiting", "2026-11-30", "2027-02-23")
    path = f"/packages/{listed['id']}"
    assert system.get(path).json()["state"] == "waiting"
    fetched = system.get(f"{path}/container")
    assert fetched.headers["content-type"] == "application/octet-stream"
    kept = world.store.read(lambda work: work.packages.content(bytes.fromhex(listed["id"])))
    assert fetched.content == kept
    opened = open_package(
        fetched.content, world.root.org_id, entry_of(world, desk), [desk.box], day_of(world.clock.day)
    )
    assert b"Het begin." in opened.messages[0].body
    assert system.get(path).json()["state"] == "fetched"
    ack = about(world, token, desk, 7, due=day_of(date(2026, 11, 30)))
    taken = system.post(f"{path}/statements", statement_body(ack, reference="Z/17"))
    assert (taken.status_code, taken.json()["state"]) == (201, "acknowledged"), taken.text
    assert [one["duty"] for one in system.get("/duties").json()["duties"]] == ["feedback"]


def test_nobody_asks_without_a_token(world: World) -> None:
    answer = raw(world, "GET", "/packages", None, {})
    assert (answer.status_code, answer.json()["code"]) == (401, "denied")
    assert answer.headers["www-authenticate"] == "Bearer"
