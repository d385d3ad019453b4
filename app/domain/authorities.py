"""Where one can go outside the employer: who is competent for which subject (Wbk articles 2c, 2j and 2k).

The Huis voor Klokkenluiders advises everybody, and investigates what no other authority was designated for: it is the
rest category. So the finder never gives the Huis alone, and says of it what it is. The data: `authorities.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


class Kind(StrEnum):
    """What a desk is in the eyes of the law. The words are those of the data file."""

    COMPETENT = "competent authority"
    """Designated in article 2c."""
    OTHER_BODY = "other body"
    """Investigates by its own law (articles 2j, 2k)."""
    UNION = "body of the Union"
    COMPLAINTS = "complaints commission"
    DANGER = "danger"
    SUPPORT = "support"


REPORTS_GO_TO: Final = (Kind.COMPETENT, Kind.OTHER_BODY, Kind.UNION)
"""Kinds that take a report, in the order in which they are shown."""


class Topic(StrEnum):
    """What a report may be about, as far as it decides who is competent."""

    AVIATION = "aviation"
    BANKS = "soundness of banks"
    COMPETITION = "competition and consumers"
    DIGITAL = "networks and digital infrastructure"
    EDUCATION = "education"
    ENVIRONMENT = "environment"
    FINANCIAL_CONDUCT = "conduct on financial markets"
    FOOD = "food, products, animals, plants"
    GAMBLING = "gambling"
    GOVERNMENT = "conduct of government"
    HEALTH_CARE = "health care"
    HEALTH_CARE_MONEY = "money in health care"
    HOUSING = "housing associations"
    NUCLEAR = "nuclear safety and radiation"
    PRIVACY = "privacy"
    PROCUREMENT = "public procurement"
    SHIPPING = "shipping"
    TAX = "tax and financial crime"
    TRANSPORT = "transport"
    UNION_MONEY = "money of the Union"
    WORK = "safety and fairness at work"
    OTHER = "anything else"


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a desk. Texts by language, `nl` and `en`; what is not known is empty."""

    url: str
    report_url: str
    """The page on reporting there, if it was seen."""
    phone: str
    phone_note: dict[str, str]
    email: str

    @property
    def tel(self) -> str:
        """The telephone number as an address: international; short and special numbers stay national."""
        digits = "".join(self.phone.split())
        return digits if digits.startswith(("0800", "0900")) or not digits.startswith("0") else f"+31{digits[1:]}"


@dataclass(frozen=True, slots=True)
class Authority:
    """A desk outside the employer."""

    key: str
    name: str
    kind: Kind
    topics: tuple[Topic, ...]
    subject: dict[str, str]
    """What it is for, in a few words, by language."""
    takes: dict[str, str]
    """Which kind of report it takes, and what is special, by language."""
    basis: str
    """The article that makes it competent."""
    contact: Contact
    is_rest: bool
    """Takes what no other authority was designated for."""
    on_pages: bool
    """Stands in the short list on the reporter's pages."""
    verified_on: date | None
    """The day on which the contact was compared with a source; None: never, so it is not shown to reporters."""
    evidence: str
    valid_from: date
    valid_to: date | None

    def can_be_shown(self, day: date) -> bool:
        """Say whether it exists on a day and its contact was compared with a source."""
        exists = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return exists and self.verified_on is not None


@dataclass(frozen=True, slots=True)
class Outside:
    """Where a report on a topic can go. `fitting` is never empty when there is a `rest`."""

    topic: Topic
    fitting: tuple[Authority, ...]
    rest: Authority | None
    """The rest category: gives advice first, and investigates what has no other authority."""
    has_own_authority: bool
    """False: nobody was designated for this topic, so `fitting` is every competent authority, to look through."""


def find_outside(
    authorities: Collection[Authority], topic: Topic, day: date, *, concerns: str | None = None
) -> Outside:
    """Give the desks for a topic; `concerns` is the key of an authority the report is about, which is then left out.

    The Huis cannot handle a report about itself (Wbk article 2ba), nor should any other.
    """
    shown = [one for one in authorities if one.kind in REPORTS_GO_TO and one.can_be_shown(day) and one.key != concerns]
    rest = next((one for one in shown if one.is_rest), None)
    others = sorted((one for one in shown if not one.is_rest), key=lambda one: REPORTS_GO_TO.index(one.kind))
    own = tuple(one for one in others if topic in one.topics)
    every = tuple(one for one in others if one.kind is Kind.COMPETENT)
    fitting = own or every
    return Outside(
        topic=topic,
        fitting=fitting,
        rest=rest if fitting else None,
        has_own_authority=bool(own),
    )


def on_pages(authorities: Collection[Authority], day: date) -> tuple[Authority, ...]:
    """Give the short list of the pages, in the order of the file."""
    return tuple(one for one in authorities if one.on_pages and one.can_be_shown(day))


def of_kind(authorities: Collection[Authority], kind: Kind, day: date) -> tuple[Authority, ...]:
    """Give the desks of one kind, such as those for danger or support."""
    return tuple(one for one in authorities if one.kind is kind and one.can_be_shown(day))
