"""What the API keeps in memory while it runs, and how a request finds it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from app.services.api_access import ApiAccess


def access_of(request: Request) -> ApiAccess:
    """Give the tokens, used assertions and counts of the service that answers this request."""
    access: ApiAccess = request.app.state.access
    return access


Access = Annotated[ApiAccess, Depends(access_of)]
