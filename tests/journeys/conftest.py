"""What several journeys need: windows of different people in one browser, and a demo of their own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.windows import Windows
from tests.running_service import RunningService


@pytest.fixture
def window(chromium: Browser) -> Iterator[Windows]:
    """A fresh window of somebody else, each time."""
    contexts = []

    def fresh() -> Page:
        contexts.append(chromium.new_context(locale="nl-NL"))
        return contexts[-1].new_page()

    yield fresh
    for context in contexts:
        context.close()


@pytest.fixture
def alone(filled: Path, tmp_path: Path) -> Iterator[RunningService]:
    """A demo of its own, for who counts what is there: packages and cases of one day stand in no order."""
    data = shutil.copytree(filled, tmp_path / "data")
    with RunningService(data, ("serve",), {"ZEGEL_DEMO": "true"}) as service:
        yield service
