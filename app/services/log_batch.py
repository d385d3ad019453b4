"""The daily batch: what happened since the last one enters the public log, hidden among fillers (PROTOCOL 6.4).

Entries, the nodes they complete, the signed checkpoint and the places of what entered are kept in one transaction;
then what was signed is written down apart from the database. A crash between any two steps loses and doubles nothing:
before the commit nothing happened; after it the file is behind, and a log that goes on from there is the same log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.case_log import LOG, PRACTICE_LOG
from app.services.last_signed import (
    LastSigned,
    LastSignedLostError,
    LogDamagedError,
    LogForkedError,
    read_last_signed,
    write_last_signed,
)
from app.services.log_view import lookup_for, walk
from crypto.checkpoint import Checkpoint, make_checkpoint
from crypto.encoding import utf8
from crypto.note import split_note
from crypto.primitives import hash_
from crypto.tree import (
    EMPTY_ROOT,
    commitment_entry,
    consistency_from,
    directory_entry,
    fill_batch,
    grow,
    leaf_hash,
    root_from,
)

if TYPE_CHECKING:
    from datetime import date

    from app.services.note_keys import NoteKeys
    from app.store.database import Store
    from app.store.events import WaitingEvent
    from app.store.signed_notes import WaitingDirectory
    from app.store.unit_of_work import UnitOfWork
    from crypto.note import Signer


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch did: which log, how many events and lists entered, and the log's new head."""

    log: int
    events: int
    directories: int
    checkpoint: Checkpoint


def run_batch(store: Store, keys: NoteKeys, today: date) -> tuple[Batch, ...]:
    """Lengthen the log, and the log of those who practise when there are any. Also on a day without events.

    Raises:
        LogError: a log is not the one that was signed; nothing was added to it.
        StoreError: the database cannot be written; nothing was added.

    """
    practises = store.read(lambda work: any(one.is_practice for one in work.organisations.all()))
    return tuple(run_batch_of(store, keys, today, log) for log in ((LOG, PRACTICE_LOG) if practises else (LOG,)))


def run_batch_of(store: Store, keys: NoteKeys, today: date, log: int) -> Batch:
    """Lengthen one log; errors as for `run_batch`."""
    _begin(store, keys, log)
    batch = store.write(lambda work: lengthen(work, keys, log))
    write_last_signed(keys.folder, LastSigned(batch.checkpoint, today))
    return batch


def lengthen(work: UnitOfWork, keys: NoteKeys, log: int) -> Batch:
    """Add one batch to a log, in the transaction of `work`.

    Raises:
        LogForkedError: the log does not begin with what was signed last.
        LogDamagedError: nodes are missing, or what was signed last cannot be read.

    """
    work.log.alone()
    signer, size = keys.of_log(log), work.log.size(log)
    signed = read_last_signed(keys.folder, signer.name)
    if signed is None:
        raise LogDamagedError("What the log signed last was taken away while a batch ran. Put it back.")
    check_extends(work, log, signed.checkpoint)
    events, directories = _waiting_events(work, log), _waiting_directories(work, log)
    loose = {commitment_entry(commitment): commitment for commitment in work.erasure.loose(log)}
    entries = fill_batch([*events, *directories, *loose])
    work.log.append(log, size, entries)
    edge = lookup_for(work, log, lambda lookup: list(grow(size, (), lookup)))
    work.log.add_nodes(log, grow(size, map(leaf_hash, entries), edge))
    checkpoint = _sign(work, log, size + len(entries), signer, signed.checkpoint)
    places = {entry: place for place, entry in enumerate(entries, size)}
    work.events.place([(event, places[entry]) for entry, event in events.items()])
    work.erasure.note_logged(log, loose.values())
    for entry, one in directories.items():
        work.directories.place(one.organisation_id, one.version, places[entry])
    return Batch(log, len(events) + len(loose), len(directories), checkpoint)


def check_extends(work: UnitOfWork, log: int, signed: Checkpoint) -> None:
    """Check that the log in the database begins with what was signed, and that its head was signed at all.

    Raises:
        LogForkedError: it does not.
        LogDamagedError: nodes are missing.

    """
    size, head = work.log.size(log), work.log.newest(log)
    if (head.size if head is not None else 0) != size:
        raise LogForkedError("The log holds entries that were never signed. Put the newest backup back.")
    begins = size >= signed.size and (
        not signed.size or walk(work, log, lambda lookup: root_from(signed.size, lookup)) == signed.root
    )
    if not begins:
        message = (
            f"The log in this database has {size} entries and does not begin with the {signed.size} that were signed: "
            "an old or another database was put back. Nothing was added. Put the newest backup back."
        )
        raise LogForkedError(message)


def accept_database(store: Store, keys: NoteKeys, log: int) -> Checkpoint:
    """Take the newest checkpoint in the database for what was signed last, where nothing else says it.

    An administrator's word that this database is the newest there is; never done by itself.

    Raises:
        LogForkedError: something else says it.

    """
    signer = keys.of_log(log)
    if read_last_signed(keys.folder, signer.name) is not None:
        raise LogForkedError("What this log signed last is known; it cannot be replaced by the word of a database.")
    checkpoint = store.read(lambda work: _head_of(work, log, signer))
    write_last_signed(keys.folder, LastSigned(checkpoint, None))
    return checkpoint


def _begin(store: Store, keys: NoteKeys, log: int) -> None:
    """Write down that an empty log was signed up to nothing, so that its first batch can be interrupted like others."""
    signer = keys.of_log(log)
    size = store.read(lambda work: work.log.size(log))
    if read_last_signed(keys.folder, signer.name) is not None:
        return
    if size:
        message = (
            "Nothing says what this log signed last: its file in the keys folder is not there. Put it back; if it is "
            "lost and this database is surely the newest, run `zegel log batch --accept-database`."
        )
        raise LastSignedLostError(message)
    write_last_signed(keys.folder, LastSigned(Checkpoint(0, EMPTY_ROOT, signer.name), None))


def _waiting_events(work: UnitOfWork, log: int) -> dict[bytes, WaitingEvent]:
    return {commitment_entry(event.commitment): event for event in work.events.waiting(log)}


def _waiting_directories(work: UnitOfWork, log: int) -> dict[bytes, WaitingDirectory]:
    waiting = work.directories.waiting(practice=log == PRACTICE_LOG)
    return {
        directory_entry(one.organisation_id, one.version, hash_("directory", utf8(split_note(one.note).text))): one
        for one in waiting
    }


def _sign(work: UnitOfWork, log: int, size: int, signer: Signer, signed: Checkpoint) -> Checkpoint:
    """Sign the lengthened tree, proved to begin with what was signed last, and keep the checkpoint."""
    root = walk(work, log, lambda lookup: root_from(size, lookup))
    path = walk(work, log, lambda lookup: consistency_from(signed.size, size, lookup)) if signed.size else ()
    work.log.sign(log, size, make_checkpoint(size, root, signer, signed, path))
    return Checkpoint(size, root, signer.name)


def _head_of(work: UnitOfWork, log: int, signer: Signer) -> Checkpoint:
    size = work.log.size(log)
    return Checkpoint(size, walk(work, log, lambda lookup: root_from(size, lookup)), signer.name)
