"""A small world for tests of the surfaces: the real service in this process, on a real database, with a fixed day.

Nothing is doubled but the clock. Reports are sealed with the client half of `crypto`, as a browser would.
"""

import json
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import date
from datetime import time as clock_time
from pathlib import Path
from typing import Any, Self

import httpx

from app.domain.account import Invitation, normalise_sign_in_name
from app.main import create_app
from app.services import key_custody
from app.services.organisation import OrganisationToAdd, add_organisation, draft_root
from app.settings import Settings
from app.store.database import open_store
from crypto import bearer_token, codes, vault
from crypto.boxes import BoxKeys
from crypto.directory import directory_text, verify_directory
from crypto.duty import sign_duty
from crypto.encoding import b64, day_of, unb64
from crypto.envelope_inspect import Context, inspect
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.keys import make_record, verify_record
from crypto.message import Message
from crypto.note import Signer, sign_note, vkey_text
from crypto.primitives import blob_hash, sign_public_key
from crypto.reporter import ReporterKeys, derive, seal_state, sign_login, sign_registration
from crypto.root import Root, verify_root_chain
from tests.event_loops import Loop
from tests.migrated import make_ready
from tests.people import VERA, Person

TODAY = date(2026, 11, 23)
SLUG = "voorbeeldstad"
REPORTER = "http://127.0.0.1:8000"
WORKPLACE = "http://localhost:8000"


@dataclass
class FixedClock:
    """A clock that stands still until a test moves it."""

    day: date = TODAY
    second: int = 1_795_000_000
    elapsed: float = 0.0
    step: float = 1.0
    """Seconds between two looks: longer than any waiting time, so that an answer at t0 + 400 ms is due at once."""
    time: clock_time = clock_time(12, 0)

    def today(self) -> date:
        return self.day

    def time_of_day(self) -> clock_time:
        return self.time

    def seconds(self) -> int:
        return self.second

    def monotonic(self) -> float:
        self.elapsed += self.step
        return self.elapsed


@dataclass
class CounsellorKeys:
    """What a counsellor holds after enrolling."""

    person: Person
    identity_seed: bytes
    box_seed: bytes
    record: bytes
    auth_secret: bytes = b""
    recovery_auth: bytes = b""
    vault: bytes = b""
    cookie: str = ""

    @property
    def box(self) -> BoxKeys:
        return BoxKeys.from_seed(self.box_seed)

    @property
    def identity_pk(self) -> bytes:
        return sign_public_key(self.identity_seed)


@dataclass
class Reporter:
    """What a reporter holds, and how far the conversation is."""

    keys: ReporterKeys
    code: codes.CaseCode
    phrase: codes.Passphrase
    index: int = 0
    state: bytes = b""
    token: str = ""
    sent: list[bytes] = field(default_factory=list)


class World:
    """One organisation with one counsellor, ready to receive reports."""

    def __init__(
        self, folder: Path, address: str = "", *, practice: bool = False, settings: Settings | None = None
    ) -> None:
        """Make everything; `address` is a PostgreSQL URL or empty for SQLite."""
        self.folder = folder
        self.clock = FixedClock()
        self.settings = settings or Settings(data_dir=folder, database_url=address)
        make_ready(self.settings.database_address)
        self.keys = key_custody.make_key_files(self.settings.keys_dir)
        self.store = open_store(self.settings.database_address)
        self.store.write(lambda work: key_custody.bind(work, self.keys))
        self.signer = Signer("werkgever.example/1", b"\x07" * 32)
        self.root = self._add_organisation(practice=practice)
        self.app = create_app(self.settings, self.clock)
        self.loop = Loop()
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(self.app, raise_app_exceptions=False))
        self.entries: dict[bytes, tuple[bytes, str, str]] = {}
        self.version = 0
        self.vera = self.enrol(VERA)
        self.publish()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self.client.aclose())
        for surface in self.app._apps.values():
            surface.state.parts.store.close()  # type: ignore[attr-defined]
            break
        self.loop.close()
        self.store.close()

    # --- talking ---

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Run one coroutine."""
        return self.loop.run(work)

    def ask(self, method: str, url: str, body: Any = None, **headers: str) -> httpx.Response:
        """Send one request; a body is JSON."""
        content = None if body is None else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            named.setdefault("Content-Type", "application/json")
        if url.startswith(WORKPLACE):
            named.setdefault("Origin", WORKPLACE)
        response = self.run(self.client.request(method, url, content=content, headers=named))
        assert isinstance(response, httpx.Response)
        self.client.cookies.clear()
        return response

    def as_reporter(self, method: str, path: str, body: Any = None, *, token: str = "") -> httpx.Response:
        """Ask the reporter's surface."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.ask(method, f"{REPORTER}{path}", body, **headers)

    def as_counsellor(
        self, method: str, path: str, body: Any = None, *, who: CounsellorKeys | None = None, **headers: str
    ) -> httpx.Response:
        """Ask the workplace with a session."""
        who = who or self.vera
        if not who.cookie:
            self.sign_in(who)
        return self.ask(method, f"{WORKPLACE}{path}", body, Cookie=f"__Host-zegel={who.cookie}", **headers)

    # --- organisation and counsellors ---

    def _add_organisation(self, *, practice: bool) -> Root:
        wanted = OrganisationToAdd(SLUG, "Gemeente Voorbeeldstad", practice)
        files = key_custody.read_key_files(self.settings.keys_dir)
        note = sign_note(draft_root(wanted, vkey_text(self.signer), files), [self.signer])
        self.store.write(lambda work: add_organisation(work, wanted, note, files))
        return verify_root_chain([note])

    def invite(self, person: Person, role: int = 1) -> bytes:
        """Make an invitation and give its token."""
        token, token_hash = bearer_token.issue()
        invitation = Invitation(
            token_hash=token_hash,
            organisation_id=self.root.org_id,  # type: ignore[arg-type]
            name=person.display_name,
            role=role,
            sign_in_name=normalise_sign_in_name(person.sign_in_name or person.name),
            expires_on=self.clock.day.replace(day=self.clock.day.day + 7),
            account_id=None,
            used_on=None,
        )
        self.store.write(lambda work: work.invitations.add(invitation))
        return token

    def make_keys(self, person: Person, role: int = 1, epoch: int = 1) -> CounsellorKeys:
        """Make the keys of a counsellor from their name, the same in each test."""
        identity = blob_hash(person.name.encode())
        box = blob_hash(f"{person.name} {epoch}".encode())
        start = day_of(self.clock.day)
        record = make_record(role, epoch, start, start + 180, identity, box, person.display_name)
        return CounsellorKeys(person, identity, box, record)

    def enrolment(self, keys: CounsellorKeys, token: bytes, opened: dict[str, Any]) -> dict[str, Any]:
        """Give the body of an enrolment; the password's Argon2id is left out, its result is as good as random."""
        account, salt = unb64(opened["accountId"]), b"\x05" * 16
        master = blob_hash(keys.person.password.encode())
        code = codes.new_recovery_code()
        recovery = vault.recovery_keys(unb64(opened["realmId"]), account, code)
        keys.vault = vault.seal_vault(
            '{"v":1,"seq":1}', account, salt, master, unb64(opened["serverShare"]), recovery.wrap
        )
        keys.auth_secret, keys.recovery_auth = vault.auth_secret(master), recovery.auth
        return {
            "token": b64(token),
            "accountId": opened["accountId"],
            "salt": b64(salt),
            "authSecret": b64(keys.auth_secret),
            "recoveryAuth": b64(keys.recovery_auth),
            "vault": b64(keys.vault),
            "record": b64(keys.record),
            "device": "own",
        }

    def enrol(self, person: Person, role: int = 1) -> CounsellorKeys:
        """Invite and enrol somebody over HTTP; they are pending until `publish`."""
        keys = self.make_keys(person, role)
        token = self.invite(person, role)
        opened = self.ask("POST", f"{WORKPLACE}/w/v1/invitations/open", {"token": b64(token)}).json()
        done = self.ask("POST", f"{WORKPLACE}/w/v1/enrolments", self.enrolment(keys, token, opened))
        assert done.status_code == 201, done.text
        self.entries[keys.record] = (keys.record, "active", person.display_name)
        return keys

    def publish(self, *, days: int = 90) -> None:
        """Sign and keep the next directory with everybody in `entries`."""
        self.version += 1
        issued = day_of(self.clock.day)
        text = directory_text(self.root, self.version, issued, issued + days, list(self.entries.values()))
        note, version = sign_note(text, [self.signer]), self.version
        self.store.write(lambda work: work.directories.add(self.root.org_id, version, note))

    def set_state(self, keys: CounsellorKeys, state: str) -> None:
        """Retire or revoke somebody and publish that."""
        self.entries[keys.record] = (keys.record, state, keys.person.display_name)
        self.publish()

    def sign_in(self, who: CounsellorKeys) -> httpx.Response:
        """Sign in at the workplace and keep the cookie."""
        response = self.ask(
            "POST",
            f"{WORKPLACE}/w/v1/session",
            {"name": who.person.sign_in_name or who.person.name, "authSecret": b64(who.auth_secret)},
        )
        if response.status_code == 200:
            who.cookie = response.headers["set-cookie"].partition("=")[2].partition(";")[0].strip('"')
        return response

    # --- reporters ---

    def new_reporter(self) -> Reporter:
        """Make code, words and keys."""
        code, phrase = codes.new_case_code(), codes.new_passphrase("nl")
        return Reporter(derive(self.root.org_id, code, phrase), code, phrase)

    def directory_hash(self) -> bytes:
        """Hash of the directory in force."""
        note = self.store.read(lambda work: work.directories.latest(self.root.org_id))
        assert note is not None
        return verify_directory(note, self.root, day_of(self.clock.day), existing=True).dir_hash

    def seal_from_reporter(
        self, reporter: Reporter, text: str, *, to: CounsellorKeys | None = None, kind: int = 2, track: int = 0
    ) -> bytes:
        """Seal one message of the reporter to a counsellor, with a copy to keep."""
        context = Context(self.root.org_id, reporter.keys.case_id, 0, 0, reporter.index)
        body = json.dumps({"v": 1, "text": text}).encode()
        message = Message(kind, day_of(self.clock.day), self.directory_hash(), body, track=track)
        sender = Sender(reporter.keys.sign_seed, reporter.keys.box_pk)
        readers = Recipients.of(verify_record((to or self.vera).record), reporter.keys)
        return seal(context, message, sender, readers)

    def challenge(self, kind: int, reporter: Reporter) -> bytes:
        """Get a challenge."""
        body = {"kind": kind, "locator": b64(reporter.keys.locator)}
        return unb64(self.as_reporter("POST", "/r/v1/challenge", body).json()["challenge"])

    def registration(
        self, reporter: Reporter, envelope: bytes, *, track: int = 2, challenge: bytes | None = None
    ) -> dict[str, Any]:
        """Give the body that registers a report."""
        keys = reporter.keys
        challenge = challenge or self.challenge(2, reporter)
        reporter.state = seal_state(keys, '{"v":1,"seq":1}')
        return {
            "orgId": b64(self.root.org_id),
            "locator": b64(keys.locator),
            "signPk": b64(keys.sign_pk),
            "caseId": b64(keys.case_id),
            "selfKid": b64(keys.self_kid),
            "track": track,
            "envelope": b64(envelope),
            "state": b64(reporter.state),
            "challenge": b64(challenge),
            "signature": b64(sign_registration(keys, track, inspect(envelope).env_hash, challenge)),
        }

    def report(self, text: str = "Er klopt iets niet.", *, track: int = 2) -> Reporter:
        """Hand in a report that is accepted."""
        reporter = self.new_reporter()
        envelope = self.seal_from_reporter(reporter, text, kind=1, track=track)
        response = self.as_reporter("POST", "/r/v1/cases", self.registration(reporter, envelope, track=track))
        assert response.status_code == 201, response.text
        reporter.sent.append(envelope)
        reporter.index = 1
        return reporter

    def open_body(self, reporter: Reporter) -> dict[str, Any]:
        """Give the body of a sign-in."""
        challenge = self.challenge(1, reporter)
        return {
            "orgId": b64(self.root.org_id),
            "locator": b64(reporter.keys.locator),
            "challenge": b64(challenge),
            "signature": b64(sign_login(reporter.keys, challenge)),
        }

    def open(self, reporter: Reporter) -> str:
        """Sign in as this reporter and give the token."""
        response = self.as_reporter("POST", "/r/v1/open", self.open_body(reporter))
        assert response.status_code == 200, response.text
        reporter.token = response.json()["token"]
        return reporter.token

    def message_body(self, reporter: Reporter, text: str = "Nog iets.") -> dict[str, Any]:
        """Give the body of the reporter's next message."""
        previous = blob_hash(reporter.state)
        state = seal_state(reporter.keys, f'{{"v":1,"seq":{reporter.index + 1}}}')
        return {
            "envelope": b64(self.seal_from_reporter(reporter, text)),
            "index": reporter.index,
            "state": b64(state),
            "previousState": b64(previous),
        }

    def write(self, reporter: Reporter, text: str = "Nog iets.") -> httpx.Response:
        """Send the reporter's next message."""
        body = self.message_body(reporter, text)
        response = self.as_reporter("POST", "/r/v1/messages", body, token=reporter.token or self.open(reporter))
        if response.status_code == 201:
            reporter.index += 1
            reporter.state = unb64(body["state"])
        return response

    # --- counsellor's answers ---

    def answer_body(
        self,
        reporter: Reporter,
        text: str = "Dank je wel.",
        *,
        index: int = 0,
        acknowledge: bool = False,
        due: date | None = date(2026, 11, 30),
        who: CounsellorKeys | None = None,
    ) -> dict[str, Any]:
        """Give the body of a counsellor's message, with a signed statement when asked."""
        who = who or self.vera
        context = Context(self.root.org_id, reporter.keys.case_id, 1, 0, index)
        kind = 4 if acknowledge else 2
        message = Message(
            kind, day_of(self.clock.day), self.directory_hash(), json.dumps({"v": 1, "text": text}).encode()
        )
        envelope = seal(
            context, message, Sender(who.identity_seed, who.box.box_pk), Recipients.of(reporter.keys, who.box)
        )
        statement = None
        if acknowledge:
            statement = b64(
                sign_duty(
                    2,
                    0,
                    0,
                    self.root.org_id,
                    reporter.keys.case_id,
                    who.identity_seed,
                    inspect(envelope).env_hash,
                    day_of(self.clock.day),
                    day_of(due) if due else 0,
                )
            )
        return {
            "envelope": b64(envelope),
            "index": index,
            "duty": statement,
            "vault": b64(who.vault),
            "previousVault": b64(blob_hash(who.vault)),
        }

    def answer(self, reporter: Reporter, body: dict[str, Any], *, who: CounsellorKeys | None = None) -> httpx.Response:
        """Send a counsellor's message."""
        return self.as_counsellor("POST", f"/w/v1/cases/{reporter.keys.case_id.hex()}/messages", body, who=who)
