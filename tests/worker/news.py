"""A world whose API answers, an authority with a webhook there, and rounds that deliver to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.outbound.webhook import WebhookSender
from app.services.webhook_delivery import Sender
from app.settings import Settings
from app.store.webhook_events import WebhookEvent
from app.store.webhooks import Webhook
from app.worker.webhook_round import WebhookRounds
from tests.api.api_client import System, added
from tests.going_outside import AUTHORITY, OMARS_DESK, enrolled
from tests.news_receiver import Receiver
from tests.worker.desks import desk_of
from tests.world import CounsellorKeys, World

SOURCE = "urn:nld:oin:00000001823288444000:systeem:zegel"


@dataclass
class Listening:
    """An authority's system that hears of news, and what delivers it."""

    world: World
    desk: CounsellorKeys
    system: System
    receiver: Receiver
    chance: float = 0.5
    """What jitter is made of: 0.5 is none."""
    rounds: WebhookRounds = field(init=False)

    def __post_init__(self) -> None:
        self.world.clock.step = 0.0
        self.restart()

    def restart(self) -> None:
        """Deliver as a service does that just started: nothing is remembered."""
        sender = Sender(SOURCE, self.world.settings.api_base)
        post = WebhookSender(may_loop_back=True)
        self.rounds = WebhookRounds(desk_of(self.world), post, sender, lambda: self.chance)

    def deliver(self) -> float:
        """Deliver what is due now; gives the seconds until something is again."""

        async def once() -> float:
            await self.rounds.deliver_due()
            await self.rounds.settled()
            return await self.rounds.deliver_due()

        seconds = self.world.run(once())
        self.world.run(self.rounds.settled())
        assert isinstance(seconds, float)
        return seconds

    def wait(self, seconds: float) -> None:
        """Let time pass, also beyond the life of a token."""
        self.world.clock.elapsed += seconds
        self.system.token = ""

    def listen(self, url: str = "") -> dict[str, Any]:
        """Add a webhook over the API."""
        answer = self.system.post("/webhooks", {"url": url or self.receiver.url})
        assert answer.status_code == 201, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def told(self) -> dict[str, Any]:
        """The one webhook as its client sees it."""
        (one,) = self.system.get("/webhooks").json()["webhooks"]
        assert isinstance(one, dict)
        return one

    def deliveries(self) -> list[dict[str, Any]]:
        """Its deliveries."""
        listed = self.system.get(f"/webhooks/{self.told()['id']}/deliveries").json()["deliveries"]
        assert isinstance(listed, list)
        return listed


@contextmanager
def listening(folder: Path, address: str = "") -> Iterator[Listening]:
    """A world in a folder (and at a PostgreSQL URL), an authority that is listed, its system and one webhook."""
    own = Settings(data_dir=folder, database_url=address, api_host="127.0.0.1", webhook_to_loopback=True)
    with World(folder, settings=own) as world, Receiver() as receiver:
        desk = enrolled(world, OMARS_DESK, AUTHORITY)
        made = Listening(world, desk, added(world, desk), receiver)
        made.listen()
        yield made


def events(world: World) -> list[tuple[Webhook, list[WebhookEvent]]]:
    """All that is kept for webhooks, of whomever."""
    return world.store.read(
        lambda work: [
            (one, work.webhook_events.page(one.webhook_id, b"", 1000, None))
            for client in work.api_clients.all()
            for one in work.webhooks.of_client(client.client_id)
        ]
    )
