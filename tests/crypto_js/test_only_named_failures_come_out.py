"""Whatever arrives, parsers fail by name, and nothing changed is taken for the original."""

from collections.abc import Callable


def test_only_named_failures_come_out(run_suite: Callable[[str], None]) -> None:
    run_suite("fuzz")
