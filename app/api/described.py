"""Parts of the description that many routes share: what they need, and which problems they may answer with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from app.domain.api_client import Scope

CONDITIONAL: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "The client has exactly this already (If-None-Match)."}
}
OPEN: Final[dict[str, Any]] = {"security": []}
"""Nobody signs in for it."""


def needs(scope: Scope) -> dict[str, Any]:
    """Describe the scope that a route takes."""
    return {"security": [{"oauth2": [scope.value]}]}
