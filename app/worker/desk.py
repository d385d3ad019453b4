"""What the daily jobs work with, put together once by `app.main` or by the command line."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from app.clock import Clock
from app.outbound.mail import MailServer
from app.services.note_keys import NoteKeys
from app.settings import Settings
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of the service that jobs need. Without a mail server nothing is sent."""

    store: Store
    clock: Clock
    notes: NoteKeys
    mail_server: MailServer | None
    stopping: threading.Event = field(default_factory=threading.Event)
    """Set when the service stops: a long job then ends after the transaction it is in."""


def mail_server(settings: Settings) -> MailServer | None:
    """Give where mail is handed in by the settings; None: nowhere.

    Raises:
        SettingsError: the password cannot be read.

    """
    if not settings.smtp_host:
        return None
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        sender=settings.smtp_sender,
        user=settings.smtp_user,
        password=settings.smtp_password,
    )
