"""How much may wait, and how large it may be (PROTOCOL 4.5, 7.4)."""

import pytest

from app.domain.account import normalise_sign_in_name
from app.domain.conversation import (
    CASE_QUOTA,
    ENVELOPE_LIMIT,
    UNANSWERED_LIMIT,
    check_envelope_size,
    check_next_index,
    check_room,
)
from app.domain.errors import (
    CaseFullError,
    MalformedError,
    MessageGapError,
    TooLargeError,
    TooManyUnansweredError,
    TrackNotOfferedError,
)
from app.domain.track import Track, has_register_row, offered_track


def test_messages_are_numbered_without_gaps() -> None:
    check_next_index(3, 3)
    for index in (2, 4, -1):
        with pytest.raises(MessageGapError):
            check_next_index(index, 3)


def test_an_envelope_has_a_largest_size() -> None:
    check_envelope_size(ENVELOPE_LIMIT)
    with pytest.raises(TooLargeError):
        check_envelope_size(ENVELOPE_LIMIT + 1)


def test_a_case_takes_twenty_unanswered_messages_and_eight_mebibytes() -> None:
    check_room(UNANSWERED_LIMIT - 1, CASE_QUOTA - 10, 10)
    with pytest.raises(TooManyUnansweredError):
        check_room(UNANSWERED_LIMIT, 0, 10)
    with pytest.raises(CaseFullError):
        check_room(0, CASE_QUOTA - 10, 11)


def test_only_advice_and_reports_are_open() -> None:
    assert [offered_track(number) for number in (1, 2)] == [Track.SPARREN, Track.MELDING]
    for number in (0, 3, 4, 5, -1, 255):
        with pytest.raises(TrackNotOfferedError):
            offered_track(number)


def test_the_register_has_reports_and_no_practice() -> None:
    assert has_register_row(Track.MELDING, is_practice=False)
    assert not has_register_row(Track.MELDING, is_practice=True)
    assert not has_register_row(Track.SPARREN, is_practice=False)


@pytest.mark.parametrize(("text", "name"), [("  Vera  Jansen ", "vera jansen"), ("CAFE\u0301", "café"), ("ß", "ss")])
def test_sign_in_names_are_compared_in_one_form(text: str, name: str) -> None:
    assert normalise_sign_in_name(text) == name
    assert normalise_sign_in_name(name) == name


@pytest.mark.parametrize("text", ["", "   ", "a\0b", "x" * 121])
def test_nonsense_is_no_name(text: str) -> None:
    with pytest.raises(MalformedError):
        normalise_sign_in_name(text)
