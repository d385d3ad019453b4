"""Hashes of the log's Merkle tree from stored nodes: a million leaves, a few dozen look-ups (PROTOCOL 6.3, RFC 9162).

A *stored node* is the hash over a whole, aligned run of 2^level leaves; it never changes once those leaves are
there. Level 0 is the leaf hash; node (level, index) covers the leaves index·2^level up to (index+1)·2^level.
n leaves have fewer than 2n such nodes. The ragged right edge of a tree is computed from them and not stored.

How a store uses this::

    for node in grow(old_size, leaves, lookup):        # append a batch; write every node that comes out
        ...
    root_from(new_size, lookup)                        # bytes32
    inclusion_from(index, size, lookup)                # tuple of bytes32, at most ~2·log2(size) look-ups
    consistency_from(older, newer, lookup)             # tuple of bytes32
    positions = nodes_needed(partial(inclusion_from, index, size))   # to fetch them in one query

``lookup(level, index)`` returns the stored 32 bytes. Sizes may be older than the tree: every proof of an earlier
size comes from the same nodes.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from crypto.errors import ProofError

NODE_BYTES: Final = 32
# RFC 9162, 2.1.1: the hash of an empty string.
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()

NodeLookup = Callable[[int, int], bytes]


class Node(NamedTuple):
    """One stored node: ``hash`` (32) over 2^level leaves; ``position`` is its index, from 0, within the level."""

    level: int
    position: int
    hash: bytes


def leaf_hash(entry: bytes) -> bytes:
    """Return SHA-256(0x00 || entry), 32 bytes: an entry can never be taken for an inner node."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01 || left || right), 32 bytes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow(size: int, leaves: Iterable[bytes], lookup: NodeLookup) -> Iterator[Node]:
    """Yield every node to store when leaf hashes are appended to a tree of ``size`` leaves.

    Reads at most log2(size) stored nodes. Order: each leaf (level 0), then the nodes it completes, upwards.
    """
    edge = [lookup(level, index) for level, index in _whole_runs(0, size)]
    for number, leaf in enumerate(leaves, size):
        level, index, digest = 0, number, leaf
        yield Node(level, index, digest)
        while index & 1:
            digest = node_hash(edge.pop(), digest)
            level, index = level + 1, index >> 1
            yield Node(level, index, digest)
        edge.append(digest)


def root_from(size: int, lookup: NodeLookup) -> bytes:
    """Return the root (32) of the first ``size`` leaves; of none, the hash of nothing. Raises ProofError: negative."""
    if size < 0:
        raise ProofError
    return _hash_of(0, size, lookup) if size else EMPTY_ROOT


def inclusion_from(index: int, size: int, lookup: NodeLookup) -> tuple[bytes, ...]:
    """Return the path that proves leaf ``index`` (from 0) in the tree of ``size`` leaves, lowest node first.

    Raises ProofError when there is no such leaf.
    """
    if not 0 <= index < size:
        raise ProofError
    path = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_hash_of(middle, end, lookup))
            end = middle
        else:
            path.append(_hash_of(start, middle, lookup))
            start = middle
    return tuple(reversed(path))


def consistency_from(older: int, newer: int, lookup: NodeLookup) -> tuple[bytes, ...]:
    """Return the path that proves the first ``older`` leaves to be the beginning of the tree of ``newer`` leaves.

    Empty when the sizes are equal. Raises ProofError unless 1 ≤ older ≤ newer: nothing proves itself.
    """
    if not 1 <= older <= newer:
        raise ProofError
    path = []
    start, end = 0, newer
    while end != older:
        middle = start + _split(end - start)
        if older <= middle:
            path.append(_hash_of(middle, end, lookup))
            end = middle
        else:
            path.append(_hash_of(start, middle, lookup))
            start = middle
    if start:
        path.append(_hash_of(start, end, lookup))
    return tuple(reversed(path))


def nodes_needed(walk: Callable[[NodeLookup], object]) -> tuple[tuple[int, int], ...]:
    """Return the (level, index) that a walk looks up, sorted, so that a store can fetch them at once."""
    asked: set[tuple[int, int]] = set()

    def note(level: int, index: int) -> bytes:
        asked.add((level, index))
        return bytes(NODE_BYTES)

    walk(note)
    return tuple(sorted(asked))


def _hash_of(start: int, end: int, lookup: NodeLookup) -> bytes:
    """Return the hash over the leaves start..end-1, which begin on a multiple of the run they fill."""
    runs = [lookup(level, index) for level, index in _whole_runs(start, end)]
    digest = runs.pop()
    while runs:
        digest = node_hash(runs.pop(), digest)
    return digest


def _whole_runs(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (level, index) of the largest whole runs that cover start..end-1, left to right."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _split(size: int) -> int:
    """Return the largest power of two below ``size`` (≥ 2): how many leaves go left."""
    return 1 << ((size - 1).bit_length() - 1)
