"""Messages between the reporter and an authority or helper, in the space that is theirs (PROTOCOL 4.1, 4.5, 5.5).

The recipient writes when the reporter said so in the consent (WBT1 flag bit 2). Both seal on their own side; here only
shape, number, room and readers are checked. Nobody of the employer reads this space, the counsellor neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from app.domain.case import Envelope
from app.domain.consent import ConsentState
from app.domain.conversation import (
    STATE_SIZE,
    UNANSWERED_LIMIT,
    Direction,
    check_envelope_size,
    check_next_index,
    check_room,
)
from app.domain.errors import (
    MalformedError,
    MessageTakenError,
    PackageError,
    StateChangedError,
    UnknownError,
    WrongReaderError,
)
from app.domain.packages import READABLE
from app.domain.webhook import EventKind
from app.services.directory_view import directory_in_force, entry_of
from app.services.intake import Received
from app.services.package_desk import own_package
from app.services.package_people import readers_of
from app.services.webhook_news import tell_of
from crypto.consent_token import parse_token
from crypto.envelope_inspect import SPACE_AUTHORITY_FIRST, EnvelopeInfo, inspect
from crypto.primitives import blob_hash

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import CaseId
    from app.services.correspondence import ReporterMessage
    from app.store.packages import KeptPackage
    from app.store.unit_of_work import UnitOfWork

_REVOKED: Final = "revoked"


class SpaceMessage(NamedTuple):
    """A sealed message and the day it came."""

    envelope: Envelope
    received_on: date


class Written(NamedTuple):
    """That a message was kept: its hash (32 bytes), by which statements speak of it, and its day."""

    env_hash: bytes
    received: Received


def messages_of_package(
    work: UnitOfWork, identities: Collection[bytes], package_id: bytes, after: tuple[int, int], limit: int
) -> list[SpaceMessage]:
    """Give messages of the space of a package after a (direction, index); looking changes nothing.

    Raises:
        UnknownError: not sealed to one of these keys.

    """
    package = work.packages.by_id(package_id)
    if package is None or package.recipient_pk not in identities:
        raise UnknownError
    if package.space < SPACE_AUTHORITY_FIRST:
        return []
    return [SpaceMessage(*one) for one in work.envelopes.of_space(package.case_id, package.space, after, limit)]


def write_to_reporter(
    work: UnitOfWork, identities: Collection[bytes], package_id: bytes, envelope: bytes, index: int, today: date
) -> Written:
    """Keep a message of a recipient to the reporter; exactly the same one again changes nothing.

    Raises:
        UnknownError: not sealed to one of these keys.
        PackageError: not fetched yet, taken back, or the reporter does not want to be written to.
        MessageTakenError: this number holds another message.
        MessageGapError, CaseFullError, WrongReaderError: a rule says no.
        TooLargeError, FormatError: it cannot be taken at all.

    """
    check_envelope_size(len(envelope))
    info = inspect(envelope)
    package, a_case = own_package(work, identities, package_id)
    repeated = _stored(work, a_case, package.space, Direction.FROM_RECIPIENT, index, info)
    if repeated is not None:
        return Written(info.env_hash, repeated)
    if package.state not in READABLE or not may_write(work, package):
        raise PackageError
    count, size = work.envelopes.fill(a_case.case_id, package.space, Direction.FROM_RECIPIENT)
    check_next_index(index, count)
    check_room(0, size, len(envelope))
    _check_sealed_to_reporter(work, a_case, package, info)
    kept = Envelope(Direction.FROM_RECIPIENT, package.space, index, envelope)
    work.envelopes.add(a_case.case_id, kept, info.env_hash, today)
    return Written(info.env_hash, Received(today, is_new=True))


def write_outside(work: UnitOfWork, case_id: CaseId, message: ReporterMessage, space: int, today: date) -> Received:
    """Keep a reporter's message to the recipient of a space outside, and the state that goes with it.

    Raises:
        UnknownError: the case is gone.
        PackageError: nobody outside has this space, or the reporter took it back.
        MessageTakenError: this number holds another message.
        StateChangedError: another window wrote first.
        MessageGapError, CaseFullError, TooManyUnansweredError, WrongReaderError: a rule says no.
        TooLargeError, FormatError, MalformedError: it cannot be taken at all.

    """
    check_envelope_size(len(message.envelope))
    if len(message.state) != STATE_SIZE:
        raise MalformedError
    info = inspect(message.envelope)
    a_case = work.cases.by_id(case_id)
    if a_case is None:
        raise UnknownError
    repeated = _stored(work, a_case, space, Direction.FROM_REPORTER, message.index, info)
    if repeated is not None:
        return repeated
    if not work.cases.replace_state(case_id, message.state, blob_hash(message.state), message.previous_state):
        raise StateChangedError
    there = [one for one in work.packages.of_case(case_id) if one.space == space and one.state in READABLE]
    packages = [one for one in there if _stands(work, one)]
    if space < SPACE_AUTHORITY_FIRST or not packages:
        raise PackageError
    count, size = work.envelopes.fill(case_id, space, Direction.FROM_REPORTER)
    answers, _ = work.envelopes.fill(case_id, space, Direction.FROM_RECIPIENT)
    check_next_index(message.index, count)
    # Each answer makes room for as many again: which of the reporter's messages it answers is sealed.
    check_room(max(0, count - UNANSWERED_LIMIT * answers), size, len(message.envelope))
    _check_sealed_to_recipient(work, a_case, packages[-1], info, today)
    kept = Envelope(Direction.FROM_REPORTER, space, message.index, message.envelope)
    work.envelopes.add(case_id, kept, info.env_hash, today)
    tell_of(work, packages[-1], EventKind.MESSAGE_RECEIVED, today)
    return Received(today, is_new=True)


def may_write(work: UnitOfWork, package: KeptPackage) -> bool:
    """Say whether the reporter lets the recipient of a package write."""
    consent = work.consents.by_id(package.token_id)
    if package.space < SPACE_AUTHORITY_FIRST or consent is None or not _stands(work, package):
        return False
    return parse_token(consent.token).may_write


def _stands(work: UnitOfWork, package: KeptPackage) -> bool:
    """Whether the reporter did not take the package back: that ends its space, for both (PROTOCOL 3.4)."""
    consent = work.consents.by_id(package.token_id)
    return consent is not None and consent.state is not ConsentState.WITHDRAWN


def _stored(
    work: UnitOfWork, a_case: Case, space: int, direction: Direction, index: int, info: EnvelopeInfo
) -> Received | None:
    stored = work.envelopes.hash_at(a_case.case_id, space, direction, index)
    if stored is None:
        return None
    if stored[0] != info.env_hash:
        raise MessageTakenError
    return Received(stored[1], is_new=False)


def _check_sealed_to_reporter(work: UnitOfWork, a_case: Case, package: KeptPackage, info: EnvelopeInfo) -> None:
    """Stanza 0 is the reporter; every other is a key of somebody who reads the package, as a copy to keep."""
    own = _kids_of(work, a_case, package)
    if info.kids[0] != a_case.self_kid or not own.issuperset(info.kids[1:]):
        raise WrongReaderError


def _check_sealed_to_recipient(
    work: UnitOfWork, a_case: Case, package: KeptPackage, info: EnvelopeInfo, today: date
) -> None:
    """Stanza 0, and every other but the reporter's own copy, are listed keys of who reads it, and not revoked."""
    kids = [kid for at, kid in enumerate(info.kids) if at == 0 or kid != a_case.self_kid]
    directory = directory_in_force(work, a_case.organisation_id, today, existing=True)
    entries = [entry_of(directory, kid) for kid in kids]
    if not _kids_of(work, a_case, package).issuperset(kids):
        raise WrongReaderError
    if any(entry is None or entry.state == _REVOKED for entry in entries):
        raise WrongReaderError


def _kids_of(work: UnitOfWork, a_case: Case, package: KeptPackage) -> set[bytes]:
    """Give the box keys (16-byte short names) of who reads a package, with an account or without."""
    organisation_id = a_case.organisation_id
    known = [(one.identity_pk, one.kid_box) for one in work.records.of_organisation(organisation_id)]
    outside = [(one.identity_pk, one.kid_box) for one in work.outside_keys.of_organisation(organisation_id)]
    readers = readers_of(work, package)
    return {bytes(kid) for identity, kid in (*known, *outside) if identity in readers}
