"""Filling today's outbox and handing it to the mail server.

Each mail is claimed by compare-and-set before it goes, and noted after the server took it. When the service dies
between the two, the next turn sends it again under the same Message-ID: at least once, and to the receiver one mail.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Final

from app.outbound.mail import MailError, MailRefusedError, connected
from app.services.reminder_mail import MailTooLongError, reminder
from app.services.reminders import fill_outbox
from app.store.mail import WaitingMail

if TYPE_CHECKING:
    from datetime import date

    from app.domain.notification import MailSetting
    from app.outbound.mail import MailConnection
    from app.store.unit_of_work import UnitOfWork
    from app.worker.desk import Desk

TRIES_LIMIT: Final = 10
"""So often one mail is handed in. A server that is away costs no try: it is asked again until the day is over."""
_log: Final = logging.getLogger("zegel")


def send_reminders(desk: Desk, today: date) -> bool:
    """Send what is wanted today, and say whether nothing is left to try; without a mail server nothing is."""
    if desk.mail_server is None:
        return True
    desk.store.write(partial(fill_outbox, today=today))
    waiting = desk.store.read(lambda work: work.outbox.waiting(today, TRIES_LIMIT))
    if waiting:
        try:
            with connected(desk.mail_server) as connection:
                _send_all(desk, connection, waiting, today)
        except MailError:
            _log.error("The mail server cannot be reached, or does not let us in. `zegel doctor` looks at it.")
    left = desk.store.read(lambda work: work.outbox.waiting(today, TRIES_LIMIT))
    return not left


def _send_all(desk: Desk, connection: MailConnection, waiting: list[WaitingMail], today: date) -> None:
    refused = 0
    for mail in waiting:
        if desk.stopping.is_set():
            return
        setting = desk.store.write(partial(_claim, mail=mail))
        if setting is None:
            continue
        try:
            words = reminder(mail.mail_id, connection.sender, setting.mail_to, setting.language, mail.wanted_on)
            connection.send(setting.mail_to, words)
        except (MailRefusedError, MailTooLongError):
            refused += 1
        else:
            desk.store.write(partial(_note_sent, mail=mail, today=today))
    if refused:
        _log.warning("The mail server did not take %d of today's reminders.", refused)


def _claim(work: UnitOfWork, mail: WaitingMail) -> MailSetting | None:
    """Claim a mail, and give where it goes; None when it is somebody else's by now, or not wanted any more."""
    setting = work.mail_settings.of_account(mail.account_id)
    return setting if setting is not None and work.outbox.claim(mail) else None


def _note_sent(work: UnitOfWork, mail: WaitingMail, today: date) -> None:
    work.outbox.note_sent(mail.mail_id, today)
