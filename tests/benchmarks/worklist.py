"""A worklist of 100,000 cases: how long the first page takes, and any later one."""

import secrets
import sqlite3
import time
from contextlib import closing
from datetime import date, timedelta

import httpx

from crypto.encoding import b64, unb64
from crypto.vault import auth_secret, master_key
from tests.benchmarks.measure import percentile
from tests.people import VERA
from tests.running_service import RunningService

CASES = 100_000
REQUESTS = 300
PAGES = 200


def signed_in(service: RunningService) -> httpx.Client:
    """A client with Vera's session. httpx would not send a Secure cookie over http, so it travels by hand."""
    client = httpx.Client(base_url=service.workplace_url, headers={"Origin": service.workplace_url})
    salt = unb64(client.post("/w/v1/salt", json={"name": VERA.sign_in_name}).json()["salt"])
    body = {"name": VERA.sign_in_name, "authSecret": b64(auth_secret(master_key(VERA.password, salt)))}
    answer = client.post("/w/v1/session", json=body)
    answer.raise_for_status()
    client.headers["Cookie"] = answer.headers["set-cookie"].partition(";")[0]
    client.cookies.clear()
    return client


def fill(service: RunningService) -> None:
    """Copy one of Vera's cases 100,000 times, with ids and days of their own; the service must stand still."""
    connection = sqlite3.connect(service.data / "zegel.db")
    connection.row_factory = sqlite3.Row
    account = connection.execute(
        "SELECT account_id FROM accounts WHERE sign_in_name = ?", (VERA.sign_in_name,)
    ).fetchone()[0]
    model = dict(connection.execute("SELECT * FROM cases WHERE assignee_account_id = ? LIMIT 1", (account,)).fetchone())
    names = list(model)
    first = date.fromisoformat(model["next_look_on"])
    rows = (
        {
            **model,
            "case_id": secrets.token_bytes(16),
            "locator_tag": secrets.token_bytes(32),
            "next_look_on": (first + timedelta(days=number % 90)).isoformat(),
        }
        for number in range(CASES)
    )
    places = ", ".join(f":{name}" for name in names)
    connection.executemany(f"INSERT INTO cases ({', '.join(names)}) VALUES ({places})", rows)  # noqa: S608 - own names
    connection.commit()
    connection.close()


def print_worklist(service: RunningService) -> None:
    """Fill, start again, sign in, and ask."""
    service.stop()
    fill(service)
    service.start()
    print(f"\nA worklist of {CASES:,} cases")
    with closing(signed_in(service)) as client:
        first = [_timed(client, "/w/v1/cases")[0] for _ in range(REQUESTS)]
        later, after, size = [], "", 0
        for _ in range(PAGES):
            seconds, answer = _timed(client, f"/w/v1/cases?after={after}")
            later.append(seconds)
            after, size = answer["next"], len(answer["cases"])
    for name, times in (("first page", first), (f"next {PAGES} pages", later)):
        half, most = (1000 * percentile(times, share) for share in (0.5, 0.95))
        print(f"{name:16}     p50 {half:5.1f} ms   p95 {most:5.1f} ms   ({size} cases a page)")


def _timed(client: httpx.Client, path: str) -> tuple[float, dict[str, str]]:
    begin = time.perf_counter()
    answer = client.get(path)
    seconds = time.perf_counter() - begin
    answer.raise_for_status()
    return seconds, answer.json()
