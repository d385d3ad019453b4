"""Change a good policy into another file, and read it; say every text of a value."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from app.domain.policy import Policy
from app.domain.wording import Wording
from app.policies.policy_loader import FOLDER, read_policy


def changed(folder: Path, *changes: tuple[str, str], base: str = "werksaam", name: str = "broken") -> Path:
    """Write a copy of a policy in which each first text is replaced; a text that is not there fails the test."""
    text = (FOLDER / f"{base}.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"nothing to change: {old}"
        text = text.replace(old, new, 1)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def read_changed(folder: Path, *changes: tuple[str, str], base: str = "werksaam") -> Policy:
    """Read such a copy."""
    return read_policy(changed(folder, *changes, base=base))


def wordings(value: object, way: str = "") -> Iterator[tuple[str, Wording]]:
    """Give every text in two languages within a value, with the way to it."""
    if isinstance(value, Wording):
        yield way, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from wordings(getattr(value, field.name), f"{way}.{field.name}")
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from wordings(one, f"{way}[{place}]")
