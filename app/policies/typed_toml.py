"""Read TOML into frozen values: the fields of the value are the keys of the file, and nothing else may stand there.

What is missing, misspelt or of another kind is refused with the way to it, such as `rules[3].duties[0].term.n`, the
line, and one sentence. The JSON schema is made from the same fields (`policy_schema.py`), so the two cannot differ.
"""

from __future__ import annotations

import re
import tomllib
import types
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from app.domain.wording import Wording
from app.policies.toml_lines import line_of
from app.policies.toml_source import DataError

if TYPE_CHECKING:
    from pathlib import Path

Value = TypeVar("Value")
Way = tuple[str | int, ...]
"""Keys and positions from the top of the file to one value."""
_Reader = Callable[[Any, Way], Any]

_SYNTAX: Final = re.compile(r"\s*\(at line (\d+).*\)")
_PERSONAL_KEYS: Final = frozenset({"person", "persons", "email", "mail", "phone", "telephone", "first_name", "surname"})
_PERSONAL_TEXT: Final = re.compile(
    r"\S@\S+\.\S|\b0\d[\d -]{7,}\d|\b(?:[Mm]evrouw|[Mm]eneer|[Dd]hr|[Mm]w|Mr|Mrs|Ms)\.? [A-Z]"
)
_QUOTE: Final = re.compile("[«»]")
_NO_PERSON: Final = "a policy names roles and numbers, never persons or their addresses: leave this out."


class MisfitError(Exception):
    """A value does not fit where it stands: the way to it, and one sentence."""

    def __init__(self, way: Way, sentence: str) -> None:
        """Keep the way and the sentence."""
        super().__init__(sentence)
        self.way = way
        self.sentence = sentence


def key_of(way: Way) -> str:
    """Write a way as people do: `rules[3].duties[0].term`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in way).lstrip(".") or "file"


@dataclass(frozen=True)
class SourceText:
    """A file and its text, to tell people where something stands."""

    name: str
    text: str

    def fault(self, way: Way, sentence: str) -> DataError:
        """Make the refusal of one value: file, line, key and sentence."""
        return DataError(self.name, line_of(self.text, way), key_of(way), sentence)


def read_file(path: Path, kind: type[Value]) -> tuple[Value, SourceText]:
    """Read a file into a value, and give its text along for faults that are found later.

    Raises:
        DataError: no TOML, or something in it does not fit.

    """
    try:
        source = SourceText(path.name, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise DataError(path.name, 1, "file", "this is no UTF-8 text.") from None
    try:
        data = tomllib.loads(source.text)
        value: Value = reader_of(cast("Any", kind))(data, ())
    except tomllib.TOMLDecodeError as error:
        found = _SYNTAX.search(str(error))
        sentence = f"this is no TOML: {_SYNTAX.sub('', str(error))}."
        raise DataError(path.name, int(found[1]) if found else 1, "file", sentence) from None
    except MisfitError as misfit:
        raise source.fault(misfit.way, misfit.sentence) from None
    _refuse_persons_and_quotes(data, source)
    return value, source


def _refuse_persons_and_quotes(data: Any, source: SourceText) -> None:  # noqa: ANN401
    """Look through the whole file at once; only when something is found, find out where it stands."""
    if not _PERSONAL_TEXT.search(source.text) and not _QUOTE.search(source.text):
        return
    for way, text in _texts(data, ()):
        if _QUOTE.search(text):
            raise source.fault(way, "a policy quotes nothing: say it in your own words and name the section.")
        if _PERSONAL_TEXT.search(text):
            raise source.fault(way, _NO_PERSON)


def _texts(value: Any, way: Way) -> Iterator[tuple[Way, str]]:  # noqa: ANN401
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, (*way, key))
    elif isinstance(value, list):
        for position, one in enumerate(value):
            yield from _texts(one, (*way, position))


@cache
def reader_of(kind: Any) -> _Reader:  # noqa: ANN401 - any kind a field of a value may have
    """Give the function that reads one kind of value, made once a kind."""
    arguments = get_args(kind)
    if get_origin(kind) in {Union, types.UnionType}:
        return reader_of(next(one for one in arguments if one is not types.NoneType))
    if get_origin(kind) is tuple:
        return _list_reader(reader_of(arguments[0]))
    if is_dataclass(kind):
        return _table_reader(kind)
    if issubclass(kind, StrEnum):
        return _choice_reader(kind)
    return {str: _read_text, bool: _read_truth, int: _read_number, date: _read_day}[kind]


def _list_reader(read: _Reader) -> _Reader:
    def read_list(value: Any, way: Way) -> Any:  # noqa: ANN401
        if not isinstance(value, list):
            raise MisfitError(way, "a list must stand here, between square brackets.")
        return tuple(read(one, (*way, position)) for position, one in enumerate(value))

    return read_list


def _table_reader(kind: Any) -> _Reader:  # noqa: ANN401
    hints = get_type_hints(kind)
    readers = {field.name: reader_of(hints[field.name]) for field in fields(kind)}
    needed = [field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING]

    def read_table(value: Any, way: Way) -> Any:  # noqa: ANN401
        if not isinstance(value, dict):
            raise MisfitError(way, _no_table(kind))
        for key in value:
            if key not in readers:
                raise MisfitError((*way, key), _unknown(key, list(readers)))
        for key in needed:
            if key not in value:
                raise MisfitError(way, _missing(kind, key))
        return kind(**{key: readers[key](one, (*way, key)) for key, one in value.items()})

    return read_table


def _choice_reader(kind: type[StrEnum]) -> _Reader:
    choices = {str(choice): choice for choice in kind}

    def read_choice(value: Any, way: Way) -> Any:  # noqa: ANN401
        choice = choices.get(value) if isinstance(value, str) else None
        if choice is None:
            raise MisfitError(way, f"“{value}” is not on the list: {', '.join(choices)}.")
        return choice

    return read_choice


def _read_text(value: Any, way: Way) -> str:  # noqa: ANN401
    if not isinstance(value, str):
        raise MisfitError(way, "this must be a text, between quotes.")
    if not value.strip():
        raise MisfitError(way, "this text is empty.")
    return value


def _read_truth(value: Any, way: Way) -> bool:  # noqa: ANN401
    if not isinstance(value, bool):
        raise MisfitError(way, "true or false must stand here, without quotes.")
    return value


def _read_number(value: Any, way: Way) -> int:  # noqa: ANN401
    if not isinstance(value, int) or isinstance(value, bool):
        raise MisfitError(way, "a whole number must stand here, without quotes.")
    if value < 0:
        raise MisfitError(way, "this number may not be below zero.")
    return value


def _read_day(value: Any, way: Way) -> date:  # noqa: ANN401
    if not isinstance(value, date) or isinstance(value, datetime):
        raise MisfitError(way, "a day must stand here, written like 2026-11-21, without quotes.")
    return value


def _no_table(kind: Any) -> str:  # noqa: ANN401
    if kind is Wording:
        return "this must be there in Dutch and in English, as .nl and .en."
    return "a table must stand here."


def _missing(kind: Any, key: str) -> str:  # noqa: ANN401
    if kind is Wording:
        return f"the {'Dutch' if key == 'nl' else 'English'} text is missing."
    return f"“{key}” is missing."


def _unknown(key: str, known: list[str]) -> str:
    if key in _PERSONAL_KEYS:
        return _NO_PERSON
    near = get_close_matches(key, known, 1)
    if near:
        return f"nobody reads this key; “{near[0]}” is meant, perhaps."
    return f"nobody reads this key; known are {', '.join(known)}."
