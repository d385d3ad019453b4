"""The Merkle tree of the log: what was in it stays in it, at its place, unchanged (PROTOCOL 6.3, 6.4; RFC 9162)."""

import hashlib
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import tree
from crypto.errors import ProofError
from tests.crypto import examples as ex

SIZES = st.integers(1, 70)


def _leaves(count: int) -> list[bytes]:
    return [tree.leaf_hash(ex.seed(f"entry {n}")) for n in range(count)]


def _defined_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 9162, 2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = max(2**power for power in range(20) if 2**power < len(leaves))
    left, right = _defined_root(leaves[:k]), _defined_root(leaves[k:])
    return hashlib.sha256(b"\x01" + left + right).digest()


class Stored:
    """Nodes as a store keeps them, and how often they were asked for."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.asked: list[tuple[int, int]] = []
        self.size = 0

    def lookup(self, level: int, index: int) -> bytes:
        self.asked.append((level, index))
        return self.nodes[(level, index)]

    def append(self, leaves: list[bytes]) -> None:
        for level, index, digest in tree.grow(self.size, leaves, self.lookup):
            assert (level, index) not in self.nodes
            self.nodes[(level, index)] = digest
        self.size += len(leaves)


def _refused(check: Callable[..., None], *arguments: object) -> bool:
    try:
        check(*arguments)
    except ProofError:
        return True
    return False


@pytest.mark.parametrize("size", range(70))
def test_the_root_is_the_one_of_the_standard(size: int) -> None:
    assert tree.root(_leaves(size)) == _defined_root(_leaves(size))


@pytest.mark.parametrize("size", range(1, 40))
def test_every_leaf_is_proved_at_its_place_and_at_no_other(size: int) -> None:
    leaves = _leaves(size)
    whole = tree.root(leaves)
    for index in range(size):
        path = tree.inclusion(index, leaves)
        tree.verify_inclusion(leaves[index], index, size, path, whole)
        for other in range(size + 2):
            if other != index:
                assert _refused(tree.verify_inclusion, leaves[index], other, size, path, whole)


@pytest.mark.parametrize("newer", range(1, 40))
def test_every_earlier_tree_is_the_beginning_of_every_later_one(newer: int) -> None:
    leaves = _leaves(newer)
    whole = tree.root(leaves)
    for older in range(1, newer + 1):
        path = tree.consistency(older, leaves)
        tree.verify_consistency(older, newer, tree.root(leaves[:older]), whole, path)


@ex.PROPERTY
@given(size=SIZES, data=st.data())
def test_a_changed_deleted_added_or_moved_entry_is_noticed(size: int, data: st.DataObject) -> None:
    """The attacker makes the best proof there is in the falsified log; the one who kept the old root refuses it."""
    leaves = _leaves(size)
    older = data.draw(st.integers(1, size))
    at = data.draw(st.integers(0, older - 1))
    match data.draw(st.sampled_from(["changed", "deleted", "added", "moved"])):
        case "changed":
            falsified = [*leaves[:at], tree.leaf_hash(b"false"), *leaves[at + 1 :]]
        case "deleted":
            falsified = leaves[:at] + leaves[at + 1 :]
        case "added":
            falsified = [*leaves[:at], tree.leaf_hash(b"false"), *leaves[at:]]
        case _:
            falsified = [*leaves[:at], leaves[-1], *leaves[at:-1]]
    if falsified[:older] == leaves[:older]:
        return
    kept, shown = tree.root(leaves[:older]), tree.root(falsified)
    newer = len(falsified)
    path = tree.consistency(older, falsified) if older <= newer else ()

    assert _refused(tree.verify_consistency, older, newer, kept, shown, path)
    assert _refused(tree.verify_inclusion, leaves[at], at, size, tree.inclusion(at, leaves), shown)


@ex.PROPERTY
@given(size=st.integers(2, 200), data=st.data())
def test_a_changed_proof_proves_nothing(size: int, data: st.DataObject) -> None:
    leaves = _leaves(size)
    whole = tree.root(leaves)
    index, older = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    stands, grows = tree.inclusion(index, leaves), tree.consistency(older, leaves)
    checks: list[tuple[tuple[bytes, ...], Callable[[tuple[bytes, ...]], None]]] = [
        (stands, lambda path: tree.verify_inclusion(leaves[index], index, size, path, whole)),
        (grows, partial(tree.verify_consistency, older, size, tree.root(leaves[:older]), whole)),
    ]
    for path, check in checks:
        check(path)
        at = data.draw(st.integers(0, len(path) - 1))
        false = bytes(32)
        for broken in (
            path[:at] + path[at + 1 :],
            (*path[:at], false, *path[at:]),
            (*path[:at], false, *path[at + 1 :]),
            (*path[:at], path[at][:31], *path[at + 1 :]),
            (*path, path[at]),
            (),
        ):
            assert _refused(check, broken)


def test_nothing_is_proved_about_an_empty_or_shrunken_log() -> None:
    leaves = _leaves(3)
    whole = tree.root(leaves)
    for older, newer in ((0, 3), (4, 3), (-1, 3), (0, 0)):
        assert _refused(tree.verify_consistency, older, newer, whole, whole, ())
        with pytest.raises(ProofError):
            tree.consistency(older, leaves[:newer])
    for index, size in ((3, 3), (-1, 3), (0, 0)):
        assert _refused(tree.verify_inclusion, leaves[0], index, size, (), leaves[0])
        with pytest.raises(ProofError):
            tree.inclusion(index, leaves[:size])
    with pytest.raises(ProofError):
        tree.root_from(-1, Stored().lookup)


def test_an_entry_is_never_taken_for_an_inner_node() -> None:
    left, right = _leaves(2)

    assert tree.leaf_hash(left + right) == hashlib.sha256(b"\x00" + left + right).digest()
    assert tree.leaf_hash(left + right) != tree.node_hash(left, right)


def test_a_path_that_leads_to_the_root_of_another_size_is_refused() -> None:
    leaves = _leaves(9)
    for size in range(1, 9):
        root, higher = tree.root(leaves[:size]), tree.node_hash(leaves[8], tree.root(leaves[:size]))
        path = tree.inclusion(0, leaves[:size])
        assert _refused(tree.verify_inclusion, leaves[0], 0, size, (*path, leaves[8]), higher)
        assert _refused(tree.verify_inclusion, leaves[0], 0, 2 * size + 1, path, root)
        for older in range(1, size + 1):
            grown = tree.consistency(older, leaves[:size])
            kept = tree.root(leaves[:older])
            assert _refused(tree.verify_consistency, older, 2 * size + 1, kept, root, grown)
            assert _refused(tree.verify_consistency, older, size, kept, higher, (*grown, leaves[8]))


def test_equal_sizes_take_an_empty_path() -> None:
    whole = tree.root(_leaves(3))

    tree.verify_consistency(3, 3, whole, whole, ())
    assert _refused(tree.verify_consistency, 3, 3, whole, whole, (whole,))
    assert _refused(tree.verify_consistency, 3, 3, whole, bytes(32), ())


@ex.PROPERTY
@given(batches=st.lists(st.integers(0, 40), min_size=1, max_size=6), data=st.data())
def test_stored_nodes_give_the_same_roots_and_proofs(batches: list[int], data: st.DataObject) -> None:
    leaves = _leaves(sum(batches))
    stored = Stored()
    for count in batches:
        stored.append(leaves[stored.size : stored.size + count])

    for size in {0, len(leaves), data.draw(st.integers(0, len(leaves)))}:
        assert tree.root_from(size, stored.lookup) == tree.root(leaves[:size])
        if size:
            index, older = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
            assert tree.inclusion_from(index, size, stored.lookup) == tree.inclusion(index, leaves[:size])
            assert tree.consistency_from(older, size, stored.lookup) == tree.consistency(older, leaves[:size])
    assert len(stored.nodes) < max(2 * len(leaves), 1)


def test_a_proof_in_a_tree_of_a_million_needs_few_nodes() -> None:
    for size in (1_000_000, 2**20, 2**20 - 1, 2**20 + 1):
        for index in (0, 1, size // 3, size - 2, size - 1):
            needed = tree.nodes_needed(partial(tree.inclusion_from, index, size))
            assert len(needed) <= 40
            needed = tree.nodes_needed(partial(tree.consistency_from, index + 1, size))
            assert len(needed) <= 40
        assert len(tree.nodes_needed(partial(tree.root_from, size))) <= 20


def test_what_is_needed_is_exactly_what_is_looked_up() -> None:
    stored = Stored()
    stored.append(_leaves(75))
    stored.asked.clear()
    tree.inclusion_from(33, 75, stored.lookup)

    assert tree.nodes_needed(partial(tree.inclusion_from, 33, 75)) == tuple(sorted(stored.asked))


def test_growing_reads_only_the_edge() -> None:
    stored = Stored()
    leaves = _leaves(75)
    stored.append(leaves[:64])
    stored.asked.clear()
    stored.append(leaves[64:])

    assert stored.asked == [(6, 0)]
