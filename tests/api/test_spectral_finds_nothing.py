"""Spectral with the rule file of `tests/api/spectral` finds nothing in the description, and every rule there bites."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from tests.api.api_client import raw
from tests.world import World

ROOM = Path(__file__).parent / "spectral"
SPECTRAL = ROOM / "node_modules" / "@stoplight" / "spectral-cli" / "dist" / "index.js"
RULES = ROOM / ".spectral.yaml"
HOST = "koppeling.example.org"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The description as a real host gives it."""
    folder = tmp_path_factory.mktemp("described") / "data"
    with World(folder, settings=Settings(data_dir=folder, api_host=HOST)) as world:
        return raw(world, "GET", f"https://{HOST}/api/v1/openapi.json", None, {}).content


def found_by(node: str, description: bytes, folder: Path) -> list[tuple[str, str]]:
    """What Spectral says of a description: rule and place."""
    assert SPECTRAL.exists(), "Spectral is not installed: `make rules` fetches it from the npm registry"
    (folder / "openapi.json").write_bytes(description)
    words = ("lint", str(folder / "openapi.json"), "--ruleset", str(RULES), "--format", "json", "--quiet")
    done = subprocess.run(
        [node, str(SPECTRAL), *words], capture_output=True, text=True, check=False, env={"HOME": str(folder)}
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return [(one["code"], ".".join(str(part) for part in one["path"])) for one in json.loads(done.stdout)]


def test_the_description_keeps_every_rule(node: str, described: bytes, tmp_path: Path) -> None:
    assert len(json.loads(described)["paths"]) > 10
    assert found_by(node, described, tmp_path) == []


def spoiled(described: bytes) -> bytes:
    """The description with one thing wrong for each rule."""
    wrong: dict[str, Any] = json.loads(described)
    wrong["openapi"] = "3.0.3"
    wrong["info"] |= {"contact": {"name": "Somebody", "url": "http://example.org"}, "version": "1.0"}
    wrong["servers"] = [{"url": "http://koppeling.example.org/api/v1.0"}]
    paths, schemas = wrong["paths"], wrong["components"]["schemas"]
    paths["/openapi.json"]["get"]["security"] = [{"oauth2": ["packages:read"]}]
    listed, one = paths["/packages"]["get"], paths["/packages/{packageId}"]["get"]
    paths["/duties/"] = paths.pop("/duties")
    paths["/forwardingRequests"] = {"trace": {**listed, "operationId": "other", "deprecated": True}}
    listed["parameters"] = [{"in": "query", "name": "sort_by", "schema": {"type": "string"}}]
    one["parameters"][0]["name"] = "caseCode"
    listed["responses"]["422"] = listed["responses"].pop("400")
    del listed["responses"]["401"], listed["responses"]["500"], listed["responses"]["200"]
    del one["security"], one["responses"]["200"]["headers"]
    one["responses"]["404"]["content"] = {"application/json": {"schema": {"type": "object"}}}
    writing = paths["/packages/{packageId}/messages"]["post"]
    writing["parameters"] = [one for one in writing["parameters"] if one["in"] == "path"]
    schemas["ProblemDocument"]["required"].remove("detail")
    schemas["dutyDocument"] = {"properties": {"due_on": {"type": "string", "format": "date-time"},
                                              "dueOn": {"type": "string"}}}  # fmt: skip
    return json.dumps(wrong).encode()


def test_every_rule_bites(node: str, described: bytes, tmp_path: Path) -> None:
    own = set(re.findall(r"^  ([a-z-]+):$", RULES.read_text(encoding="utf-8").partition("\nrules:\n")[2], re.MULTILINE))
    assert len(own) > 20
    told = {code for code, _ in found_by(node, spoiled(described), tmp_path)}
    assert own - told == set()
