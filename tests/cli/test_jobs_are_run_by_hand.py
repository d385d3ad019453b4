"""`zegel watch` runs today's jobs by hand, once; `zegel doctor` says whether they ran, and whether mail can go out."""

import socket
from datetime import timedelta

from app.clock import SystemClock
from app.settings import Settings
from app.store.database import open_store
from tests.cli.office import Office
from tests.outbound.post_office import PostOffice
from tests.running_service import free_port
from tests.terminal import Told

TOMORROW = SystemClock(Settings().zone).today() + timedelta(days=1)


def finding(told: Told, what: str) -> tuple[str, str]:
    (found,) = [one for one in told.json["findings"] if one["what"] == what]
    return found["level"], found["sentence"]


def note_tomorrow(place: Office) -> None:
    store = open_store(f"sqlite:///{place.service.data}/zegel.db")
    store.write(lambda work: work.job_runs.note("watch", work.job_runs.all().get("watch"), TOMORROW))
    store.close()


def test_what_has_not_run_today_runs_once(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    told = new_place.admin("watch", "--json")
    assert (told.status, told.json) == (
        0,
        {"done": ["count", "erasure", "log", "watch", "release", "mail"], "open": []},
    ), told.complaint
    assert new_place.admin("watch").output == "Nothing was left to do today.\n"
    assert finding(new_place.admin("doctor", "--json"), "daily jobs")[0] == "ok"


def test_a_clock_that_went_back_is_refused_until_somebody_says_that_it_is_right(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    new_place.admin("watch")
    note_tomorrow(new_place)
    told = new_place.admin("watch")
    assert told.status == 1
    assert "The clock of this machine went back" in told.complaint
    assert finding(new_place.admin("doctor", "--json"), "clock") == ("fault", told.complaint.strip())
    told = new_place.admin("watch", "--today-is-right", "--json")
    assert (told.status, told.json["done"]) == (0, ["watch"])
    assert finding(new_place.admin("doctor", "--json"), "clock")[0] == "ok"


def test_while_the_service_is_at_it_there_is_nothing_to_do_by_hand(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    store = open_store(f"sqlite:///{new_place.service.data}/zegel.db")
    with store.alone() as is_mine:
        assert is_mine
        told = new_place.admin("watch")
    store.close()
    assert told.status == 1
    assert "at it at this very moment" in told.complaint


def test_without_a_mail_server_doctor_says_that_nobody_is_reminded(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    level, sentence = finding(new_place.admin("doctor", "--json"), "mail")
    assert level == "ok"
    assert "nobody is reminded" in sentence


def test_a_mail_server_that_answers_is_fine_and_gets_no_mail(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    with PostOffice() as post:
        told = new_place.admin("doctor", "--json", more=post.settings)
        assert finding(told, "mail") == ("ok", "the mail server answers and lets us in")
        assert post.mails == []


def test_a_mail_server_that_is_away_is_a_fault(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    away = {
        "ZEGEL_SMTP_HOST": "127.0.0.1",
        "ZEGEL_SMTP_PORT": str(free_port()),
        "ZEGEL_SMTP_SENDER": "zegel@post.example",
        "ZEGEL_SMTP_SECURITY": "none",
    }
    told = new_place.admin("doctor", "--json", more=away)
    assert told.status == 1
    assert finding(told, "mail")[0] == "fault"


def test_a_server_that_says_nothing_is_left_after_a_while(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mute = {
            "ZEGEL_SMTP_HOST": "127.0.0.1",
            "ZEGEL_SMTP_PORT": str(silent.getsockname()[1]),
            "ZEGEL_SMTP_SENDER": "zegel@post.example",
            "ZEGEL_SMTP_SECURITY": "starttls",
        }
        assert finding(new_place.admin("doctor", "--json", more=mute), "mail")[0] == "fault"


def test_a_password_file_that_is_not_there_is_told_without_its_name(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    more = {
        "ZEGEL_SMTP_HOST": "post.example",
        "ZEGEL_SMTP_SENDER": "zegel@post.example",
        "ZEGEL_SMTP_USER": "zegel",
        "ZEGEL_SMTP_PASSWORD_FILE": str(new_place.drawer / "geheim"),
    }
    level, sentence = finding(new_place.admin("doctor", "--json", more=more), "mail")
    assert level == "fault"
    assert "ZEGEL_SMTP_PASSWORD_FILE" in sentence
    assert "geheim" not in sentence
