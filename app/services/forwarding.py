"""An authority that is not competent asks whether the report may go on to one that is (Wbk article 2e(4)).

It sends nothing on. The question waits for the reporter as a counsellor's would; when the reporter agrees, the
reporter's own client seals the same messages to the other authority.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.consent import OPEN_REQUESTS, Purpose, Request, RequestState
from app.domain.errors import PackageError, RequestError, WrongReaderError
from app.services.consent_recipient import check_recipient, recipient_entry
from app.services.package_desk import own_package
from app.services.package_messages import Written, write_to_reporter
from app.services.package_people import readers_of
from app.services.requests import REQUEST_ID_BYTES
from crypto.envelope_inspect import SPACE_AUTHORITY_FIRST, SPACE_MAX

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from app.store.unit_of_work import UnitOfWork

_SPACES: Final = range(SPACE_AUTHORITY_FIRST, SPACE_MAX + 1)


def ask_to_forward(
    work: UnitOfWork,
    identities: Collection[bytes],
    package_id: bytes,
    message: tuple[bytes, int],
    recipient_kid: bytes,
    today: date,
) -> tuple[bytes, Written]:
    """Keep a question to the reporter with its message (envelope, index), and give its id (16 bytes); once.

    Raises:
        WrongReaderError: no authority on the list that counts today, or the one who asks.
        RequestError: too many questions wait.
        PackageError: there is no space for one more authority.
        UnknownError, MessageTakenError and others: as for any message to the reporter.

    """
    written = write_to_reporter(work, identities, package_id, *message, today)
    request_id = written.env_hash[:REQUEST_ID_BYTES]
    if work.requests.by_id(request_id) is not None:
        return request_id, written
    package, a_case = own_package(work, identities, package_id)
    entry = recipient_entry(work, a_case, recipient_kid, today)
    if entry is None or entry.record.id_pk in readers_of(work, package).union(identities):
        raise WrongReaderError
    waiting = [one for one in work.requests.of_case(a_case.case_id) if one.state is RequestState.OPEN]
    if len(waiting) >= OPEN_REQUESTS:
        raise RequestError
    taken = {one.space: one.recipient_pk for one in work.packages.of_case(a_case.case_id)}
    own = [space for space in _SPACES if taken.get(space) == entry.record.id_pk]
    free = [space for space in _SPACES if space not in taken]
    if not own and not free:
        raise PackageError
    space = (own or free)[0]
    check_recipient(entry, entry.record.id_pk, Purpose.EXTERNAL, space, today)
    consent = work.consents.by_id(package.token_id)
    work.requests.add(
        Request(
            request_id=request_id,
            case_id=a_case.case_id,
            purpose=Purpose.EXTERNAL,
            space=space,
            recipient_pk=entry.record.id_pk,
            recipient_kid=recipient_kid,
            message_hash=written.env_hash,
            wanted=consent.scope if consent is not None else (),
            asked_on=today,
            state=RequestState.OPEN,
        )
    )
    return request_id, written
