"""The log holds commitments: without the salt nobody learns the event, and fillers look alike (PROTOCOL 6.3, 6.4)."""

import hashlib

import pytest

from crypto import tree
from crypto.errors import FormatError
from crypto.tree import EventType, commit, event_make, event_parse
from tests.crypto import examples as ex
from tests.crypto.log_examples import EVENT, SALT, event

ORG, CASE = ex.anna().org_id, ex.anna().case_id


@pytest.mark.parametrize("type_", EventType)
def test_every_type_is_read_as_it_was_made(type_: EventType) -> None:
    detail = {EventType.CONSENT: 127, EventType.DISMISSED: 5, EventType.DEADLINE_MISSED: 3}.get(type_, 0)
    actor, ref, prev = ex.seed("actor")[:16], ex.seed("ref"), ex.seed("prev")
    made = event_make(type_, 3, 15, ORG, CASE, 2**32 - 1, detail=detail, actor=actor, ref=ref, due=9, prev=prev)
    found = event_parse(made)

    assert len(made) == 128
    assert (found.type, found.detail, found.track, found.space) == (type_, detail, 3, 15)
    assert (found.org_id, found.case_id, found.day) == (ORG, CASE, 2**32 - 1)
    assert (found.actor, found.ref, found.due, found.prev) == (actor, ref, 9, prev)


@pytest.mark.parametrize(
    ("type_", "detail"),
    [
        (EventType.RECEIVED, 1),
        (EventType.DEADLINE_MISSED, 1),
        (EventType.DEADLINE_MISSED, 4),
        (EventType.CONSENT, 0),
        (EventType.CONSENT, 8),
        (EventType.DISMISSED, 0),
        (EventType.DISMISSED, 6),
        (EventType.HANDOVER, 8),
        (EventType.ROUTED_EXTERNAL, 127),
        (EventType.CONDITIONAL_STORED, 1),
        (EventType.DELETED, 1),
        (EventType.RECEIVED, 256),
    ],
)
def test_a_detail_that_means_nothing_is_not_written(type_: EventType, detail: int) -> None:
    with pytest.raises(FormatError):
        event_make(type_, 2, 0, ORG, CASE, ex.TODAY, detail=detail)


@pytest.mark.parametrize(("at", "value"), [(0, 0), (3, ord("2")), (4, 0), (4, 20), (6, 0), (6, 5), (7, 16)], ids=str)
def test_what_is_no_event_is_refused(at: int, value: int) -> None:
    broken = bytearray(EVENT)
    broken[at] = value

    with pytest.raises(FormatError):
        event_parse(bytes(broken))


def test_fields_of_another_length_are_refused_even_when_their_sum_fits() -> None:
    with pytest.raises(FormatError):
        event_make(EventType.RECEIVED, 2, 0, ORG + b"x", CASE[:15], ex.TODAY)
    with pytest.raises(FormatError):
        event_make(EventType.RECEIVED, 2, 0, ORG, CASE[:15], ex.TODAY)


def test_a_commitment_binds_salt_and_event() -> None:
    whole = commit(SALT, EVENT)

    assert whole == hashlib.sha256(b"\x10wbp/1/log-commit" + SALT + EVENT).digest()
    assert commit(ex.seed("other salt"), EVENT) != whole
    assert commit(SALT, event(3)) != whole
    for salt, raw in ((SALT[:31], EVENT), (SALT, EVENT[:127]), (SALT + b"x", EVENT[:127]), (b"", b"")):
        with pytest.raises(FormatError):
            commit(salt, raw)


def test_salts_are_new_each_time() -> None:
    assert len({tree.new_salt() for _ in range(100)}) == 100
    assert len(tree.new_salt()) == 32


def test_a_batch_hides_how_many_events_there_were() -> None:
    for count in (0, 1, 15, 16, 17, 33, 64):
        entries = [tree.commitment_entry(ex.seed(f"event {n}")) for n in range(count)]
        batch = tree.fill_batch(entries)

        assert len(batch) == tree.batch_size(count)
        assert set(entries) <= set(batch)
        assert len(set(batch)) == len(batch)
        assert {(len(entry), entry[:4]) for entry in batch} == {(36, b"WBL1")}


def test_a_batch_is_shuffled() -> None:
    entries = [tree.commitment_entry(ex.seed(f"event {n}")) for n in range(64)]

    assert {tree.fill_batch(entries) == tuple(entries) for _ in range(3)} == {False}


@pytest.mark.parametrize(("n", "size"), [(0, 16), (16, 16), (17, 32), (32, 32), (33, 64), (2**20, 2**20)])
def test_batches_are_powers_of_two(n: int, size: int) -> None:
    assert tree.batch_size(n) == size


def test_entries_of_another_length_are_refused() -> None:
    with pytest.raises(FormatError):
        tree.commitment_entry(bytes(31))
    with pytest.raises(FormatError):
        tree.directory_entry(ORG[:15], 1, bytes(32))
    with pytest.raises(FormatError):
        tree.directory_entry(ORG, 1, bytes(31))
    with pytest.raises(FormatError):
        tree.directory_entry(ORG, 2**32, bytes(32))
    with pytest.raises(FormatError):
        tree.batch_size(-1)
