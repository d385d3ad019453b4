"""Read a data file so that every fault can be shown to whoever wrote it: file, line, key, and one sentence.

A file is a row of tables, `[[term]]` or `[table]`, each read by name. What is missing, misspelt, of another kind or
not on a list is refused; nothing is guessed and no unknown key is passed over in silence.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Choice = TypeVar("Choice", bound=StrEnum)

_HEADER = re.compile(r"^\s*\[\[?\s*([A-Za-z0-9_.-]+)\s*\]\]?")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+)\s*[.=]")
_SYNTAX = re.compile(r"\(at line (\d+)")


class DataError(ValueError):
    """A data file says something it may not. Reads: file, line, key, and what is wrong, in one sentence."""

    def __init__(self, file: str, line: int, key: str, sentence: str) -> None:
        super().__init__(f"{file}, line {line}, {key}: {sentence}")


@dataclass(frozen=True)
class Table:
    """One table of a file, with the line of its header and of each key."""

    file: str
    name: str
    line: int
    lines: dict[str, int]
    values: dict[str, Any]

    def fail(self, key: str, sentence: str) -> NoReturn:
        """Refuse this table because of one key."""
        raise DataError(self.file, self.lines.get(key, self.line), f"{self.name}.{key}", sentence)

    def only(self, *keys: str) -> None:
        """Refuse a key that nobody reads: it is a slip of the pen."""
        for key in self.values:
            if key not in keys:
                self.fail(key, f"nobody reads this key; known are {', '.join(keys)}.")

    def text(self, key: str) -> str:
        """Read a text that may not be empty."""
        value = self.optional_text(key)
        return value or self.fail(key, "a text must stand here.")

    def optional_text(self, key: str) -> str:
        """Read a text; empty when there is none."""
        value = self.values.get(key, "")
        return value.strip() if isinstance(value, str) else self.fail(key, "this must be a text, between quotes.")

    def flag(self, key: str) -> bool:
        """Read a yes or no; no when it is absent."""
        value = self.values.get(key, False)
        return value if isinstance(value, bool) else self.fail(key, "this must be true or false, without quotes.")

    def number(self, key: str) -> int:
        """Read a whole number."""
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self.fail(key, "a whole number must stand here.")
        return value

    def optional_number(self, key: str) -> int | None:
        """Read a whole number, or None when there is none."""
        return self.number(key) if key in self.values else None

    def day(self, key: str) -> date:
        """Read a day, written 2026-11-21 without quotes."""
        value = self.values.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            self.fail(key, "a day must stand here, written like 2026-11-21, without quotes.")
        return value

    def optional_day(self, key: str) -> date | None:
        """Read a day, or None when there is none."""
        return self.day(key) if key in self.values else None

    def days(self, key: str) -> list[date]:
        """Read a list of days."""
        value = self.values.get(key)
        if not isinstance(value, list) or not all(type(one) is date for one in value):
            self.fail(key, "a list of days must stand here, each written like 2026-11-21, without quotes.")
        return list(value)

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """Read one word of a list."""
        word = self.text(key)
        try:
            return choices(word)
        except ValueError:
            self.fail(key, f"“{word}” is not on the list: {', '.join(choices)}.")

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts, which may be absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            self.fail(key, "a list of texts must stand here.")
        return tuple(value)

    def in_languages(self, key: str) -> dict[str, str]:
        """Read one text in Dutch and in English, written `key.nl` and `key.en`."""
        value = self.values.get(key)
        if not isinstance(value, dict) or set(value) != {"nl", "en"}:
            self.fail(key, "this must be there in Dutch and in English, as .nl and .en, and in nothing else.")
        if not all(isinstance(text, str) and text.strip() for text in value.values()):
            self.fail(key, "a text must stand here in both languages.")
        return {language: value[language].strip() for language in ("nl", "en")}

    def valid(self) -> tuple[date, date | None]:
        """Read `valid_from` and, if it is there, `valid_to`, the last day it holds."""
        first, last = self.day("valid_from"), self.optional_day("valid_to")
        if last is not None and last < first:
            self.fail("valid_to", f"this ends on {last}, before it begins on {first}.")
        return first, last


def read_tables(path: Path, *names: str) -> dict[str, list[Table]]:
    """Read a file into its tables by name, in order; a table of another name is refused.

    Raises:
        DataError: no TOML, or a table that is not one of `names`.

    """
    text = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _SYNTAX.search(str(error))
        raise DataError(path.name, int(found[1]) if found else 1, "file", f"this is no TOML: {error}.") from None
    blocks = {name: list(_blocks(text, name)) for name in data}
    tables: dict[str, list[Table]] = {name: [] for name in names}
    for name, content in data.items():
        rows = content if isinstance(content, list) else [content]
        for (line, lines), values in zip(blocks[name] or [(_line_of(text, name), {})] * len(rows), rows, strict=False):
            if name not in tables or not isinstance(values, dict):
                raise DataError(path.name, line, name, f"nobody reads this; known are {', '.join(names)}.")
            tables[name].append(Table(path.name, name, line, lines, values))
    return tables


def _blocks(text: str, name: str) -> Iterator[tuple[int, dict[str, int]]]:
    """Give, for each table of this name, the line of its header and of its keys."""
    current: tuple[int, dict[str, int]] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            if current is not None:
                yield current
            current = (number, {}) if header[1] == name else None
        elif current is not None and (key := _KEY.match(line)):
            current[1].setdefault(key[1], number)
    if current is not None:
        yield current


def _line_of(text: str, key: str) -> int:
    return next((number for number, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith(key)), 1)
