"""Packages: what the reporter let go outside, put together still sealed, and how it stands (PROTOCOL 5.4).

The service packs what it cannot open. `ROUTED_EXTERNAL` is logged in the transaction that puts the package in the
outbox, and never before; that somebody fetched it, read it or acts on it is told only when it happened.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from app.domain.errors import ConsentError
from app.domain.packages import PackageState
from app.domain.webhook import EventKind
from app.services.case_log import record
from app.services.webhook_news import tell_of
from app.store.holders import Holder
from app.store.packages import KeptPackage
from crypto.consent_verify import ConsentToken, Package, Purpose, pack, parse_rewrap
from crypto.envelope_inspect import Context, env_hash
from crypto.errors import FormatError
from crypto.keys import Role
from crypto.note import split_note
from crypto.primitives import hash_
from crypto.tree import EventType

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.store.unit_of_work import UnitOfWork


def route(
    work: UnitOfWork,
    a_case: Case,
    consent: tuple[ConsentToken, bytes],
    rewrap: bytes,
    today: date,
    *,
    release_note: str | None = None,
) -> KeptPackage:
    """Put a package in the outbox of an authority or helper, and log that it was handed over there.

    `consent` is the token as verified and as signed (208 bytes); `rewrap` was verified against it.

    Raises:
        ConsentError: a message of the scope is not there, or the space is somebody else's.

    """
    token, _ = consent
    _check_space(work, a_case, token)
    package = keep_package(work, a_case, consent, rewrap, today, release_note=release_note)
    known = work.records.by_kid(token.recipient_kid)
    account_id = known.account_id if known is not None else None
    raw = known.record if known is not None else work.outside_keys.record_of(token.recipient_kid)
    role = int(Role.HELPER if raw is not None and raw[4] == Role.HELPER else Role.AUTHORITY)
    work.holders.put(
        Holder(a_case.case_id, token.space, token.recipient_id, account_id, role, today, None, keeps_access=True)
    )
    ref = release_ref(release_note) if release_note is not None else token.hash
    record(work, a_case, EventType.ROUTED_EXTERNAL, today, ref=ref, detail=int(token.purpose), space=token.space)
    return package


def keep_package(
    work: UnitOfWork,
    a_case: Case,
    consent: tuple[ConsentToken, bytes],
    rewrap: bytes,
    today: date,
    *,
    release_note: str | None = None,
) -> KeptPackage:
    """Put a package together for whom the token names, and keep it; nothing is logged.

    Raises:
        ConsentError: a message of the scope is not there.

    """
    token, raw = consent
    package = KeptPackage(
        package_id=uuid.uuid4().bytes,
        case_id=a_case.case_id,
        token_id=token.token_id,
        space=token.space,
        recipient_pk=token.recipient_id,
        release_note=release_note,
        made_on=today,
        state=PackageState.WAITING,
        reference=None,
        changed_on=today,
    )
    work.packages.add(package, _packed(work, a_case, raw, rewrap))
    tell_of(work, package, EventKind.PACKAGE_WAITING, today)
    return package


def release_ref(note: str) -> bytes:
    """Give H("release", text) of a release note, by which the log speaks of it (PROTOCOL 5.6)."""
    return hash_("release", split_note(note).text.encode())


def _packed(work: UnitOfWork, a_case: Case, token: bytes, rewrap: bytes) -> bytes:
    there = {
        env_hash(one.envelope): (
            Context(a_case.organisation_id, a_case.case_id, one.direction, one.space, one.index),
            one.envelope,
        )
        for one in work.envelopes.of_case(a_case.case_id)
    }
    try:
        messages = tuple(there[wanted] for wanted in parse_rewrap(rewrap).env_hashes)
        return pack(Package(a_case.sign_pk, token, rewrap, messages))
    except (KeyError, FormatError):
        raise ConsentError from None


def _check_space(work: UnitOfWork, a_case: Case, token: ConsentToken) -> None:
    """A space outside belongs to one recipient: whoever comes later reads nothing of what was written there."""
    if token.purpose not in {Purpose.EXTERNAL, Purpose.CONDITIONAL_EXTERNAL}:
        raise ConsentError
    others = [one for one in work.packages.of_case(a_case.case_id) if one.space == token.space]
    if any(other.recipient_pk != token.recipient_id for other in others):
        raise ConsentError
