"""Every mail is the same for everybody, of one length in bytes, and names no case, no organisation and no number."""

import email
import re
from collections.abc import Iterator
from datetime import date, timedelta
from email.policy import SMTP

import pytest

from app.domain.notification import MailSetting, Rhythm
from app.services.notifications import set_notifications
from app.services.reminder_mail import MAIL_BYTES, MailTooLongError, reminder
from app.worker.mail_round import send_reminders
from tests.outbound.post_office import SENDER, PostOffice
from tests.people import VINCENT
from tests.worker.desks import ACK_DUE, DAY, desk_of
from tests.worker.test_reminders_come_on_three_days import account_of
from tests.world import SLUG, TODAY, World

CANARY = "kanariegeel"
ADDRESSES = [
    "v@x.nl",
    "vera.van.den.bergen-hoogstraten@vertrouwenspersonen.example",
    "v" * 64 + "@" + "p" * 60 + ".example",
]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, list[bytes]]]:
    """What really went out in a week with a case that is near, due and missed: to two people, in two languages."""
    with World(tmp_path_factory.mktemp("said") / "data") as world, PostOffice() as post:
        vincent = world.enrol(VINCENT)
        for who, address, language, rhythm in (
            (world.vera, ADDRESSES[0], "nl", Rhythm.DAILY),
            (vincent, ADDRESSES[1], "en", Rhythm.WHEN_NEEDED),
        ):
            account, setting = account_of(world, who), MailSetting(address, rhythm, language)
            world.store.write(lambda work, account=account, setting=setting: set_notifications(work, account, setting))  # type: ignore[misc]
        world.publish()
        world.report(CANARY)
        world.report(CANARY)
        vincents = world.new_reporter()
        envelope = world.seal_from_reporter(vincents, CANARY, to=vincent, kind=1, track=2)
        assert world.as_reporter("POST", "/r/v1/cases", world.registration(vincents, envelope)).status_code == 201
        for number in range(10):
            world.clock.day = TODAY + number * DAY
            assert send_reminders(desk_of(world, mail_server=post.server), world.clock.day)
        contents = [mail.content for mail in post.mails]
        assert len(contents) == 10 + 3
        yield world, contents


def test_all_mails_have_one_length(sent: tuple[World, list[bytes]]) -> None:
    assert {len(content) for content in sent[1]} == {MAIL_BYTES}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_length_is_one_for_every_address_language_and_day(address: str, language: str) -> None:
    days = (TODAY, date(2027, 9, 1), date(2028, 2, 29))
    assert {len(reminder(bytes(16), SENDER, address, language, day)) for day in days} == {MAIL_BYTES}


def test_addresses_that_leave_no_room_are_refused_and_not_cut() -> None:
    with pytest.raises(MailTooLongError):
        reminder(bytes(16), "s" * 64 + "@" + "x" * 600 + ".example", "v" * 64 + "@" + "y" * 600, "nl", TODAY)


def test_every_length_of_address_can_be_filled_up() -> None:
    for size in range(1, 180):
        assert len(reminder(bytes(16), SENDER, "v" * size + "@x.example", "nl", TODAY)) == MAIL_BYTES


def test_nothing_in_them_says_which_case_organisation_or_person(sent: tuple[World, list[bytes]]) -> None:
    world, contents = sent
    text = b"".join(contents).decode("ascii").lower()
    ids = [
        record.account_id for record in world.store.read(lambda work: work.records.of_organisation(world.root.org_id))
    ]
    looks = world.store.read(lambda work: work.looks.page(None, date.max, 99))
    assert len(looks) == 3
    for trace in (CANARY, SLUG, "voorbeeldstad", "gemeente", "vera jansen", "vincent", ACK_DUE.isoformat()):
        assert trace not in text
    for identifier in (world.root.org_id, *ids, *(look.case_id for look in looks)):
        assert identifier.hex() not in text


def test_apart_from_day_address_and_id_all_mails_of_a_language_are_one(sent: tuple[World, list[bytes]]) -> None:
    def bare(content: bytes) -> tuple[tuple[str, str], ...]:
        message = email.message_from_bytes(content, policy=SMTP)
        kept = [(name, str(value)) for name, value in message.items() if name not in {"Date", "To", "Message-ID"}]
        return (*kept, ("body", message.get_content()))

    by_language: dict[str, set[object]] = {}
    for content in sent[1]:
        by_language.setdefault(dict(bare(content))["Content-Language"], set()).add(bare(content))
    assert {language: len(variants) for language, variants in by_language.items()} == {"nl": 1, "en": 1}


def test_date_and_id_tell_the_day_and_nothing_else(sent: tuple[World, list[bytes]]) -> None:
    messages = [email.message_from_bytes(content, policy=SMTP) for content in sent[1]]
    assert {message["Date"].datetime.timetz().isoformat() for message in messages} == {"00:00:00+00:00"}
    assert {message["Date"].datetime.date() for message in messages} == {TODAY + timedelta(days=n) for n in range(10)}
    identifiers = [message["Message-ID"] for message in messages]
    assert len(set(identifiers)) == len(identifiers)
    assert all(re.fullmatch(r"<[0-9a-f]{32}@post\.example>", one) for one in identifiers)


def test_they_are_plain_text_that_every_program_reads(sent: tuple[World, list[bytes]]) -> None:
    for content in sent[1]:
        message = email.message_from_bytes(content, policy=SMTP)
        assert message.get_content_type() == "text/plain"
        assert message.defects == []
        assert message["Auto-Submitted"] == "auto-generated"
        assert all(len(line) <= 998 for line in content.split(b"\r\n"))
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert "http" not in message.get_content()


def test_both_languages_say_as_much() -> None:
    bodies = [
        email.message_from_bytes(reminder(bytes(16), SENDER, "v@x.nl", language, TODAY), policy=SMTP).get_content()
        for language in ("nl", "en")
    ]
    assert [body.splitlines().count("") for body in bodies] == [4, 4]
    assert bodies[0] != bodies[1]
