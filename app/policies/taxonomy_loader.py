"""Load the taxonomy: both trees, what organisations add, the open answers and what is no report."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.domain.taxonomy import Taxonomy, Tree
from app.policies.typed_toml import SourceText, Way, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE: Final = Path(__file__).resolve().parent / "taxonomy.toml"


@cache
def load_taxonomy(path: Path = _FILE) -> Taxonomy:
    """Read the taxonomy once.

    Raises:
        DataError: a fault, with file, line, key and one sentence.

    """
    taxonomy, source = read_file(path, Taxonomy)
    _check_codes_are_used_once(taxonomy, source)
    _check_trees(taxonomy, source)
    for place, desk in enumerate(taxonomy.no_reports):
        if not desk.desk:
            raise source.fault(("no_reports", place, "desk"), "a desk must stand here: nobody is sent to nowhere.")
    return taxonomy


def _check_codes_are_used_once(taxonomy: Taxonomy, source: SourceText) -> None:
    seen: set[str] = set()
    for code, way in _codes(taxonomy):
        if code in seen:
            raise source.fault(way, f"the code “{code}” is used twice.")
        seen.add(code)


def _codes(taxonomy: Taxonomy) -> Iterator[tuple[str, Way]]:
    for place, form in enumerate(taxonomy.forms):
        yield form.code, ("forms", place, "code")
        yield from ((part.code, ("forms", place, "parts", at)) for at, part in enumerate(form.parts))
    yield from ((one.code, ("additions", place, "code")) for place, one in enumerate(taxonomy.additions))
    yield from ((one.code, ("open_answers", place, "code")) for place, one in enumerate(taxonomy.open_answers))
    yield from ((one.code, ("no_reports", place, "code")) for place, one in enumerate(taxonomy.no_reports))


def _check_trees(taxonomy: Taxonomy, source: SourceText) -> None:
    """Refuse a form in the wrong tree, a part of another form, an addition near nothing and a tree without open end."""
    for place, form in enumerate(taxonomy.forms):
        if not form.code.startswith(f"{form.tree}-"):
            raise source.fault(("forms", place, "tree"), f"“{form.code}” does not belong to the tree {form.tree}.")
        for at, part in enumerate(form.parts):
            if not part.code.startswith(form.code):
                raise source.fault(("forms", place, "parts", at), f"“{part.code}” is no part of {form.code}.")
    forms = {form.code for form in taxonomy.forms}
    for place, addition in enumerate(taxonomy.additions):
        if addition.near not in forms or addition.near[:2] != addition.code[:2]:
            raise source.fault(("additions", place, "near"), f"“{addition.near}” is no form of the same tree.")
    for tree in Tree:
        if not any(form.tree is tree and form.open_ended for form in taxonomy.forms):
            raise source.fault(("forms",), f"the tree {tree} has no open end: something else, namely.")
