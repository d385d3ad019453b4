"""A thousand authorities that look for news with an ETag, and a list of 100,000 packages read page by page."""

import json
import secrets
import sqlite3
import time
from contextlib import closing
from urllib.parse import urlencode

import httpx

from app.domain.api_client import Scope
from app.services.api_clients import NewClient, add_client
from app.store.database import open_store
from crypto.client_key import b64url, jwk_of
from crypto.primitives import sign_public_key, sign_raw
from tests.benchmarks.measure import percentile, processor_seconds
from tests.running_service import RunningService
from tests.today import today

AUTHORITIES = 1_000
ROUNDS = 4
OWN_PACKAGES = 3
PACKAGES = 100_000
PAGES = 200
_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def print_authority_polling(service: RunningService) -> None:
    """Fill a running demo, start it again, get tokens, and ask."""
    service.stop()
    clients = _filled(service)
    service.start()
    base = f"{service.reporter_url}/api/v1"
    with closing(httpx.Client(base_url=base, timeout=60)) as http:
        begin = processor_seconds(service.pids)
        tokens = [_token(http, base, client_id, seed) for client_id, seed in clients]
        signing_in = (processor_seconds(service.pids) - begin) / len(tokens)
        tags = [_news(http, token, "").headers["etag"] for token in tokens[1:]]
        begin = processor_seconds(service.pids)
        for _ in range(ROUNDS):
            answers = [_news(http, token, tag) for token, tag in zip(tokens[1:], tags, strict=True)]
        polling = (processor_seconds(service.pids) - begin) / (ROUNDS * len(answers))
        pages = _pages(http, tokens[0])
    print(f"\n{AUTHORITIES:,} authorities at the API")
    unchanged = sum(answer.status_code == 304 for answer in answers)
    print(f"a token              {1000 * signing_in:5.2f} ms of processor time")
    print(f"a look for news      {1000 * polling:5.2f} ms of processor time ({unchanged} of {len(answers)} unchanged)")
    for name, times in (("first 20 pages", pages[:20]), ("last 20 pages", pages[-20:])):
        half, most = (1000 * percentile(times, share) for share in (0.5, 0.95))
        print(f"{name:16} p50 {half:5.1f} ms   p95 {most:5.1f} ms   (of {PACKAGES:,} packages, 100 a page)")


def _filled(service: RunningService) -> list[tuple[bytes, bytes]]:
    """Copy the demo's package: 100,000 times for the first authority, three times for each other."""
    made = []
    store = open_store(f"sqlite:///{service.data / 'zegel.db'}")
    for _ in range(AUTHORITIES):
        identity, seed = secrets.token_bytes(32), secrets.token_bytes(32)
        new = NewClient(identity, sign_public_key(seed), "Toezicht", frozenset({Scope.PACKAGES_READ}))
        made.append((store.write(lambda work, new=new: add_client(work, new, today())), seed))  # type: ignore[misc]
    store.close()
    with closing(sqlite3.connect(service.data / "zegel.db")) as connection:
        connection.row_factory = sqlite3.Row
        model = dict(connection.execute("SELECT * FROM packages LIMIT 1").fetchone())
        names = ", ".join(model)
        places = ", ".join(f":{name}" for name in model)
        counts = [(made[0][0].identity_pk, PACKAGES), *((one.identity_pk, OWN_PACKAGES) for one, _ in made[1:])]
        rows = (
            {
                **model,
                "package_id": secrets.token_bytes(16),
                "recipient_pk": identity,
                "content": b"",
                "state": "waiting",
            }
            for identity, count in counts
            for _ in range(count)
        )
        connection.executemany(f"INSERT INTO packages ({names}) VALUES ({places})", rows)  # noqa: S608 - own names
        connection.commit()
    return [(client.client_id, seed) for client, seed in made]


def _token(http: httpx.Client, base: str, client_id: bytes, seed: bytes) -> str:
    now, who = int(time.time()), client_id.hex()
    header = {"alg": "EdDSA", "kid": jwk_of(sign_public_key(seed))["kid"]}
    claims = {"iss": who, "sub": who, "aud": f"{base}/token", "iat": now, "exp": now + 50, "jti": secrets.token_hex(8)}
    body = ".".join(b64url(json.dumps(part).encode()) for part in (header, claims))
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": _ASSERTION_TYPE,
        "client_assertion": f"{body}.{b64url(sign_raw(seed, body.encode()))}",
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = http.post("/token", content=urlencode(form), headers=headers)
    answer.raise_for_status()
    return str(answer.json()["access_token"])


def _news(http: httpx.Client, token: str, tag: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", **({"If-None-Match": tag} if tag else {})}
    return http.get("/packages?state=waiting", headers=headers)


def _pages(http: httpx.Client, token: str) -> list[float]:
    """Seconds of pages from the beginning, and of as many near the end."""
    headers, taken = {"Authorization": f"Bearer {token}"}, []
    for after in ("", "&after=" + "f0" + "00" * 15):
        cursor = after
        for _ in range(PAGES // 2):
            begin = time.perf_counter()
            answer = http.get(f"/packages?limit=100{cursor}", headers=headers)
            taken.append(time.perf_counter() - begin)
            answer.raise_for_status()
            if answer.json()["next"] is None:
                break
            cursor = f"&after={answer.json()['next']}"
    return taken
