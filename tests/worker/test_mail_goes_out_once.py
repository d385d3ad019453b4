"""Each reminder goes out once a day over a real SMTP server: a fault loses none, and a second look doubles none."""

import email
import logging
from collections.abc import Iterator
from datetime import time

import pytest

from app.domain.notification import MailSetting, Rhythm
from app.outbound.mail import MailConnection, MailServer
from app.services.daily_jobs import runs
from app.services.notifications import set_notifications
from app.store.database import open_store
from app.worker import mail_round
from app.worker.jobs import DAILY, take_turn
from app.worker.mail_round import TRIES_LIMIT, send_reminders
from tests.outbound.post_office import SENDER, PostOffice
from tests.people import VINCENT
from tests.running_service import free_port
from tests.worker.desks import DAY, desk_of
from tests.worker.test_reminders_come_on_three_days import account_of
from tests.world import TODAY, World

MAIL = tuple(job for job in DAILY if job.name == "mail")


@pytest.fixture
def post() -> Iterator[PostOffice]:
    with PostOffice() as office:
        yield office


@pytest.fixture
def staffed(world: World) -> World:
    """Vera and Vincent want mail every day, each in a language of their own."""
    vincent = world.enrol(VINCENT)
    for who, name, language in ((world.vera, "vera", "nl"), (vincent, "vincent.van.dam", "en")):
        account = account_of(world, who)
        setting = MailSetting(f"{name}@post.example", Rhythm.DAILY, language)
        world.store.write(lambda work, account=account, setting=setting: set_notifications(work, account, setting))  # type: ignore[misc]
    return world


def recipients(post: PostOffice) -> list[str]:
    return sorted(recipient for mail in post.mails for recipient in mail.recipients)


BOTH = ["vera@post.example", "vincent.van.dam@post.example"]


def test_everybody_gets_one_mail_a_day(staffed: World, post: PostOffice) -> None:
    desk = desk_of(staffed, mail_server=post.server)
    for _ in range(3):
        take_turn(desk, MAIL)
    assert recipients(post) == BOTH
    assert {mail.sender for mail in post.mails} == {SENDER}
    staffed.clock.day += DAY
    take_turn(desk, MAIL)
    assert recipients(post) == sorted(BOTH * 2)


def test_it_waits_for_the_morning(staffed: World, post: PostOffice) -> None:
    staffed.clock.time = time(6, 59)
    take_turn(desk_of(staffed, mail_server=post.server), MAIL)
    assert post.mails == []


def test_a_second_look_sends_nothing_again(staffed: World, post: PostOffice) -> None:
    desk = desk_of(staffed, mail_server=post.server)
    assert send_reminders(desk, TODAY)
    assert send_reminders(desk, TODAY)
    assert recipients(post) == BOTH


def test_two_instances_send_it_once(staffed: World, post: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    other = open_store(staffed.settings.database_address)
    second = desk_of(staffed, other, post.server)
    whole = mail_round._send_all
    begun: list[bool] = []

    def send_all(desk: object, *rest: object) -> None:
        # Both have read the same list; the other sends it all before the first claims anything.
        if not begun:
            begun.append(True)
            assert send_reminders(second, TODAY)
        whole(desk, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(mail_round, "_send_all", send_all)
    assert send_reminders(desk_of(staffed, mail_server=post.server), TODAY)
    other.close()
    assert begun
    assert recipients(post) == BOTH


def test_a_refused_mail_is_tried_again_and_the_others_go(staffed: World, post: PostOffice) -> None:
    post.refusals = 1
    desk = desk_of(staffed, mail_server=post.server)
    assert take_turn(desk, MAIL).open == ("mail",)
    assert len(post.mails) == 1
    assert take_turn(desk, MAIL).done == ("mail",)
    assert recipients(post) == BOTH


def test_a_mail_that_is_always_refused_is_left_after_some_tries(staffed: World, post: PostOffice) -> None:
    post.refusals = 10**6
    desk = desk_of(staffed, mail_server=post.server)
    turns = 1
    while take_turn(desk, MAIL).open:
        turns += 1
    assert turns == TRIES_LIMIT
    assert 10**6 - post.refusals == 2 * TRIES_LIMIT
    assert staffed.store.read(lambda work: runs(work, TODAY))["mail"] == TODAY


def test_a_server_that_is_away_costs_no_try(staffed: World, post: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    away = MailServer("127.0.0.1", free_port(), "none", SENDER)
    for _ in range(TRIES_LIMIT + 2):
        assert take_turn(desk_of(staffed, mail_server=away), MAIL).open == ("mail",)
    assert "mail server cannot be reached" in caplog.text
    take_turn(desk_of(staffed, mail_server=post.server), MAIL)
    assert recipients(post) == BOTH


def test_a_lost_answer_sends_the_same_mail_again_under_the_same_id(staffed: World, post: PostOffice) -> None:
    post.losses = 1
    desk = desk_of(staffed, mail_server=post.server)
    take_turn(desk, MAIL)
    take_turn(desk, MAIL)
    by_recipient: dict[str, list[bytes]] = {}
    for mail in post.mails:
        by_recipient.setdefault(mail.recipients[0], []).append(mail.content)
    assert sorted(len(contents) for contents in by_recipient.values()) == [1, 2]
    twice = max(by_recipient.values(), key=len)
    assert twice[0] == twice[1]
    assert email.message_from_bytes(twice[0])["Message-ID"]


def test_killed_between_the_server_and_the_note_it_goes_again_and_never_gets_lost(
    staffed: World, post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    whole = MailConnection.send

    def killed(connection: MailConnection, mail_to: str, message: bytes) -> None:
        whole(connection, mail_to, message)
        raise KilledError

    desk = desk_of(staffed, mail_server=post.server)
    with monkeypatch.context() as dying:
        dying.setattr(MailConnection, "send", killed)
        with pytest.raises(KilledError):
            send_reminders(desk, TODAY)
    assert len(post.mails) == 1
    assert send_reminders(desk, TODAY)
    assert set(recipients(post)) == set(BOTH)
    assert len({mail.content for mail in post.mails}) == 2


def test_without_a_mail_server_nothing_is_wanted_and_nothing_waits(staffed: World) -> None:
    assert take_turn(desk_of(staffed), MAIL).done == ("mail",)
    assert staffed.store.read(lambda work: work.outbox.accounts_of(TODAY)) == set()


def test_a_stopping_service_leaves_the_rest_for_the_next(staffed: World, post: PostOffice) -> None:
    desk = desk_of(staffed, mail_server=post.server)
    desk.stopping.set()
    assert not send_reminders(desk, TODAY)
    assert post.mails == []
    assert send_reminders(desk_of(staffed, mail_server=post.server), TODAY)
    assert recipients(post) == BOTH


def test_the_log_names_no_address_and_no_person(
    staffed: World, post: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    post.refusals = 1
    post.losses = 1
    desk = desk_of(staffed, mail_server=post.server)
    with caplog.at_level(logging.DEBUG, "zegel"):
        take_turn(desk, MAIL)
        take_turn(desk_of(staffed, mail_server=MailServer("127.0.0.1", free_port(), "none", SENDER)), MAIL)
    told = "".join(record.getMessage() for record in caplog.records if record.name == "zegel")
    assert told
    for trace in ("post.example", "vera", "vincent", "127.0.0.1"):
        assert trace not in told.lower()
