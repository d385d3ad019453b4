"""What parses re-encodes to the same bytes: no second spelling of anything that is signed or compared."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import codes, encoding
from crypto.directory import directory_text, verify_directory
from crypto.errors import FormatError
from crypto.note import sign_note, split_note
from tests.crypto.examples import FUZZ, PROPERTY, SIGNER, TODAY, VERA_NAME, directory_note, record, root, root_note


@pytest.mark.parametrize(
    "text",
    [
        "3q2+7x==",
        "3q2+7w=",
        "3q2+7w",
        "3q2-7w==",
        " 3q2+7w==",
        "3q2+\n7w==",
        "3q2+7w==\n",
        "3q2+7w===",
        "\u0663q2+7w==",
    ],
)
def test_base64_has_one_spelling(text: str) -> None:
    assert encoding.unb64("3q2+7w==") == b"\xde\xad\xbe\xef"
    with pytest.raises(FormatError):
        encoding.unb64(text)


@FUZZ
@given(st.text("ABCDwxyz0189+/=", max_size=12))
def test_what_base64_gives_is_written_back_the_same(text: str) -> None:
    try:
        data = encoding.unb64(text)
    except FormatError:
        return
    assert encoding.b64(data) == text


@pytest.mark.parametrize("text", ["", "00", "01", "+1", "-1", "1 ", "1_0", "1.0", "\u0661", "12345678901", "0x1"])
def test_a_number_has_one_spelling(text: str) -> None:
    with pytest.raises(FormatError):
        encoding.decimal(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-2",
        "20261121",
        "2026-11-31",
        "2026-W47-6",
        "99-2026-11-19",
        "2026-11-21\n",
        "1969-12-31",
        "\u0662026-11-21",
    ],
)
def test_a_day_has_one_spelling(text: str) -> None:
    with pytest.raises(FormatError):
        encoding.day_parse(text)


@PROPERTY
@given(st.dates(min_value=dt.date(1970, 1, 1)))
def test_days_go_round(date: dt.date) -> None:
    day = encoding.day_of(date)

    assert encoding.date_of(day) == date
    assert encoding.day_parse(encoding.day_str(day)) == day


@pytest.mark.parametrize("day", [-1, 2_932_897, 2**32 - 1])
def test_days_nobody_lives_are_format(day: int) -> None:
    with pytest.raises(FormatError):
        encoding.date_of(day)


def test_numbers_go_round_and_stay_in_range() -> None:
    for write, size in ((encoding.u8, 1), (encoding.u16, 2), (encoding.u32, 4), (encoding.u64, 8)):
        top = 256**size - 1
        assert [int.from_bytes(write(value), "big") for value in (0, 1, top)] == [0, 1, top]
        for wrong in (-1, top + 1):
            with pytest.raises(FormatError):
                write(wrong)


def test_a_reader_takes_everything_and_nothing_twice() -> None:
    reader = encoding.Reader(b"\x01\x00\x02" + bytes(3) + b"\x03" + bytes(7) + b"\x04")

    assert (reader.u8(), reader.u16(), reader.u32(), reader.u64()) == (1, 2, 3, 4)
    reader.done()
    with pytest.raises(FormatError):
        reader.take(1)
    with pytest.raises(FormatError):
        encoding.Reader(b"x").done()
    with pytest.raises(FormatError):
        encoding.Reader(b"x").take(-1)


def test_a_pin_has_no_spare_bits() -> None:
    pin = codes.pin_encode(bytes(16))
    for last in "123":
        with pytest.raises(FormatError):
            codes.pin_parse(pin[:-1] + last)


def test_a_name_in_a_directory_has_one_spelling() -> None:
    text = split_note(directory_note()).text
    for right, wrong in (
        ("Vera%20", "%56era%20"),
        ("Vera%20", "Vera+"),
        ("%3B", "%3b"),
        ("Vera%20", "Vera%2"),
        ("Vera%20", "Vera%FF%20"),
    ):
        assert right in text
        with pytest.raises(FormatError):
            verify_directory(sign_note(text.replace(right, wrong, 1), [SIGNER]), root(), TODAY)


@FUZZ
@given(st.text(max_size=40))
def test_any_name_comes_back_from_a_directory(name: str) -> None:
    """For roles whose names are free."""
    if not name:
        with pytest.raises(FormatError):
            directory_text(root(), 1, TODAY, TODAY, [(record(name, 6), "active", name)])
        return
    note = sign_note(directory_text(root(), 1, TODAY, TODAY, [(record(name, 6), "active", name)]), [SIGNER])

    assert verify_directory(note, root(), TODAY).entries[0].name == name
    assert name == VERA_NAME or VERA_NAME not in note


def test_a_note_has_one_spelling() -> None:
    note = root_note()
    for wrong in (
        note + "\n",
        note[:-1],
        note.replace("\n\n", "\n"),
        note.replace("\u2014 ", "- "),
        note.replace("\n", "\r\n"),
    ):
        with pytest.raises(FormatError):
            split_note(wrong)
