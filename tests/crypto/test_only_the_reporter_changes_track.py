"""A change of track is signed by the reporter, in order, and never leads back to advice (PROTOCOL 3.1)."""

import pytest

from crypto.duty import sign_track, verify_track
from crypto.errors import FormatError, KeyMaterialError, PolicyError, SignatureError
from crypto.primitives import hash_
from crypto.track import Track, TrackChange
from tests.crypto import examples as ex

ORG, CASE, PK = ex.anna().org_id, ex.anna().case_id, ex.anna().sign_pk


def _change(track: int = Track.MELDING, seq: int = 1, seed: bytes = ex.anna().sign_seed) -> bytes:
    return sign_track(track, seq, ORG, CASE, ex.seed("envelope"), ex.TODAY, seed)


def _verify(raw: bytes, current: int = Track.SPARREN, last_seq: int = 0) -> TrackChange:
    return verify_track(raw, PK, ORG, CASE, current, last_seq)


def test_a_change_says_where_to_and_when() -> None:
    raw = _change()
    found = _verify(raw)

    assert len(raw) == 144
    assert (found.track, found.seq, found.day, found.ref) == (Track.MELDING, 1, ex.TODAY, ex.seed("envelope"))
    assert found.hash == hash_("track", raw)


@pytest.mark.parametrize("current", Track)
@pytest.mark.parametrize("new", Track)
def test_every_way_is_open_but_back_to_advice_and_nowhere(current: Track, new: Track) -> None:
    raw = _change(new)
    if new in {current, Track.SPARREN}:
        with pytest.raises(PolicyError):
            _verify(raw, current)
    else:
        assert _verify(raw, current).track is new


@pytest.mark.parametrize(("seq", "last_seq"), [(1, 1), (2, 0), (1, 5), (255, 255)])
def test_changes_count_one_by_one(seq: int, last_seq: int) -> None:
    assert _verify(_change(seq=255), last_seq=254).seq == 255
    with pytest.raises(PolicyError):
        _verify(_change(seq=seq), last_seq=last_seq)


def test_a_change_of_another_case_or_by_somebody_else_is_refused() -> None:
    for org_id, case_id in ((bytes(16), CASE), (ORG, bytes(16))):
        with pytest.raises(PolicyError):
            verify_track(_change(), PK, org_id, case_id, Track.SPARREN, 0)
    with pytest.raises(SignatureError):
        _verify(_change(seed=ex.VERA_ID))


@pytest.mark.parametrize(("at", "value"), [(0, 0), (4, 0), (4, 5), (5, 0), (6, 1), (7, 1), (76, 1), (79, 1)], ids=str)
def test_what_is_no_change_is_refused(at: int, value: int) -> None:
    broken = bytearray(_change())
    broken[at] = value

    with pytest.raises(FormatError):
        _verify(bytes(broken))
    for length in (0, 143):
        with pytest.raises(FormatError):
            _verify(_change()[:length])


def test_any_changed_byte_of_what_was_signed_is_refused() -> None:
    raw = _change()
    for at in (40, 72, 75, 80, 143):
        broken = bytearray(raw)
        broken[at] ^= 1
        with pytest.raises(SignatureError):
            _verify(bytes(broken))


@pytest.mark.parametrize(("track", "seq"), [(0, 1), (5, 1), (2, 0), (2, 256)])
def test_nonsense_is_not_even_signed(track: int, seq: int) -> None:
    with pytest.raises(FormatError):
        _change(track, seq)
    with pytest.raises(KeyMaterialError):
        _change(seed=bytes(31))
