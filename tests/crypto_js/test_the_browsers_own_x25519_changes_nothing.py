"""Where the browser has X25519 itself, it is tried first and used; bytes and refusals are those of the library."""

from collections.abc import Callable


def test_it_is_tried_and_changes_nothing(run_suite: Callable[[str], None]) -> None:
    run_suite("native")
