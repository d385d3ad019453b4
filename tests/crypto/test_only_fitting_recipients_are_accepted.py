"""What the service takes from a reporter: the right role, an active key, and nobody else's copy."""

import pytest

from crypto.directory import ENVELOPE_MAX_BYTES, check_report_policy, directory_text, verify_directory
from crypto.envelope_inspect import EnvelopeInfo, inspect
from crypto.errors import PolicyError
from crypto.note import sign_note
from tests.crypto.examples import SIGNER, TODAY, anna, directory, entries, envelope, kid, root

SELF = anna().self_kid
SPACES = {"vera box": 0, "vincent box": 0, "carla box": 1, "huis box": 2}
ALL_BOXES = [*SPACES, "rik box", "rob box"]


def _info(*kids: bytes, length: int = 4_372) -> EnvelopeInfo:
    return EnvelopeInfo(kids, 4_112, length, bytes(32))


def _is_taken(info: EnvelopeInfo, space: int, *, existing: bool = False, today: int = TODAY) -> bool:
    try:
        return check_report_policy(info, directory(), SELF, space, today, existing) == info.kids[0]
    except PolicyError:
        return False


def test_a_real_report_is_taken() -> None:
    assert check_report_policy(inspect(envelope()), directory(), SELF, 0, TODAY) == kid("vera box")


@pytest.mark.parametrize("box", ALL_BOXES)
@pytest.mark.parametrize("space", range(17))
def test_each_role_has_its_space(box: str, space: int) -> None:
    expected = box in SPACES and space in ({SPACES[box]} if SPACES[box] < 2 else range(2, 16))

    assert _is_taken(_info(kid(box), SELF), space) == expected


def test_in_an_existing_case_a_retired_key_still_counts_and_a_revoked_one_never() -> None:
    assert _is_taken(_info(kid("rob box")), 0, existing=True)
    assert not _is_taken(_info(kid("rik box")), 0, existing=True)
    assert not _is_taken(_info(kid("carla box")), 0, existing=True)


def test_an_ended_epoch_or_directory_stops_new_reports_only() -> None:
    for later in (61, 62, 400):
        assert not _is_taken(_info(kid("vera box")), 0, today=TODAY + later)
        assert _is_taken(_info(kid("vera box")), 0, existing=True, today=TODAY + later)


def test_an_expired_directory_stops_a_new_report_even_to_a_key_that_is_still_valid() -> None:
    """A service may hold a directory for days; what counts is the day of the report."""
    short = sign_note(directory_text(root(), 1, TODAY, TODAY + 10, entries()), [SIGNER])
    held = verify_directory(short, root(), TODAY)
    vera = _info(kid("vera box"))

    assert check_report_policy(vera, held, SELF, 0, TODAY + 11) == kid("vera box")
    assert check_report_policy(vera, held, SELF, 0, TODAY + 12, existing=True) == kid("vera box")
    with pytest.raises(PolicyError):
        check_report_policy(vera, held, SELF, 0, TODAY + 12)


def test_the_only_copy_is_the_reporters_own() -> None:
    vera = kid("vera box")

    assert _is_taken(_info(vera), 0)
    assert _is_taken(_info(vera, SELF), 0)
    assert not _is_taken(_info(vera, bytes(16)), 0)
    assert not _is_taken(_info(vera, kid("vincent box")), 0)
    assert not _is_taken(_info(SELF, vera), 0)
    assert not _is_taken(_info(vera, SELF, bytes(16)), 0)


def test_a_directory_key_cannot_pose_as_the_reporters_own() -> None:
    vincent = kid("vincent box")

    with pytest.raises(PolicyError):
        check_report_policy(_info(kid("vera box"), vincent), directory(), vincent, 0, TODAY)


def test_an_envelope_has_a_largest_size() -> None:
    assert _is_taken(_info(kid("vera box"), length=ENVELOPE_MAX_BYTES), 0)
    assert not _is_taken(_info(kid("vera box"), length=ENVELOPE_MAX_BYTES + 1), 0)
