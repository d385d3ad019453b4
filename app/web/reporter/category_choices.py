"""What a report can be about at one organisation, as the write page asks it: two trees and optional questions.

A category is never a condition and can be chosen or not. It leaves the browser only sealed (PROTOCOL 4.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.taxonomy import Tree, offered
from app.policies.taxonomy_loader import load_taxonomy

if TYPE_CHECKING:
    from app.domain.policy import Policy
    from app.domain.taxonomy import Attribute, OpenAnswer, Part
    from app.domain.wording import Wording


@dataclass(frozen=True)
class CategoryChoice:
    """One box to tick, with its sub-forms; `asks_more` when the reporter says what it is."""

    code: str
    label: Wording
    plain: Wording
    parts: tuple[Part, ...] = ()
    asks_more: bool = False


@dataclass(frozen=True)
class CategoryTree:
    """One of the two trees, the best known first and *something else* last."""

    code: str
    choices: tuple[CategoryChoice, ...]


@dataclass(frozen=True)
class CategoryQuestion:
    """Everything that is asked about the subject; all of it optional."""

    trees: tuple[CategoryTree, ...]
    open_answers: tuple[OpenAnswer, ...]
    questions: dict[str, Attribute]
    """The optional questions after the story, by code."""


def category_question(policy: Policy) -> CategoryQuestion:
    """Give the question in the order of `offered`; what the own text adds stands before *something else*."""
    taxonomy = load_taxonomy()
    forms = {
        form.code: CategoryChoice(form.code, form.label, form.plain, form.parts, form.open_ended)
        for form in taxonomy.forms
    }
    added = {one.code: CategoryChoice(one.code, one.label, one.plain) for one in taxonomy.additions}
    codes = [code for code in offered(taxonomy, policy) if code in forms or code in added]
    return CategoryQuestion(
        trees=tuple(
            CategoryTree(
                tree,
                tuple(
                    sorted(
                        ((forms | added)[code] for code in codes if code.startswith(f"{tree}-")),
                        key=lambda choice: choice.asks_more,
                    )
                ),
            )
            for tree in Tree
        ),
        open_answers=taxonomy.open_answers,
        questions={one.code: one for one in taxonomy.attributes},
    )
