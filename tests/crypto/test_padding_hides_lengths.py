"""PADMÉ with a floor: monotone, tight, and exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import padding
from crypto.errors import FormatError, PayloadError
from tests.crypto.examples import PROPERTY

LENGTHS = st.integers(0, 2**34)


def test_padme_never_shrinks_up_to_100_000() -> None:
    padded = [padding.padme(length) for length in range(100_000)]

    assert padded == sorted(padded)
    assert all(length <= after <= length * 1.12 for length, after in enumerate(padded))


@PROPERTY
@given(length=LENGTHS, more=LENGTHS)
def test_longer_never_pads_shorter(length: int, more: int) -> None:
    assert padding.pad_len(length) <= padding.pad_len(length + more)


@PROPERTY
@given(length=LENGTHS)
def test_padding_is_tight_and_stable(length: int) -> None:
    padded = padding.pad_len(length)

    assert padding.pad_len(padded) == padded
    assert padded == 4_096 or length <= padded <= length * 1.0625


def test_the_floor_is_one_page() -> None:
    assert {padding.pad_len(length) for length in range(4_097)} == {4_096}


def test_few_lengths_remain() -> None:
    """All bodies that exist, 262,388 lengths, end in some two hundred sizes."""
    assert len({padding.pad_len(length) for length in range(262_389)}) < 200


@PROPERTY
@given(data=st.binary(max_size=9_000))
def test_what_was_padded_is_recognised(data: bytes) -> None:
    padded = padding.pad(data)
    padding.unpad_check(padded, len(data))

    assert padded[: len(data)] == data
    for wrong in (padded + b"\x00", padded[:-1], padded[:-1] + b"\x01"):
        with pytest.raises(PayloadError):
            padding.unpad_check(wrong, min(len(data), 4_095))


@pytest.mark.parametrize("length", [-1, 2**53])
def test_impossible_lengths_are_refused(length: int) -> None:
    with pytest.raises(FormatError):
        padding.padme(length)
