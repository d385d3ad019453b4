"""Mail goes out over SMTP, one connection a round; the certificate of the server is checked as the system does it."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMEOUT_SECONDS: Final = 8.0
"""Shorter than the time in which a service that is asked to stop must have stopped."""


class MailError(Exception):
    """A mail did not go out. Carries no text of the server, which may repeat an address."""


class MailUnavailableError(MailError):
    """The server cannot be reached, cannot be trusted, or does not let us in."""


class MailRefusedError(MailError):
    """The server did not take this one mail."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in, and from whom it comes. `security`: starttls, tls or none."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


class MailConnection:
    """An open connection to the server."""

    def __init__(self, smtp: smtplib.SMTP, sender: str) -> None:
        """Hand in mail of `sender` over this connection."""
        self._smtp = smtp
        self.sender = sender

    def send(self, mail_to: str, message: bytes) -> None:
        """Hand in one complete mail, lines ending in CRLF; what returns was taken by the server.

        Raises:
            MailRefusedError: not this one.
            MailUnavailableError: the connection is gone; whether the mail was taken is not known.

        """
        try:
            self._smtp.sendmail(self.sender, [mail_to], message)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            if isinstance(error, smtplib.SMTPException) and not isinstance(error, smtplib.SMTPServerDisconnected):
                raise MailRefusedError from None
            raise MailUnavailableError from None


@contextmanager
def connected(server: MailServer) -> Iterator[MailConnection]:
    """Connect, sign in, and leave politely.

    Raises:
        MailUnavailableError: the server cannot be reached, cannot be trusted, or does not let us in.

    """
    try:
        smtp = _open(server)
    except (smtplib.SMTPException, OSError, ValueError):
        raise MailUnavailableError from None
    try:
        yield MailConnection(smtp, server.sender)
    finally:
        _leave(smtp)


def _open(server: MailServer) -> smtplib.SMTP:
    # What we call ourselves is the sender's domain: the name of this machine is nobody's business.
    name = server.sender.rpartition("@")[2]
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, name, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, name, timeout=TIMEOUT_SECONDS)
    try:
        if server.security == "starttls":
            smtp.starttls(context=ssl.create_default_context())
        if server.user:
            smtp.login(server.user, server.password)
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _leave(smtp: smtplib.SMTP) -> None:
    try:
        smtp.quit()
    except (smtplib.SMTPException, OSError):
        smtp.close()
