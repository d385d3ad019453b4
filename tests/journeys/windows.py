"""The kind of thing that the fixture `window` is: each call opens a window of somebody else."""

from collections.abc import Callable

from playwright.sync_api import Page

Windows = Callable[[], Page]
