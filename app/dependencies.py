"""What one request gets: the parts of the service, its body as typed values, its session, and its time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Final, TypeVar

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ValidationError

from app.clock import Clock
from app.domain.errors import BusyError, MalformedError, TooLargeError
from app.domain.ids import AccountId, CaseId, LogbookId
from app.services.key_custody import ServiceKeys
from app.services.note_keys import NoteKeys
from app.services.sessions import Sessions
from app.settings import Settings
from app.store.database import Store
from crypto.challenge import SpentChallenges

BODY_LIMIT: Final = 1280 * 1024
"""Bytes of a request: an envelope of 300 KiB and a vault of 512 KiB, in base64, fit in one."""
WAIT_SECONDS: Final = 0.4
"""Every sign-in is answered this long after it came, whatever was found (PROTOCOL 7.3)."""
WAITING_LIMIT: Final = 2000
"""Sign-ins that may wait at the same time."""

_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Body = TypeVar("Body", bound=BaseModel)


@dataclass(slots=True)
class WaitingRoom:
    """Counts the sign-ins that wait for their moment."""

    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the running service."""

    settings: Settings
    clock: Clock
    store: Store
    keys: ServiceKeys
    notes: NoteKeys
    spent: SpentChallenges = field(default_factory=SpentChallenges)
    reporter_sessions: Sessions[CaseId] = field(default_factory=Sessions)
    logbook_sessions: Sessions[LogbookId] = field(default_factory=Sessions)
    account_sessions: Sessions[AccountId] = field(default_factory=Sessions)
    waiting_room: WaitingRoom = field(default_factory=WaitingRoom)

    def today(self) -> date:
        """Give the service's day."""
        return self.clock.today()

    @asynccontextmanager
    async def answered_in_time(self) -> AsyncIterator[None]:
        """Leave 400 ms after entering, with success and failure alike; awaited, never slept in a thread.

        Raises:
            BusyError: too many wait already.

        """
        if self.waiting_room.waiting >= WAITING_LIMIT:
            raise BusyError
        started = self.clock.monotonic()
        self.waiting_room.waiting += 1
        try:
            yield
        finally:
            try:
                await asyncio.sleep(max(0.0, started + WAIT_SECONDS - self.clock.monotonic()))
            finally:
                self.waiting_room.waiting -= 1


async def parts_of(request: Request) -> Parts:
    """Give the parts of the service that answers this request."""
    parts: Parts = request.app.state.parts
    return parts


Service = Annotated[Parts, Depends(parts_of)]


def body_of(model: type[Body]) -> Callable[[Request], Awaitable[Body]]:
    """Make a dependency that reads a JSON body as `model`; a fault never repeats what was sent."""

    async def read(request: Request) -> Body:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise MalformedError
        try:
            return model.model_validate_json(await read_limited(request))
        except ValidationError:
            raise MalformedError from None

    return read


async def read_limited(request: Request) -> bytes:
    """Read at most `BODY_LIMIT` bytes of a body.

    Raises:
        TooLargeError: there is more.

    """
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > BODY_LIMIT:
            raise TooLargeError
        chunks.append(chunk)
    return b"".join(chunks)


def json_answer(content: Any, status: int = 200) -> Response:  # noqa: ANN401 - whatever JSON can say
    """Answer with compact JSON, never compressed on the way (PROTOCOL 7.3)."""
    return Response(write_json(content), status_code=status, media_type="application/json")


def write_json(content: Any) -> bytes:  # noqa: ANN401 - whatever JSON can say
    """Write compact UTF-8 JSON."""
    return _JSON.encode(content).encode()
