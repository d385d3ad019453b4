"""Secrets do not slip out by printing, JSON or messages; long derivations can be followed and stopped."""

from collections.abc import Callable


def test_secrets_stay_inside(run_suite: Callable[[str], None]) -> None:
    run_suite("secrets")
