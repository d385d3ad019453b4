"""Tables written as classes, one line a column. Nothing here maps rows to objects, so SQLAlchemy's ORM stays unloaded.

`Mapped[int]` says what a column holds, `Mapped[int | None]` that it may stay empty; `mapped_column` adds what a kind
alone does not say. The names are SQLAlchemy's own, and mean the same.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final, Generic, TypeVar

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, MetaData, String, Table

T = TypeVar("T")

_MAPPED: Final = re.compile(r"Mapped\[(bool|bytes|date|int|str)( \| None)?\]")
_TYPES: Final = {"bool": Boolean, "bytes": LargeBinary, "date": Date, "int": Integer, "str": String}


class Mapped(Generic[T]):
    """What one column holds."""


class _Details:
    """Type, foreign key and options of a column, until the column is made."""

    def __init__(self, words: tuple[Any, ...], options: dict[str, Any]) -> None:
        self.words = words
        self.options = options


def mapped_column(*words: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever a Column takes
    """Say more of a column: its exact type or foreign key, and the options of a `Column`."""
    return _Details(words, options)


class Declared:
    """A table for each class below this one; a class names it in `__tablename__`, as in SQLAlchemy's declarations."""

    metadata: ClassVar[MetaData] = MetaData()
    __tablename__: ClassVar[str]
    __table_args__: ClassVar[Any] = {}
    """Options of the table, after its indexes and constraints if it has any."""
    __table__: ClassVar[Table]

    def __init_subclass__(cls) -> None:
        """Make the table of a class that names one."""
        if "__tablename__" in cls.__dict__:
            columns = [_column(name, kind, cls.__dict__.get(name)) for name, kind in cls.__annotations__.items()]
            given = cls.__table_args__
            *parts, options = given if isinstance(given, tuple) else (given,)
            cls.__table__ = Table(cls.__tablename__, cls.metadata, *columns, *parts, **options)

    @classmethod
    def table(cls) -> Table:
        """Give the table itself, for statements that are built once and run often."""
        return cls.__table__


def _column(name: str, kind: str, details: _Details | None) -> Column[Any]:
    found = _MAPPED.fullmatch(kind)
    if found is None:
        message = f"{name}: {kind} is no kind of column."
        raise TypeError(message)
    words, options = (details.words, details.options) if details is not None else ((), {})
    # A foreign key takes its type from what it refers to.
    typed = words or (_TYPES[found[1]],)
    is_empty_allowed = found[2] is not None
    return Column(name, *typed, **{"nullable": is_empty_allowed, **options})
