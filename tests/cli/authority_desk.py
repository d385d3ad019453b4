"""An authority with a system of its own, as it works from a terminal."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.office import PASSPHRASE, Office
from tests.people import STORY
from tests.terminal import Told, zegel


@dataclass
class AuthorityDesk:
    """Key files and connection in a folder, and the office whose service it asks."""

    office: Office
    place: Path
    slug: str
    name: str
    fingerprint: str = ""
    client: str = ""

    @property
    def secret(self) -> tuple[str, str]:
        """The option that gives the passphrase."""
        return "--passphrase-file", str(self.office.file("passphrase", PASSPHRASE))

    @property
    def connection(self) -> str:
        """The connection file."""
        return str(self.place / "connection.json")

    @property
    def server(self) -> str:
        """Where the API is."""
        return self.office.service.reporter_url

    def make_keys(self) -> None:
        """Make both keys and have the record published."""
        told = zegel("authority", "key", str(self.place / "own.key"), "--name", self.name,
                     "--record", str(self.place / "record.json"), "--json", *self.secret)  # fmt: skip
        assert told.status == 0, told.complaint
        self.fingerprint = told.json["fingerprint"]
        self.make_client_key("client")
        self.be_listed(self.slug)

    def be_listed(self, slug: str) -> None:
        """Hand the record over to an organisation, which publishes it."""
        queued = self.office.admin("organisation", "recipient", slug, str(self.place / "record.json"), "--json")
        assert queued.status == 0, queued.complaint
        self.office.fingerprints[slug, self.name] = self.fingerprint
        signer = ("--signer", self.office.signer(slug))
        done = self.office.admin("organisation", "publish", slug, *signer, "--json", "--confirm", self.fingerprint)
        assert done.status == 0, done.complaint

    def make_client_key(self, name: str) -> str:
        """Make a client key; gives the path of its public half."""
        public = str(self.place / f"{name}.jwk")
        told = zegel("authority", "client-key", str(self.place / f"{name}.key"), "--public", public, "--json",
                     *self.secret)  # fmt: skip
        assert told.status == 0, told.complaint
        return public

    def connect(self) -> Told:
        """Be added by the administrator and write the connection down."""
        record, public = str(self.place / "record.json"), str(self.place / "client.jwk")
        words = (record, "--public", public, "--confirm", self.fingerprint, "--json")
        added = self.office.admin("authority", "add", *words)
        assert added.status == 0, added.complaint
        self.client = added.json["client"]
        return self.write_connection("client")

    def write_connection(self, key: str) -> Told:
        """Write the connection file with one of the client keys."""
        Path(self.connection).unlink(missing_ok=True)
        return zegel("authority", "connect", self.connection, "--server", self.server, "--client", self.client,
                     "--client-key", str(self.place / f"{key}.key"), "--key", str(self.place / "own.key"),
                     "--json")  # fmt: skip

    def run(self, command: str, *words: str, stdin: str = "") -> Told:
        """Run a command of the authority with its connection."""
        return zegel("authority", command, self.connection, *words, "--json", *self.secret, stdin=stdin)

    def fetch(self) -> list[dict[str, Any]]:
        """Fetch what waits."""
        told = self.run("fetch", str(self.place / "packages"))
        assert told.status == 0, told.complaint
        packages = told.json["packages"]
        assert isinstance(packages, list)
        return packages

    def sent_by_a_reporter(self, slug: str = "") -> dict[str, Any]:
        """Somebody reports and sends it here; gives code and words."""
        slug = slug or self.slug
        secrets = self.office.report(slug, STORY).json
        stdin = json.dumps({name: secrets[name] for name in ("case_code", "passphrase")})
        sent = zegel("outside", "send", "--server", self.server, "--organisation", slug, "--to", self.name,
                     "--json", stdin=stdin)  # fmt: skip
        assert sent.status == 0, sent.complaint
        return secrets
