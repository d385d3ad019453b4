"""The desks outside the employer, as the pages show them. Every page that cannot go on names them."""

from dataclasses import dataclass
from datetime import date

from app.services.outside_desks import desks_on_pages


@dataclass(frozen=True)
class Desk:
    """One desk: its name, where it is, and its subject per language."""

    name: str
    url: str
    phone: str | None
    tel: str
    """The telephone number as an address."""
    subject: dict[str, str]


@dataclass(frozen=True)
class Desks:
    """All desks, and the day since which none of their addresses went unchecked."""

    read_on: date
    all: tuple[Desk, ...]


def external_desks(today: date) -> Desks:
    """Give the desks that exist today. That there are some, and that they were checked, a test sees to."""
    shown = desks_on_pages(today)
    return Desks(
        read_on=min(one.verified_on for one in shown if one.verified_on is not None),
        all=tuple(
            Desk(one.name, one.contact.url, one.contact.phone or None, one.contact.tel, one.subject) for one in shown
        ),
    )
