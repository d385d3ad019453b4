"""The pages as a browser gets them, and a way to read them."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from tests.pages.organisations import add_organisations
from tests.world import REPORTER, World

PAGES = (
    "/",
    "/o/voorbeeldstad",
    "/o/voorbeeldstad/what-happens",
    "/o/voorbeeldstad/report",
    "/o/voorbeeldstad/report?track=sparren",
    "/o/voorbeeldstad/report?track=melding",
    "/o/voorbeeldstad/report?track=klacht",
    "/o/voorbeeldstad/case",
    "/o/voorbeeldstad/check",
    "/o/voorbeeldstad/receipt",
    "/no-such-page",
)
VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})


class Reading(HTMLParser):
    """A page as tags with their attributes, and as the text that stands outside templates, scripts and hidden parts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.shown: list[str] = []
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.tags.append((tag, named))
        hidden = self._is_hidden() or "hidden" in named or tag in {"template", "noscript"}
        if tag not in VOID:
            self._open.append((tag, hidden))
        if not hidden:
            self.shown.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data.strip())

    def _is_hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    @property
    def text(self) -> str:
        """Everything that is written, with single spaces."""
        return " ".join(" ".join(self.texts).split())

    def named(self, tag: str) -> list[dict[str, str]]:
        """Give the attributes of each element with this tag."""
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Run the service once for the tests of a file; they only read."""
    with World(Path(tmp_path_factory.mktemp("pages")) / "data") as made:
        yield made


@pytest.fixture
def get(world: World) -> Callable[..., httpx.Response]:
    """Fetch a page or file of the reporter's surface."""

    def fetch(path: str, **headers: str) -> httpx.Response:
        return world.ask("GET", f"{REPORTER}{path}", **headers)

    return fetch


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Reading]]:
    """Read pages of the four organisations that follow a policy; nobody is on their lists yet."""
    with World(Path(tmp_path_factory.mktemp("four")) / "data") as made:
        add_organisations(made)

        def read(path: str) -> Reading:
            answer = made.ask("GET", f"{REPORTER}/o/{path}")
            assert answer.status_code == 200, path
            return Reading(answer.text)

        yield read
