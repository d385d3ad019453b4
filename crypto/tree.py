"""The public log as a Merkle tree: entries, roots and proofs (PROTOCOL 6.3, 6.4; RFC 6962, RFC 9162).

This module verifies, and makes proofs for trees that fit in memory; ``tree_nodes`` makes them from stored nodes
for a tree of any size; ``log_entry`` says what the leaves are. All of it is reached from here.

    root(leaves) -> bytes32                                       leaves are leaf hashes: [leaf_hash(entry), ...]
    inclusion(index, leaves) -> tuple[bytes32, ...]
    verify_inclusion(leaf, index, size, path, root) -> None       ProofError
    consistency(older, leaves) -> tuple[bytes32, ...]
    verify_consistency(older, newer, older_root, newer_root, path) -> None   ProofError
    batch_size(n) -> int;  fill_batch(entries) -> tuple[bytes, ...]
    event_make(...) -> bytes128;  event_parse(raw) -> Event;  commit(salt, event) -> bytes32
    commitment_entry(commit) -> bytes36;  directory_entry(org_id, version, dir_hash) -> bytes56
    grow, root_from, inclusion_from, consistency_from, nodes_needed: see tree_nodes
"""

from collections.abc import Sequence

from crypto.errors import ProofError
from crypto.log_entry import (
    Event,
    EventType,
    batch_size,
    commit,
    commitment_entry,
    directory_entry,
    event_make,
    event_parse,
    fill_batch,
    new_salt,
)
from crypto.tree_nodes import (
    EMPTY_ROOT,
    NODE_BYTES,
    Node,
    NodeLookup,
    consistency_from,
    grow,
    inclusion_from,
    leaf_hash,
    node_hash,
    nodes_needed,
    root_from,
)

__all__ = [
    "EMPTY_ROOT",
    "Event",
    "EventType",
    "Node",
    "NodeLookup",
    "batch_size",
    "commit",
    "commitment_entry",
    "consistency",
    "consistency_from",
    "directory_entry",
    "event_make",
    "event_parse",
    "fill_batch",
    "grow",
    "inclusion",
    "inclusion_from",
    "leaf_hash",
    "new_salt",
    "node_hash",
    "nodes_needed",
    "root",
    "root_from",
    "verify_consistency",
    "verify_inclusion",
]


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root (32) over leaf hashes (32 each); of none, the hash of nothing."""
    level = list(leaves)
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = [node_hash(*pair) for pair in zip(level[::2], level[1::2], strict=False)] + odd
    return level[0] if level else EMPTY_ROOT


def inclusion(index: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the path of leaf ``index``, lowest node first. Raises ProofError when there is no such leaf."""
    return inclusion_from(index, len(leaves), _lookup(leaves))


def consistency(older: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the path from the first ``older`` leaves to all. Raises ProofError unless 1 ≤ older ≤ len(leaves)."""
    return consistency_from(older, len(leaves), _lookup(leaves))


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Check that ``leaf`` (hash, 32) is leaf ``index`` of the tree with this size and root. Raises ProofError.

    RFC 9162, 2.1.3.2. Nothing is left over: a path that is too long fails as one that is too short.
    """
    if not 0 <= index < size or not _are_hashes(leaf, root, *path):
        raise ProofError
    at, last, digest = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise ProofError
        if at & 1 or at == last:
            digest = node_hash(sibling, digest)
            at, last = _past_left_edge(at, last)
        else:
            digest = node_hash(digest, sibling)
        at, last = at >> 1, last >> 1
    if last != 0 or digest != root:
        raise ProofError


def verify_consistency(older: int, newer: int, older_root: bytes, newer_root: bytes, path: Sequence[bytes]) -> None:
    """Check that the newer tree begins with the older one: nothing was changed or taken out. Raises ProofError.

    RFC 9162, 2.1.4.2. Equal sizes take an empty path; an older size of 0 proves nothing and is refused.
    """
    if not 1 <= older <= newer or not _are_hashes(older_root, newer_root, *path):
        raise ProofError
    if older == newer:
        if path or older_root != newer_root:
            raise ProofError
        return
    # A whole older tree is a node of the newer one, and the path leaves it out.
    steps = [older_root, *path] if older & (older - 1) == 0 else list(path)
    at, last = older - 1, newer - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    if not path:
        raise ProofError
    before = after = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            raise ProofError
        if at & 1 or at == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            at, last = _past_left_edge(at, last)
        else:
            after = node_hash(after, sibling)
        at, last = at >> 1, last >> 1
    if last != 0 or before != older_root or after != newer_root:
        raise ProofError


def _past_left_edge(at: int, last: int) -> tuple[int, int]:
    """Skip the levels at which a node on the right edge has no sibling."""
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == NODE_BYTES for value in values)


def _lookup(leaves: Sequence[bytes]) -> NodeLookup:
    """Return a look-up in the nodes of leaf hashes held in memory."""
    nodes: dict[tuple[int, int], bytes] = {}
    for level, index, digest in grow(0, leaves, lambda level, index: nodes[(level, index)]):
        nodes[(level, index)] = digest
    return lambda level, index: nodes[(level, index)]
