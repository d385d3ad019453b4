"""A connection of an authority's system to the API: a token by a signed assertion, then JSON and containers."""

from __future__ import annotations

import json
import time
import warnings
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlencode

import httpx

from app.cli.failures import CliError, DeniedError, NoAnswerError
from app.cli.service_link import safe_origin
from crypto.boxes import random_key
from crypto.client_key import b64url, jwk_of
from crypto.primitives import sign_public_key

if TYPE_CHECKING:
    from app.cli.authority_connection import Connection

PREFIX: Final = "/api/v1"
_ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_FIRST_ERROR: Final = 400
_UNAUTHORIZED: Final = 401
_TIMEOUT_SECONDS: Final = 30.0


class ApiLink:
    """One connection; the token is in memory only."""

    def __init__(self, server: str, proxy: str | None = None) -> None:
        """Connect to `server` (`https://host[:port]`)."""
        self.origin = safe_origin(server)
        self._client = httpx.Client(
            base_url=f"{self.origin}{PREFIX}",
            headers={"User-Agent": "zegel"},
            timeout=_TIMEOUT_SECONDS,
            trust_env=False,
            follow_redirects=False,
            proxy=proxy,
            verify=self.origin.startswith("https://"),
        )

    def __enter__(self) -> Self:
        """Return the link itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection and forget the token."""
        self._client.headers.pop("Authorization", None)
        self._client.close()

    def sign_in(self, connection: Connection, seed: bytes) -> None:
        """Get a token for a client with its key (seed, 32 bytes).

        Raises:
            DeniedError: the service does not know client or key, or shut it out.

        """
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": _ASSERTION_TYPE,
            "client_assertion": assertion(connection.client_id, f"{self.origin}{PREFIX}/token", seed),
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self._ask("POST", "/token", content=urlencode(form), headers=headers)
        self._client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def get(self, path: str, **query: str) -> dict[str, Any]:
        """Return the JSON of a GET.

        Raises:
            CliError: the service answered with a problem.
            NoAnswerError: no whole answer came.

        """
        answer: dict[str, Any] = self._ask("GET", path, params=query).json()
        return answer

    def container(self, path: str) -> bytes:
        """Return the bytes of a container; errors as for `get`."""
        return self._ask("GET", path, headers={"Accept": "application/octet-stream"}).content

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Return the JSON of a write, sent with a key of its own; errors as for `get`."""
        headers = {"Idempotency-Key": random_key().hex()}
        answer: dict[str, Any] = self._ask("POST", path, json=body, headers=headers).json()
        return answer

    def patch(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Return the JSON of a change; errors as for `get`."""
        answer: dict[str, Any] = self._ask("PATCH", path, json=body).json()
        return answer

    def delete(self, path: str) -> None:
        """Remove what is there; errors as for `get`."""
        self._ask("DELETE", path)

    def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - what httpx takes
        try:
            response = self._client.request(method, path, **more)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise NoAnswerError(f"No connection with {self.origin}. Nothing was sent.", sent=False) from None
        except httpx.HTTPError:
            raise NoAnswerError(f"{self.origin} gave no whole answer.", sent=True) from None
        if response.status_code == _UNAUTHORIZED:
            raise DeniedError("The service does not let this client in.")
        if response.status_code >= _FIRST_ERROR:
            raise _problem(response)
        return response


def assertion(client_id: str, audience: str, seed: bytes) -> str:
    """Sign an assertion of 50 seconds with a client's key (seed, 32 bytes)."""
    from joserfc import jws  # noqa: PLC0415 - only who connects needs it
    from joserfc.jwk import OKPKey  # noqa: PLC0415

    public = jwk_of(sign_public_key(seed))
    key = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": public["x"], "d": b64url(seed)})
    now = int(time.time())
    claims = {"iss": client_id, "sub": client_id, "aud": audience, "iat": now, "exp": now + 50}
    payload = json.dumps({**claims, "jti": random_key().hex()}).encode()
    with warnings.catch_warnings():
        # RFC 9864 renames EdDSA; the Dutch profile still calls it so.
        warnings.simplefilter("ignore")
        return jws.serialize_compact({"alg": "EdDSA", "kid": public["kid"]}, payload, key, algorithms=["EdDSA"])


def _problem(response: httpx.Response) -> CliError:
    try:
        document = response.json()
        code, detail = str(document["code"]), str(document["detail"])
    except (ValueError, KeyError, TypeError):
        code, detail = "unknown", "What answers there is no API of Zegel."
    return CliError(detail, code)
