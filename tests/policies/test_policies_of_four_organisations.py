"""What each organisation's text says is there, to the rule, in both languages, without persons or quotations."""

import re
from dataclasses import fields
from datetime import date

import pytest

from app.domain.policy import Duty, Policy
from app.domain.policy_words import Act, Enforcement, Role, Setting, Stance, Subject, Unit
from app.domain.recipients import Involved, Question, possible_recipients
from app.policies.policy_loader import FOLDER, load_policies, models, policy_in_force, read_policy
from tests.policies.reading import wordings

TODAY = date(2026, 11, 22)
EVERY = [*load_policies(), *(read_policy(path) for path in models().values())]
ROWS = {"interaktcontour": ("IC", 32), "werksaam": ("WS", 38), "senzer": ("SZ", 34), "de-connectie": ("DC", 24)}


def policy_of(slug: str) -> Policy:
    policy = policy_in_force(slug, TODAY)
    assert policy is not None
    return policy


def duties_of(slug: str, rule_id: str) -> list[Duty]:
    found = [duty for rule, duty in policy_of(slug).duties() if rule.id == rule_id]
    assert found
    return found


def test_four_organisations_and_two_models_are_there() -> None:
    assert {policy.slug for policy in load_policies()} == set(ROWS)
    assert set(models()) == {"private_employer", "public_body"}


@pytest.mark.parametrize("slug", ROWS)
def test_every_rule_of_our_reading_notes_has_a_place(slug: str) -> None:
    policy = policy_of(slug)
    prefix, last = ROWS[slug]
    kept = set(policy.rows)
    for field in fields(policy):
        value = getattr(policy, field.name)
        if isinstance(value, tuple):
            kept |= {entry.id[:5] for entry in value if hasattr(entry, "id")}
    assert {f"{prefix}-{number:02}" for number in range(1, last + 1)} - kept == set()


@pytest.mark.parametrize("policy", EVERY, ids=lambda policy: policy.id)
def test_every_text_is_there_in_two_languages_and_differs(policy: Policy) -> None:
    texts = list(wordings(policy))
    assert len(texts) > 8
    for way, text in texts:
        assert text.nl.strip(), way
        assert text.en.strip(), way
        assert text.nl != text.en, way


@pytest.mark.parametrize("policy", EVERY, ids=lambda policy: policy.id)
def test_no_text_promises_too_much(policy: Policy) -> None:
    promise = re.compile(r"(?i)volledig anoniem|100%|completely anonymous|(?:altijd|always) (?:geheim|secret|anon)")
    assert not [way for way, text in wordings(policy) if promise.search(text.nl) or promise.search(text.en)]


@pytest.mark.parametrize("policy", EVERY, ids=lambda policy: policy.id)
def test_no_page_says_always(policy: Policy) -> None:
    said = list(wordings(policy.pages))
    assert said
    assert not [way for way, text in said if re.search(r"(?i)\baltijd\b|\balways\b|\bnooit\b", text.nl + text.en)]


@pytest.mark.parametrize("policy", EVERY, ids=lambda policy: policy.id)
def test_every_rule_names_document_and_section(policy: Policy) -> None:
    for rule in policy.rules:
        assert policy.source(rule.section) == f"{policy.citation.title}, {rule.section}"
        assert rule.section.strip()


def test_no_policy_quotes_or_names_a_person() -> None:
    for path in FOLDER.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert not re.search("[«»„]", text), path.name
        if path.stem in {"interaktcontour", "werksaam", "senzer", "de_connectie"}:
            assert not re.search(r"\S@\S+\.\S|\b(?:mevrouw|meneer|dhr)\b", text), path.name


@pytest.mark.parametrize("policy", EVERY, ids=lambda policy: policy.id)
def test_nothing_a_reporter_has_to_do_blocks_a_report(policy: Policy) -> None:
    theirs = [duty for _, duty in policy.duties() if duty.actor in {Role.ANYBODY, Role.REPORTER}]
    assert all(duty.enforcement is Enforcement.INFORM for duty in theirs)


@pytest.mark.parametrize("policy", EVERY, ids=lambda policy: policy.id)
def test_the_law_s_wider_circle_stands_beside_what_the_text_names(policy: Policy) -> None:
    assert policy.scope.reporters
    assert {"sparren", "melding", "extern"} <= set(policy.tracks)


def test_werksaam_hands_integrity_matters_over_only_with_consent() -> None:
    (duty,) = duties_of("werksaam", "WS-10")
    assert (duty.actor, duty.to, duty.enforcement) == (Role.COUNSELLOR, (Role.INTEGRITY_COUNSELLOR,), Enforcement.TASK)
    assert duty.needs_consent


def test_werksaam_expects_two_internal_and_two_external_counsellors_one_of_them_for_integrity() -> None:
    expected = policy_of("werksaam").counsellors
    counts = {(one.setting, Subject.INTEGRITY in one.subjects): one.count for one in expected}
    assert counts == {(Setting.INTERNAL, False): 2, (Setting.EXTERNAL, False): 1, (Setting.EXTERNAL, True): 1}


def test_werksaam_lets_the_reporter_choose_and_has_no_gift_limit() -> None:
    policy = policy_of("werksaam")
    (misconduct,) = [one for one in policy.recipients if one.subject is Subject.MISCONDUCT]
    assert set(misconduct.any_of) == {Role.LINE_MANAGER, Role.NEXT_HIGHER_MANAGER, Role.INTEGRITY_COUNSELLOR}
    assert policy.parameters.gift_threshold_eur is None
    assert not policy.ladders
    assert policy.complaints[0].body == "lkog"
    assert policy.complaints[0].named
    assert len(policy.entities) == 2


def test_senzer_s_two_working_days_bind_the_employee_and_are_only_told() -> None:
    report, inform = duties_of("senzer", "SZ-06")
    assert (report.term.n, report.term.unit) == (2, Unit.WORKING_DAY)
    assert report.enforcement is Enforcement.INFORM
    assert (inform.actor, inform.term.unit, inform.identity_hidden) == (Role.LINE_MANAGER, Unit.IMMEDIATELY, True)


def test_senzer_s_inquiries_start_at_release() -> None:
    inquiries = [duty for _, duty in policy_of("senzer").duties() if duty.act is Act.INVESTIGATE]
    assert len(inquiries) == 3
    assert all(duty.needs_consent and duty.starts == "release" for duty in inquiries)


@pytest.mark.parametrize(("slug", "rule"), [("senzer", "SZ-22"), ("de-connectie", "DC-07")])
def test_a_case_cannot_be_closed_without_a_response(slug: str, rule: str) -> None:
    (duty,) = duties_of(slug, rule)
    assert (duty.act, duty.enforcement, duty.term.unit) == (Act.RESPOND, Enforcement.BLOCK, Unit.STATUTORY)


def test_only_where_the_text_says_so_a_counsellor_discharges_the_duty_to_report() -> None:
    stances = {
        policy.slug: {rule.counsellor_discharges for rule, duty in policy.duties() if duty.act is Act.REPORT}
        for policy in load_policies()
    }
    assert stances == {
        "interaktcontour": set(),
        "werksaam": {Stance.YES},
        "senzer": {Stance.NOT_STATED},
        "de-connectie": {Stance.YES},
    }


def test_the_designated_recipient_is_said_or_said_to_be_unknown() -> None:
    stances = {policy.slug: policy.counsellor_is_designated_recipient for policy in load_policies()}
    assert stances == {
        "interaktcontour": Stance.NOT_STATED,
        "werksaam": Stance.YES,
        "senzer": Stance.NOT_STATED,
        "de-connectie": Stance.YES,
    }


def test_gift_amounts_are_those_of_the_texts() -> None:
    amounts = {
        policy.slug: (
            policy.parameters.gift_report_from_eur,
            policy.parameters.gift_threshold_eur,
            policy.parameters.gift_year_max_eur,
        )
        for policy in load_policies()
    }
    assert amounts == {
        "interaktcontour": (0, 25, None),
        "werksaam": (None, None, None),
        "senzer": (0, 50, None),
        "de-connectie": (10, 50, 50),
    }


def test_a_board_of_interaktcontour_goes_to_the_supervisory_board() -> None:
    question = Question(Subject.INTEGRITY, Involved(roles={Role.EXECUTIVE_BOARD}), desks=("igj", "huis"))
    codes = [choice.code for choice in possible_recipients(policy_of("interaktcontour"), question)]
    assert codes[0] == "igj"
    assert Role.SUPERVISORY_BOARD in codes


@pytest.mark.parametrize("policy", EVERY, ids=lambda policy: policy.id)
def test_retention_says_how_long_and_why(policy: Policy) -> None:
    assert {one.closed_as for one in policy.retention} >= {"not_a_report", "handled"}
    assert all(one.term.n and one.ground.nl for one in policy.retention)
