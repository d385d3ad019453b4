"""Both trees are whole, every word is explained in two languages, and organisations' own categories are offered."""

from pathlib import Path

import pytest

from app.domain.policy import Policy
from app.domain.policy_words import Role
from app.domain.taxonomy import Tree, offered, subject_of
from app.policies.policy_loader import FOLDER, load_policies
from app.policies.role_names import role_names
from app.policies.taxonomy_loader import load_taxonomy
from app.policies.toml_source import DataError
from tests.policies.reading import wordings

TAXONOMY = load_taxonomy()


def codes(tree: Tree) -> list[str]:
    return [form.code for form in TAXONOMY.forms if form.tree is tree]


def test_eight_forms_of_unwanted_conduct_and_fifteen_integrity_breaches_each_with_an_open_end() -> None:
    assert codes(Tree.UNWANTED_CONDUCT) == [*(f"OO-{number}" for number in range(1, 9)), "OO-99"]
    assert codes(Tree.INTEGRITY) == [*(f"IS-{number}" for number in range(1, 16)), "IS-99"]
    assert {form.code for form in TAXONOMY.forms if form.open_ended} == {"OO-99", "IS-99"}


def test_bullying_has_its_five_parts_and_something_else() -> None:
    (bullying,) = [form for form in TAXONOMY.forms if form.code == "OO-4"]
    assert [part.code for part in bullying.parts] == ["OO-4a", "OO-4b", "OO-4c", "OO-4d", "OO-4e", "OO-4z"]


def test_every_list_of_parts_ends_in_something_else() -> None:
    lists = [form.parts for form in TAXONOMY.forms if form.parts]
    assert len(lists) >= 3
    assert all(parts[-1].label.nl == "anders, namelijk" for parts in lists)


def test_every_label_and_explanation_is_there_in_two_languages() -> None:
    texts = list(wordings(TAXONOMY))
    assert len(texts) > 150
    for way, text in texts:
        assert text.nl.strip(), way
        assert text.en.strip(), way


def test_explanations_are_short_sentences() -> None:
    for form in TAXONOMY.forms:
        for text in (form.plain.nl, form.plain.en):
            assert all(len(sentence.split()) <= 25 for sentence in text.split(".")), text


@pytest.mark.parametrize("policy", load_policies(), ids=lambda policy: policy.slug)
def test_an_organisation_offers_both_trees_what_its_text_adds_and_the_open_answers(policy: Policy) -> None:
    given = offered(TAXONOMY, policy)
    assert set(codes(Tree.UNWANTED_CONDUCT)) | set(codes(Tree.INTEGRITY)) <= set(given)
    added = {addition.code for addition in TAXONOMY.additions if policy.slug in addition.named_by}
    assert added
    assert {code for code in given if code in {one.code for one in TAXONOMY.additions}} == added
    assert given[-2:] == ("weet-ik-niet", "allebei")
    assert len(set(given)) == len(given)


def test_every_addition_is_named_by_a_text_that_is_here() -> None:
    named = {addition.code: set(addition.named_by) for addition in TAXONOMY.additions}
    said = {code: {policy.slug for policy in load_policies() if code in policy.categories} for code in named}
    assert named == said


def test_the_three_topics_of_the_civil_servants_act_can_be_counted() -> None:
    known = TAXONOMY.codes()
    assert {"IS-15", "IS-belangenverstrengeling", "OO-5"} <= known


def test_a_code_belongs_to_the_recipients_of_its_tree() -> None:
    assert [subject_of(code) for code in ("OO-4a", "IS-datalek", "weet-ik-niet", "allebei")] == [
        "OO",
        "IS",
        "any",
        "any",
    ]


def test_every_role_has_a_name() -> None:
    assert set(role_names()) == set(Role)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("code = 'OO-2'", "code = 'OO-1'", "the code “OO-1” is used twice."),
        ("tree = 'IS'", "tree = 'OO'", "“IS-1” does not belong to the tree OO."),
        ("code = 'OO-4c'", "code = 'OO-5c'", "“OO-5c” is no part of OO-4."),
        ("near = 'OO-4'", "near = 'IS-4'", "“IS-4” is no form of the same tree."),
        ("desk = ['line_manager']", "desk = []", "a desk must stand here: nobody is sent to nowhere."),
        ("open_ended = true", "open_ended = false", "the tree OO has no open end: something else, namely."),
        ("label.en = 'Both'\n", "", "the English text is missing."),
    ],
)
def test_a_broken_taxonomy_is_refused_with_its_sentence(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    text = (FOLDER / "taxonomy.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "taxonomy.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as refusal:
        load_taxonomy(path)
    assert str(refusal.value).endswith(sentence)
    assert str(refusal.value).startswith("taxonomy.toml, line ")
