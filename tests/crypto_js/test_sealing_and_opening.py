"""What is sealed opens for whom it is for, and for nobody else."""

from collections.abc import Callable


def test_sealing_and_opening_are_inverse(run_suite: Callable[[str], None]) -> None:
    run_suite("round_trips")
