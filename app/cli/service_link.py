"""One connection of a terminal client to a service: JSON there and back, and an honest word about what is not known.

Nothing that comes back is trusted here; the callers verify it. Addresses must be https, apart from this machine
itself and onion services, which are sealed by their own name.
"""

from http.cookies import CookieError, SimpleCookie
from typing import Any, Final, Self
from urllib.parse import urlsplit

import httpx

from app.cli.failures import CliError, NoAnswerError, ServiceError

SESSION_COOKIE: Final = "__Host-zegel"
_TIMEOUT_SECONDS: Final = 30.0
_CREATED: Final = 201
_NO_CONTENT: Final = 204
_FIRST_ERROR: Final = 400

JsonObject = dict[str, Any]


class ServiceLink:
    """A connection to one surface of one service, with its bearer token or session cookie in memory only."""

    def __init__(self, server: str, proxy: str | None = None, transport: httpx.BaseTransport | None = None) -> None:
        """Connect to `server` (`https://host[:port]`), through a proxy when given; `transport` is for tests.

        Raises:
            CliError: the address is none, or would send data unprotected over a network.

        """
        self.origin = safe_origin(server)
        self._token: str | None = None
        self._cookie: str | None = None
        self._client = httpx.Client(
            base_url=self.origin,
            headers={"User-Agent": "zegel", "Origin": self.origin, "Accept": "application/json"},
            timeout=_TIMEOUT_SECONDS,
            trust_env=False,
            follow_redirects=False,
            proxy=proxy,
            transport=transport,
            # Loading the certificates of the world takes longer than everything else here; http needs none of them.
            verify=self.origin.startswith("https://"),
        )

    def __enter__(self) -> Self:
        """Return the link itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Forget token and cookie and close the connection."""
        self._token = self._cookie = None
        self._client.close()

    def use_token(self, token: str) -> None:
        """Send this bearer token with every request from now on."""
        self._token = token

    def get(self, path: str, **query: str) -> JsonObject:
        """Return the JSON of a GET.

        Raises:
            ServiceError: the service answered with an error code.
            NoAnswerError: no whole answer came.

        """
        return self._request("GET", path, None, query)[1]

    def post(self, path: str, body: JsonObject) -> JsonObject:
        """Return the JSON of a POST; errors as for `get`."""
        return self._request("POST", path, body, {})[1]

    def created(self, path: str, body: JsonObject) -> tuple[bool, JsonObject]:
        """Return whether a POST made something new (201) rather than found it already there (200), and its JSON."""
        status, answer = self._request("POST", path, body, {})
        return status == _CREATED, answer

    def put(self, path: str, body: JsonObject, if_match: str) -> None:
        """Send a PUT that holds only while the stored thing has this hash; errors as for `get`."""
        self._request("PUT", path, body, {}, {"If-Match": f'"{if_match}"'})

    def delete(self, path: str) -> None:
        """Send a DELETE; errors as for `get`."""
        self._request("DELETE", path, None, {})

    def delete_with_answer(self, path: str) -> JsonObject:
        """Send a DELETE that is answered with what became of it, and return that; errors as for `get`."""
        return self._request("DELETE", path, None, {})[1]

    def put_for_answer(self, path: str, body: JsonObject) -> JsonObject:
        """Return the JSON of a PUT that needs no condition; errors as for `get`."""
        return self._request("PUT", path, body, {})[1]

    def _request(
        self,
        method: str,
        path: str,
        body: JsonObject | None,
        query: dict[str, str],
        extra: dict[str, str] | None = None,
    ) -> tuple[int, JsonObject]:
        headers = dict(extra or {})
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token}"
        if self._cookie is not None:
            headers["Cookie"] = f"{SESSION_COOKIE}={self._cookie}"
        self._client.cookies.clear()
        try:
            response = self._client.request(method, path, json=body, params=query, headers=headers)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise NoAnswerError(f"No connection with {self.origin}. Nothing was sent.", sent=False) from None
        except httpx.HTTPError:
            raise NoAnswerError(
                f"{self.origin} gave no whole answer. What was sent may or may not have arrived.", sent=True
            ) from None
        self._keep_cookie(response)
        return response.status_code, _read(response, self.origin)

    def _keep_cookie(self, response: httpx.Response) -> None:
        """Take the session cookie out of an answer; httpx would not send a Secure cookie to this machine itself."""
        for line in response.headers.get_list("set-cookie"):
            try:
                morsel = SimpleCookie(line).get(SESSION_COOKIE)
            except CookieError:
                continue
            if morsel is not None:
                self._cookie = morsel.value or None


def _read(response: httpx.Response, origin: str) -> JsonObject:
    """Return the JSON object of an answer, or raise what the answer says."""
    if response.status_code == _NO_CONTENT:
        return {}
    try:
        document = response.json()
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise CliError(f"What answers at {origin} is no Zegel service, or not the host for this command.", "unknown")
    if response.status_code >= _FIRST_ERROR:
        raise ServiceError(str(document.get("error", "")))
    return document


def safe_origin(server: str) -> str:
    """Return `scheme://host[:port]` of an address, refusing what would travel unprotected."""
    address = urlsplit(server if "://" in server else f"https://{server}")
    host = (address.hostname or "").lower()
    if address.scheme not in {"http", "https"} or not host or address.username is not None:
        raise CliError("The address of the service must look like https://meld.example.org.", "server")
    is_this_machine = host in {"localhost", "127.0.0.1", "::1"} or host.endswith(".localhost")
    if address.scheme == "http" and not is_this_machine and not host.endswith(".onion"):
        raise CliError(
            "The address of the service must start with https://, apart from onion services and this machine.", "server"
        )
    return f"{address.scheme}://{address.netloc}".lower()
