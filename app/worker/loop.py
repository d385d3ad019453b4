"""The loop: one task inside the service that takes a turn at the start and every five minutes.

The turns run in a thread of their own, so that nobody who reports waits for a job. When the service stops, the loop
waits for the transaction that is under way, and for no more.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Final

from app.domain.errors import ClockWentBackError
from app.worker.jobs import take_turn

if TYPE_CHECKING:
    from app.worker.desk import Desk

TURN_SECONDS: Final = 300.0
CLOCK_WENT_BACK: Final = (
    "The clock of this machine went back: the daily jobs ran on a later day already. Nothing is done and no duty is "
    "recorded as missed until that day. Set the clock right; if today is right, run `zegel watch --today-is-right`."
)
_log: Final = logging.getLogger("zegel")


class Worker:
    """Takes turns from `start` to `stop`."""

    def __init__(self, desk: Desk) -> None:
        """Work at this desk."""
        self._desk = desk
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._told = ""

    async def start(self) -> None:
        """Begin; the first turn is taken at once, beside the first requests."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End after the transaction that is under way."""
        self._desk.stopping.set()
        self._wake.set()
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        while not self._desk.stopping.is_set():
            await asyncio.to_thread(self._turn)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), TURN_SECONDS)

    def _turn(self) -> None:
        try:
            take_turn(self._desk)
        except ClockWentBackError:
            self._tell(CLOCK_WENT_BACK)
        except Exception:  # noqa: BLE001 - the loop goes on for as long as the service does
            _log.exception("The daily jobs could not begin. They are tried again in a few minutes.")
        else:
            self._told = ""

    def _tell(self, sentence: str) -> None:
        """Say it once, and again only after it was right in between."""
        if self._told != sentence:
            _log.error("%s", sentence)
            self._told = sentence
