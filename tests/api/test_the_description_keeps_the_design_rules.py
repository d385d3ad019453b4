"""A linter of our own over openapi.json, named by the rule ids of the Dutch API Design Rules (app/api/README.md)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.api.version import API_VERSION
from app.domain.api_client import Scope
from tests.api.api_client import System, as_new, raw
from tests.api.sending import sent_alone
from tests.going_outside import AUTHORITY, OMARS_DESK
from tests.world import CounsellorKeys, World

README = Path(__file__).resolve().parents[2] / "app" / "api" / "README.md"
METHODS = {"get", "post", "put", "patch", "delete"}
SINGULAR = {"token", "openapi.json", "log", "container"}
"""Things there is one of."""
PROBLEM = "application/problem+json"


@pytest.fixture
def world(one_world: World) -> World:
    """One world for all of this file."""
    return as_new(one_world)


@pytest.fixture
def desk(one_world: World) -> CounsellorKeys:
    """The authority that is listed there."""
    return one_world.make_keys(OMARS_DESK, AUTHORITY)


@pytest.fixture
def described(world: World) -> dict[str, Any]:
    answer = raw(world, "GET", "/openapi.json", None, {})
    assert answer.headers["content-type"] == "application/json"
    told: dict[str, Any] = answer.json()
    return told


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in described["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def schemas(described: dict[str, Any]) -> dict[str, Any]:
    return dict(described["components"]["schemas"])


def test_the_description_is_openapi_with_contact_version_and_server(described: dict[str, Any]) -> None:
    """doc-openapi, doc-openapi-contact, semver, uri-version, publish-openapi."""
    assert re.fullmatch(r"3\.1\.\d", described["openapi"])
    assert {"name", "url"} <= set(described["info"]["contact"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", described["info"]["version"])
    assert described["info"]["version"] == API_VERSION
    assert [one["url"] for one in described["servers"]] == ["http://127.0.0.1:8000/api/v1"]
    assert described["info"]["license"]["identifier"] == "EUPL-1.2"


def test_paths_are_nouns_in_kebab_case_without_a_slash_at_the_end(described: dict[str, Any]) -> None:
    """naming-resources, naming-collections, path-segments-kebab-case, no-trailing-slash, nested-child."""
    paths = list(described["paths"])
    assert len(paths) > 10
    for path in paths:
        assert not path.endswith("/")
        for segment in path.strip("/").split("/"):
            if segment.startswith("{"):
                assert re.fullmatch(r"\{[a-z][a-zA-Z0-9]*\}", segment)
            elif segment not in SINGULAR:
                assert re.fullmatch(r"[a-z0-9-]+s|entries", segment), segment


def test_only_methods_that_are_needed_and_each_operation_has_a_name_of_its_own(described: dict[str, Any]) -> None:
    """http-methods; every operation has a tag that is described."""
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(names) == len(set(names))
    tags = {one["name"] for one in described["tags"]}
    for path, method, operation in operations(described):
        assert method in METHODS, path
        assert set(operation["tags"]) <= tags
        assert operation["tags"]
        assert operation["summary"]


def test_keys_are_lower_camel_case(described: dict[str, Any]) -> None:
    """query-keys-camel-case, property-casing; OAuth's own names apart."""
    for path, _, operation in operations(described):
        for parameter in operation.get("parameters", ()):
            if parameter["in"] in {"query", "path"}:
                assert re.fullmatch(r"[a-z][a-zA-Z0-9]*", parameter["name"]), (path, parameter["name"])
    for name, schema in schemas(described).items():
        if name == "IssuedToken":
            continue
        for member in schema.get("properties", {}):
            assert re.fullmatch(r"[a-z][a-zA-Z0-9]*", member), (name, member)


def test_days_are_dates_and_there_are_no_moments(described: dict[str, Any]) -> None:
    """date-time/format, date-time/date-omit-time-portion."""
    days = 0
    for name, schema in schemas(described).items():
        for member, form in schema.get("properties", {}).items():
            forms = [form, *form.get("anyOf", ())]
            assert all(one.get("format") != "date-time" for one in forms), (name, member)
            if member.endswith(("On", "Limit")) or member == "today":
                days += 1
                assert any(one.get("format") == "date" for one in forms), (name, member)
    assert days > 8


def test_every_answer_names_the_version_and_every_error_is_a_problem(described: dict[str, Any]) -> None:
    """version-header, problem-details, invalid-input."""
    for path, method, operation in operations(described):
        answers = operation["responses"]
        assert {"400", "404", "405", "406", "429", "500"} <= set(answers), path
        assert "422" not in answers
        assert ({"401", "403"} <= set(answers)) == bool(operation["security"]), path
        if method == "post":
            assert {"409", "415"} <= set(answers)
        for status, answer in answers.items():
            assert "API-Version" in answer["headers"], (path, status)
            if status >= "400":
                assert list(answer["content"]) == [PROBLEM]
    problem = schemas(described)["ProblemDocument"]
    assert {"status", "title", "detail"} <= set(problem["required"])


def test_every_scope_is_described_and_nothing_asks_for_another(described: dict[str, Any]) -> None:
    """The scopes of the description are those of the code."""
    flow = described["components"]["securitySchemes"]["oauth2"]["flows"]["clientCredentials"]
    assert flow["tokenUrl"] == "http://127.0.0.1:8000/api/v1/token"
    asked = {scope for _, _, one in operations(described) for need in one["security"] for scope in need["oauth2"]}
    assert asked <= set(flow["scopes"])
    assert set(flow["scopes"]) <= {scope.value for scope in Scope}


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    found = re.findall(r"'\$ref': '#/components/schemas/(\w+)'", str(described))
    assert len(found) > 20
    assert set(found) <= set(schemas(described))


def test_examples_are_there_and_fit(described: dict[str, Any]) -> None:
    """Examples of ids, references, scopes and problems."""
    given = [
        (form["examples"][0], form)
        for schema in schemas(described).values()
        for form in schema.get("properties", {}).values()
        if "examples" in form
    ]
    assert len(given) > 8
    for example, form in given:
        if "pattern" in form:
            assert re.fullmatch(form["pattern"], example)


def test_nothing_sensitive_is_in_an_address(described: dict[str, Any]) -> None:
    """transport/no-sensitive-uris: ids of packages, organisations and webhooks only."""
    named = set(re.findall(r"\{(\w+)\}", " ".join(described["paths"])))
    assert named == {"packageId", "organisationId", "webhookId"}
    asked = {
        one["name"] for _, _, op in operations(described) for one in op.get("parameters", ()) if one["in"] == "query"
    }
    assert asked == {"after", "limit", "state", "first", "isPractice", "older", "newer"}


def test_the_table_names_all_36_rules_and_the_changes_this_version() -> None:
    """doc, changelog."""
    text = README.read_text(encoding="utf-8")
    rules = re.findall(r"^\| (/core/[a-z0-9/-]+) \|", text, re.MULTILINE)
    assert len(rules) == len(set(rules)) == 36
    assert f"| {API_VERSION} |" in text.partition("## Changes")[2]


def fits(described: dict[str, Any], schema: dict[str, Any], value: Any) -> bool:
    """Whether a JSON value has a described form: types, members, forms of texts, closed lists."""
    if "$ref" in schema:
        return fits(described, schemas(described)[schema["$ref"].rpartition("/")[2]], value)
    if "anyOf" in schema:
        return any(fits(described, one, value) for one in schema["anyOf"])
    kind = schema.get("type")
    if kind == "object":
        properties = schema["properties"]
        return (
            isinstance(value, dict)
            and set(schema.get("required", ())) <= set(value) <= set(properties)
            and all(fits(described, properties[name], member) for name, member in value.items())
        )
    if kind == "array":
        return isinstance(value, list) and all(fits(described, schema["items"], one) for one in value)
    if kind == "string":
        allowed = schema.get("enum", [schema["const"]] if "const" in schema else None)
        pattern = schema.get("pattern", r"\d{4}-\d\d-\d\d" if schema.get("format") == "date" else r"[\s\S]*")
        is_one = isinstance(value, str) and re.fullmatch(pattern, value) is not None
        return is_one and (allowed is None or value in allowed)
    types = {"integer": int, "boolean": bool, "null": type(None)}
    return type(value) is types[str(kind)]


def answered_as_described(described: dict[str, Any], path: str, method: str, answer: httpx.Response) -> None:
    named = described["paths"][path][method]["responses"][str(answer.status_code)]
    if "content" in named:
        media = answer.headers["content-type"]
        schema = named["content"][media]["schema"]
        assert fits(described, schema, answer.json()), (path, answer.text)


def test_real_answers_have_the_described_form(
    world: World, desk: CounsellorKeys, system: System, described: dict[str, Any]
) -> None:
    sent_alone(world, world.report(), desk)
    package = system.get("/packages").json()["packages"][0]["id"]
    system.get(f"/packages/{package}/container")
    webhook = system.post("/webhooks", {"url": "https://zaken.example.org/zegel"}).json()["id"]
    sent_alone(world, world.report(), desk)
    for path, item in described["paths"].items():
        real = path.replace("{packageId}", package).replace("{organisationId}", world.root.org_id.hex())
        real = real.replace("{webhookId}", webhook)
        if "get" in item and path not in {"/openapi.json", "/packages/{packageId}/container"}:
            answered_as_described(described, path, "get", system.get(real))
            answered_as_described(described, path, "get", system.get(f"{real}?limit=zero&older=x"))
        if "post" in item and path != "/token":
            answered_as_described(described, path, "post", system.post(real, {}))
        if "patch" in item:
            answered_as_described(described, path, "patch", system.change("PATCH", real, {"state": "off"}))
    token = system.post_form(system.form())
    answered_as_described(described, "/token", "post", token)
    answered_as_described(described, "/token", "post", system.post_form(system.form(grant_type="password")))
    assert not fits(described, {"$ref": "#/components/schemas/PackagePageDocument"}, {"packages": [{}], "next": None})
