"""Asyncio beside Playwright, which keeps an event loop running in the main thread: ours run in threads of their own."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from typing import Any, TypeVar

Result = TypeVar("Result")


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run one coroutine in a loop that is gone afterwards, as `asyncio.run` does where it may."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


class Loop:
    """A loop that lives until it is closed, for what belongs to one loop."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run one coroutine and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def call(self, plain: Callable[[], object]) -> None:
        """Have a plain function called in the loop, soon."""
        self._loop.call_soon_threadsafe(plain)

    def close(self) -> None:
        """End the thread and the loop."""
        self.call(self._loop.stop)
        self._thread.join()
        self._loop.close()
