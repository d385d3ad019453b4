"""Read `authorities.toml` into desks as values. What is wrong in the file is one sentence with file, line and key."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from app.domain.authorities import REPORTS_GO_TO, Authority, Contact, Kind, Topic
from app.policies.toml_source import DataError, Table, read_tables

AUTHORITIES_FILE: Final = Path(__file__).with_name("authorities.toml")

_KEYS: Final = (
    "key",
    "name",
    "kind",
    "topics",
    "subject",
    "takes",
    "basis",
    "url",
    "report_url",
    "phone",
    "phone_note",
    "email",
    "is_rest",
    "on_pages",
    "verified_on",
    "evidence",
    "unverified",
    "valid_from",
    "valid_to",
)
_PHONE: Final = re.compile(r"[0-9]+( [0-9]+)*")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]+")


@cache
def dutch_authorities() -> tuple[Authority, ...]:
    """Give the desks that come with this version of the service, in the order of the file."""
    return load_authorities(AUTHORITIES_FILE)


def load_authorities(path: Path) -> tuple[Authority, ...]:
    """Read a file of desks.

    Raises:
        DataError: the file says something it may not.

    """
    tables = read_tables(path, "authority")["authority"]
    found = tuple(_authority(table) for table in tables)
    for index, (table, authority) in enumerate(zip(tables, found, strict=True)):
        if any(other.key == authority.key for other in found[:index]):
            table.fail("key", f"“{authority.key}” is the key of another desk.")
    rest = [authority.key for authority in found if authority.is_rest]
    if len(rest) != 1:
        raise DataError(path.name, 1, "authority.is_rest", f"one desk is the rest category, and here are {len(rest)}.")
    return found


def _authority(table: Table) -> Authority:
    table.only(*_KEYS)
    first, last = table.valid()
    kind = table.choice("kind", Kind)
    return Authority(
        key=table.text("key"),
        name=table.text("name"),
        kind=kind,
        topics=_topics(table, kind),
        subject=table.in_languages("subject"),
        takes=table.in_languages("takes"),
        basis=table.text("basis"),
        contact=_contact(table),
        is_rest=table.flag("is_rest"),
        on_pages=table.flag("on_pages"),
        verified_on=_verified_on(table),
        evidence=table.optional_text("evidence") or table.optional_text("unverified"),
        valid_from=first,
        valid_to=last,
    )


def _topics(table: Table, kind: Kind) -> tuple[Topic, ...]:
    words = table.texts("topics")
    for word in words:
        if word not in set(Topic):
            table.fail("topics", f"“{word}” is not on the list: {', '.join(Topic)}.")
    if kind in REPORTS_GO_TO and not words:
        table.fail("topics", "a desk that takes reports says what they may be about.")
    return tuple(Topic(word) for word in words)


def _contact(table: Table) -> Contact:
    for key in ("url", "report_url"):
        if table.optional_text(key) and not table.text(key).startswith("https://"):
            table.fail(key, "an address begins with https://.")
    phone, email = table.optional_text("phone"), table.optional_text("email")
    if phone and not _PHONE.fullmatch(phone):
        table.fail("phone", "write a telephone number in digits with single spaces, as one says it.")
    if email and not _EMAIL.fullmatch(email):
        table.fail("email", f"“{email}” is no e-mail address.")
    if not (phone or email or table.optional_text("url")):
        table.fail("url", "there is no way to reach this desk: give url, phone or email.")
    return Contact(
        url=table.optional_text("url"),
        report_url=table.optional_text("report_url"),
        phone=phone,
        phone_note=table.in_languages("phone_note") if "phone_note" in table.values else {},
        email=email,
    )


def _verified_on(table: Table) -> date | None:
    day, why_not = table.optional_day("verified_on"), table.optional_text("unverified")
    if (day is None) == (why_not == ""):
        table.fail(
            "verified_on", "say on which day the contact was compared with a source, or in `unverified` why not."
        )
    if day is not None:
        table.text("evidence")
    elif table.flag("on_pages"):
        table.fail("on_pages", "what was not compared with a source is not shown to reporters.")
    return day
