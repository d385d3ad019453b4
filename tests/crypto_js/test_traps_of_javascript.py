"""The traps of PROTOCOL 2.3 that only JavaScript has."""

from collections.abc import Callable


def test_no_trap_of_javascript_is_stepped_into(run_suite: Callable[[str], None]) -> None:
    run_suite("traps")
