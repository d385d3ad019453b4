"""Clocks over twenty years, padding, proof of work, and the order of a conversation."""

from collections.abc import Callable


def test_clocks_padding_and_chains_follow_the_paper(run_suite: Callable[[str], None]) -> None:
    run_suite("rules")
