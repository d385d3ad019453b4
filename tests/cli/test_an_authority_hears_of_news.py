"""An authority adds a webhook from a terminal, hears of a package, changes its key, and is sent an event again."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.authority_desk import AuthorityDesk
from tests.cli.conftest import API
from tests.cli.office import Office
from tests.news_receiver import Receiver, types_of
from tests.people import VERA
from tests.running_service import RunningService
from tests.terminal import zegel

SLUG = "nieuws"
PATIENCE = 120.0


@pytest.fixture(scope="module")
def own_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An installation whose webhooks may go to this machine."""
    place = tmp_path_factory.mktemp("news")
    settings = {**API, "ZEGEL_WEBHOOK_TO_LOOPBACK": "true"}
    drawer = place / "drawer"
    drawer.mkdir()
    service = RunningService(place / "data", ("serve",), settings)
    made = Office(service, drawer, settings=settings)
    told = zegel("database", "upgrade", environment=made.environment)
    assert told.status == 0, told.complaint
    with service:
        yield made


@pytest.fixture
def desk(own_office: Office, tmp_path: Path) -> AuthorityDesk:
    """An authority that may ask."""
    own_office.open_for_reports(SLUG, VERA)
    made = AuthorityDesk(own_office, tmp_path, SLUG, f"Toezicht {tmp_path.name}")
    made.make_keys()
    assert made.connect().status == 0
    return made


def webhook(desk: AuthorityDesk, command: str, *words: str) -> dict[str, Any]:
    told = zegel("authority", "webhook", command, desk.connection, *words, "--json", *desk.secret)
    assert told.status == 0, told.complaint
    return told.json


def test_the_whole_way_of_a_webhook_from_a_terminal(desk: AuthorityDesk) -> None:
    came = threading.Semaphore(0)
    with Receiver(on_news=lambda _: came.release()) as receiver:
        added = webhook(desk, "add", receiver.url)
        identity = str(added["id"])
        desk.sent_by_a_reporter()
        assert came.acquire(timeout=PATIENCE)
        (news,) = receiver.came
        assert types_of([news]) == ["package-waiting"]
        (first,) = added["publicKeys"]
        news.check(first["key"], int(time.time()))
        (package,) = desk.fetch()
        assert package["id"] == news.event["subject"]

        turned = webhook(desk, "rotate", identity)
        webhook(desk, "resend", identity, news.event["id"])
        assert came.acquire(timeout=PATIENCE)
        for key in turned["publicKeys"]:
            receiver.came[1].check(key["key"], int(time.time()))
        assert receiver.ids == [news.event["id"]] * 2

        assert webhook(desk, "turn", identity, "off")["reason"] == "client"
        (listed,) = webhook(desk, "list")["webhooks"]
        assert (listed["id"], listed["state"]) == (identity, "off")
        (told,) = webhook(desk, "deliveries", identity)["deliveries"]
        assert told["packageId"] == package["id"]
        webhook(desk, "remove", identity)
        assert webhook(desk, "list") == {"webhooks": []}


def test_an_address_inside_is_refused_and_nobody_elses_is_there(desk: AuthorityDesk) -> None:
    inside = zegel("authority", "webhook", "add", desk.connection, "https://10.0.0.1/", "--json", *desk.secret)
    assert (inside.status, inside.json["error"]) == (1, "policy")
    other = zegel("authority", "webhook", "rotate", desk.connection, "ab" * 16, "--json", *desk.secret)
    assert (other.status, other.json["error"]) == (1, "unknown")
