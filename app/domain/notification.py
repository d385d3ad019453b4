"""Being reminded: an address, a rhythm and a language, for people of the workplace only. Reporters have no address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.errors import MalformedError

ADDRESS_LIMIT: Final = 254
"""Characters of a mail address (RFC 5321 4.5.3.1.3)."""
LANGUAGES: Final = frozenset({"nl", "en"})

# What every mail server understands: no quotes, no spaces, nothing that could start a new line or a second recipient.
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9\-]{1,63})+"
)


class Rhythm(StrEnum):
    """When mail comes."""

    DAILY = "daily"
    """The same mail every day, so that its coming tells nothing to whoever watches the post."""
    WHEN_NEEDED = "when_needed"
    """Only on days with a duty, which the post then shows; a choice of the person."""


@dataclass(frozen=True, slots=True)
class MailSetting:
    """Where and when one person is reminded."""

    mail_to: str
    rhythm: Rhythm
    language: str


def is_mail_address(text: str) -> bool:
    """Say whether this is one plain mail address."""
    return len(text) <= ADDRESS_LIMIT and _ADDRESS.fullmatch(text) is not None


def mail_setting(mail_to: str, rhythm: str, language: str) -> MailSetting:
    """Make a setting of what was sent.

    Raises:
        MalformedError: no mail address, or a rhythm or language that is not offered.

    """
    if not is_mail_address(mail_to) or rhythm not in set(Rhythm) or language not in LANGUAGES:
        raise MalformedError
    return MailSetting(mail_to, Rhythm(rhythm), language)
