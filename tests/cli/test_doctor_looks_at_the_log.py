"""`zegel doctor` says when the log last grew, and finds a log that is not the one that was signed."""

import json
from pathlib import Path

import pytest

from tests.cli.office import Office


@pytest.fixture
def place(new_place: Office) -> Office:
    """An installation without organisations; nothing runs."""
    assert new_place.admin("database", "upgrade").status == 0
    return new_place


def finding(place: Office) -> tuple[str, str]:
    (found,) = [one for one in place.admin("doctor", "--json").json["findings"] if one["what"] == "public log"]
    return found["level"], found["sentence"]


def file_of(place: Office) -> Path:
    return place.service.data / "keys" / "last-signed-log.json"


def test_a_log_that_has_not_begun_is_told(place: Office) -> None:
    level, sentence = finding(place)
    assert (level, "has not begun" in sentence) == ("warning", True)


def test_the_day_of_the_last_batch_is_told(place: Office) -> None:
    assert place.admin("log", "batch").status == 0
    level, sentence = finding(place)
    assert level == "ok"
    assert f"16 entries, begins with what was signed; last batch on {place.today()}" in sentence


def test_a_log_that_stands_still_is_a_warning(place: Office) -> None:
    assert place.admin("log", "batch").status == 0
    told = json.loads(file_of(place).read_text())
    file_of(place).write_text(json.dumps({**told, "on": "2020-01-01"}))
    level, sentence = finding(place)
    assert (level, "is the service running?" in sentence) == ("warning", True)


def test_another_log_than_was_signed_is_a_fault(place: Office) -> None:
    assert place.admin("log", "batch").status == 0
    told = json.loads(file_of(place).read_text())
    file_of(place).write_text(json.dumps({**told, "size": 48}))
    level, sentence = finding(place)
    assert (level, "an old or another database was put back" in sentence) == ("fault", True)


def test_a_lost_file_is_a_fault(place: Office) -> None:
    assert place.admin("log", "batch").status == 0
    file_of(place).unlink()
    assert finding(place)[0] == "fault"
    assert "--accept-database" in place.admin("log", "batch").complaint
    assert place.admin("log", "batch", "--accept-database").status == 0
    assert finding(place)[0] == "ok"


def test_a_file_that_others_can_read_is_a_fault(place: Office) -> None:
    assert place.admin("log", "batch").status == 0
    file_of(place).chmod(0o644)
    level, sentence = finding(place)
    assert (level, "chmod go=" in sentence) == ("fault", True)


def test_keys_of_another_installation_are_a_fault(place: Office) -> None:
    place.add("arts")
    keys = place.service.data / "keys"
    (keys / "receipt.seed").write_bytes((keys / "log.seed").read_bytes())
    level, sentence = finding(place)
    assert (level, "the root of arts names another" in sentence) == ("fault", True)
