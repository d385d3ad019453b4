"""Logbooks: open one with its first entry, add entries, read them back, erase them (PROTOCOL 3.5).

There is no case here: no counsellor, no clock, no register row and no event in the log. Each entry is dated by a
receipt that is signed before the entry is kept and stays with it, so that it is the same text whenever it is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import CaseExistsError, DeniedError, MessageTakenError, UnknownError, WrongReaderError
from app.domain.ids import BoxKid, LogbookId
from app.domain.logbook import Logbook, LogbookEntry, check_entry_size, check_room, silent_since
from crypto import challenge as challenges
from crypto.encoding import day_of
from crypto.envelope_inspect import EnvelopeInfo, inspect
from crypto.errors import SignatureError
from crypto.logbook_receipt import issue
from crypto.primitives import verify

if TYPE_CHECKING:
    from datetime import date

    from app.store.unit_of_work import UnitOfWork
    from crypto.note import Signer


@dataclass(frozen=True, slots=True)
class Opening:
    """A new logbook with its first entry. Bytes: ids, kid 16; locator, key 32; challenge 44; signature 64."""

    organisation_id: bytes
    locator: bytes
    sign_pk: bytes
    logbook_id: bytes
    self_kid: bytes
    envelope: bytes
    challenge: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """The entry as it is kept, and whether this request brought it."""

    entry: LogbookEntry
    is_new: bool


@dataclass(frozen=True, slots=True)
class WholeLogbook:
    """A logbook and all its entries, still sealed."""

    logbook: Logbook
    entries: list[LogbookEntry]


def check_opening(opening: Opening) -> EnvelopeInfo:
    """Check size and signature before the database is asked; the challenge has been redeemed.

    Raises:
        TooLargeError: the entry is too large.
        FormatError: the envelope is none.
        DeniedError: the signature is not of this key over this entry.

    """
    check_entry_size(len(opening.envelope))
    info = inspect(opening.envelope)
    message = challenges.logbook_message(
        opening.organisation_id,
        opening.logbook_id,
        opening.locator,
        opening.self_kid,
        info.env_hash,
        opening.challenge,
    )
    try:
        verify(opening.sign_pk, "logbook", message, opening.signature)
    except SignatureError:
        raise DeniedError from None
    return info


def open_logbook(
    work: UnitOfWork, opening: Opening, info: EnvelopeInfo, locator_tag: bytes, signer: Signer, today: date
) -> Kept:
    """Keep a logbook with its first entry, or say that exactly this one is kept already.

    Raises:
        CaseExistsError: another logbook has this code.
        UnknownError: no such organisation.
        WrongReaderError: the entry is not sealed to its writer alone.

    """
    existing = work.logbooks.by_id(opening.logbook_id)
    if existing is not None:
        first = work.logbooks.entry(existing.logbook_id, 0)
        is_same = first is not None and first.env_hash == info.env_hash and existing.sign_pk == opening.sign_pk
        if not is_same or first is None:
            raise CaseExistsError
        return Kept(first, is_new=False)
    organisation = work.organisations.by_id(opening.organisation_id)
    if organisation is None:
        raise UnknownError
    book = Logbook(
        logbook_id=LogbookId(opening.logbook_id),
        organisation_id=organisation.organisation_id,
        sign_pk=opening.sign_pk,
        self_kid=BoxKid(opening.self_kid),
        opened_on=today,
        changed_on=today,
    )
    work.logbooks.add(book, locator_tag)
    return _keep(work, book, 0, opening.envelope, info, signer, today)


def write_entry(
    work: UnitOfWork, logbook_id: LogbookId, position: int, envelope: bytes, signer: Signer, today: date
) -> Kept:
    """Keep an entry in the next place, or say that exactly this one is kept already.

    Raises:
        UnknownError: the logbook is gone.
        MessageTakenError: this place holds another entry.
        MessageGapError, LogbookFullError, WrongReaderError: a rule says no.
        TooLargeError, FormatError: it cannot be taken at all.

    """
    check_entry_size(len(envelope))
    info = inspect(envelope)
    book = work.logbooks.by_id(logbook_id)
    if book is None:
        raise UnknownError
    stored = work.logbooks.entry(logbook_id, position)
    if stored is not None:
        if stored.env_hash != info.env_hash:
            raise MessageTakenError
        return Kept(stored, is_new=False)
    check_room(position, *work.logbooks.size(logbook_id), len(envelope))
    work.logbooks.note_opened(logbook_id, today)
    return _keep(work, book, position, envelope, info, signer, today)


def read_logbook(work: UnitOfWork, logbook_id: LogbookId, today: date) -> WholeLogbook:
    """Give all of a logbook, and keep that it was opened today: its silence begins anew.

    Raises:
        UnknownError: it is gone.

    """
    work.logbooks.note_opened(logbook_id, today)
    book = work.logbooks.view(logbook_id)
    if book is None:
        raise UnknownError
    return WholeLogbook(book, work.logbooks.entries(logbook_id))


def erase_logbook(work: UnitOfWork, logbook_id: LogbookId) -> None:
    """Erase a logbook at once, as its writer asks; nothing of it stays."""
    work.logbooks.erase(logbook_id)


def silent_logbooks(work: UnitOfWork, today: date) -> list[bytes]:
    """Give the ids (16 bytes) of logbooks that nobody opened for so long that they go today."""
    return work.logbooks.silent(silent_since(today))


def erase_when_silent(work: UnitOfWork, logbook_id: bytes, today: date) -> bool:
    """Erase a logbook unless somebody opened it meanwhile, and say whether it went."""
    book = work.logbooks.by_id(logbook_id)
    if book is None or book.changed_on > silent_since(today):
        return False
    work.logbooks.erase(logbook_id)
    return True


def _keep(
    work: UnitOfWork, book: Logbook, position: int, envelope: bytes, info: EnvelopeInfo, signer: Signer, today: date
) -> Kept:
    if info.kids != (book.self_kid,):
        raise WrongReaderError
    receipt = issue(book.organisation_id, book.logbook_id, position, info.env_hash, day_of(today), signer)
    entry = LogbookEntry(position, info.env_hash, today, envelope, receipt)
    work.logbooks.add_entry(book.logbook_id, entry)
    return Kept(entry, is_new=True)
