"""The public log as JSON: its head, its entries, and proofs that it only grew (PROTOCOL 6.4). Nobody signs in."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api.described import CONDITIONAL, OPEN
from app.api.guards import accepts, tagged
from app.api.schemas import ConsistencyDocument, LogDocument, LogEntriesDocument
from app.dependencies import Service
from app.services.case_log import LOG, PRACTICE_LOG
from app.services.log_view import checkpoint_of, consistency_of, entries_of

PAGE: Final = 256
NUMBER_LIMIT: Final = 2**40

router: Final = APIRouter(tags=["log"], dependencies=[Depends(accepts("application/json"))])
Practice = Annotated[bool, Query(alias="isPractice", description="The log of those who practise.")]


@router.get("/log", responses={200: {"model": LogDocument}, **CONDITIONAL}, openapi_extra=OPEN)
async def get_log(request: Request, service: Service, is_practice: Practice = False) -> Response:  # noqa: FBT002 - a question
    """Give the newest signed checkpoint."""
    note = await service.store.read_async(lambda work: checkpoint_of(work, _log(is_practice=is_practice)))
    return tagged(request, {"size": int(note.split("\n")[1]), "checkpoint": note})


@router.get("/log/entries", responses={200: {"model": LogEntriesDocument}, **CONDITIONAL}, openapi_extra=OPEN)
async def list_entries(
    request: Request,
    service: Service,
    first: Annotated[int, Query(ge=0, le=NUMBER_LIMIT, description="The number of the first entry.")] = 0,
    limit: Annotated[int, Query(ge=1, le=PAGE)] = PAGE,
    is_practice: Practice = False,  # noqa: FBT002 - a question
) -> Response:
    """Give entries in order, base64."""
    entries, size = await service.store.read_async(
        lambda work: entries_of(work, _log(is_practice=is_practice), first, limit)
    )
    after = first + len(entries)
    return tagged(request, {"first": first, "entries": entries, "next": after if after < size else None})


@router.get(
    "/log/consistency-proofs", responses={200: {"model": ConsistencyDocument}, **CONDITIONAL}, openapi_extra=OPEN
)
async def get_consistency(
    request: Request,
    service: Service,
    older: Annotated[int, Query(ge=1, le=NUMBER_LIMIT)],
    newer: Annotated[int, Query(ge=1, le=NUMBER_LIMIT)],
    is_practice: Practice = False,  # noqa: FBT002 - a question
) -> Response:
    """Prove that the log of `newer` entries begins with that of `older`."""
    text = await service.store.read_async(
        lambda work: consistency_of(work, _log(is_practice=is_practice), older, newer)
    )
    return tagged(request, {"hashes": text.splitlines()})


def _log(*, is_practice: bool) -> int:
    return PRACTICE_LOG if is_practice else LOG
