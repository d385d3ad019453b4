"""The demo's authority at the terminal client and the API: a second party with nothing but its key files."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Self, cast

from app.cli import authority_acts
from app.cli.api_link import ApiLink
from app.cli.demo_people import AUTHORITY_NAME, AUTHORITY_PASSPHRASE
from app.cli.verified_organisation import person
from crypto.encoding import b64
from crypto.message import MessageType
from tests.running_service import RunningService
from tests.terminal import zegel

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

    def ask_to_forward(self, to: str, why: str) -> None:
        """Ask whether it may go on to somebody else of the list; the API has it, the terminal not."""
        with authority_acts._desk(self._connection, Path(self._package), Path(self._secret[1]), None) as desk:
            entry = next(one for one in desk.opened.organisation.listed().entries if person(one) == to)
            link = cast("ApiLink", Forwarding(desk.link, b64(entry.record.kid_box)))
            authority_acts._write(replace(desk, link=link), MessageType.HAND_OVER_OFFER, why, None)

    def messages(self) -> list[tuple[str, str]]:
        """Who wrote what in the space of the package."""
        told = self._run("messages", self._package)["messages"]
        return [(str(one["from"]), str(one["text"])) for one in told]

    @property
    def _secret(self) -> tuple[str, str]:
        return "--passphrase-file", str(self._place / "passphrase")

    def _run(self, command: str, *words: str, stdin: str = "") -> dict[str, Any]:
        told = zegel("authority", command, str(self._connection), *words, "--json", *self._secret, stdin=stdin)
        assert told.status == 0, told.output + told.complaint
        return told.json


class Forwarding:
    """A connection on which every message asks whether the report may go on."""

    def __init__(self, link: ApiLink, recipient: str) -> None:
        self._link = link
        self._recipient = recipient

    def get(self, path: str) -> Any:
        """Ask as always."""
        return self._link.get(path)

    def post(self, path: str, body: dict[str, object]) -> Any:
        """Hand a message in as a question."""
        asked = {**body, "recipient": self._recipient}
        return self._link.post(path.replace("/messages", "/forwarding-requests"), asked)
