"""The public log as it is read: its head, pages of entries, and proofs that something stands in it (PROTOCOL 6.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from app.domain.errors import UnknownError
from app.services.case_log import log_of
from app.services.last_signed import LogDamagedError
from crypto.encoding import b64
from crypto.tlog_proof import make_tlog_proof
from crypto.tree import consistency_from, inclusion_from, nodes_needed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.store.events import CaseEvent
    from app.store.log import SignedHead
    from app.store.unit_of_work import UnitOfWork
    from crypto.tree import NodeLookup

T = TypeVar("T")

PAGE: Final = 256
"""Entries on a whole page."""


def lookup_for(work: UnitOfWork, log: int, reads: Callable[[NodeLookup], object]) -> NodeLookup:
    """Fetch at once the stored nodes that a function of `crypto.tree` looks up, and give the look-up for it.

    The look-up raises `LogDamagedError` for a node that is not there.
    """
    found = work.log.nodes(log, nodes_needed(reads))

    def lookup(level: int, position: int) -> bytes:
        try:
            return found[(level, position)]
        except KeyError:
            raise LogDamagedError("Nodes of the log are missing from this database. Put a whole backup back.") from None

    return lookup


def walk(work: UnitOfWork, log: int, reads: Callable[[NodeLookup], T]) -> T:
    """Run a function of `crypto.tree` over stored nodes.

    Raises:
        LogDamagedError: a node is not there.

    """
    return reads(lookup_for(work, log, reads))


def checkpoint_of(work: UnitOfWork, log: int) -> str:
    """Give the newest checkpoint of a log, as it was signed.

    Raises:
        UnknownError: there was no batch yet.

    """
    head = work.log.newest(log)
    if head is None:
        raise UnknownError
    return head.note


def page_of(work: UnitOfWork, log: int, page: int, width: int = PAGE) -> str:
    """Give the first `width` entries of a page, base64, one a line. Once there, they never change.

    Raises:
        UnknownError: the log is not that long, or no page is that wide.

    """
    first = page * PAGE
    if not (1 <= width <= PAGE and first >= 0 and first + width <= work.log.size(log)):
        raise UnknownError
    return "".join(f"{b64(entry)}\n" for entry in work.log.entries(log, first, first + width))


def entries_of(work: UnitOfWork, log: int, first: int, limit: int) -> tuple[list[str], int]:
    """Give at most `limit` entries from a number on, base64, and how long the log is.

    Raises:
        UnknownError: the log is not that long.

    """
    size = work.log.size(log)
    if not 0 <= first < size:
        raise UnknownError
    return [b64(entry) for entry in work.log.entries(log, first, min(first + limit, size))], size


def consistency_of(work: UnitOfWork, log: int, older: int, newer: int) -> str:
    """Give the path that proves the log of `newer` entries to begin with that of `older`: hashes, base64, one a line.

    Once there, it never changes; it is empty when the sizes are equal.

    Raises:
        UnknownError: the log never had that size, or an older one was asked for that is none.

    """
    if not 1 <= older <= newer <= work.log.size(log):
        raise UnknownError
    path = walk(work, log, lambda lookup: consistency_from(older, newer, lookup))
    return "".join(f"{b64(node)}\n" for node in path)


def event_proofs(work: UnitOfWork, events: Sequence[CaseEvent]) -> list[str | None]:
    """Give for each event of one case the proof that the newest checkpoint covers it; None while it waits."""
    head = work.log.newest(events[0].log) if events else None
    if head is None:
        return [None] * len(events)
    places = [event.leaf for event in events if event.leaf is not None]
    paths = _paths(work, events[0].log, head, places)
    return [
        make_tlog_proof(event.leaf, paths[event.leaf], head.note, (event.salt, event.event))
        if event.leaf is not None
        else None
        for event in events
    ]


def directory_proof(work: UnitOfWork, organisation_id: bytes, version: int) -> str | None:
    """Give the proof that a version of a list of counsellors stands in the log; None while it waits."""
    leaf = work.directories.leaf(organisation_id, version)
    log = log_of(work, organisation_id)
    head = work.log.newest(log) if leaf is not None else None
    if leaf is None or head is None:
        return None
    return make_tlog_proof(leaf, _paths(work, log, head, [leaf])[leaf], head.note)


def _paths(work: UnitOfWork, log: int, head: SignedHead, places: Sequence[int]) -> dict[int, tuple[bytes, ...]]:
    """Give the paths of some places, with one look at the nodes."""
    return walk(work, log, lambda lookup: {place: inclusion_from(place, head.size, lookup) for place in places})
