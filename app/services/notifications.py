"""Where and when somebody of the workplace is reminded: their own choice, off until they make it (PROTOCOL 3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.ids import AccountId
    from app.domain.notification import MailSetting
    from app.store.unit_of_work import UnitOfWork


def notifications(work: UnitOfWork, account_id: AccountId) -> MailSetting | None:
    """Give the setting of an account; None: no mail."""
    return work.mail_settings.of_account(account_id)


def set_notifications(work: UnitOfWork, account_id: AccountId, setting: MailSetting) -> None:
    """Keep a setting; it counts from the next morning's mail."""
    work.mail_settings.replace(account_id, setting)


def stop_notifications(work: UnitOfWork, account_id: AccountId) -> None:
    """Forget the address, and the mail of today if it was not sent yet."""
    work.mail_settings.remove(account_id)
