"""Where the API answers: at its own host, in a demo also at the reporters', and where none is named nowhere."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings
from tests.api.api_client import raw
from tests.world import World

OWN = "http://koppeling.example.org/api/v1"
PATH = "/api/v1/openapi.json"


def test_a_host_of_its_own_answers_there_and_nowhere_else(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", api_host="Koppeling.example.org")
    with World(tmp_path / "data", settings=settings) as world:
        told = raw(world, "GET", f"{OWN}/openapi.json", None, {})
        assert told.status_code == 200
        assert told.json()["servers"] == [{"url": "https://koppeling.example.org/api/v1"}]
        assert raw(world, "GET", "http://koppeling.example.org/", None, {}).json()["code"] == "unknown"
        assert raw(world, "GET", "http://koppeling.example.org/r/v1/organisations/x", None, {}).status_code == 404
        for host in ("127.0.0.1:8000", "localhost:8000"):
            assert raw(world, "GET", f"http://{host}{PATH}", None, {}).status_code == 404


def test_where_no_host_is_named_there_is_no_api(tmp_path: Path) -> None:
    with World(tmp_path / "data") as world:
        for host in ("127.0.0.1:8000", "localhost:8000"):
            assert raw(world, "GET", f"http://{host}{PATH}", None, {}).status_code == 404


def test_a_demo_has_it_at_the_reporters_host(tmp_path: Path) -> None:
    demo = Settings(data_dir=tmp_path, demo=True, port=8123)
    assert (demo.api_name, demo.api_base) == ("127.0.0.1", "http://127.0.0.1:8123")
    assert Settings(data_dir=tmp_path).api_name == ""
    onion = Settings(data_dir=tmp_path, api_host=f"{'a' * 56}.onion")
    assert onion.api_base == f"http://{'a' * 56}.onion"


def test_it_is_never_at_the_workplace(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="ZEGEL_API_HOST"):
        Settings(data_dir=tmp_path, workplace_host="werkplek.example.org", api_host="Werkplek.example.org")
