"""The browser signs consent, passes keys on and opens packages by the same rules."""

from collections.abc import Callable


def test_consent_is_signed_and_checked_in_the_browser(run_suite: Callable[[str], None]) -> None:
    run_suite("consent")
