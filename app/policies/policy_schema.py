"""Make the JSON schema of a policy from the values it is read into, so that the two cannot differ.

`python -m app.policies.policy_schema` writes `policy.schema.json` beside this file; a test compares the two.
Editors that know TOML and JSON Schema can help with it while a policy is written.
"""

from __future__ import annotations

import inspect
import json
import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from app.domain.policy import Policy

SCHEMA_FILE: Final = Path(__file__).resolve().parent / "policy.schema.json"
_SIMPLE: Final[dict[Any, dict[str, Any]]] = {
    str: {"type": "string", "minLength": 1},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
    date: {"type": "string", "format": "date"},
}


def policy_schema() -> dict[str, Any]:
    """Give the schema (JSON Schema 2020-12) of one policy; TOML days are strings in it."""
    definitions: dict[str, Any] = {}
    top = _table(Policy, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An organisation's policy in Zegel",
        **top,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """Give the schema as it stands in the file."""
    return json.dumps(policy_schema(), indent=2, ensure_ascii=False) + "\n"


def _kind(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - any kind a field may have
    arguments = get_args(kind)
    if get_origin(kind) in {Union, types.UnionType}:
        return _kind(next(one for one in arguments if one is not types.NoneType), definitions)
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _kind(arguments[0], definitions)}
    if is_dataclass(kind) or issubclass(kind, StrEnum):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}
            definitions[kind.__name__] = _table(kind, definitions) if is_dataclass(kind) else _choices(kind)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return _SIMPLE[kind]


def _table(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    hints = get_type_hints(kind)
    return {
        "description": inspect.cleandoc(kind.__doc__ or "").split("\n")[0],
        "type": "object",
        "properties": {field.name: _kind(hints[field.name], definitions) for field in fields(kind)},
        "required": [
            field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING
        ],
        "additionalProperties": False,
    }


def _choices(kind: type[StrEnum]) -> dict[str, Any]:
    return {"description": inspect.cleandoc(kind.__doc__ or "").split("\n")[0], "enum": [str(one) for one in kind]}


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
