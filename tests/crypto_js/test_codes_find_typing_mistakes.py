"""Codes and words read back however they were typed; slips are found."""

from collections.abc import Callable


def test_codes_find_typing_mistakes(run_suite: Callable[[str], None]) -> None:
    run_suite("codes")
