"""The desk of who gets packages: helpers, authorities with an account, and deputies (PROTOCOL 3.4, 5.4).

GET  /w/v1/packages                    what is sealed to this account
POST /w/v1/packages/{id}/fetch         take one; it counts as fetched from then on
POST /w/v1/packages/{id}/statements    say, signed: received, answered, or that one cannot take it up
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from app.dependencies import Service, body_of, json_answer
from app.domain.errors import UnknownError
from app.services.package_desk import fetch_package, identities_of, list_packages, state_package
from app.web.package_answers import listed_answer, opened_answer
from app.web.wire import Record, Wire
from app.web.workplace.interface import Session, same_origin

router: Final = APIRouter(prefix="/w/v1", dependencies=[Depends(same_origin)])
_ID_BYTES: Final = 16


class StatementBody(Wire):
    """A signed statement about a package, and the recipient's own number of the case or none."""

    statement: Record
    reference: str | None = None


@router.get("/packages")
async def packages(service: Service, account_id: Session) -> Response:
    """Give what is sealed to this account."""
    listed = await service.store.read_async(lambda work: list_packages(work, identities_of(work, account_id)))
    return json_answer({"today": service.today().isoformat(), "packages": [listed_answer(one) for one in listed]})


@router.post("/packages/{package_id}/fetch")
async def fetch(package_id: str, service: Service, account_id: Session) -> Response:
    """Give a package with its sealed contents."""
    wanted, today = _package_id(package_id), service.today()
    opened = await service.store.write_async(
        lambda work: fetch_package(work, identities_of(work, account_id), wanted, today)
    )
    return json_answer(opened_answer(opened) | {"today": today.isoformat()})


@router.post("/packages/{package_id}/statements")
async def statement(
    package_id: str,
    body: Annotated[StatementBody, Depends(body_of(StatementBody))],
    service: Service,
    account_id: Session,
) -> Response:
    """Take in what the recipient signed."""
    wanted, today = _package_id(package_id), service.today()
    kept = await service.store.write_async(
        lambda work: state_package(work, identities_of(work, account_id), wanted, body.statement, body.reference, today)
    )
    return json_answer({"state": kept.state.value, "changedOn": kept.changed_on.isoformat()})


def _package_id(value: str) -> bytes:
    try:
        read = bytes.fromhex(value)
    except ValueError:
        raise UnknownError from None
    if len(read) != _ID_BYTES:
        raise UnknownError
    return read
