"""The desks outside the employer, read from dated data. Every page that cannot go on names them."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("external_desks.toml")


@dataclass(frozen=True)
class Desk:
    """One desk: its name, where it is, and its subject per language."""

    name: str
    url: str
    phone: str | None
    subject: dict[str, str]

    @property
    def tel(self) -> str:
        """The telephone number as an address: international, without spaces; 0800 numbers stay national."""
        digits = (self.phone or "").replace(" ", "")
        return digits if digits.startswith("0800") else f"+31{digits[1:]}"


@dataclass(frozen=True)
class Desks:
    """All desks, and the day on which their addresses were read."""

    read_on: date
    all: tuple[Desk, ...]


@cache
def external_desks() -> Desks:
    """Read the desks; a malformed file is an error at the first page, and in a test before that."""
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    desks = tuple(
        Desk(name=desk["name"], url=desk["url"], phone=desk.get("phone"), subject=dict(desk["subject"]))
        for desk in data["desk"]
    )
    return Desks(read_on=data["read_on"], all=desks)
