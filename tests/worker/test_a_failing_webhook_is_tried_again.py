"""At least once: tried again by the documented series, at once after a restart, turned off in the end or by 410."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.webhook import Outcome, delay_after, is_given_up
from app.services.api_clients import revoke_client
from app.worker.webhook_round import WebhookRounds, chance
from tests.api.sending import sent_alone
from tests.news_receiver import Receiver
from tests.worker.news import Listening, listening
from tests.world import TODAY

SERIES = (5, 20, 80, 320, 1280, 5120, 20480, 81920, 86400, 86400)
"""Seconds after the first attempt, the second, and so on, without jitter."""


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Listening]:
    """An authority with a webhook."""
    with listening(tmp_path / "data") as made:
        yield made


def sent(authority: Listening, count: int = 1) -> None:
    for _ in range(count):
        sent_alone(authority.world, authority.world.report(), authority.desk)


def test_the_series_is_the_documented_one() -> None:
    assert tuple(delay_after(tries, 0.5) for tries in range(1, 11)) == SERIES
    assert (delay_after(1, 0.0), delay_after(1, 1.0)) == (3.75, 6.25)
    assert delay_after(1000, 0.5) == 86400
    assert all(0 <= chance() <= 1 for _ in range(100))
    assert len({chance() for _ in range(100)}) > 90


def test_nothing_is_given_up_before_three_days() -> None:
    assert not is_given_up(1000, TODAY, TODAY + timedelta(days=2))
    assert not is_given_up(9, TODAY, TODAY + timedelta(days=200))
    assert is_given_up(10, TODAY, TODAY + timedelta(days=3))


def test_it_is_tried_again_after_each_delay_and_not_before(authority: Listening) -> None:
    authority.receiver.answers = [500] * 5
    sent(authority)
    for tries, seconds in enumerate(SERIES[:5], 1):
        told = authority.deliver()
        assert (len(authority.receiver.came), told) == (tries, min(told, seconds))
        authority.wait(seconds - 0.5)
        authority.deliver()
        assert len(authority.receiver.came) == tries
        authority.wait(1)
    authority.deliver()
    assert len(set(authority.receiver.ids)) == 1
    assert (authority.deliveries()[0]["state"], authority.told()["failures"]) == ("delivered", 0)


def test_jitter_spreads_the_attempts(authority: Listening) -> None:
    authority.receiver.answers = [500]
    authority.chance = 1.0
    sent(authority)
    authority.deliver()
    authority.wait(6.0)
    authority.deliver()
    assert len(authority.receiver.came) == 1
    authority.wait(0.5)
    authority.deliver()
    assert len(authority.receiver.came) == 2


def test_a_service_that_starts_tries_at_once(authority: Listening) -> None:
    authority.receiver.answers = [500]
    sent(authority)
    authority.deliver()
    authority.restart()
    authority.deliver()
    assert len(authority.receiver.came) == 2


def test_what_was_taken_but_not_noted_comes_again_with_the_same_id(authority: Listening) -> None:
    sent(authority)
    taken = authority.rounds._post.post

    async def cut(*what: object) -> Outcome:
        await taken(*what)  # type: ignore[arg-type]
        raise asyncio.CancelledError

    authority.rounds._post.post = cut  # type: ignore[method-assign, assignment]
    authority.deliver()
    assert authority.deliveries()[0]["state"] == "waiting"
    before = len(authority.receiver.came)
    authority.restart()
    authority.deliver()
    assert len(authority.receiver.came) == before + 1 > 1
    assert len(set(authority.receiver.ids)) == 1
    assert authority.deliveries()[0]["state"] == "delivered"


def test_a_receiver_that_is_away_gets_one_knock_and_not_one_for_each_event(authority: Listening) -> None:
    authority.receiver.answers = [503, 503]
    sent(authority, 4)
    authority.deliver()
    assert len(authority.receiver.came) == 1
    authority.wait(6)
    authority.deliver()
    assert len(authority.receiver.came) == 2
    authority.wait(30)
    authority.deliver()
    assert {one["state"] for one in authority.deliveries()} == {"delivered"}


def test_an_event_that_is_always_refused_keeps_the_others_from_nothing(authority: Listening) -> None:
    sent(authority, 3)
    refused: list[str] = []

    def answer(_: int) -> None:
        newest = authority.receiver.ids[-1]
        refused[:] = refused or [newest]
        authority.receiver.answers[:] = [400] if newest in refused else []

    authority.receiver.on_news = answer
    authority.deliver()
    for _ in range(3):
        authority.wait(6)
        authority.deliver()
    states = {one["id"]: one["state"] for one in authority.deliveries()}
    assert (states.pop(refused[0]), set(states.values())) == ("waiting", {"delivered"})
    assert authority.told()["state"] == "on"


def test_gone_turns_it_off_at_once_and_on_brings_what_waits(authority: Listening) -> None:
    authority.receiver.answers = [410]
    sent(authority)
    authority.deliver()
    told = authority.told()
    assert (told["state"], told["reason"]) == ("off", "gone")
    sent(authority)
    authority.wait(100_000)
    authority.deliver()
    assert len(authority.receiver.came) == 1
    turned = authority.system.change("PATCH", f"/webhooks/{told['id']}", {"state": "on"}).json()
    assert (turned["state"], turned["reason"], turned["failures"]) == ("on", None, 0)
    authority.deliver()
    assert len(set(authority.receiver.ids[1:])) == 2
    assert {one["state"] for one in authority.deliveries()} == {"delivered"}


def test_after_the_whole_series_it_is_turned_off_and_its_client_sees_why(authority: Listening) -> None:
    authority.receiver.answers = [500] * 20
    sent(authority)
    authority.deliver()
    for tries, seconds in enumerate(SERIES, 1):
        assert authority.told()["state"] == "on", tries
        authority.wait(seconds + 1)
        authority.world.clock.day = TODAY + timedelta(days=max(0, tries - 7))
        authority.deliver()
    told = authority.told()
    assert (told["state"], told["reason"], told["failures"]) == ("off", "failures", 11)
    assert authority.deliveries()[0]["state"] == "waiting"


def test_a_success_in_between_begins_the_series_anew(authority: Listening) -> None:
    authority.receiver.answers = [500] * 9
    sent(authority)
    for seconds in (0, *SERIES[:9]):
        authority.wait(seconds + 1)
        authority.deliver()
    assert authority.told()["failures"] == 0
    authority.world.clock.day += timedelta(days=9)
    authority.receiver.answers = [500]
    sent(authority)
    authority.deliver()
    assert (authority.told()["state"], authority.told()["failures"]) == ("on", 1)


def test_what_is_turned_off_or_removed_or_shut_out_hears_nothing(authority: Listening) -> None:
    path = f"/webhooks/{authority.told()['id']}"
    sent(authority)
    assert authority.system.change("PATCH", path, {"state": "off"}).json()["reason"] == "client"
    authority.deliver()
    assert authority.receiver.came == []
    assert authority.system.change("DELETE", path).status_code == 204
    assert authority.system.change("DELETE", path).status_code == 404
    authority.listen()
    authority.deliver()
    assert authority.receiver.came == []
    sent(authority)
    world, client, today = authority.world, authority.system.client_id, authority.world.clock.day
    world.store.write(lambda work: revoke_client(work, client, today))
    authority.deliver()
    assert authority.receiver.came == []


def test_a_slow_receiver_keeps_nobody_waiting(authority: Listening) -> None:
    """The slow one answers nothing before the other has all three; were it waited for, both would fail."""
    all_there = threading.Event()

    def count(number: int) -> None:
        if number == 3:
            all_there.set()

    authority.receiver.on_answered = count
    with Receiver(on_news=lambda _: all_there.wait(60)) as slow:
        authority.listen(slow.url)
        sent(authority, 3)
        authority.deliver()
        assert (len(authority.receiver.came), len(slow.came), slow.lost) == (3, 3, [])


def test_news_is_delivered_right_after_the_commit(authority: Listening) -> None:
    """The loop sleeps until a commit wakes it; nothing here waits for the minute that it would sleep otherwise."""
    came = asyncio.Event()
    world, loop = authority.world, authority.world.loop

    def note(_: int) -> None:
        loop.call(came.set)

    authority.receiver.on_news = note
    store = world.app._apps["127.0.0.1"].state.parts.store  # type: ignore[attr-defined]
    rounds = WebhookRounds(
        authority.rounds._desk.__class__(store, world.clock, authority.rounds._desk.notes, None),
        authority.rounds._post, authority.rounds._sender, chance,
    )  # fmt: skip
    world.run(rounds.start())
    sent(authority)
    world.run(asyncio.wait_for(came.wait(), 50))
    world.run(rounds.stop())
    assert len(authority.receiver.came) == 1


def test_no_more_than_five_and_only_to_public_addresses(authority: Listening) -> None:
    for number in range(4):
        authority.listen(f"{authority.receiver.url}/{number}")
    sixth = authority.system.post("/webhooks", {"url": authority.receiver.url})
    assert (sixth.status_code, sixth.json()["code"]) == (409, "not-now")
    inside = authority.system.post("/webhooks", {"url": "https://169.254.169.254/"})
    assert (inside.status_code, inside.json()["code"]) == (400, "policy")
    assert "169.254" not in inside.text
