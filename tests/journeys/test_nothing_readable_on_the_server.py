"""What Anna writes, her name and her code are found nowhere outside her browser and Vera's.

Searched: every byte that leaves the browsers, the database with its write-ahead log, the service's log, and the
memory of the service's processes while they run, in every spelling in which a program might keep a text.
"""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import Reporter
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.derives_in_the_page]

STORY = "Kwikstaartje zag de kluis om kwart over drie openstaan"
NAME = "Annabella Sentinelsma"
ANSWER = "Vuurtorenwachter schrijft terug over de kluis"


def spellings(text: str) -> dict[str, bytes]:
    """The ways in which this text might lie about; base64 in each of its three alignments."""
    raw = text.encode()
    found = {"plain": raw, "utf-16": text.encode("utf-16-le"), "hex": raw.hex().encode(), "url": quote(text).encode()}
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + raw)
        found[f"base64+{shift}"] = encoded[4 : len(encoded) - 4]
    return found


def memory(pid: int) -> Iterator[bytes]:
    """The writable memory of a process, region by region."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as file:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            region = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if region:
                start, end = (int(edge, 16) for edge in region.groups())
                file.seek(start)
                try:
                    yield file.read(end - start)
                except OSError:
                    continue


def places(service: RunningService, sent: list[bytes]) -> Iterator[tuple[str, bytes]]:
    """Everywhere to look."""
    yield "what left the browsers", b"\n".join(sent)
    files = [path for path in service.data.rglob("*") if path.is_file()]
    assert any(path.name.endswith(".db") for path in files)
    for path in (*files, service.log_file):
        yield path.name, path.read_bytes()
    for pid in service.pids:
        for region in memory(pid):
            yield f"memory of {pid}", region


def listen(context: BrowserContext, sent: list[bytes]) -> None:
    def keep(request: Request) -> None:
        headers = "".join(f"{name}: {value}\n" for name, value in request.headers.items())
        sent.append(request.url.encode() + headers.encode() + (request.post_data_buffer or b""))

    context.on("request", keep)


def test_text_name_and_code_stay_in_the_browsers(chromium: Browser, demo: RunningService) -> None:
    sent: list[bytes] = []
    hers, veras = chromium.new_context(locale="nl-NL"), chromium.new_context(locale="nl-NL")
    listen(hers, sent)
    listen(veras, sent)
    anna = Reporter(hers.new_page(), demo)
    anna.begin()
    anna.choose(VERA.name)
    anna.write(STORY)
    anna.page.locator("input[name=named][value=yes]").check()
    anna.page.locator("#identity").fill(NAME)
    anna.read_over()
    paper = anna.get_code()
    anna.type_back(paper)
    anna.press_send()
    anna.expect_arrived()

    vera = Counsellor(veras.new_page(), demo)
    vera.sign_in()
    vera.expect_worklist()
    vera.open(paper)
    expect(vera.page.locator("#talk")).to_contain_text(STORY)
    expect(vera.page.locator("#talk")).to_contain_text(NAME)
    vera.answer(ANSWER)
    anna.come_back(paper)
    assert ANSWER in anna.conversation()

    secrets = {
        "story": STORY,
        "name": NAME,
        "answer": ANSWER,
        "code": paper.code,
        "code without hyphens": paper.code.replace("-", ""),
        "words": " ".join(paper.words),
        "password": VERA.password,
    }
    wanted = {(what, how): spelt for what, text in secrets.items() for how, spelt in spellings(text).items()}
    bytes_seen, control = 0, 0
    for place, content in places(demo, sent):
        bytes_seen += len(content)
        control += b"Gemeente Voorbeeldstad" in content
        for (what, how), spelt in wanted.items():
            if what == "password" and place == demo.log_file.name:
                continue  # a demo prints its passwords; a real one has none to print
            assert spelt not in content, f"{what} ({how}) in {place}"
    assert any(b"/r/v1/cases" in one for one in sent)
    assert any(b"/w/v1/session" in one for one in sent)
    assert bytes_seen > 20_000_000, "hardly any memory was read"
    assert control >= 2, "what certainly is there was not found: the search is blind"


def test_the_log_says_nothing_about_visitors(demo: RunningService) -> None:
    log = demo.log()
    assert not re.search(r"\b(GET|POST|PUT|DELETE) /|HTTP/1\.1|Mozilla|Headless|user-agent", log, re.IGNORECASE)
