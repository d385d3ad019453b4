"""A pasted text is looked at sentence by sentence, and the browser's twin finds the same, letter for letter."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.text_lint import fold, lint_text, sentences_of
from app.policies.lint_checks import checks_as_data, checks_as_json, load_checks
from app.policies.policy_loader import FOLDER
from tests.policies.procedures import BAD, EDGES, ENGLISH, GOOD

ON_TEXT = [check.id for check in load_checks() if check.text is not None]
TWIN = FOLDER / "lint_page" / "text_lint.js"
_RUN = """
import { lintText, sentencesOf, fold } from %s;
let given = "";
for await (const piece of process.stdin) given += piece;
const { texts, checks } = JSON.parse(given);
const found = texts.map((text) => lintText(text, checks).map((one) => [one.check.id, one.outcome, one.sentences]));
process.stdout.write(JSON.stringify({ found, cut: texts.map(sentencesOf), folded: texts.map(fold) }));
"""
WORDS = [word for text in (GOOD, BAD, ENGLISH) for word in text.split()]


def outcomes(text: str) -> dict[str, str]:
    return {finding.check.id: str(finding.outcome) for finding in lint_text(text, load_checks())}


def in_node(node: str, texts: list[str]) -> dict[str, Any]:
    done = subprocess.run(
        [node, "--input-type=module", "-e", _RUN % json.dumps(TWIN.as_uri())],
        input=json.dumps({"texts": texts, "checks": checks_as_data()}),
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(done.stdout)
    assert isinstance(answer, dict)
    return answer


def in_python(texts: list[str]) -> dict[str, Any]:
    found = [
        [[one.check.id, str(one.outcome), list(one.sentences)] for one in lint_text(text, load_checks())]
        for text in texts
    ]
    return {"found": found, "cut": [sentences_of(text) for text in texts], "folded": [fold(text) for text in texts]}


def test_nineteen_checks_look_at_a_text_and_two_say_why_they_cannot() -> None:
    blind = {check.id for check in load_checks() if check.blind is not None}
    assert blind == {"L14", "L15"}
    assert len(ON_TEXT) == 19


def test_a_good_procedure_has_what_the_law_asks_and_nothing_it_forbids() -> None:
    assert {
        check: outcome for check, outcome in outcomes(GOOD).items() if outcome not in {"stated", "not_applicable"}
    } == {}


def test_a_bad_one_is_found_out() -> None:
    found = outcomes(BAD)
    assert {check for check, outcome in found.items() if outcome == "found"} == {
        "L08",
        "L09",
        "L10",
        "L11",
        "L12",
        "L16",
        "L17",
        "L19",
        "L21",
    }
    assert {check for check, outcome in found.items() if outcome == "missing"} >= {
        "L01",
        "L02",
        "L03",
        "L04",
        "L13",
        "L18",
    }


def test_english_is_read_too() -> None:
    found = outcomes(ENGLISH)
    assert [found[check] for check in ("L01", "L02", "L03", "L05", "L20")] == ["stated"] * 5
    assert [found[check] for check in ("L08", "L12", "L17", "L19")] == ["found"] * 4


@pytest.mark.parametrize(
    ("check", "sentence", "outcome"),
    [
        ("L01", "Binnen zeven werkdagen krijg je een ontvangstbevestiging.", "missing"),
        ("L01", "Binnen 7 dagen na ontvangst bevestigen wij dit.", "stated"),
        ("L03", "Melden kan schriftelijk.", "partly"),
        ("L06", "Melden kan ook bij het Huis voor Klokkenluiders.", "partly"),
        ("L08", "Je hoeft dit niet eerst met je leidinggevende te bespreken.", "not_applicable"),
        ("L09", "Je hoeft het niet te bewijzen als je meldt.", "not_applicable"),
        ("L11", "Het Huis voor Klokkenluiders geeft advies.", "not_applicable"),
        ("L12", "De vertrouwenspersoon heeft een plicht tot geheimhouding.", "not_applicable"),
        ("L12", "Je deelt geen vertrouwelijke informatie met derden.", "found"),
        ("L12", "Je deelt geen vertrouwelijke informatie, behalve als je meldt.", "not_applicable"),
        ("L16", "Je moet dit melden bij je leidinggevende of de vertrouwenspersoon.", "not_applicable"),
        ("L16", "Een geschenk moet je altijd melden bij je leidinggevende.", "not_applicable"),
        ("L17", "Meld dit binnen twee werkdagen nadat je het weet.", "not_applicable"),
        ("L19", "Goede trouw is geen voorwaarde.", "not_applicable"),
    ],
)  # fmt: skip
def test_one_sentence_is_read_as_it_is_meant(check: str, sentence: str, outcome: str) -> None:
    assert outcomes(sentence)[check] == outcome


def test_what_was_seen_is_shown_as_it_was_written() -> None:
    (finding,) = [one for one in lint_text(BAD, load_checks()) if one.check.id == "L09"]
    assert finding.sentences == ("- De regeling geldt bij een groot maatschappelijk belang.",)


def test_our_own_replacement_sentences_heal_what_they_replace() -> None:
    for check in load_checks():
        if check.text is None or check.id in {"L14", "L15", "L16", "L17", "L21"}:
            continue
        for text in (check.say.nl, check.say.en):
            (finding,) = [one for one in lint_text(text, load_checks()) if one.check.id == check.id]
            assert finding.outcome in {"stated", "not_applicable"}, (check.id, text)


def test_both_twins_find_the_same_in_whole_texts(node: str) -> None:
    texts = [GOOD, BAD, ENGLISH, *EDGES]
    assert in_node(node, texts) == in_python(texts)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.sampled_from([*WORDS, ".", "!", "\n\n", "\n- ", "é", "ﬁ"])).map(" ".join), min_size=40, max_size=40
    )
)
def test_both_twins_find_the_same_in_shuffled_words(node: str, texts: list[str]) -> None:
    assert in_node(node, texts) == in_python(texts)


def test_the_checks_can_stand_inside_a_page() -> None:
    assert "<" not in checks_as_json()
    assert json.loads(checks_as_json()) == json.loads(json.dumps(checks_as_data()))


def test_the_twin_imports_nothing_and_touches_no_document() -> None:
    code = Path(TWIN).read_text(encoding="utf-8")
    for word in ("import ", "document", "fetch", "localStorage", "XMLHttpRequest", "window"):
        assert word not in code.replace("No document, no network", "")
