"""`zegel policy`: lint says what asks for attention, show tells the rules, new starts one that can be read."""

from pathlib import Path

import pytest

from app.policies.policy_loader import read_policy
from tests.policies.procedures import BAD, GOOD
from tests.policies.reading import changed
from tests.terminal import zegel


def test_lint_names_article_reason_section_and_sentence() -> None:
    told = zegel("policy", "lint", "werksaam", "--day", "2026-11-22")
    assert told.status == 1
    assert "L10 A body that no longer exists: found (OIO)" in told.output
    assert "Integriteitsbeleid WerkSaam Westfriesland en WerkSaam Verloning B.V., 4.3.c" in told.output
    assert "Wbk art. 17e. The law asks for reasonable grounds" in told.output
    assert "+ You are protected if you had reasonable grounds" in told.output
    assert "of 21 points ask for attention. This is no legal advice." in told.output


def test_lint_speaks_dutch_and_json() -> None:
    assert "L20 Melden zonder naam: ontbreekt" in zegel("policy", "lint", "senzer", "--lang", "nl").output
    findings = zegel("policy", "lint", "senzer", "--day", "2026-11-22", "--json").json["findings"]
    assert len(findings) == 21
    assert {one["check"]: one["outcome"] for one in findings}["L17"] == "found"


def test_lint_reads_a_text_from_a_file_or_from_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "procedure.txt"
    file.write_text(GOOD, encoding="utf-8")
    assert zegel("policy", "lint", str(file)).status == 0
    told = zegel("policy", "lint", "-", stdin=BAD)
    assert told.status == 1
    assert "> - De regeling geldt bij een groot maatschappelijk belang." in told.output


def test_a_broken_file_is_told_with_line_and_key(tmp_path: Path) -> None:
    told = zegel("policy", "lint", str(changed(tmp_path, ("count = 2", "count = 'two'"))))
    assert told.status == 1
    assert "counsellors[0].count: a whole number must stand here, without quotes." in told.complaint


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["lint", "nobody"], "No policy of that name is in force on"),
        (["lint", "senzer", "--day", "2025-09-30"], "No policy of that name is in force on 2025-09-30."),
        (["lint", "senzer", "--day", "soon"], "A day is written like 2026-11-21."),
        (["lint", "senzer", "--lang", "fr"], "The language is nl or en."),
        (["lint", "nowhere.toml"], "There is no such policy file."),
        (
            ["new", "club", "x", "--name", "X", "--out", "x.toml"],
            "There is no such model. Models are private_employer,",
        ),
        (["new", "public_body", "A B", "--name", "X", "--out", "x.toml"], "A short name has small letters,"),
        (
            ["new", "public_body", "ab", "--name", "X'Y", "--out", "x.toml"],
            "A name is one line without straight quotes",
        ),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(words: list[str], sentence: str) -> None:
    told = zegel("policy", *words)
    assert told.status == 1
    assert sentence in told.complaint


def test_show_lists_policies_and_tells_one_rule_by_rule() -> None:
    assert "senzer-2025" in zegel("policy", "show").output
    told = zegel("policy", "show", "senzer", "--lang", "nl").output
    assert "SZ-22 [on signs of misconduct] Senzer is verplicht op een melding te reageren." in told
    assert "de directie · respond · de melder · statutory · receipt · block" in told


@pytest.mark.parametrize("model", ["private_employer", "public_body"])
def test_new_writes_a_policy_that_can_be_read_and_never_overwrites(tmp_path: Path, model: str) -> None:
    path = tmp_path / "own.toml"
    words = ["policy", "new", model, "mijn-bedrijf", "--name", "Mijn Bedrijf", "--out", str(path)]
    assert zegel(*words).status == 0
    policy = read_policy(path)
    assert (policy.id, policy.slug, policy.name) == ("mijn-bedrijf-1", "mijn-bedrijf", "Mijn Bedrijf")
    assert policy.entities[0].name == "Mijn Bedrijf"
    before = path.read_bytes()
    assert zegel(*words).status == 1
    assert path.read_bytes() == before
