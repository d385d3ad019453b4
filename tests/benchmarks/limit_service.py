"""The machine's own limit: the same two requests, answered by as little as can be and still be durable.

A raw ASGI application on the same server (uvicorn, uvloop, httptools). `challenge` answers 44 random bytes; `cases`
parses the JSON, decodes the bytes, and puts one row into SQLite (WAL, synchronous FULL) through one writer thread
with group commit, answering after the commit. No signature, no policy, no second table: no service that keeps its
promise can be faster.
"""

import asyncio
import base64
import json
import os
import queue
import secrets
import sqlite3
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Row = tuple[bytes, bytes, bytes]

BATCH = 64


class Writer:
    """One thread, one connection: takes what is queued, commits once, then tells everybody."""

    def __init__(self, file: str) -> None:
        self._rows: queue.SimpleQueue[tuple[Row, asyncio.Future[None]]] = queue.SimpleQueue()
        self._file = file
        threading.Thread(target=self._run, daemon=True).start()

    async def insert(self, row: Row) -> None:
        """Returns after the commit that holds this row."""
        done = asyncio.get_running_loop().create_future()
        self._rows.put((row, done))
        await done

    def _run(self) -> None:
        connection = sqlite3.connect(self._file, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("CREATE TABLE reports (id BLOB PRIMARY KEY, envelope BLOB, state BLOB) WITHOUT ROWID")
        while True:
            batch = [self._rows.get()]
            while len(batch) < BATCH and not self._rows.empty():
                batch.append(self._rows.get())
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT INTO reports VALUES (?, ?, ?)", [row for row, _ in batch])
            connection.execute("COMMIT")
            futures = [future for _, future in batch]
            futures[0].get_loop().call_soon_threadsafe(_resolve, futures)


def _resolve(futures: list[asyncio.Future[None]]) -> None:
    for future in futures:
        future.set_result(None)


def create_app() -> Callable[[Message, Receive, Send], Awaitable[None]]:
    """The application; LIMIT_DATABASE names the file."""
    writer = Writer(os.environ["LIMIT_DATABASE"])

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body = b""
        more = True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        if scope["path"].endswith("/challenge"):
            status, answer = 200, {"challenge": base64.b64encode(secrets.token_bytes(44)).decode()}
        elif scope["path"].endswith("/cases"):
            report = json.loads(body)
            await writer.insert(tuple(base64.b64decode(report[name]) for name in ("caseId", "envelope", "state")))  # type: ignore[arg-type]
            status, answer = 201, {"receivedOn": "2026-11-22"}
        else:
            status, answer = 404, {"error": "unknown"}
        content = json.dumps(answer).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    return app
