"""Settings: what the environment says, checked once at the start.

Every setting is `ZEGEL_…`; nonsense is refused with the name of the setting, and never with its value, because
a value may be a password in a database URL.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AliasChoices, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX: Final = "ZEGEL_"

_HOST = r"^[A-Za-z0-9.\-]{1,253}$"
_HOST_OR_NONE = r"^[A-Za-z0-9.\-:]{0,253}$"
_ADDRESS: Final = re.compile(r"[A-Za-z0-9._+\-]{1,64}@[A-Za-z0-9.\-]{1,189}")


class SettingsError(Exception):
    """The environment holds a setting that cannot be used; the message names settings and never shows a value."""


class Settings(BaseSettings):
    """All settings of the service and of the command line."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True, hide_input_in_errors=True)

    data_dir: Path = Field(default=Path("data"), description="Folder of the database and the key files.")
    database_url: str = Field(
        default="", description="Empty: SQLite in the data folder. Else a postgresql:// or sqlite:/// address."
    )
    bind: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(
        default=8000, validation_alias=AliasChoices("ZEGEL_PORT", "PORT"), description="Port to listen on (also PORT)."
    )
    unix_socket: Path | None = Field(default=None, description="Listen on this UNIX socket instead of a port.")
    reporter_host: str = Field(default="127.0.0.1", pattern=_HOST, description="Host name of the reporter's pages.")
    workplace_host: str = Field(default="localhost", pattern=_HOST, description="Host name of the workplace.")
    api_host: str = Field(
        default="",
        pattern=r"^[A-Za-z0-9.\-]{0,253}$",
        description="Host name of the API for authorities; empty: no API (the demo has it at the reporter's host).",
    )
    api_oin: str = Field(
        default="",
        pattern=r"^([0-9]{20})?$",
        description="OIN by which webhooks name their sender; empty: they name the installation by a random id.",
    )
    webhook_to_loopback: bool = Field(
        default=False, description="For tests and trials only: webhooks may go to http on this machine."
    )
    time_zone: str = Field(default="Europe/Amsterdam", description="Time zone whose calendar days count.")
    demo: bool = Field(default=False, description="Demo: banner on every page, fictional organisations.")
    demo_today: date | None = Field(default=None, description="Demo only: the day it is, as YYYY-MM-DD.")
    signer_passphrase_file: Path | None = Field(
        default=None, description="Command line only: file that holds the passphrase of a signer's key."
    )

    smtp_host: str = Field(default="", pattern=_HOST_OR_NONE, description="Mail server; empty: no mail is sent.")
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = Field(default=587, description="Port of the mail server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="How the connection to the mail server is protected: starttls, tls or none."
    )
    smtp_user: str = Field(default="", description="Name to sign in with at the mail server; empty: no sign-in.")
    smtp_password_file: Path | None = Field(
        default=None, description="File that holds the password for the mail server."
    )
    smtp_sender: str = Field(default="", description="Address that reminders come from.")

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            message = "not a time zone"
            raise ValueError(message) from error
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("postgresql://", "postgresql+psycopg://", "sqlite:///")):
            message = "not a database address"
            raise ValueError(message)
        return value

    @model_validator(mode="after")
    def _surfaces_differ(self) -> Settings:
        if self.reporter_host.lower() == self.workplace_host.lower():
            message = (
                "ZEGEL_REPORTER_HOST and ZEGEL_WORKPLACE_HOST must differ: no workplace cookie may reach a reporter"
            )
            raise ValueError(message)
        if self.api_host.lower() == self.workplace_host.lower():
            message = "ZEGEL_API_HOST and ZEGEL_WORKPLACE_HOST must differ: no workplace cookie may reach the API"
            raise ValueError(message)
        if self.demo_today is not None and not self.demo:
            message = "ZEGEL_DEMO_TODAY moves the day in the demo and nowhere else: set ZEGEL_DEMO too"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _mail_fits_together(self) -> Settings:
        others = self.smtp_user or self.smtp_password_file is not None or self.smtp_sender
        message = ""
        if others and not self.smtp_host:
            message = "ZEGEL_SMTP_HOST is missing beside the other ZEGEL_SMTP settings"
        elif self.smtp_host and not _ADDRESS.fullmatch(self.smtp_sender):
            message = "ZEGEL_SMTP_SENDER must be a plain mail address when ZEGEL_SMTP_HOST is set"
        elif bool(self.smtp_user) != (self.smtp_password_file is not None):
            message = "ZEGEL_SMTP_USER and ZEGEL_SMTP_PASSWORD_FILE belong together"
        elif self.smtp_user and self.smtp_security == "none":
            message = "ZEGEL_SMTP_SECURITY: without protection the password would be readable on the way"
        if message:
            raise ValueError(message)
        return self

    @property
    def smtp_password(self) -> str:
        """The password for the mail server, without the end of its line; empty when there is none.

        Raises:
            SettingsError: the file cannot be read, or is empty.

        """
        if self.smtp_password_file is None:
            return ""
        try:
            password = self.smtp_password_file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            password = ""
        if not password:
            message = "Unusable setting. ZEGEL_SMTP_PASSWORD_FILE: the file cannot be read, or is empty."
            raise SettingsError(message)
        return password

    @property
    def api_name(self) -> str:
        """The host name at which the API answers; empty: nowhere."""
        return self.api_host or (self.reporter_host if self.demo else "")

    @property
    def api_base(self) -> str:
        """The address of the API as its clients write it: loopback and onion names with http, all others with https."""
        name = self.api_name.lower()
        if name in {"localhost", "127.0.0.1"}:
            return f"http://{name}:{self.port}"
        return f"http://{name}" if name.endswith(".onion") else f"https://{name}"

    @property
    def keys_dir(self) -> Path:
        """Folder of the key files, outside every database backup."""
        return self.data_dir / "keys"

    @property
    def database_address(self) -> str:
        """The database address with the default filled in."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'zegel.db').absolute()}"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone as an object."""
        return ZoneInfo(self.time_zone)


def load_settings() -> Settings:
    """Read the environment.

    Raises:
        SettingsError: a `ZEGEL_…` variable is unknown or holds nonsense; its name is in the message.

    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name.upper() not in known)
    if unknown:
        message = f"Unknown setting: {', '.join(unknown)}."
        raise SettingsError(message)
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    sentences = []
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        place = str(fault["loc"][0]) if fault["loc"] else ""
        name = place if place in {"", "PORT"} or place.startswith(PREFIX) else PREFIX + place.upper()
        reason = fault["msg"].removeprefix("Value error, ")
        sentences.append(f"{name}: {reason}." if name else f"{reason}.")
    return "Unusable setting. " + " ".join(sentences)
