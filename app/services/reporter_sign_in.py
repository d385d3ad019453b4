"""What a reporter proves before anything is read or kept (PROTOCOL 3.1).

Every failure is one: a used challenge, a wrong signature and a case that does not exist cannot be told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from app.domain.errors import BusyError, DeniedError
from crypto import challenge as challenges
from crypto.errors import SignatureError, WbpError
from crypto.primitives import verify

if TYPE_CHECKING:
    from app.domain.case import Case
    from app.domain.logbook import Logbook
    from app.services.key_custody import ServiceKeys
    from app.store.unit_of_work import UnitOfWork

Found = TypeVar("Found", "Case", "Logbook")

_NOBODY: Final = bytes.fromhex("5866666666666666666666666666666666666666666666666666666666666666")
"""The base point of Ed25519: verified against when there is no case, so that both ways cost the same."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Sizes in bytes: organisation 16, locator 32, challenge 44, signature 64."""

    organisation_id: bytes
    locator: bytes
    challenge: bytes
    signature: bytes


def issue_challenge(kind: int, locator: bytes, keys: ServiceKeys, now: int) -> bytes:
    """Give a challenge (44 bytes) for any locator, without looking whether a case exists. `now` in unix seconds.

    Raises:
        FormatError: an unknown kind, or a locator of the wrong size for it.

    """
    return challenges.issue(kind, 0, locator, keys.k_chal, now)


def locator_tag(locator: bytes, keys: ServiceKeys) -> bytes:
    """Give the 32 bytes under which the database keeps a locator."""
    return challenges.locator_tag(keys.k_loc, locator)


def find_case(work: UnitOfWork, tag: bytes) -> Case | None:
    """Look up a case by its locator tag: one keyed lookup, whether it is there or not."""
    return work.cases.by_locator(tag)


def redeem(
    kind: int, locator: bytes, challenge: bytes, keys: ServiceKeys, spent: challenges.SpentChallenges, now: int
) -> None:
    """Use up a challenge.

    Raises:
        BusyError: too many were used in the last two minutes to remember another.
        DeniedError: not ours, expired, or used before.

    """
    if spent.is_full:
        raise BusyError
    try:
        challenges.redeem(challenge, kind, locator, keys.k_chal, now, spent)
    except WbpError:
        raise DeniedError from None


def check_signature(request: SignIn, a_case: Case | None) -> Case:
    """Check that whoever asks holds the case's signing key, and give the case.

    Raises:
        DeniedError: no such case, another organisation, or a wrong signature; always after one verification.

    """
    return _checked(request, a_case)


def check_logbook_signature(request: SignIn, book: Logbook | None) -> Logbook:
    """Check that whoever asks holds the logbook's signing key, and give the logbook; fails as `check_signature`."""
    return _checked(request, book)


def _checked(request: SignIn, found: Found | None) -> Found:
    message = challenges.login_message(request.organisation_id, request.locator, request.challenge)
    try:
        verify(found.sign_pk if found else _NOBODY, "login", message, request.signature)
    except SignatureError:
        raise DeniedError from None
    if found is None or found.organisation_id != request.organisation_id:
        raise DeniedError
    return found
