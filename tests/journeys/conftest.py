"""What several journeys need: windows of different people in one browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.windows import Windows


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
