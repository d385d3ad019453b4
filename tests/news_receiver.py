"""An authority's side of a webhook for the tests: a real HTTP server on loopback that keeps what came, and answers."""

import json
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from crypto.webhook_signature import parse_public, verify

ANSWER = 204


@dataclass(frozen=True)
class News:
    """One delivery as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        """The CloudEvent."""
        told: dict[str, Any] = json.loads(self.body)
        return told

    def check(self, public_key: str, now: int) -> None:
        """Verify the signature with a `whpk_` key, as a receiver must."""
        verify(
            parse_public(public_key),
            self.headers["webhook-id"],
            int(self.headers["webhook-timestamp"]),
            self.body,
            self.headers["webhook-signature"],
            now,
        )


@dataclass
class Receiver:
    """`with Receiver() as receiver:` listens; `answers` are the statuses it gives in turn, then 204."""

    answers: list[int] = field(default_factory=list)
    seconds: float = 0.0
    """So long it thinks before each answer."""
    location: str = ""
    certificate: Path | None = None
    came: list[News] = field(default_factory=list)
    lost: list[News] = field(default_factory=list)
    """What was sent and never answered: it counts as not come."""
    on_news: Callable[[int], object] = lambda _: None
    """Called with the number of each delivery, before the answer; False: there is none, and the line is cut."""
    on_answered: Callable[[int], object] = lambda _: None
    """Called with the number of each delivery, after the answer went out."""

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        if self.certificate is not None:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(self.certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.server_port

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}/news"

    @property
    def ids(self) -> list[str]:
        """The `webhook-id` of everything that came, in order."""
        return [one.headers["webhook-id"] for one in self.came]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                news = News(self.path, headers, body)
                receiver.came.append(news)
                number = len(receiver.came)
                if receiver.on_news(number) is False:
                    receiver.came.remove(news)
                    receiver.lost.append(news)
                    return
                time.sleep(receiver.seconds)
                self.send_response(receiver.answers.pop(0) if receiver.answers else ANSWER)
                if receiver.location:
                    self.send_header("Location", receiver.location)
                self.send_header("Content-Length", "0")
                self.end_headers()
                self.wfile.flush()
                receiver.on_answered(number)

            def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - the name in http.server
                pass

        return Handler


def types_of(news: Sequence[News]) -> list[str]:
    """The types of events, without what they all begin with."""
    return [str(one.event["type"]).removeprefix("nl.zegel.") for one in news]
