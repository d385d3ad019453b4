"""The service is killed in the middle of deliveries, again and again: every event comes, and none of what never was.

Where it is killed follows from a seed: at which delivery, before or after the receiver answered, and how soon after.
"""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.domain.conversation import Direction
from app.settings import Settings
from crypto.encoding import unb64
from tests.api.api_client import added
from tests.api.sending import from_reporter, sent_alone
from tests.going_outside import AUTHORITY, OMARS_DESK, enrolled
from tests.news_receiver import Receiver
from tests.running_service import START_SECONDS, RunningService
from tests.world import TODAY, CounsellorKeys, Reporter, World

pytestmark = pytest.mark.slow

KILLS = 4
REPORTERS = 3
MESSAGES = 6
"""Of each reporter; more than twenty would be refused as long as nobody answers."""


class Forwarded(httpx.AsyncHTTPTransport):
    """Asks the running service what the small world would ask the one in this process."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port = port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(port=self.port)
        return await super().handle_async_request(request)


@dataclass
class Scene:
    """A running service with an authority that listens, and reporters who write to it."""

    world: World
    service: RunningService
    receiver: Receiver
    desk: CounsellorKeys
    chance: random.Random
    reporters: list[Reporter] = field(default_factory=list)
    written: Counter[bytes] = field(default_factory=Counter)
    """Messages that were confirmed, by case."""
    killed: threading.Event = field(default_factory=threading.Event)
    kills: int = 0

    def lie_in_wait(self) -> None:
        """Kill the service at a delivery and a moment of the seed's choosing, so often and no more."""
        self.killed.clear()
        self.receiver.on_news = self.receiver.on_answered = _nothing
        if self.kills == KILLS:
            return
        wanted = len(self.receiver.came) + self.chance.randint(1, 3)
        is_before = self.chance.random() < 0.5
        seconds = self.chance.choice((0.0, 0.0, 0.002, 0.01, 0.05))

        def kill(number: int) -> bool:
            is_now = number >= wanted and not self.killed.is_set()
            if is_now:
                time.sleep(seconds)
                self.service.kill()
                self.kills += 1
                self.killed.set()
            return not is_now

        self.receiver.on_news, self.receiver.on_answered = (kill, _nothing) if is_before else (_nothing, kill)

    def write(self, reporter: Reporter) -> None:
        """Let a reporter write until it is confirmed; whoever gets no answer sends exactly the same again."""
        case_id = reporter.keys.case_id
        body = from_reporter(self.world, reporter, self.desk, "Nog iets.", index=self.written[case_id])
        while self.sent(reporter, body) not in {200, 201}:
            if self.killed.is_set():
                self.service.start()
                self.lie_in_wait()
        reporter.state = unb64(str(body["state"]))
        self.written[case_id] += 1

    def sent(self, reporter: Reporter, body: dict[str, Any]) -> int:
        """Status of one try; 0 when no answer came."""
        try:
            if not reporter.token:
                self.world.open(reporter)
            status = self.world.as_reporter("POST", "/r/v1/messages", body, token=reporter.token).status_code
        except (httpx.HTTPError, AssertionError, KeyError, ValueError):
            status = 0
            self.killed.wait(1.0)
        if status not in {200, 201}:
            reporter.token = ""
        return status

    def waiting(self) -> int:
        """How many events wait."""
        return self.world.store.read(
            lambda work: sum(len(work.webhook_events.waiting(one.webhook_id, (), 1000))
                             for one in work.webhooks.with_waiting())
        )  # fmt: skip


def _nothing(_: int) -> None:
    """Kill nobody."""


def kept(world: World, reporter: Reporter) -> tuple[str, int]:
    """The package of a case, and how many messages its reporter wrote to the authority."""
    (package,) = world.store.read(lambda work: work.packages.of_case(reporter.keys.case_id))
    count, _ = world.store.read(lambda work: work.envelopes.fill(reporter.keys.case_id, 2, Direction.FROM_REPORTER))
    return package.package_id.hex(), count


@pytest.mark.parametrize("seed", [1, 5])
def test_every_event_comes_and_none_of_what_never_was(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "data"
    environment = {
        "ZEGEL_API_HOST": "127.0.0.1", "ZEGEL_WEBHOOK_TO_LOOPBACK": "true",
        "ZEGEL_DEMO": "true", "ZEGEL_DEMO_TODAY": TODAY.isoformat(),
    }  # fmt: skip
    own = Settings(data_dir=folder, api_host="127.0.0.1", webhook_to_loopback=True)
    with World(folder, settings=own) as world, Receiver() as receiver:
        desk = enrolled(world, OMARS_DESK, AUTHORITY)
        system = added(world, desk)
        assert system.post("/webhooks", {"url": receiver.url}).status_code == 201
        reporters = [world.report() for _ in range(REPORTERS)]
        for reporter in reporters:
            sent_alone(world, reporter, desk)
            reporter.token = ""
            assert system.get(f"/packages/{kept(world, reporter)[0]}/container").status_code == 200

        service = RunningService(folder, ("serve",), environment)
        scene = Scene(world, service, receiver, desk, random.Random(seed), reporters)
        scene.lie_in_wait()
        with service:
            world.run(world.client.aclose())
            world.client = httpx.AsyncClient(transport=Forwarded(service.port))
            for _ in range(MESSAGES):
                for reporter in reporters:
                    scene.write(reporter)
            receiver.on_news = receiver.on_answered = _nothing
            if scene.killed.is_set():
                service.start()
            end = time.monotonic() + START_SECONDS
            while scene.waiting():
                assert time.monotonic() < end, service.log()
                time.sleep(0.1)
        _check(scene)
        assert scene.kills == KILLS
        assert {one.headers["webhook-id"] for one in receiver.lost} <= set(receiver.ids)
        assert receiver.lost, "nothing was under way when the service was killed: it came too late to test anything"


def _check(scene: Scene) -> None:
    told: dict[tuple[str, str], set[str]] = {}
    for one in scene.receiver.came:
        told.setdefault((one.event["subject"], one.event["type"]), set()).add(one.headers["webhook-id"])
    for reporter in scene.reporters:
        package, count = kept(scene.world, reporter)
        assert count == scene.written[reporter.keys.case_id]
        assert len(told.pop((package, "nl.zegel.package-waiting"))) == 1
        assert len(told.pop((package, "nl.zegel.message-received"), set())) == count
    assert told == {}
