"""A new organisation, and a new version of a policy, is a file. The version of the day counts; nothing is guessed."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.domain.policy_words import Subject
from app.domain.recipients import Question, possible_recipients
from app.domain.taxonomy import desk_for, offered
from app.policies import policy_schema
from app.policies.policy_loader import FOLDER, NO_POLICIES, load_policies, policy_by_id, policy_in_force, read_policy
from app.policies.taxonomy_loader import load_taxonomy
from app.policies.toml_source import DataError
from tests.policies.reading import changed

FIFTH = (
    ("id = 'eigen-organisatie-1'", "id = 'bakkerij-1'\neffective_from = 2027-01-01"),
    ("slug = 'eigen-organisatie'", "slug = 'bakkerij'"),
    ("title = 'Meldregeling'", "title = 'Meldregeling van de bakkerij'"),
)
LATER = (
    ("id = 'senzer-2025'", "id = 'senzer-2027'"),
    ("effective_from = 2025-10-01", "effective_from = 2027-01-01"),
    ("supersedes = 'Gedragscode van september 2021, versie 2.0'", "supersedes = 'senzer-2025'"),
    ("n = 2, unit = 'working_day'", "n = 5, unit = 'working_day'"),
)


def test_a_fifth_organisation_is_only_a_file(tmp_path: Path) -> None:
    for path in ("werksaam", "senzer", "interaktcontour", "de_connectie"):
        changed(tmp_path, base=path, name=path)
    changed(tmp_path, *FIFTH, base="model_private_employer", name="bakkerij")
    assert len(load_policies(tmp_path)) == 5
    bakery = policy_in_force("bakkerij", date(2027, 1, 1), tmp_path)
    assert bakery is not None
    assert possible_recipients(bakery, Question(Subject.INTEGRITY))
    assert "OO-1" in offered(load_taxonomy(), bakery)
    assert desk_for(load_taxonomy(), bakery, "gift") is not None


def test_before_its_first_day_a_policy_is_not_in_force_and_none_is_guessed(tmp_path: Path) -> None:
    changed(tmp_path, *FIFTH, base="model_private_employer", name="bakkerij")
    assert policy_in_force("bakkerij", date(2026, 12, 31), tmp_path) is None
    assert policy_in_force("senzer", date(2025, 9, 30)) is None
    assert policy_in_force("nobody", date(2026, 1, 1)) is None


def test_a_later_version_takes_over_on_its_day_and_old_cases_keep_theirs(tmp_path: Path) -> None:
    changed(tmp_path, base="senzer", name="senzer")
    changed(tmp_path, *LATER, base="senzer", name="senzer_2027")
    before = policy_in_force("senzer", date(2026, 12, 31), tmp_path)
    after = policy_in_force("senzer", date(2027, 1, 1), tmp_path)
    assert before is not None
    assert after is not None
    assert (before.id, after.id) == ("senzer-2025", "senzer-2027")
    pinned = policy_by_id("senzer-2025", tmp_path)
    assert pinned == before
    terms = [next(duty.term.n for _, duty in policy.duties() if duty.term.n) for policy in (before, after)]
    assert terms == [2, 5]


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    changed(tmp_path, base="senzer", name="one")
    changed(tmp_path, base="senzer", name="two")
    with pytest.raises(DataError, match=r"two\.toml, line 1, id: one\.toml has the id “senzer-2025” too\."):
        load_policies(tmp_path)


def test_two_versions_that_begin_on_one_day_are_refused(tmp_path: Path) -> None:
    changed(tmp_path, base="senzer", name="one")
    changed(tmp_path, ("id = 'senzer-2025'", "id = 'senzer-again'"), base="senzer", name="two")
    with pytest.raises(DataError, match=r"one\.toml begins on the same day"):
        load_policies(tmp_path)


def test_the_schema_in_the_file_is_made_from_the_values() -> None:
    assert policy_schema.SCHEMA_FILE.read_text(encoding="utf-8") == policy_schema.schema_text()


def test_the_schema_refuses_what_the_loader_refuses_and_knows_every_key() -> None:
    schema = policy_schema.policy_schema()
    assert schema["additionalProperties"] is False
    assert "effective_from" not in schema["required"]
    assert {"id", "slug", "scope", "pages", "retention"} <= set(schema["required"])
    assert schema["$defs"]["Enforcement"]["enum"] == ["block", "task", "inform"]
    assert schema["$defs"]["Wording"]["required"] == ["nl", "en"]
    assert all(one.get("additionalProperties") is False for one in schema["$defs"].values() if "properties" in one)


def test_one_file_reads_to_the_same_value_twice(tmp_path: Path) -> None:
    path = changed(tmp_path, base="werksaam")
    assert read_policy(path) == read_policy(path)


@pytest.mark.parametrize("path", [path for path in FOLDER.glob("*.toml") if path.stem not in NO_POLICIES], ids=str)
def test_every_policy_fits_the_schema(path: Path) -> None:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    schema = policy_schema.policy_schema()
    assert not list(misfits(document, schema, schema["$defs"]))
    document["languages"] = "nl"
    document["mood"] = "good"
    assert len(list(misfits(document, schema, schema["$defs"]))) == 2


def misfits(value: Any, schema: dict[str, Any], definitions: dict[str, Any]) -> Iterator[str]:
    """Check the words of JSON Schema that the generated schema uses."""
    if "$ref" in schema:
        yield from misfits(value, definitions[schema["$ref"].removeprefix("#/$defs/")], definitions)
    elif "enum" in schema:
        yield from () if value in schema["enum"] else [f"{value} is no choice"]
    elif schema["type"] == "array" and isinstance(value, list):
        for one in value:
            yield from misfits(one, schema["items"], definitions)
    elif schema["type"] == "object" and isinstance(value, dict):
        yield from (f"{key} is missing" for key in schema["required"] if key not in value)
        for key, one in value.items():
            known = schema["properties"].get(key)
            yield from misfits(one, known, definitions) if known else [f"{key} is unknown"]
    else:
        kinds: dict[str, Any] = {"string": (str, date), "boolean": bool, "integer": int, "array": list, "object": dict}
        yield from () if isinstance(value, kinds[schema["type"]]) else [f"{value} is no {schema['type']}"]
