"""An authority's system as a process of its own: it hears of news on a socket, verifies it, and goes and works.

It is given its connection file, its key file, the file of their passphrase, and what it asks every reporter. What it
did it prints, one JSON document a line. It knows nothing of the service but the API: not one module of it is loaded.
"""

import base64
import json
import queue
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

ZEGEL = str(Path(sys.executable).parent / "zegel")
PREFIX = "whpk_"


class System:
    """The system: its files, its webhook, and what it heard."""

    def __init__(self, connection: str, key: str, passphrase: str, question: str) -> None:
        """Work with these files in the folder of the connection."""
        self._connection, self._key, self._question = connection, key, question
        self._secret = ("--json", "--passphrase-file", passphrase)
        self._folder = Path(connection).parent / "heard"
        self.news: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self.keys: list[VerifyKey] = []
        self.ids: set[str] = set()

    def listen(self) -> None:
        """Listen on a free port, add that address as a webhook, and learn its public keys."""
        server = HTTPServer(("127.0.0.1", 0), handler(self))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/zegel"
        told = self.run("webhook", "add", self._connection, url)
        self.keys = [VerifyKey(base64.b64decode(one["key"].removeprefix(PREFIX))) for one in told["publicKeys"]]
        say(did="listens")

    def hear(self, headers: dict[str, str], body: bytes) -> bool:
        """Take a delivery if it is signed; the same one again is taken and not worked on."""
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        if not any(holds(key, signed, value) for key in self.keys for value in headers["webhook-signature"].split()):
            return False
        if headers["webhook-id"] not in self.ids:
            self.ids.add(headers["webhook-id"])
            self.news.put(json.loads(body))
        return True

    def work(self, event: dict[str, Any]) -> None:
        """Do what an event asks for: fetch, open, acknowledge and ask; or read what the reporter wrote."""
        file = str(self._folder / f"{event['subject']}.json")
        if event["type"] == "nl.zegel.package-waiting":
            self.run("fetch", self._connection, str(self._folder))
            opened = self.run("open", file, "--key", self._key)
            say(did="opened", text=opened["messages"][0]["text"])
            say(did=self.run("acknowledge", self._connection, file, "--reference", "Z/2026/17")["state"])
            self.run("reply", self._connection, file, "--text-file", "-", stdin=self._question)
            say(did="asked")
        elif event["type"] == "nl.zegel.message-received":
            told = self.run("messages", self._connection, file)["messages"]
            say(did="read", text=next(one["text"] for one in told if one["from"] == "reporter"))

    def run(self, *words: str, stdin: str = "") -> dict[str, Any]:
        """Run a command of the authority's client, which gets a token of its own each time."""
        done = subprocess.run([ZEGEL, "authority", *words, *self._secret], input=stdin, capture_output=True, text=True,
                              check=False)  # fmt: skip
        if done.returncode:
            say(did="failed", words=words[0], complaint=done.stderr + done.stdout)
            sys.exit(1)
        told: dict[str, Any] = json.loads(done.stdout)
        return told


def holds(key: VerifyKey, signed: bytes, value: str) -> bool:
    """Verify one value of `webhook-signature`."""
    try:
        key.verify(signed, base64.b64decode(value.removeprefix("v1a,")))
    except (BadSignatureError, ValueError):
        return False
    return value.startswith("v1a,")


def handler(system: System) -> type[BaseHTTPRequestHandler]:
    """Make what answers on the socket: 204 at once; the work comes afterwards."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.send_response(204 if system.hear(headers, body) else 401)
            self.end_headers()

        def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - the name in http.server
            pass

    return Handler


def say(**told: str) -> None:
    """Print what was done."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    own = System(*sys.argv[1:])
    own.listen()
    while True:
        own.work(own.news.get())
