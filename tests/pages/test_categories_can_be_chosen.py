"""The write page offers both trees whole, in plain words, with what the organisation adds; all optional."""

from collections.abc import Callable

import pytest

from app.domain.policy_words import Setting, Subject
from app.domain.recipients import Question, Reader, possible_recipients
from app.domain.taxonomy import offered, subject_of
from app.policies.taxonomy_loader import load_taxonomy
from app.web.category_names import category_names
from tests.pages.conftest import Reading
from tests.pages.organisations import LANGUAGES, SLUGS, policy_of_slug

Read = Callable[[str], Reading]
READERS = (
    Reader("AAAA", Setting.INTERNAL, (Subject.UNWANTED_CONDUCT,)),
    Reader("BBBB", Setting.EXTERNAL, (Subject.INTEGRITY,)),
)

each_organisation = pytest.mark.parametrize("slug", SLUGS)


def codes(reading: Reading) -> list[str]:
    return [one["value"] for one in reading.named("input") if one.get("name") == "category"]


@each_organisation
@pytest.mark.parametrize("track", ["melding", "sparren"])
def test_what_is_offered_can_be_ticked(four: Read, slug: str, track: str) -> None:
    ticks = codes(four(f"{slug}/report?track={track}"))
    parts = {part.code for form in load_taxonomy().forms for part in form.parts}
    assert len(ticks) == len(set(ticks))
    assert set(ticks) == set(offered(load_taxonomy(), policy_of_slug(slug))) | parts
    assert {"weet-ik-niet", "allebei", "OO-99", "IS-99"} <= set(ticks)


@each_organisation
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_choice_is_explained_in_plain_words(four: Read, slug: str, language: str) -> None:
    text = four(f"{slug}/report?track=melding&lang={language}").text
    taxonomy = load_taxonomy()
    shown = set(offered(taxonomy, policy_of_slug(slug)))
    explained = {one.code: one.plain for one in taxonomy.forms}
    explained |= {one.code: one.plain for one in taxonomy.additions}
    explained |= {one.code: one.plain for one in taxonomy.open_answers}
    for code, plain in explained.items():
        assert (plain.in_language(language) in text) == (code in shown), code


@each_organisation
def test_nothing_is_ticked_beforehand_and_nothing_must_be(four: Read, slug: str) -> None:
    for one in four(f"{slug}/report?track=melding").named("input"):
        if one.get("name") == "category":
            assert one["type"] == "checkbox"
            assert not {"checked", "required"} & set(one)


@each_organisation
def test_every_category_leads_to_somebody(four: Read, slug: str) -> None:
    for code in codes(four(f"{slug}/report?track=melding")):
        question = Question(subject_of(code), readers=READERS)
        assert possible_recipients(policy_of_slug(slug), question)


@each_organisation
def test_the_optional_questions_of_the_taxonomy_stand_there(four: Read, slug: str) -> None:
    text = four(f"{slug}/report?track=melding&lang=nl").text
    for asked in load_taxonomy().attributes:
        assert asked.question.nl in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_reads_a_report_has_a_name_for_every_code(language: str) -> None:
    names = category_names(language)
    assert load_taxonomy().codes() <= set(names)
    for asked in load_taxonomy().attributes:
        assert {f"{asked.code}:{answer.code}" for answer in asked.options} <= set(names)


def test_no_field_asks_which_employer_pays_the_reporter(four: Read) -> None:
    reading = four("werksaam/report?track=melding&lang=nl")
    fields = {one.get("name", "") for tag in ("input", "textarea", "select") for one in reading.named(tag)}
    assert fields
    assert not {"entity", "employer", "role", "organisation"} & fields
    values = {one.get("value", "") for tag in ("input", "option") for one in reading.named(tag)}
    assert not {entity.id for entity in policy_of_slug("werksaam").entities} & values
    for entity in policy_of_slug("werksaam").entities:
        assert entity.name not in reading.text
