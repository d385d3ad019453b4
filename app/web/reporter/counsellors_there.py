"""Who can receive reports at an organisation today, for sentences with numbers: names are verified in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import NoDirectoryError
from app.services.directory_view import directory_in_force
from app.services.organisation_policy import readers_of

if TYPE_CHECKING:
    from app.dependencies import Parts
    from app.domain.organisation import Organisation
    from app.domain.recipients import Reader


async def readers_there(organisation: Organisation, service: Parts) -> tuple[Reader, ...] | None:
    """Give who can open a report of today; None while there is no list that holds."""
    today = service.today()
    try:
        directory = await service.store.read_async(
            lambda work: directory_in_force(work, organisation.organisation_id, today, existing=False)
        )
    except NoDirectoryError:
        return None
    return readers_of(directory, today)
