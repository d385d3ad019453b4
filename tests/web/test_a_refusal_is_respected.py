"""A refused request stays refused: asking again takes a new message, and nothing moves meanwhile."""

import pytest

from tests.acts import file_of, mailbox_of
from tests.handing_over import agree, ask, request_body
from tests.people import VINCENT
from tests.world import CounsellorKeys, Reporter, World


@pytest.fixture
def vincent(sqlite_world: World) -> CounsellorKeys:
    made = sqlite_world.enrol(VINCENT)
    sqlite_world.publish()
    return made


def refuse(world: World, reporter: Reporter, request_id: str) -> int:
    path = f"/r/v1/requests/{request_id}/refusal"
    return world.as_reporter("POST", path, {}, token=world.open(reporter)).status_code


def test_a_refusal_is_kept_and_shown_to_both(sqlite_world: World, vincent: CounsellorKeys) -> None:
    reporter = sqlite_world.report()
    body = request_body(sqlite_world, reporter, vincent)
    request_id = ask(sqlite_world, reporter, body).json()["id"]
    assert [refuse(sqlite_world, reporter, request_id) for _ in range(2)] == [204, 204]
    for told in (mailbox_of(sqlite_world, reporter), file_of(sqlite_world, reporter)):
        assert [one["state"] for one in told["requests"]] == ["refused"]
    assert ask(sqlite_world, reporter, body).status_code == 200
    assert [one["state"] for one in file_of(sqlite_world, reporter)["requests"]] == ["refused"]


def test_asking_again_takes_a_new_message(sqlite_world: World, vincent: CounsellorKeys) -> None:
    reporter = sqlite_world.report()
    first = ask(sqlite_world, reporter, request_body(sqlite_world, reporter, vincent)).json()["id"]
    refuse(sqlite_world, reporter, first)
    second = ask(sqlite_world, reporter, request_body(sqlite_world, reporter, vincent, text="Toch?")).json()["id"]
    assert second != first
    states = {one["id"]: one["state"] for one in file_of(sqlite_world, reporter)["requests"]}
    assert states == {first: "refused", second: "open"}


def test_what_was_agreed_or_taken_back_cannot_be_refused(sqlite_world: World, vincent: CounsellorKeys) -> None:
    reporter = sqlite_world.report()
    first = ask(sqlite_world, reporter, request_body(sqlite_world, reporter, vincent)).json()["id"]
    path = f"/w/v1/cases/{reporter.keys.case_id.hex()}/requests/{first}"
    assert [sqlite_world.as_counsellor("DELETE", path).status_code for _ in range(2)] == [204, 204]
    assert refuse(sqlite_world, reporter, first) == 400
    second = ask(sqlite_world, reporter, request_body(sqlite_world, reporter, vincent)).json()["id"]
    agree(sqlite_world, reporter, vincent)
    assert refuse(sqlite_world, reporter, second) == 400
    assert sqlite_world.as_counsellor("DELETE", path.replace(first, second)).status_code == 400


def test_a_request_of_another_case_is_unknown(sqlite_world: World, vincent: CounsellorKeys) -> None:
    reporter, other = sqlite_world.report(), sqlite_world.report()
    request_id = ask(sqlite_world, reporter, request_body(sqlite_world, reporter, vincent)).json()["id"]
    assert refuse(sqlite_world, other, request_id) == 404
    assert refuse(sqlite_world, reporter, "00") == 404


@pytest.mark.parametrize("change", [{"purpose": 6}, {"purpose": 127}, {"space": 1}, {"purpose": 5, "space": 1}])
def test_what_a_counsellor_may_not_ask_is_refused_with_its_message(
    sqlite_world: World, vincent: CounsellorKeys, change: dict[str, int]
) -> None:
    reporter = sqlite_world.report()
    body = request_body(sqlite_world, reporter, vincent) | change
    assert ask(sqlite_world, reporter, body).status_code == 400
    found = file_of(sqlite_world, reporter)
    assert (found["requests"], len(found["envelopes"])) == ([], 1)


def test_the_same_asked_anew_takes_the_place_of_the_former(sqlite_world: World, vincent: CounsellorKeys) -> None:
    reporter = sqlite_world.report()
    for _ in range(3):
        assert ask(sqlite_world, reporter, request_body(sqlite_world, reporter, vincent)).status_code == 201
    states = sorted(one["state"] for one in file_of(sqlite_world, reporter)["requests"])
    assert states == ["open", "withdrawn", "withdrawn"]
