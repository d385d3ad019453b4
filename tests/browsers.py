"""The browsers of the tests: the system's own Chromium, driven by Playwright; nothing is ever downloaded.

Debian has it twice: with the windows of a desktop, and as a shell that shows nothing. The pages run in the same
engine; the shell makes a window three times as cheaply. The main journey runs in the first, the others in the second.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright, expect

from tests.system_packages import DESKTOP, SHELL

FLAGS = [
    "--no-sandbox",  # the tests may run as root; every page is our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
MISSING = "Chromium is missing. Please install: apt-get install chromium chromium-headless-shell"


@contextmanager
def running_chromium(playwright: Playwright, *more_flags: str, is_desktop: bool = False) -> Iterator[Browser]:
    """A headless Chromium; ask it for one context per person."""
    path = next(filter(None, map(shutil.which, DESKTOP if is_desktop else (SHELL, *DESKTOP))), None)
    if path is None:
        raise RuntimeError(MISSING)
    expect.set_options(timeout=90_000)  # patience, no measurement: two cores may drive two browsers and a service
    browser = playwright.chromium.launch(executable_path=path, headless=True, args=[*FLAGS, *more_flags])
    try:
        yield browser
    finally:
        browser.close()
