"""The public log as static text, the same on every host, for anybody who wants to check it (PROTOCOL 6.4).

    /log/checkpoint              the newest checkpoint; the only one of these that ever changes
    /log/entries/12              a whole page: the entries 12·256 to 12·256+255, base64, one a line
    /log/entries/12.p/16         the first 16 of a page that is not whole yet
    /log/consistency/12/345      the proof that the first 345 entries begin with the first 12: hashes, base64
    /log/practice/…              the same of the log of those who practise

Nobody signs in, and nothing here can be told to belong to a case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request, Response

from app.dependencies import parts_of
from app.domain.errors import UnknownError
from app.services.case_log import LOG, PRACTICE_LOG
from app.services.log_view import PAGE, checkpoint_of, consistency_of, page_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_FOR_EVER: Final = "public, max-age=31536000, immutable"
_TEXT: Final = "text/plain; charset=utf-8"
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,9}")
_NAME: Final = re.compile(r"(0|[1-9][0-9]{0,9})(?:\.p/([1-9][0-9]{0,2}))?")


def _checkpoint(log: int) -> Callable[[Request], Awaitable[Response]]:
    async def checkpoint(request: Request) -> Response:
        service = await parts_of(request)
        note = await service.store.read_async(lambda work: checkpoint_of(work, log))
        return Response(note, media_type=_TEXT, headers={"Cache-Control": "no-cache"})

    return checkpoint


def _entries(log: int) -> Callable[[Request], Awaitable[Response]]:
    async def entries(request: Request) -> Response:
        service = await parts_of(request)
        asked = _NAME.fullmatch(request.path_params["page"])
        if asked is None:
            raise UnknownError
        page, width = int(asked[1]), int(asked[2] or PAGE)
        text = await service.store.read_async(lambda work: page_of(work, log, page, width))
        return Response(text, media_type=_TEXT, headers={"Cache-Control": _FOR_EVER})

    return entries


def _consistency(log: int) -> Callable[[Request], Awaitable[Response]]:
    async def consistency(request: Request) -> Response:
        service = await parts_of(request)
        sizes = [_NUMBER.fullmatch(request.path_params[name]) for name in ("older", "newer")]
        if None in sizes:
            raise UnknownError
        older, newer = (int(size[0]) for size in sizes if size is not None)
        text = await service.store.read_async(lambda work: consistency_of(work, log, older, newer))
        return Response(text, media_type=_TEXT, headers={"Cache-Control": _FOR_EVER})

    return consistency


router: Final = APIRouter(include_in_schema=False)
for _prefix, _log in (("/log", LOG), ("/log/practice", PRACTICE_LOG)):
    router.add_api_route(f"{_prefix}/checkpoint", _checkpoint(_log), methods=["GET", "HEAD"])
    router.add_api_route(f"{_prefix}/consistency/{{older}}/{{newer}}", _consistency(_log), methods=["GET", "HEAD"])
    router.add_api_route(f"{_prefix}/entries/{{page:path}}", _entries(_log), methods=["GET", "HEAD"])
