"""Where people of the workplace want to be reminded, and the mails of today."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, insert, select, update

from app.domain.ids import AccountId
from app.domain.notification import MailSetting, Rhythm
from app.store.tables import MailSettingRow, OutboxRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_settings = MailSettingRow.table()
_outbox = OutboxRow.table()


class WaitingMail(NamedTuple):
    """A mail that was not taken yet. Id of 16 random bytes; `tries` so far."""

    mail_id: bytes
    account_id: AccountId
    wanted_on: date
    tries: int


class MailSettings:
    """Read, keep and remove the setting of an account."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def of_account(self, account_id: bytes) -> MailSetting | None:
        """Find the setting of one account."""
        row = self._connection.execute(select(_settings).where(_settings.c.account_id == account_id)).first()
        return MailSetting(row.mail_to, Rhythm(row.rhythm), row.language) if row is not None else None

    def all(self) -> list[tuple[AccountId, MailSetting]]:
        """Give every setting; there is one for each person of the workplace at most."""
        rows = self._connection.execute(select(_settings).order_by(_settings.c.account_id))
        return [(AccountId(row.account_id), MailSetting(row.mail_to, Rhythm(row.rhythm), row.language)) for row in rows]

    def replace(self, account_id: bytes, setting: MailSetting) -> None:
        """Keep this setting instead of the one before."""
        values = {"mail_to": setting.mail_to, "rhythm": setting.rhythm.value, "language": setting.language}
        change = update(_settings).where(_settings.c.account_id == account_id).values(**values)
        if self._connection.execute(change).rowcount == 0:
            self._connection.execute(insert(_settings), {"account_id": account_id, **values})

    def remove(self, account_id: bytes) -> None:
        """Forget the setting and what waits to be sent there."""
        self._connection.execute(delete(_outbox).where(_outbox.c.account_id == account_id))
        self._connection.execute(delete(_settings).where(_settings.c.account_id == account_id))


class Outbox:
    """The mails of today: at most one for each account."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def accounts_of(self, day: date) -> set[bytes]:
        """Give who has a mail of this day, sent or not."""
        query = select(_outbox.c.account_id).where(_outbox.c.wanted_on == day)
        return set(self._connection.execute(query).scalars())

    def add(self, mail_id: bytes, account_id: bytes, kind: str, wanted_on: date) -> None:
        """Want a mail to an account on a day; there must be none yet."""
        row = {"mail_id": mail_id, "account_id": account_id, "kind": kind, "wanted_on": wanted_on, "tries": 0}
        self._connection.execute(insert(_outbox), row)

    def forget_before(self, day: date) -> None:
        """Remove the mails of earlier days: a late reminder says a wrong day, and a row says when there was a duty."""
        self._connection.execute(delete(_outbox).where(_outbox.c.wanted_on < day))

    def waiting(self, day: date, tries_limit: int) -> list[WaitingMail]:
        """Give the mails of this day that were not taken and may be tried again."""
        query = (
            select(_outbox.c.mail_id, _outbox.c.account_id, _outbox.c.wanted_on, _outbox.c.tries)
            .where(_outbox.c.wanted_on == day, _outbox.c.sent_on.is_(None), _outbox.c.tries < tries_limit)
            .order_by(_outbox.c.mail_id)
        )
        return [WaitingMail(*row) for row in self._connection.execute(query)]

    def claim(self, mail: WaitingMail) -> bool:
        """Compare and set the number of tries; False when somebody else is sending it, or has sent it."""
        change = (
            update(_outbox)
            .where(_outbox.c.mail_id == mail.mail_id, _outbox.c.tries == mail.tries, _outbox.c.sent_on.is_(None))
            .values(tries=mail.tries + 1)
        )
        return self._connection.execute(change).rowcount == 1

    def note_sent(self, mail_id: bytes, day: date) -> None:
        """Note that a server took it."""
        self._connection.execute(update(_outbox).where(_outbox.c.mail_id == mail_id).values(sent_on=day))
