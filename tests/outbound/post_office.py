"""A real SMTP server for the tests, on loopback: it keeps mail as it came, refuses it, or asks for TLS or name."""

import asyncio
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from app.outbound.mail import MailServer
from tests.running_service import free_port

SENDER = "zegel@post.example"
NAME, PASSWORD = "zegel", "een wachtwoord voor de post"


@dataclass(frozen=True)
class Mail:
    """One mail as the server took it."""

    sender: str
    recipients: list[str]
    content: bytes


class PostOffice:
    """`with PostOffice() as post:` starts it; `post.mails` is what came."""

    def __init__(self, *, certificate: Path | None = None, security: str = "none", with_name: bool = False) -> None:
        """`certificate`: a PEM file with key and certificate, for security starttls or tls."""
        self.mails: list[Mail] = []
        self.greetings: list[str] = []
        self.refusals = 0
        """So many mails are refused before one is taken."""
        self.losses = 0
        """So many mails are taken, and the connection is cut before the answer."""
        self._security = security
        self._with_name = with_name
        context = None
        if certificate is not None:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificate)
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=free_port(),
            server_hostname="post.example",
            tls_context=context if security == "starttls" else None,
            ssl_context=context if security == "tls" else None,
            require_starttls=security == "starttls",
            authenticator=self._knows if with_name else None,
            auth_required=with_name,
            auth_require_tls=with_name,
        )

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def server(self) -> MailServer:
        """How the service reaches it."""
        user, password = (NAME, PASSWORD) if self._with_name else ("", "")
        return MailServer("127.0.0.1", self._controller.port, self._security, SENDER, user, password)

    @property
    def settings(self) -> dict[str, str]:
        """The same as settings."""
        return {
            "ZEGEL_SMTP_HOST": "127.0.0.1",
            "ZEGEL_SMTP_PORT": str(self._controller.port),
            "ZEGEL_SMTP_SECURITY": self._security,
            "ZEGEL_SMTP_SENDER": SENDER,
        }

    async def handle_EHLO(  # noqa: N802 - the name the library calls
        self, _server: Any, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Keep what the client calls itself."""
        session.host_name = hostname
        self.greetings.append(hostname)
        return responses

    async def handle_DATA(self, server: Any, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        """Keep a mail, or refuse it."""
        if self.refusals > 0:
            self.refusals -= 1
            return "550 not today"
        content = envelope.original_content or b""
        self.mails.append(Mail(envelope.mail_from or "", list(envelope.rcpt_tos), content))
        if self.losses > 0:
            self.losses -= 1
            server.transport.abort()
            await asyncio.sleep(0)
        return "250 OK"

    def _knows(self, _server: Any, _session: Session, _envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert mechanism in {"LOGIN", "PLAIN"}
        assert isinstance(data, LoginPassword)
        return AuthResult(success=(data.login, data.password) == (NAME.encode(), PASSWORD.encode()))


def make_certificate(folder: Path) -> Path:
    """A PEM file with a new key and a certificate of 127.0.0.1 for two days, signed by itself."""
    key, certificate, both = (folder / name for name in ("post.key", "post.crt", "post.pem"))
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=post.example"),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    return both
