"""What became of an authority's questions whether a report may go on: open, agreed to, refused (Wbk article 2e(4))."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.package_desk import own_package
from app.services.webhook_news import written_in

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.domain.consent import Request
    from app.store.unit_of_work import UnitOfWork


def asked_about(work: UnitOfWork, identities: Collection[bytes], package_id: bytes) -> list[Request]:
    """Give the questions that were asked in the space of a package, by the id of the request.

    Raises:
        UnknownError: not sealed to one of these keys (32 bytes each).

    """
    package, _ = own_package(work, identities, package_id)
    written = written_in(work, package.case_id, package.space)
    found = [one for one in work.requests.of_case(package.case_id) if one.message_hash in written]
    return sorted(found, key=lambda one: one.request_id)
