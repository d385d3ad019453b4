"""An authority's system, a process of its own, is told by webhook, fetches, opens, answers; the reporter reads it."""

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from app.cli.demo_people import AUTHORITY_PASSPHRASE
from tests.journeys.outside import choose, say_yes, try_it
from tests.journeys.reporter import PATIENCE, Reporter
from tests.journeys.terminal_authority import NAME
from tests.journeys.windows import Windows
from tests.people import VERA
from tests.running_service import ROOT, START_SECONDS, RunningService
from tests.terminal import zegel

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "De meters worden bijgesteld voordat de controle komt."
QUESTION = "Wie stelt ze bij, en wanneer?"
ANSWER = "De ploegleider, op de avond ervoor."


@pytest.fixture
def alone(filled: Path, tmp_path: Path) -> Iterator[RunningService]:
    """A demo of its own, whose webhooks may go to this machine."""
    data = shutil.copytree(filled, tmp_path / "data")
    with RunningService(data, environment={"ZEGEL_WEBHOOK_TO_LOOPBACK": "true"}) as service:
        yield service


@contextmanager
def authority(service: RunningService, place: Path) -> Iterator[Callable[[str], dict[str, Any]]]:
    """The process, which is told nothing but where its files are; gives what waits until it did something."""
    place.mkdir()
    keys, connection, passphrase = service.data / "authority", place / "connection.json", place / "passphrase"
    passphrase.write_text(AUTHORITY_PASSPHRASE, encoding="utf-8")
    client = json.loads((keys / "client.json").read_text(encoding="utf-8"))["client"]
    told = zegel("authority", "connect", str(connection), "--server", service.reporter_url, "--client", client,
                 "--client-key", str(keys / "client.key"), "--key", str(keys / "own.key"), "--json")  # fmt: skip
    assert told.status == 0, told.complaint
    script = str(ROOT / "tests" / "journeys" / "authority_process.py")
    words = [sys.executable, script, str(connection), str(keys / "own.key"), str(passphrase), QUESTION]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZEGEL_")}
    process = subprocess.Popen(words, cwd=place, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    said: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            said.put(json.loads(line))

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()

    def until(did: str) -> dict[str, Any]:
        one = said.get(timeout=START_SECONDS)
        assert one["did"] == did, one
        return one

    try:
        yield until
    finally:
        process.kill()
        process.wait()
        listener.join()
        if process.stdout is not None:
            process.stdout.close()


def test_from_the_webhook_to_the_reporters_answer(alone: RunningService, window: Windows, tmp_path: Path) -> None:
    with authority(alone, tmp_path / "authority") as until:
        until("listens")
        anna = Reporter(window(), alone)
        anna.come_back(anna.report(STORY, VERA.name))
        choose(anna.page, "now", NAME, write="yes")
        try_it(anna.page)
        say_yes(anna.page)
        assert until("opened")["text"] == STORY
        until("acknowledged")
        until("asked")

        anna.look_for_news()
        page = anna.page
        expect(page.locator("#outside-items")).to_contain_text("Z/2026/17")
        talk = page.locator("#outside-talk-2").locator("xpath=..")
        expect(talk).to_contain_text(QUESTION)
        page.locator("#outside-message-2").fill(ANSWER)
        talk.locator("form button").click()
        expect(talk.locator("article.mine")).to_contain_text(ANSWER, timeout=PATIENCE)
        assert until("read")["text"] == ANSWER
    assert "/zegel" not in alone.log()
