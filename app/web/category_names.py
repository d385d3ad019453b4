"""What categories, optional questions and answers are called, by code: for the pages on which a report is read."""

from __future__ import annotations

from app.policies.retaliation_loader import load_retaliation
from app.policies.taxonomy_loader import load_taxonomy


def category_names(language: str) -> dict[str, str]:
    """Give the name of every category and of every optional answer, by code, for whoever reads a report.

    Sub-forms are named after their form; answers have the key `question:answer`, forms of retaliation
    `retaliation:letter`.
    """
    taxonomy = load_taxonomy()
    names = {form.code: form.label.in_language(language) for form in taxonomy.forms}
    for form in taxonomy.forms:
        for part in form.parts:
            names[part.code] = f"{names[form.code]}: {part.label.in_language(language)}"
    names |= {one.code: one.label.in_language(language) for one in taxonomy.additions}
    names |= {one.code: one.label.in_language(language) for one in taxonomy.open_answers}
    for question in taxonomy.attributes:
        names[question.code] = question.question.in_language(language)
        names |= {f"{question.code}:{one.code}": one.label.in_language(language) for one in question.options}
    names |= {f"retaliation:{one.code}": one.label.in_language(language) for one in load_retaliation().forms}
    return names
