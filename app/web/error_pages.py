"""What a visitor reads when an address is wrong or the service fails. Nothing that was sent is ever repeated."""

from typing import Final

from fastapi import Request, Response

from app.web.rendering import render
from app.web.security import harden

JSON_PREFIXES: Final = ("/r/v1/", "/w/v1/")
_PAGES: Final = {404: "unknown", 405: "method", 500: "failed", 503: "busy"}


def is_page(request: Request) -> bool:
    """Tell whether the request is for a page; the JSON routes have errors of their own."""
    return not request.url.path.startswith(JSON_PREFIXES)


def error_page(request: Request, status: int, *, workplace: bool = False) -> Response:
    """Answer with a page that says what went wrong and what can be done, in the language of the visitor.

    Args:
        request: the request; nothing of it but the language reaches the page.
        status: the HTTP status; a status without a page of its own is told as a wrong address (4xx) or a failure (5xx).
        workplace: whether the visitor is at the workplace; decides the words and the way back.

    """
    shown = status if status in _PAGES else (404 if status < 500 else 500)  # noqa: PLR2004 the border of the two classes
    response = render(request, f"errors/{_PAGES[shown]}.html", status=status, workplace=workplace)
    # A failure is answered outside every middleware, so the headers are put on here as well.
    harden(response.headers)
    return response
