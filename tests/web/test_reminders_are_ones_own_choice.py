"""Being reminded is a choice of one's own: off at first, one address, and nobody else's to see or change."""

from typing import Any

import pytest

from app.settings import Settings
from tests.people import VINCENT
from tests.world import WORKPLACE, World

PATH = "/w/v1/notifications"
NOTHING = {"mailTo": None, "rhythm": "daily", "language": None, "mailIsSent": False, "calendarMadeOn": None}
CHOICE = {"mailTo": "vera@post.example", "rhythm": "when_needed", "language": "nl"}


def test_at_first_nobody_is_reminded(world: World) -> None:
    assert world.as_counsellor("GET", PATH).json() == NOTHING


def test_a_choice_is_kept_changed_and_forgotten(world: World) -> None:
    assert world.as_counsellor("PUT", PATH, CHOICE).status_code == 204
    assert world.as_counsellor("GET", PATH).json() == NOTHING | CHOICE
    assert world.as_counsellor("PUT", PATH, {"mailTo": "v@huis.example", "language": "en"}).status_code == 204
    assert world.as_counsellor("GET", PATH).json() == NOTHING | {"mailTo": "v@huis.example", "language": "en"}
    assert world.as_counsellor("DELETE", PATH).status_code == 204
    assert world.as_counsellor("GET", PATH).json() == NOTHING


def test_without_a_word_about_rhythm_mail_comes_every_day(sqlite_world: World) -> None:
    sqlite_world.as_counsellor("PUT", PATH, {"mailTo": "vera@post.example", "language": "nl"})
    assert sqlite_world.as_counsellor("GET", PATH).json()["rhythm"] == "daily"


@pytest.mark.parametrize(
    "change",
    [
        {"mailTo": "vera"},
        {"mailTo": "vera@post"},
        {"mailTo": "vera@post.example, rik@post.example"},
        {"mailTo": "vera@post.example\r\nBcc: rik@post.example"},
        {"mailTo": "Vera <vera@post.example>"},
        {"mailTo": "véra@post.example"},
        {"mailTo": "v" * 65 + "@post.example"},
        {"mailTo": "vera@" + "p" * 250 + ".example"},
        {"mailTo": None},
        {"rhythm": "hourly"},
        {"language": "fy"},
        {"language": None},
    ],
)
def test_what_is_no_address_rhythm_or_language_is_refused(sqlite_world: World, change: dict[str, Any]) -> None:
    refused = sqlite_world.as_counsellor("PUT", PATH, CHOICE | change)
    assert (refused.status_code, refused.json()) == (400, {"error": "format"})
    assert sqlite_world.as_counsellor("GET", PATH).json() == NOTHING


def test_nobody_sees_or_changes_the_choice_of_another(sqlite_world: World) -> None:
    vincent = sqlite_world.enrol(VINCENT)
    sqlite_world.as_counsellor("PUT", PATH, CHOICE)
    assert sqlite_world.as_counsellor("GET", PATH, who=vincent).json() == NOTHING
    sqlite_world.as_counsellor("DELETE", PATH, who=vincent)
    assert sqlite_world.as_counsellor("GET", PATH).json()["mailTo"] == CHOICE["mailTo"]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_without_a_session_there_is_nothing(sqlite_world: World, method: str) -> None:
    answer = sqlite_world.ask(method, f"{WORKPLACE}{PATH}", CHOICE if method == "PUT" else None)
    assert (answer.status_code, answer.json()) == (403, {"error": "denied"})


def test_the_workplace_says_whether_this_service_sends_mail(sqlite_world: World) -> None:
    with_mail = Settings(smtp_host="post.example", smtp_sender="zegel@post.example")
    parts = sqlite_world.app._apps["localhost"].state.parts  # type: ignore[attr-defined]
    object.__setattr__(parts, "settings", with_mail)
    assert sqlite_world.as_counsellor("GET", PATH).json()["mailIsSent"] is True
