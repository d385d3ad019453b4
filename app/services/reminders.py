"""Reminders: who gets a mail today (PROTOCOL 7.1). At most one for each account and day, whatever it is about.

By default it comes every day, so that the post of a counsellor does not show when there is a case. Who asks for it gets
mail only two days before the last day of a duty, on the day and on the day after; the words are the same.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.notification import Rhythm
from app.services.open_duties import is_reminded
from crypto.bearer_token import issue

if TYPE_CHECKING:
    from app.domain.ids import AccountId
    from app.domain.notification import MailSetting
    from app.store.unit_of_work import UnitOfWork

KIND: Final = "reminder"
_ID_BYTES: Final = 16


def fill_outbox(work: UnitOfWork, today: date) -> None:
    """Want the mails of today that are not wanted yet, and forget those of earlier days."""
    work.outbox.forget_before(today)
    there = work.outbox.accounts_of(today)
    for account_id, setting in work.mail_settings.all():
        if account_id not in there and _is_wanted(work, account_id, setting, today):
            work.outbox.add(issue()[0][:_ID_BYTES], account_id, KIND, today)


def _is_wanted(work: UnitOfWork, account_id: AccountId, setting: MailSetting, today: date) -> bool:
    return setting.rhythm is Rhythm.DAILY or is_reminded(work, account_id, today)
