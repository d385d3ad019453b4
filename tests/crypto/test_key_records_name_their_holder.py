"""Key records: role, name with role words, validity, and the keys of one person."""

import pytest

from crypto.boxes import BoxKeys
from crypto.errors import FormatError, KeyMaterialError, PolicyError, SignatureError
from crypto.keys import Role, make_record, verify_record
from tests.crypto.examples import TODAY, VERA_ID, VERA_NAME, record, seed


def test_a_record_says_who_and_until_when() -> None:
    made = verify_record(record(), VERA_NAME, TODAY)

    assert len(made.raw) == 176
    assert (made.role, made.epoch, made.name) == (Role.COUNSELLOR, 1, VERA_NAME)
    assert made.box_pk == BoxKeys.from_seed(seed("vera box")).box_pk
    assert len(made.kid_box) == len(made.kid_sign) == 16


def test_without_a_name_the_record_has_none() -> None:
    assert verify_record(record()).name is None


@pytest.mark.parametrize("day", [TODAY - 30, TODAY, TODAY + 60])
def test_validity_includes_both_ends(day: int) -> None:
    assert verify_record(record(), VERA_NAME, day).is_valid_on(day)


@pytest.mark.parametrize("day", [0, TODAY - 31, TODAY + 61])
def test_outside_its_validity_a_record_is_policy(day: int) -> None:
    with pytest.raises(PolicyError):
        verify_record(record(), VERA_NAME, day)


@pytest.mark.parametrize("life", [0, 1, 400])
def test_a_record_lives_up_to_400_days(life: int) -> None:
    assert verify_record(record(not_before=TODAY, not_after=TODAY + life)).not_after == TODAY + life


@pytest.mark.parametrize("life", [-1, 401])
def test_a_longer_or_backward_life_is_format(life: int) -> None:
    with pytest.raises(FormatError):
        record(not_before=TODAY, not_after=TODAY + life)


@pytest.mark.parametrize("name", ["A; internal; OO", "x" * 80 + "; external; IS", "\u5f20 \U0001f600; internal; OO+IS"])
def test_role_words_of_counsellors(name: str) -> None:
    for role in (1, 2):
        assert verify_record(record(name, role), name).name == name


@pytest.mark.parametrize(
    "name",
    [
        "Vera",
        "; internal; OO",
        "x" * 81 + "; internal; OO",
        "Vera; intern; OO",
        "Vera; internal; IS+OO",
        "Vera; internal; OO;",
        "Vera; internal; OO\n",
        "Ve;ra; internal; OO",
        "Ve\x7fra; internal; OO",
        "Ve\x85ra; internal; OO",
        "Vera ;internal; OO",
    ],
)
def test_other_role_words_are_policy_for_counsellors_and_free_for_others(name: str) -> None:
    for role in (1, 2):
        with pytest.raises(PolicyError):
            record(name, role)
    assert all(verify_record(record(name, role), name).role == role for role in (3, 4, 5, 6))


@pytest.mark.parametrize(("role", "epoch"), [(0, 1), (7, 1), (1, 0), (256, 1), (1, 65_536), (-1, 1)])
def test_unknown_roles_and_epochs_are_format(role: int, epoch: int) -> None:
    with pytest.raises(FormatError):
        make_record(role, epoch, TODAY, TODAY, VERA_ID, seed("box"), VERA_NAME)


@pytest.mark.parametrize(("identity", "box"), [(b"", seed("b")), (VERA_ID, b""), (VERA_ID + VERA_ID, seed("b"))])
def test_seeds_have_32_bytes(identity: bytes, box: bytes) -> None:
    with pytest.raises(KeyMaterialError):
        make_record(1, 1, TODAY, TODAY, identity, box, VERA_NAME)


def test_every_changed_bit_is_refused() -> None:
    for at in range(176):
        changed = bytearray(record())
        changed[at] ^= 0x10
        with pytest.raises((FormatError, SignatureError)):
            verify_record(bytes(changed))
