"""Several people of one authority: who joins is let in by a colleague, who leaves goes without stopping the others."""

import pytest

from crypto.encoding import b64, day_of, unb64
from tests.acts import mailbox_of
from tests.api.sending import about, from_reporter, sent_alone, to_reporter
from tests.colleagues import joined, keys_of, let_read, note_for, word_for
from tests.going_outside import AUTHORITY, HELPER, HILDE, OMARS_DESK, enrolled, fetch, packages_for, state_it
from tests.world import TODAY, CounsellorKeys, Reporter, World

RECEIVED = 7
ACK_LIMIT = day_of(TODAY) + 7


@pytest.fixture
def omar(world: World) -> CounsellorKeys:
    return enrolled(world, OMARS_DESK, AUTHORITY)


@pytest.fixture
def esra(world: World) -> CounsellorKeys:
    return joined(world)


@pytest.fixture
def reporter(world: World, omar: CounsellorKeys) -> Reporter:
    """Somebody whose package the first of them fetched."""
    made = world.report("Een melding.")
    sent_alone(world, made, omar)
    fetch(world, omar, package_of(world, omar))
    return made


def package_of(world: World, who: CounsellorKeys) -> str:
    (listed,) = packages_for(world, who)
    return str(listed["id"])


def let_in(world: World, reporter: Reporter, by: CounsellorKeys, colleague: CounsellorKeys, index: int = 0) -> int:
    word, note = word_for(world, reporter, by, colleague), note_for(world, reporter, by, colleague, index=index)
    return let_read(world, by, package_of(world, by), word, note, index=index).status_code


@pytest.mark.usefixtures("reporter")
def test_the_list_alone_lets_nobody_in(world: World, esra: CounsellorKeys) -> None:
    assert packages_for(world, esra) == []


def test_who_was_let_in_reads_signs_and_writes_and_the_reporter_sees_the_word_for_them(
    world: World, reporter: Reporter, omar: CounsellorKeys, esra: CounsellorKeys
) -> None:
    token = unb64(mailbox_of(world, reporter)["consents"][0]["token"])
    assert let_in(world, reporter, omar, esra) == 201
    package = package_of(world, esra)
    told = fetch(world, esra, package).json()
    assert (told["mayWrite"], len(told["notes"]), [one["direction"] for one in told["messages"]]) == (True, 1, [])
    assert state_it(world, esra, package, about(world, token, esra, RECEIVED, due=ACK_LIMIT)).status_code == 200
    question = to_reporter(world, reporter, esra, "Wanneer?")
    body = {"envelope": b64(question), "index": 0}
    assert world.as_counsellor("POST", f"/w/v1/packages/{package}/messages", body, who=esra).status_code == 201
    (seen,) = mailbox_of(world, reporter)["packages"]
    assert (seen["state"], len(seen["statements"])) == ("acknowledged", 2)
    assert {one["direction"] for one in mailbox_of(world, reporter)["envelopes"]} <= {0, 1}
    answer = from_reporter(world, reporter, esra, "In maart.")
    assert world.as_reporter("POST", "/r/v1/messages", answer, token=world.open(reporter)).status_code == 201
    assert len(fetch(world, omar, package).json()["messages"]) == 2


def test_the_same_word_again_changes_nothing_and_another_note_in_its_place_is_refused(
    world: World, reporter: Reporter, omar: CounsellorKeys, esra: CounsellorKeys
) -> None:
    word, note = word_for(world, reporter, omar, esra), note_for(world, reporter, omar, esra)
    package = package_of(world, omar)
    answers = [let_read(world, omar, package, word, note).status_code for _ in range(2)]
    assert answers == [201, 200]
    assert let_read(world, omar, package, word, note_for(world, reporter, omar, esra)).status_code == 409
    again = note_for(world, reporter, omar, esra, index=1)
    assert let_read(world, omar, package, word, again, index=1).status_code == 400
    assert let_read(world, omar, package, None, again, index=1).status_code == 201


def test_no_wrong_word_lets_anybody_in(
    world: World, reporter: Reporter, omar: CounsellorKeys, esra: CounsellorKeys
) -> None:
    hilde, other = enrolled(world, HILDE, HELPER), world.report()
    same_name = joined(world, "ilse", HELPER)
    package = package_of(world, omar)
    note = note_for(world, reporter, omar, esra)
    stranger = keys_of(world, HILDE, AUTHORITY)
    for word, sealed in (
        (word_for(world, reporter, esra, esra), note),
        (word_for(world, reporter, world.vera, esra), note),
        (word_for(world, other, omar, esra), note),
        (word_for(world, reporter, omar, esra, space=3), note),
        (word_for(world, reporter, omar, omar), note_for(world, reporter, omar, omar)),
        (word_for(world, reporter, omar, esra), note_for(world, reporter, omar, hilde)),
        (word_for(world, reporter, omar, hilde), note_for(world, reporter, omar, hilde)),
        (word_for(world, reporter, omar, same_name), note_for(world, reporter, omar, same_name)),
        (word_for(world, reporter, omar, stranger), note_for(world, reporter, omar, stranger)),
        (None, note),
    ):
        assert let_read(world, omar, package, word, sealed).status_code == 400
    assert let_read(world, esra, package, word_for(world, reporter, omar, esra), note).status_code == 404
    assert packages_for(world, esra) == packages_for(world, hilde) == packages_for(world, same_name) == []


@pytest.mark.parametrize("state", ["retired", "revoked"])
def test_who_leaves_goes_and_the_others_go_on(
    world: World, reporter: Reporter, omar: CounsellorKeys, esra: CounsellorKeys, state: str
) -> None:
    let_in(world, reporter, omar, esra)
    package = package_of(world, omar)
    world.set_state(omar, state)
    assert packages_for(world, omar) == []
    assert fetch(world, omar, package).status_code == 404
    assert fetch(world, esra, package).status_code == 200
    ilse = joined(world, "ilse")
    assert let_in(world, reporter, esra, ilse, index=1) == 201
    assert fetch(world, ilse, package).status_code == 200


@pytest.mark.usefixtures("reporter")
def test_who_is_alone_finishes_after_retiring_and_not_after_a_key_came_into_other_hands(
    world: World, omar: CounsellorKeys
) -> None:
    package = package_of(world, omar)
    world.set_state(omar, "retired")
    assert fetch(world, omar, package).status_code == 200
    world.set_state(omar, "revoked")
    assert fetch(world, omar, package).status_code == 404


def test_a_colleague_of_one_organisation_sees_nothing_that_was_not_passed_on(
    world: World, reporter: Reporter, omar: CounsellorKeys, esra: CounsellorKeys
) -> None:
    let_in(world, reporter, omar, esra)
    other = world.report("Nog een melding.")
    sent_alone(world, other, omar)
    assert (len(packages_for(world, omar)), len(packages_for(world, esra))) == (2, 1)
