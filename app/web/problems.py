"""Errors of the rules, the formats and the store, made public: one shape, nothing of the request (PROTOCOL 3.4).

| status | code | when |
|---|---|---|
| 400 | format, policy | cannot be read; a rule says no |
| 403 | denied | sign-in, registration signature or session failed |
| 404 | unknown | no such thing for this person |
| 405 | method | a route that knows another verb |
| 409 | exists, newer, stale | something is there already, or changed since |
| 409 | already-released | it was opened before it was taken back |
| 413 | size | too many bytes |
| 500 | failed | our fault; nothing was kept |
| 503 | busy | too much at once, or no database |
| 503 | rules-missing | the rules that the case came under are not on this service; nothing is done by guessing |
"""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from app.dependencies import json_answer
from app.domain import errors
from app.store.errors import StoreConflictError, StoreError
from app.web.error_pages import error_page, is_page
from app.web.security import harden
from app.web.surfaces import Answer
from crypto.errors import FormatError, WbpError

Problem = tuple[int, str]

_BY_RULE: Final[dict[type[Exception], Problem]] = {
    errors.MalformedError: (400, "format"),
    errors.RefusedError: (400, "policy"),
    errors.DeniedError: (403, "denied"),
    errors.UnknownError: (404, "unknown"),
    errors.CaseExistsError: (409, "exists"),
    errors.SignInNameTakenError: (409, "exists"),
    errors.MessageTakenError: (409, "newer"),
    errors.AccountReplacedError: (409, "newer"),
    errors.StateChangedError: (409, "stale"),
    errors.VaultChangedError: (409, "stale"),
    errors.AlreadyReleasedError: (409, "already-released"),
    errors.PolicyNotLoadedError: (503, "rules-missing"),
    errors.ClockWentBackError: (500, "failed"),
    errors.TooLargeError: (413, "size"),
    errors.BusyError: (503, "busy"),
    FormatError: (400, "format"),
    WbpError: (400, "policy"),
    # Another case under the same locator: a code that is taken, which only chance or malice can hit.
    StoreConflictError: (409, "exists"),
    StoreError: (503, "busy"),
}
_BY_STATUS: Final[dict[int, str]] = {404: "unknown", 405: "method"}


def problem_of(fault: Exception) -> Problem:
    """Give status and code of a fault, by the nearest of its classes."""
    for kind in type(fault).__mro__:
        if kind in _BY_RULE:
            return _BY_RULE[kind]
    return 500, "failed"


def install(app: FastAPI, answer: Answer) -> None:
    """Make one surface answer every fault this way."""
    for kind in (errors.RuleError, WbpError, StoreError, HTTPException, Exception):
        app.add_exception_handler(kind, answer)


def answerer(*, workplace: bool) -> Answer:
    """Answer every fault in the reader's way: JSON for programs, a page for people."""

    def answer(request: Request, fault: Exception) -> Response:
        if isinstance(fault, HTTPException):
            status, code = fault.status_code, _BY_STATUS.get(fault.status_code, "policy")
        else:
            status, code = problem_of(fault)
        if is_page(request):
            return error_page(request, status, workplace=workplace)
        response = json_answer({"error": code}, status)
        # A failure is answered outside every middleware, so the headers are put on here as well.
        harden(response.headers)
        return response

    return answer
