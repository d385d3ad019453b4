"""The 21 checks on four real organisations give what was found by reading: outcome and note, one line a check."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.lint_check import Outcome
from app.domain.policy import Policy
from app.domain.policy_lint import Finding, lint
from app.domain.policy_words import Consent, Stance
from app.policies.lint_checks import load_checks
from app.policies.policy_loader import FOLDER, load_policies, models, read_policy
from app.policies.toml_source import DataError

TODAY = date(2026, 11, 22)
ORDER = ("interaktcontour", "werksaam", "senzer", "de-connectie")
NOTHING = "not_applicable"
# check: InteraktContour, WerkSaam, Senzer, De Connectie. After the colon the note, in Dutch.
FOUND = {
    "L01": ("missing", "not_in_text", "missing", "not_in_text"),
    "L02": ("missing", "not_in_text", "missing", "not_in_text"),
    "L03": ("missing", "not_in_text", "missing", "not_in_text"),
    "L04": (
        "partly: alleen VP",
        "partly: VPI + leidinggevenden",
        "missing: alleen leidinggevenden/directie",
        "partly: leidinggevenden/HR/VP",
    ),
    "L05": ("stated: VP", "stated: VP", "not_in_text: staat er niet in", "stated: VP"),
    "L06": ("missing", "partly: alleen het Huis", "missing", "missing"),
    "L07": ("missing", "partly: verouderd Aw 5(2)", "missing", "partly"),
    "L08": ("found", "partly: in stappen bij OG", "partly: ladder als advies", "partly: als advies"),
    "L09": ("found: groot maatschappelijk belang", NOTHING, NOTHING, NOTHING),
    "L10": (NOTHING, "found: OIO", NOTHING, NOTHING),
    "L11": (NOTHING, "found: Huis van de Klokkenluiders", NOTHING, NOTHING),
    "L12": ("found", "found: licht", "found", "found"),
    "L13": ("partly: RvT", "missing", "missing", "missing"),
    "L14": (NOTHING, "found: 2 jaar", NOTHING, NOTHING),
    "L15": ("unknown: datum onbekend", "found", f"{NOTHING}: nee", "unknown: datum onbekend"),
    "L16": (NOTHING, NOTHING, "found", NOTHING),
    "L17": (NOTHING, NOTHING, "found: twee werkdagen vanaf?", NOTHING),
    "L18": (
        "not_in_text: staat er niet in",
        "not_in_text: staat er niet in",
        "stated",
        "not_in_text: staat er niet in",
    ),
    "L19": (NOTHING, "found: bijlage", NOTHING, NOTHING),
    "L20": ("missing", "missing", "missing", "missing"),
    "L21": (
        "found: Klokkenluidersregeling",
        "found: Procedure melding vermoeden misstand; Regeling vertrouwenspersoon",
        "found: aanvullende regeling; sanctiereglement",
        "found: Regeling melden vermoeden misstanden; Klachtenregeling",
    ),
}
NOTES_IN_ENGLISH = {
    ("interaktcontour", "L04"): "VP only",
    ("werksaam", "L04"): "VPI + managers",
    ("senzer", "L04"): "managers/directie only",
    ("de-connectie", "L04"): "managers/HR/VP",
    ("senzer", "L05"): "not stated",
    ("werksaam", "L06"): "Huis only",
    ("werksaam", "L07"): "outdated Aw 5(2)",
    ("werksaam", "L08"): "staged for OG",
    ("senzer", "L08"): "advisory ladder",
    ("de-connectie", "L08"): "advisory",
    ("werksaam", "L12"): "mild",
    ("werksaam", "L14"): "2 years",
    ("senzer", "L15"): "no",
    ("senzer", "L17"): "two working days from?",
    ("werksaam", "L19"): "annex",
}


def policy_of(slug: str) -> Policy:
    return next(policy for policy in load_policies() if policy.slug == slug)


def findings_of(policy: Policy, today: date = TODAY) -> dict[str, Finding]:
    return {finding.check.id: finding for finding in lint(policy, load_checks(), today)}


def told(finding: Finding) -> str:
    note = finding.verdict.note
    return f"{finding.verdict.outcome}: {note.nl}" if note else str(finding.verdict.outcome)


@pytest.mark.parametrize("check", FOUND)
@pytest.mark.parametrize("slug", ORDER)
def test_the_lint_finds_what_reading_found(check: str, slug: str) -> None:
    assert told(findings_of(policy_of(slug))[check]) == FOUND[check][ORDER.index(slug)]


@pytest.mark.parametrize(("slug", "check"), NOTES_IN_ENGLISH)
def test_the_note_is_there_in_english_too(slug: str, check: str) -> None:
    note = findings_of(policy_of(slug))[check].verdict.note
    assert note is not None
    assert note.en == NOTES_IN_ENGLISH[slug, check]


@pytest.mark.parametrize("name", ["private_employer", "public_body"])
def test_a_model_to_start_from_has_no_open_finding(name: str) -> None:
    policy = read_policy(models()[name])
    own = replace(policy, citation=replace(policy.citation, adopted_on=TODAY))
    assert {key for key, finding in findings_of(own).items() if finding.is_open} == set()
    assert told(findings_of(policy)["L15"]) == "unknown: datum onbekend"


def test_every_check_carries_article_reason_and_a_sentence_to_write_in_both_languages() -> None:
    checks = load_checks()
    assert [check.id for check in checks] == [f"L{number:02}" for number in range(1, 22)]
    for check in checks:
        assert check.article
        for text in (check.title, check.why, check.say):
            assert text.nl.strip()
            assert text.en.strip()
            assert text.nl != text.en


def test_a_finding_rests_on_sections_of_the_text() -> None:
    found = findings_of(policy_of("senzer"))
    assert found["L16"].verdict.sections == ("on discrimination and racism", "on sexual abuse")
    assert found["L17"].verdict.sections == ("on discrimination and racism",)


@pytest.mark.parametrize(
    ("today", "outcome"),
    [(date(2022, 9, 10), Outcome.NOT_APPLICABLE), (date(2022, 9, 11), Outcome.FOUND), (TODAY, Outcome.FOUND)],
)
def test_an_evaluation_is_missed_from_the_day_after_its_last_day(today: date, outcome: Outcome) -> None:
    assert findings_of(policy_of("werksaam"), today)["L14"].verdict.outcome is outcome


def test_an_evaluation_that_took_place_starts_the_period_again() -> None:
    policy = policy_of("werksaam")
    assert policy.review is not None
    reviewed = replace(policy, review=replace(policy.review, last_on=date(2026, 9, 1)))
    assert told(findings_of(reviewed)["L14"]) == "not_applicable: uiterlijk 2028-09-01"


def test_a_body_is_abolished_from_its_last_day_on() -> None:
    assert findings_of(policy_of("werksaam"), date(2016, 6, 30))["L10"].verdict.outcome is Outcome.NOT_APPLICABLE
    assert findings_of(policy_of("werksaam"), date(2016, 7, 1))["L10"].verdict.outcome is Outcome.FOUND


def test_a_text_that_was_seen_is_not_excused_by_a_document_that_was_not() -> None:
    policy = policy_of("werksaam")
    alone = replace(policy, references=())
    assert {findings_of(alone)[check].verdict.outcome for check in ("L01", "L02", "L03")} == {Outcome.MISSING}
    assert findings_of(alone)["L21"].verdict.outcome is Outcome.NOT_APPLICABLE


def test_a_term_longer_than_the_law_s_is_not_stated() -> None:
    policy = read_policy(models()["public_body"])
    rule = next(rule for rule in policy.rules if rule.id == "D-1")
    slow = replace(rule, duties=(replace(rule.duties[0], term=replace(rule.duties[0].term, n=8)),))
    worse = replace(policy, rules=tuple(slow if one is rule else one for one in policy.rules))
    assert findings_of(worse)["L01"].verdict.outcome is Outcome.MISSING
    assert findings_of(policy)["L01"].verdict.outcome is Outcome.STATED


def test_answers_on_adviser_anonymity_and_consent_are_told_as_they_are() -> None:
    policy = policy_of("senzer")
    other = replace(policy, adviser_in_confidence=Stance.NO, anonymous_reports=Stance.NO, consent=Consent.NOT_STATED)
    found = findings_of(other)
    assert [told(found[check]) for check in ("L05", "L20", "L18")] == [
        "missing",
        "stated: niet mogelijk",
        "not_in_text: staat er niet in",
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("id = 'L02'", "id = 'L22'", "there must be exactly L01, L02,"),
        (
            "groups = [['te goeder trouw'",
            "groups = [['te (goeder trouw'",
            "“te (goeder trouw” is no regular expression:",
        ),
        ("say.en = 'The name is: Huis voor Klokkenluiders.'\n", "", "the English text is missing."),
        (
            "blind.nl = 'Wanneer",
            "text = { must_say = true, groups = [['x']] }\nblind.nl = 'Wanneer",
            "either “text” says",
        ),
    ],
)
def test_a_broken_list_of_checks_is_refused(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    source = FOLDER / "lint_checks.toml"
    text = source.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "lint_checks.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as refusal:
        load_checks(path)
    assert sentence in str(refusal.value)
