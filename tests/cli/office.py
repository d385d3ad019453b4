"""An installation with its service running, as an administrator sees it, and the people who use it from a terminal."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.cli.installation import Installation
from app.cli.sealed_file import open_file, read_public
from app.services.directory_publication import Changes, accept_directory, draft_directory, standing_of
from app.services.invitation import Invited, invite
from app.services.key_custody import SIGNER_FORMAT
from crypto.encoding import b64
from crypto.note import Signer, sign_note
from tests.people import VERA, VINCENT, Person
from tests.running_service import RunningService
from tests.terminal import Told, only_settings, zegel

PASSPHRASE = "een lange zin voor de sleutel"


@dataclass
class Office:
    """One installation: data folder, signer's keys outside it, and a running service."""

    service: RunningService
    drawer: Path
    """Where the administrator keeps signers' keys and passwords, outside the data folder."""
    fingerprints: dict[tuple[str, str], str] = field(default_factory=dict)
    mailboxes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Code and words of earlier reports, by organisation."""
    opened: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Organisations that take reports: a file's tests may be spread, and its fixture asked for them twice."""
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The settings of the administration commands."""
        return {
            "ZEGEL_DATA_DIR": str(self.service.data),
            "PORT": str(self.service.port),
            "ZEGEL_SIGNER_PASSPHRASE_FILE": str(self.file("passphrase", PASSPHRASE)),
            **self.settings,
        }

    def file(self, name: str, content: str) -> Path:
        """A file in the drawer with this content."""
        path = self.drawer / name
        path.write_text(content, encoding="utf-8")
        return path

    def signer(self, slug: str) -> str:
        """Path of the signer's key file of an organisation."""
        return str(self.drawer / f"{slug}.signer")

    def admin(self, *words: str, stdin: str = "", more: Mapping[str, str] | None = None) -> Told:
        """Run an administration command."""
        return zegel(*words, stdin=stdin, environment={**self.environment, **(more or {})})

    def add(self, slug: str, *options: str, name: str = "") -> dict[str, Any]:
        """Add an organisation with a signer's key of its own."""
        named = ("--name", name or f"Organisatie {slug}")
        told = self.admin("organisation", "add", slug, *named, "--signer", self.signer(slug), "--json", *options)
        assert told.status == 0, told.complaint
        return told.json

    def invite(self, slug: str, person: Person, sign_in: str = "") -> Told:
        """Invite a person; sign-in names are per organisation, so that tests do not meet each other."""
        kind, subjects = person.role_words.split("; ")
        return self.admin(
            "counsellor", "invite", slug, "--name", person.name, "--kind", kind, "--subjects", subjects,
            "--sign-in", sign_in or f"{person.sign_in_name}-{slug}", "--json",
        )  # fmt: skip

    def enrol(self, slug: str, person: Person, *options: str) -> dict[str, Any]:
        """Invite and enrol a person at an organisation."""
        link = self.invite(slug, person).json["link"]
        told = self.take_invitation(link, person.password, *options)
        assert told.status == 0, told.complaint
        self.fingerprints[slug, person.name] = told.json["fingerprint"]
        return told.json

    def take_invitation(self, link: str, password: str, *options: str, server: str = "") -> Told:
        """Enrol with an invitation."""
        return zegel(
            "counsellor", "enrol", "--server", server or self.service.workplace_url,
            "--device", "own", "--json", *options,
            stdin=json.dumps({"invitation": link, "password": password}),
        )  # fmt: skip

    def publish(self, slug: str, *people: Person) -> Told:
        """Publish people after comparing their cards."""
        cards = [word for person in people for word in ("--confirm", self.fingerprints[slug, person.name])]
        return self.admin("organisation", "publish", slug, "--signer", self.signer(slug), "--json", *cards)

    def open_for_reports(self, slug: str, *people: Person) -> dict[str, Any]:
        """Add an organisation with published counsellors, Vera and Vincent when nobody is named; once is enough."""
        if slug in self.opened:
            return self.opened[slug]
        made = self.add(slug)
        for person in people or (VERA, VINCENT):
            self.enrol(slug, person)
        told = self.publish(slug, *(people or (VERA, VINCENT)))
        assert told.status == 0, told.complaint
        self.opened[slug] = made
        return made

    def report(self, slug: str, text: str, *options: str, server: str = "") -> Told:
        """Report from a terminal."""
        return zegel(
            "report", "--server", server or self.service.reporter_url, "--organisation", slug, "--text-file", "-",
            "--json", *options, stdin=text,
        )  # fmt: skip

    def mailbox(self, slug: str, secrets: Mapping[str, object], *options: str, server: str = "") -> Told:
        """Look into the mailbox with code and words."""
        stdin = json.dumps({name: secrets[name] for name in ("case_code", "passphrase")})
        return zegel(
            "mailbox", "--server", server or self.service.reporter_url, "--organisation", slug, "--json", *options,
            stdin=stdin,
        )  # fmt: skip

    def counsellor(self, command: str, slug: str, person: Person, *words: str, server: str = "") -> Told:
        """Run a counsellor's command with the person's password from a file."""
        password = self.file(f"{person.sign_in_name}.password", person.password + "\n")
        return zegel(
            command, *words, "--server", server or self.service.workplace_url,
            "--name", f"{person.sign_in_name}-{slug}", "--password-file", str(password), "--json",
        )  # fmt: skip

    def newest_case(self, slug: str, person: Person) -> str:
        """The id of the only case of a person."""
        (a_case,) = self.counsellor("worklist", slug, person).json["cases"]
        return str(a_case["id"])

    def today(self) -> date:
        """The service's day."""
        with self.installation() as installation:
            return installation.today()

    def invite_days_ago(self, slug: str, person: Person, days: int) -> str:
        """The token of an invitation that was made some days ago."""
        kind, subjects = person.role_words.split("; ")
        invited = Invited(person.name, kind, subjects, 1, f"{person.sign_in_name}-{slug}")
        with self.installation() as installation, installation.store() as store:
            day = installation.today() - timedelta(days=days)
            return b64(store.write(lambda work: invite(work, slug, invited, day)))

    def signed(self, slug: str, text: str) -> str:
        """A text signed with the organisation's signer's key."""
        content = Path(self.signer(slug)).read_bytes()
        name = read_public(content, SIGNER_FORMAT)["name"]
        return sign_note(text, [Signer(name, open_file(content, SIGNER_FORMAT, PASSPHRASE))])

    def publish_days_ago(self, slug: str, days: int) -> None:
        """Put a list in force that was signed some days ago."""
        with self.installation() as installation, installation.store() as store:
            day = installation.today() - timedelta(days=days)
            text = store.read(lambda work: draft_directory(standing_of(work, slug, day), Changes(), day))
            note = self.signed(slug, text)
            store.write(lambda work: accept_directory(work, slug, note, day))

    @contextlib.contextmanager
    def installation(self) -> Iterator[Installation]:
        """The installation under this office's settings."""
        with only_settings(self.environment):
            yield Installation()
