"""What roles are called on pages, in Dutch and in English."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from app.domain.policy_words import Role
from app.domain.wording import Wording
from app.policies.typed_toml import MisfitError, SourceText, reader_of

_FILE: Final = Path(__file__).resolve().parent / "role_names.toml"


@cache
def role_names(path: Path = _FILE) -> dict[Role, Wording]:
    """Give the name of every role.

    Raises:
        DataError: a role without a name, a name without a role, or a name in one language only.

    """
    source = SourceText(path.name, path.read_text(encoding="utf-8"))
    data = tomllib.loads(source.text)
    for key in data:
        if key not in set(Role):
            raise source.fault((key,), "there is no such role.")
    names = {}
    for role in Role:
        if role not in data:
            raise source.fault((), f"the role “{role}” has no name.")
        try:
            names[role] = reader_of(Wording)(data[role], (str(role),))
        except MisfitError as misfit:
            raise source.fault(misfit.way, misfit.sentence) from None
    return names
