"""Case codes, recovery codes, pins: what people type comes back right, or is found to be wrong."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import codes
from crypto.errors import ChecksumError, FormatError, PolicyError
from tests.crypto.examples import PROPERTY, seed

SYMBOLS = st.integers(0, 31)


def test_new_codes_are_valid_and_different() -> None:
    made = {codes.new_case_code().symbols for _ in range(200)}

    assert len(made) == 200
    assert all(codes.parse_case_code(code).symbols == code and code[0] == "1" for code in made)
    recovery = codes.new_recovery_code()
    assert codes.parse_recovery_code(recovery.printed) == recovery
    assert len(recovery.printed) == 34


def test_every_one_and_two_symbol_mistake_in_a_case_code_is_found() -> None:
    """The code is linear: whether a mistake is found depends on the mistake alone. All 115,816 are tried."""
    values = range(1, 32)
    single = [[(at, one)] for at in range(16) for one in values]
    double = [[(at, one), (other, two)] for at, other in combinations(range(16), 2) for one in values for two in values]
    tried = 0
    for mistake in single + double:
        symbols = [0] * 16
        for at, change in mistake:
            symbols[at] = change
        assert codes._sums(symbols) != (0, 0)
        tried += 1

    assert tried == 16 * 31 + 120 * 31 * 31


@PROPERTY
@given(data=st.lists(SYMBOLS, min_size=26, max_size=26), draw=st.data())
def test_mistakes_and_swaps_in_a_recovery_code_are_found(data: list[int], draw: st.DataObject) -> None:
    code = codes.encode_symbols(data)
    first, second = draw.draw(st.lists(st.integers(0, 27), min_size=2, max_size=2, unique=True))
    wrong = list(code)
    wrong[first] = draw.draw(st.sampled_from(codes.ALPHABET))
    wrong[second] = draw.draw(st.sampled_from(codes.ALPHABET))
    swapped = list(code)
    swapped[first], swapped[second] = swapped[second], swapped[first]

    assert codes.parse_recovery_code(code).symbols == code
    for attempt in ("".join(wrong), "".join(swapped)):
        if attempt != code:
            with pytest.raises(ChecksumError):
                codes.parse_recovery_code(attempt)


@PROPERTY
@given(data=st.lists(SYMBOLS, max_size=29))
def test_every_length_up_to_29_gets_its_check_symbols(data: list[int]) -> None:
    values = [codes.ALPHABET.index(symbol) for symbol in codes.encode_symbols(data)]

    assert values[:-2] == data
    assert codes._sums(values) == (0, 0)


def test_too_many_or_strange_symbols_have_no_code() -> None:
    for wrong in ([0] * 30, [32], [-1]):
        with pytest.raises(FormatError):
            codes.encode_symbols(wrong)


@PROPERTY
@given(data=st.lists(SYMBOLS, min_size=13, max_size=13), chance=st.randoms(use_true_random=False))
def test_spelling_does_not_matter(data: list[int], chance: random.Random) -> None:
    code = codes.parse_case_code(codes.encode_symbols([1, *data]))
    looks_like = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(
        chance.choice(looks_like.get(symbol, symbol + symbol.lower())) + chance.choice(("", "", " ", "-", " - "))
        for symbol in code.symbols
    )

    assert codes.parse_case_code(typed) == code


def test_a_reserved_profile_is_policy_even_with_good_check_symbols() -> None:
    for profile in (0, *range(2, 32)):
        with pytest.raises(PolicyError):
            codes.parse_case_code(codes.encode_symbols([profile] + [7] * 13))


@PROPERTY
@given(org_id=st.binary(min_size=16, max_size=16))
def test_a_pin_gives_back_its_organisation(org_id: bytes) -> None:
    pin = codes.pin_encode(org_id)

    assert len(pin) == 26
    assert codes.pin_parse(codes.grouped(pin).lower()) == org_id


@pytest.mark.parametrize("length", [0, 15, 17])
def test_a_pin_is_made_of_sixteen_bytes(length: int) -> None:
    with pytest.raises(FormatError):
        codes.pin_encode(bytes(length))


def test_fingerprints_and_references_are_short_names() -> None:
    assert [len(group) for group in codes.fingerprint(seed("key")).split("-")] == [4] * 5
    assert codes.fingerprint(seed("key")) != codes.fingerprint(seed("other"))
    assert len(codes.case_ref(bytes(16))) == 6


def test_the_printed_form_has_groups_of_four() -> None:
    assert [len(group) for group in codes.new_case_code().printed.split("-")] == [4, 4, 4, 4]
