"""A service of its own in a process of its own, with an authority, its packages and the tokens of its systems."""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from app.settings import Settings
from crypto.encoding import b64
from tests.api.api_client import System, added
from tests.api.sending import sent_alone, to_reporter
from tests.going_outside import AUTHORITY, OMARS_DESK, enrolled
from tests.running_service import RunningService
from tests.services.the_log import run
from tests.world import World

API = {"ZEGEL_API_HOST": "127.0.0.1"}
SYSTEMS = 8
"""One alone would soon hear that it asks too much."""


@dataclass
class ServedApi:
    """Where the API is, how to come in, and what is there."""

    base: str
    tokens: list[str]
    packages: list[str]
    organisation: str

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One request with the first token."""
        headers = {"Authorization": f"Bearer {self.tokens[0]}", **more.pop("headers", {})}
        return httpx.request(method, f"{self.base}{path}", headers=headers, timeout=60, **more)


@contextmanager
def served_api(folder: Path) -> Iterator[ServedApi]:
    """Fill a data folder in this process, and serve it from another."""
    data = folder / "data"
    with World(data, settings=Settings(data_dir=data, api_host="127.0.0.1")) as world:
        desk = enrolled(world, OMARS_DESK, AUTHORITY)
        systems = [added(world, desk) for _ in range(SYSTEMS)]
        reporters = [world.report(text) for text in ("Een melding.", "Nog een.", "En nog een.")]
        for reporter in reporters:
            sent_alone(world, reporter, desk)
        packages = [one["id"] for one in systems[0].get("/packages").json()["packages"]]
        for package in packages:
            systems[0].get(f"/packages/{package}/container")
        (first,) = world.store.read(lambda work: work.packages.of_case(reporters[0].keys.case_id))
        message = {"envelope": b64(to_reporter(world, reporters[0], desk, "Dank.")), "index": 0}
        assert systems[0].post(f"/packages/{first.package_id.hex()}/messages", message).status_code == 201
        run(world)
    with RunningService(data, ("serve",), API) as service:
        base = f"{service.reporter_url}/api/v1"
        yield ServedApi(base, [_token(base, one) for one in systems], packages, world.root.org_id.hex())


def _token(base: str, system: System) -> str:
    now = int(time.time())
    assertion = system.assertion(aud=f"{base}/token", iat=now, exp=now + 60, jti=secrets.token_hex(16))
    answer = httpx.post(f"{base}/token", data=system.form(client_assertion=assertion), timeout=60)
    answer.raise_for_status()
    return str(answer.json()["access_token"])
