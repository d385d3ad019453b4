"""An authority's system for the tests: asks the real service in this process, seals and signs with its own keys."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx

from app.domain.api_client import Scope
from app.services.api_access import ASKED_IN_A_MINUTE, ApiAccess
from app.services.api_clients import ALL_SCOPES, NewClient, add_client
from crypto.client_key import b64url, jwk_of
from crypto.encoding import b64
from crypto.primitives import sign_public_key, sign_raw
from tests.world import TODAY, CounsellorKeys, World

API = "http://127.0.0.1:8000/api/v1"
AUDIENCE = f"{API}/token"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass
class System:
    """A client: its id, the seed of its own key, and the keys of its authority."""

    world: World
    client_id: bytes
    seed: bytes
    desk: CounsellorKeys
    token: str = ""
    sent: list[str] = field(default_factory=list)

    @property
    def public_key(self) -> bytes:
        return sign_public_key(self.seed)

    def claims(self, **changed: Any) -> dict[str, Any]:
        """The claims of an assertion that holds, with some of it changed; None takes one away."""
        now, who = self.world.clock.seconds(), self.client_id.hex()
        claims = {"iss": who, "sub": who, "aud": AUDIENCE, "iat": now, "exp": now + 60, "jti": secrets.token_hex(16)}
        return {name: value for name, value in {**claims, **changed}.items() if value is not None}

    def assertion(self, *, header: dict[str, Any] | None = None, seed: bytes = b"", **changed: Any) -> str:
        """A signed assertion."""
        head = {"alg": "EdDSA", "kid": jwk_of(self.public_key)["kid"], **(header or {})}
        return signed_jwt(head, self.claims(**changed), seed or self.seed)

    def form(self, **changed: str) -> dict[str, str]:
        """The form of the token endpoint."""
        form = {"grant_type": "client_credentials", "client_assertion_type": ASSERTION_TYPE}
        return {**form, "client_assertion": changed.pop("client_assertion", "") or self.assertion(), **changed}

    def post_form(self, form: dict[str, str], **headers: str) -> httpx.Response:
        """Ask for a token."""
        named = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return raw(self.world, "POST", "/token", urlencode(form).encode(), named)

    def sign_in(self, scope: str = "") -> str:
        """Get a token and keep it."""
        answer = self.post_form(self.form(scope=scope) if scope else self.form())
        assert answer.status_code == 200, answer.text
        self.token = answer.json()["access_token"]
        return self.token

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Read with the token."""
        return raw(self.world, "GET", path, None, self._headers(headers))

    def post(self, path: str, body: dict[str, Any], *, key: str = "", **headers: str) -> httpx.Response:
        """Write with the token."""
        named = {"Content-Type": "application/json", "Idempotency-Key": key or secrets.token_hex(8), **headers}
        return raw(self.world, "POST", path, json.dumps(body).encode(), self._headers(named))

    def change(self, method: str, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        """Change or remove with the token."""
        named = {} if body is None else {"Content-Type": "application/json"}
        return raw(self.world, method, path, None if body is None else json.dumps(body).encode(), self._headers(named))

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token or self.sign_in()}", **more}


def signed_jwt(header: dict[str, Any], claims: dict[str, Any], seed: bytes) -> str:
    """A compact JWS made without any library, so that wrong ones can be made too."""
    body = f"{b64url(json.dumps(header).encode())}.{b64url(json.dumps(claims).encode())}"
    return f"{body}.{b64url(sign_raw(seed, body.encode()))}"


def raw(world: World, method: str, path: str, content: bytes | None, headers: dict[str, str]) -> httpx.Response:
    """One request to the API."""
    url = path if path.startswith("http") else f"{API}{path}"
    answer = world.run(world.client.request(method, url, content=content, headers=headers))
    assert isinstance(answer, httpx.Response)
    return answer


def added(world: World, desk: CounsellorKeys, scopes: frozenset[Scope] = ALL_SCOPES, seed: bytes = b"") -> System:
    """Let a system of an authority in."""
    seed = seed or secrets.token_bytes(32)
    new = NewClient(desk.identity_pk, sign_public_key(seed), desk.person.name, scopes)
    client = world.store.write(lambda work: add_client(work, new, world.clock.today()))
    return System(world, client.client_id, seed, desk)


def access_in(world: World) -> ApiAccess:
    """What the running API keeps in memory."""
    assert world.app._below is not None
    app: Any = world.app._below[2]
    access = app.state.access
    assert isinstance(access, ApiAccess)
    return access


def as_new(world: World) -> World:
    """The same world on its first day, with an API that just started."""
    world.clock.day, world.clock.step = TODAY, 1.0
    access = access_in(world)
    access.started, access._limit = world.clock.second, ASKED_IN_A_MINUTE
    return world


def statement_body(statement: bytes, **more: str) -> dict[str, Any]:
    """The body that hands a statement in."""
    return {"statement": b64(statement), **more}
