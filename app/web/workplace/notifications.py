"""Reminders and the calendar feed of one account (PROTOCOL 3.4). Off until the person asks for them."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from app.dependencies import Service, body_of, json_answer
from app.domain.errors import UnknownError
from app.domain.notification import Rhythm, mail_setting
from app.services.calendar_feed import feed, feed_made_on, start_feed, stop_feed
from app.services.notifications import notifications, set_notifications, stop_notifications
from app.web.wire import Wire, text
from app.web.workplace.interface import Session, same_origin

NOT_FOUND: Final = 404

router: Final = APIRouter(prefix="/w/v1", dependencies=[Depends(same_origin)])
feed_router: Final = APIRouter(include_in_schema=False)
"""Read by calendars, which have no session: the token in the address is the guard."""


class NotificationBody(Wire):
    """Where, when and in which language to be reminded."""

    mail_to: str
    rhythm: str = Rhythm.DAILY.value
    language: str


@router.get("/notifications")
async def read_notifications(service: Service, account_id: Session) -> Response:
    """Give the setting of this account, whether this service sends mail at all, and since when there is a feed."""
    setting = await service.store.read_async(lambda work: notifications(work, account_id))
    made_on = await service.store.read_async(lambda work: feed_made_on(work, account_id))
    return json_answer(
        {
            "mailTo": setting.mail_to if setting is not None else None,
            "rhythm": (setting.rhythm if setting is not None else Rhythm.DAILY).value,
            "language": setting.language if setting is not None else None,
            "mailIsSent": bool(service.settings.smtp_host),
            "calendarMadeOn": made_on.isoformat() if made_on is not None else None,
        }
    )


@router.put("/notifications")
async def change_notifications(
    body: Annotated[NotificationBody, Depends(body_of(NotificationBody))], service: Service, account_id: Session
) -> Response:
    """Keep a setting; it counts from the next morning's mail."""
    setting = mail_setting(body.mail_to, body.rhythm, body.language)
    await service.store.write_async(lambda work: set_notifications(work, account_id, setting))
    return Response(status_code=204)


@router.delete("/notifications")
async def end_notifications(service: Service, account_id: Session) -> Response:
    """Forget the address."""
    await service.store.write_async(lambda work: stop_notifications(work, account_id))
    return Response(status_code=204)


@router.post("/calendar")
async def make_calendar(service: Service, account_id: Session) -> Response:
    """Start a feed and give its token, this once; the feed before it stops."""
    today = service.today()
    token = await service.store.write_async(lambda work: start_feed(work, account_id, today))
    return json_answer({"token": text(token), "path": f"/calendar/{token.hex()}.ics"}, 201)


@router.delete("/calendar")
async def end_calendar(service: Service, account_id: Session) -> Response:
    """Stop the feed."""
    await service.store.write_async(lambda work: stop_feed(work, account_id))
    return Response(status_code=204)


@feed_router.get("/calendar/{token}.ics")
async def calendar(token: str, service: Service) -> Response:
    """Give the open duties of a feed; what is no feed has one answer, whatever it looks like."""
    today = service.today()
    try:
        written = await service.store.read_async(lambda work: feed(work, token, today))
    except UnknownError:
        return Response("", status_code=NOT_FOUND, media_type="text/plain")
    return Response(written, media_type="text/calendar; charset=utf-8")
