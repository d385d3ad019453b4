"""The demo's authority at the terminal client and the API: a second party with nothing but its key files."""

import json
from pathlib import Path
from typing import Any, Self

from app.cli.demo_people import AUTHORITY_NAME, AUTHORITY_PASSPHRASE
from tests.cli.terminal import zegel
from tests.running_service import RunningService

NAME = AUTHORITY_NAME


class TerminalAuthority:
    """The authority of one service, with a folder of its own."""

    def __init__(self, service: RunningService, place: Path) -> None:
        self._place = place
        self._service = service
        keys = service.data / "authority"
        (place / "passphrase").write_text(AUTHORITY_PASSPHRASE, encoding="utf-8")
        self._connection = place / "connection.json"
        client = json.loads((keys / "client.json").read_text(encoding="utf-8"))["client"]
        told = zegel("authority", "connect", str(self._connection), "--server", service.reporter_url,
                     "--client", client, "--client-key", str(keys / "client.key"),
                     "--key", str(keys / "own.key"), "--json")  # fmt: skip
        assert told.status == 0, told.complaint
        self._package = ""

    def fetch(self, story: str) -> Self:
        """Fetch everything that waits, and go on with the package that has this story."""
        for package in self._run("fetch", str(self._place / "packages"))["packages"]:
            key = str(self._service.data / "authority" / "own.key")
            told = zegel("authority", "open", package["file"], "--key", key, "--json", *self._secret)
            assert told.status == 0, told.complaint
            if any(one["text"] == story for one in told.json["messages"]):
                self._package = str(package["file"])
        assert self._package
        return self

    def acknowledge(self, *words: str) -> None:
        """Sign that it was received."""
        self._run("acknowledge", self._package, *words)

    def write(self, text: str) -> None:
        """Write to the reporter."""
        self._run("reply", self._package, "--text-file", "-", stdin=text)

    def say(self, status: str, text: str) -> None:
        """Write why, and sign it."""
        self._run("status", self._package, status, "--text-file", "-", stdin=text)

    def messages(self) -> list[tuple[str, str]]:
        """Who wrote what in the space of the package."""
        told = self._run("messages", self._package)["messages"]
        return [(str(one["from"]), str(one["text"])) for one in told]

    @property
    def _secret(self) -> tuple[str, str]:
        return "--passphrase-file", str(self._place / "passphrase")

    def _run(self, command: str, *words: str, stdin: str = "") -> dict[str, Any]:
        told = zegel("authority", command, str(self._connection), *words, "--json", *self._secret, stdin=stdin)
        assert told.status == 0, told.complaint
        return told.json
