"""A small HTTP/1.1 client for load: one kept-alive connection, JSON both ways, and next to no work of its own."""

import asyncio
import json
from typing import Any


class Connection:
    """One connection to a service on 127.0.0.1; `post` waits for the answer."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self._port = port
        self._head = f"Host: {host}:{port}\r\nOrigin: http://{host}:{port}\r\nContent-Type: application/json\r\n"
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, body: bytes, headers: str = "") -> tuple[int, dict[str, Any]]:
        """Status and JSON of a POST; OSError when the service is gone."""
        return await self._request("POST", path, body, headers)

    async def get(self, path: str, headers: str = "") -> tuple[int, dict[str, Any]]:
        """Status and JSON of a GET."""
        return await self._request("GET", path, b"", headers)

    async def _request(self, method: str, path: str, body: bytes, headers: str) -> tuple[int, dict[str, Any]]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port, limit=2**20)
        reader, writer = self._streams
        head = f"{method} {path} HTTP/1.1\r\n{self._head}{headers}Content-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        try:
            answer_head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            status = int(answer_head[9:12])
            length = int(answer_head.partition("content-length: ")[2].partition("\r\n")[0] or 0)
            content = await reader.readexactly(length) if length else b"{}"
        except asyncio.IncompleteReadError as broken:
            self.close()
            raise ConnectionError("the service hung up") from broken
        return status, json.loads(content)

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None
