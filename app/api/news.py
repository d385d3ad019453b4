"""The short way to what authorities ask all day: `GET /packages?state=…`, by the same guards and past the framework.

Reading parameters and dependencies from a route's types costs more than all the rest of a look for news. Whatever is
not exactly the plain question, or does not get its answer, goes the long way, where its route answers or refuses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fastapi import Request, Response

from app.api.guards import accepts, asks_to_read, tagged
from app.api.packages import PAGE, package_page
from app.api.version import PREFIX
from app.dependencies import parts_of
from app.domain.packages import PackageState

if TYPE_CHECKING:
    from starlette.types import Receive, Scope

_PATH: Final = f"{PREFIX}/packages"
_QUESTION: Final = re.compile(rb"state=([a-z]{1,16})")
_STATES: Final = {state.value.encode(): state for state in PackageState}
_takes_json: Final = accepts("application/json")


async def quick_answer(scope: Scope, receive: Receive) -> Response | None:
    """Answer a look for news; None when this is none, or the long way is to say what is wrong with it."""
    if scope["path"] != _PATH or scope["method"] != "GET":
        return None
    asked = _QUESTION.fullmatch(scope["query_string"])
    state = _STATES.get(asked[1]) if asked is not None else None
    if state is None:
        return None
    request = Request(scope, receive)
    try:
        await _takes_json(request)
        grant = await asks_to_read(request)
        return tagged(request, await package_page(await parts_of(request), grant, None, PAGE, state))
    except Exception:  # noqa: BLE001 - whatever it is, the route meets it again, and tells it
        return None
