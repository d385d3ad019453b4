"""Ids and cursors in addresses; anything that is none is unknown, as what is somebody else's is."""

from __future__ import annotations

import re
from typing import Annotated, Final

from fastapi import Path

from app.domain.errors import MalformedError, UnknownError

ID_BYTES: Final = 16
PackageId = Annotated[str, Path(alias="packageId", description="Id of a package, 16 bytes in hexadecimal.")]
WebhookId = Annotated[str, Path(alias="webhookId", description="Id of a webhook, 16 bytes in hexadecimal.")]
OrganisationId = Annotated[str, Path(alias="organisationId", description="Id of an organisation.")]
_CURSOR: Final = re.compile(r"([01])-(0|[1-9][0-9]{0,9})")
_BEFORE_ALL: Final = (-1, -1)


def read_id(value: str) -> bytes:
    """Read an id of 16 bytes from an address.

    Raises:
        UnknownError: it is none.

    """
    try:
        read = bytes.fromhex(value)
    except ValueError:
        raise UnknownError from None
    if len(read) != ID_BYTES or read.hex() != value:
        raise UnknownError
    return read


def read_cursor(value: str | None) -> tuple[int, int]:
    """Read where a page of messages begins: direction and index of the last message before it.

    Raises:
        MalformedError: it is no cursor.

    """
    if value is None:
        return _BEFORE_ALL
    read = _CURSOR.fullmatch(value)
    if read is None:
        raise MalformedError
    return int(read[1]), int(read[2])


def write_cursor(direction: int, index: int) -> str:
    """Write where the next page begins."""
    return f"{direction}-{index}"
