"""The link of an invitation: the address of the workplace, and the token in the part that no server sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crypto.encoding import b64

if TYPE_CHECKING:
    from app.cli.installation import Installation

_URL_SAFE: Final = str.maketrans("+/", "-_")


def link_of(installation: Installation, token: bytes) -> str:
    """Return the link for a token of 32 bytes."""
    return f"{workplace_address(installation)}/workplace/enrol#{b64(token).rstrip('=').translate(_URL_SAFE)}"


def workplace_address(installation: Installation) -> str:
    """Return the address of the workplace as people reach it."""
    settings = installation.settings
    if settings.workplace_host in {"localhost", "127.0.0.1"}:
        return f"http://{settings.workplace_host}:{settings.port}"
    return f"https://{settings.workplace_host}"
