"""Find the line on which a value stands in a TOML file. Looked for only when there is a fault to tell."""

from __future__ import annotations

import re
from typing import Final

Way = tuple[str | int, ...]

_HEADER: Final = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\s-]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY: Final = re.compile(r"^\s*([A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=(.*)$")
_QUOTED: Final = re.compile(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"|#.*")


def line_of(text: str, way: Way) -> int:
    """Give the line (from 1) of a value; when it has none of its own, that of the nearest table around it."""
    known = _lines(text)
    while way and way not in known:
        way = way[:-1]
    return known.get(way, 1)


def _lines(text: str) -> dict[Way, int]:
    """Give the line of every header and every key."""
    found: dict[Way, int] = {}
    counts: dict[Way, int] = {}
    table: Way = ()
    closing, open_brackets = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if closing:
            closing = "" if closing in line else closing
        elif open_brackets:
            open_brackets += _balance(line)
        elif header := _HEADER.match(line):
            table = _table(header[1] == "[[", header[2], counts)
            found.setdefault(table, number)
            found.setdefault(table[:-1] if isinstance(table[-1], int) else table, number)
        elif key := _KEY.match(line):
            _note(found, table, key[1], number)
            closing = _unclosed(key[2])
            open_brackets = 0 if closing else max(_balance(key[2]), 0)
    return found


def _table(is_list: bool, name: str, counts: dict[Way, int]) -> Way:  # noqa: FBT001
    way: Way = ()
    parts = [part.strip() for part in name.split(".")]
    for part in parts[:-1]:
        way = (*way, part)
        if way in counts:
            way = (*way, counts[way] - 1)
    way = (*way, parts[-1])
    if not is_list:
        return way
    counts[way] = counts.get(way, 0) + 1
    return (*way, counts[way] - 1)


def _note(found: dict[Way, int], table: Way, dotted: str, number: int) -> None:
    way = table
    for part in dotted.split("."):
        way = (*way, part.strip())
        found.setdefault(way, number)


def _unclosed(rest: str) -> str:
    """Give the mark that must close a text of several lines, or nothing."""
    for mark in ("'''", '"""'):
        if rest.lstrip().startswith(mark):
            return "" if mark in rest.lstrip()[3:] else mark
    return ""


def _balance(line: str) -> int:
    bare = _QUOTED.sub("", line)
    return bare.count("[") - bare.count("]")
