"""Delivering news to authorities' systems: at once after a commit, then by the series of `app.domain.webhook`.

One task of the service's own loop, beside the daily turns. Every webhook is served by itself, one event after the
other, so that a slow receiver keeps nobody else waiting. When to try again is in memory only: no table says by the
minute when somebody could not be reached, and a service that starts tries at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain.webhook import Outcome, WebhookState, delay_after
from app.services.webhook_delivery import attempt_of, next_event, note_outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.outbound.webhook import WebhookSender
    from app.services.webhook_delivery import Sender
    from app.store.webhooks import Webhook
    from app.worker.desk import Desk

LOOK_SECONDS: Final = 60.0
"""So often is looked without being woken: another process may have kept news, or the database was away."""
_log: Final = logging.getLogger("zegel")


def chance() -> float:
    """Give a number from 0 to 1 that nobody can guess."""
    return (uuid.uuid4().int >> 96) / 2**32


class WebhookRounds:
    """Delivers what waits, from `start` to `stop`."""

    def __init__(self, desk: Desk, post: WebhookSender, sender: Sender, chance: Callable[[], float]) -> None:
        """Deliver as `sender` through `post`; `chance` gives numbers from 0 to 1 that spread the attempts."""
        self._desk = desk
        self._post = post
        self._sender = sender
        self._chance = chance
        self._wake = asyncio.Event()
        self._loop_task: asyncio.Task[None] | None = None
        self._under_way: dict[bytes, asyncio.Task[None]] = {}
        self._again: set[bytes] = set()
        """Webhooks for which more came while they were served."""
        self._not_before: dict[bytes, float] = {}
        """By the id of a webhook or event: the monotonic second before which it is not tried again."""

    async def start(self) -> None:
        """Begin, and try at once whatever waits."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(self._wake.set)

        self._desk.store.on_news(wake)
        self._loop_task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End; an attempt that is under way is broken off and made again after the next start."""
        self._desk.stopping.set()
        self._desk.store.on_news(None)
        tasks = [task for task in (self._loop_task, *self._under_way.values()) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def deliver_due(self) -> float:
        """Begin with every webhook for which something is due; gives the seconds until there is more to do."""
        waiting = await self._desk.store.read_async(lambda work: work.webhooks.with_waiting())
        now = self._desk.clock.monotonic()
        # What came up for good is forgotten, so that this never grows beyond what waits.
        self._not_before = {key: moment for key, moment in self._not_before.items() if moment > now}
        for webhook in waiting:
            if webhook.webhook_id in self._under_way:
                self._again.add(webhook.webhook_id)
            elif self._is_due(webhook):
                task = asyncio.create_task(self._serve(webhook))
                self._under_way[webhook.webhook_id] = task
                task.add_done_callback(partial(self._done, webhook.webhook_id))
        return min((moment - now for moment in self._not_before.values()), default=LOOK_SECONDS)

    async def settled(self) -> None:
        """Wait until no attempt is under way."""
        while self._under_way:
            await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _run(self) -> None:
        while not self._desk.stopping.is_set():
            self._wake.clear()
            try:
                seconds = await self.deliver_due()
            except Exception:  # noqa: BLE001 - the loop goes on for as long as the service does
                _log.exception("What waits for webhooks could not be read. It is tried again in a minute.")
                seconds = LOOK_SECONDS
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), max(0.05, min(seconds, LOOK_SECONDS)))

    async def _serve(self, webhook: Webhook) -> None:
        """Deliver what is due, until nothing is or one attempt failed."""
        while not self._desk.stopping.is_set():
            clock, now = self._desk.clock, self._desk.clock.monotonic()
            but = frozenset(key for key, moment in self._not_before.items() if moment > now)
            look = partial(next_event, webhook_id=webhook.webhook_id, but=but, today=clock.today())
            event = await self._desk.store.write_async(look)
            if event is None:
                return
            moment = (clock.today(), clock.seconds())
            attempt = attempt_of(webhook, event, self._sender, self._desk.notes, moment)
            outcome = await self._post.post(webhook.url, attempt.headers, attempt.body)
            note = partial(note_outcome, event=event, outcome=outcome, today=clock.today())
            after = await self._desk.store.write_async(note)
            if outcome is not Outcome.TAKEN:
                self._put_off(event.event_id, event.tries)
            if after is None or outcome is not Outcome.TAKEN:
                self._fail(after)
                self._again.add(webhook.webhook_id)
                return
            webhook = after

    def _fail(self, webhook: Webhook | None) -> None:
        if webhook is None:
            return
        self._put_off(webhook.webhook_id, webhook.failures)
        if webhook.state is WebhookState.OFF:
            _log.warning("A webhook is off from now on: %s. Its client sees why and can turn it on.", webhook.reason)

    def _put_off(self, key: bytes, tries: int) -> None:
        self._not_before[key] = self._desk.clock.monotonic() + delay_after(tries, self._chance())

    def _is_due(self, webhook: Webhook) -> bool:
        """A webhook without failures is due, whatever is remembered: it may have been turned on again since."""
        return webhook.failures == 0 or webhook.webhook_id not in self._not_before

    def _done(self, webhook_id: bytes, task: asyncio.Task[None]) -> None:
        del self._under_way[webhook_id]
        more = webhook_id in self._again
        self._again.discard(webhook_id)
        if not task.cancelled() and (fault := task.exception()) is not None:
            self._put_off(webhook_id, 2)
            _log.error("An event could not be delivered (%s). It is tried again.", type(fault).__name__)
            more = True
        if more:
            self._wake.set()
