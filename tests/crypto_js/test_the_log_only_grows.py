"""The browser checks the public log itself: trees, proofs, receipts, changes of track, statements."""

from collections.abc import Callable


def test_the_log_is_checked_in_the_browser(run_suite: Callable[[str], None]) -> None:
    run_suite("log")
