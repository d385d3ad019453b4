"""A database without its keys is worth nothing: this is told before anything breaks, and a backup puts it right."""

import shutil
import subprocess
from pathlib import Path

import pytest

from app.services.key_custody import KEY_FILES
from tests.cli.office import Office
from tests.running_service import ROOT, ZEGEL
from tests.terminal import Told


@pytest.fixture
def place(new_place: Office) -> Office:
    assert new_place.admin("database", "upgrade").status == 0
    return new_place


def _keys(place: Office) -> Path:
    return place.service.data / "keys"


def _keys_command(place: Office, command: str, passphrase: str = "een lange zin voor de reservekopie") -> Told:
    secret = place.file("zin", passphrase)
    return place.admin("keys", command, str(place.drawer / "backup"), "--passphrase-file", str(secret))


def test_upgrading_makes_database_and_keys_for_their_owner_only(place: Office) -> None:
    assert {path.name for path in _keys(place).iterdir()} == set(KEY_FILES)
    for path in (_keys(place), place.service.data / "zegel.db", *_keys(place).iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path.name
    assert place.admin("database", "check").status == 0


def test_upgrading_twice_changes_nothing(place: Office) -> None:
    before = {path.name: path.read_bytes() for path in _keys(place).iterdir()}
    assert "already" in place.admin("database", "upgrade").output
    assert {path.name: path.read_bytes() for path in _keys(place).iterdir()} == before


def test_a_backup_puts_lost_keys_back(place: Office) -> None:
    before = {path.name: path.read_bytes() for path in _keys(place).iterdir()}
    assert _keys_command(place, "backup").status == 0
    assert (place.drawer / "backup").stat().st_mode & 0o777 == 0o600
    shutil.rmtree(_keys(place))
    assert place.admin("database", "check").status == 1
    told = _keys_command(place, "restore")
    assert told.status == 0, told.complaint
    assert {path.name: path.read_bytes() for path in _keys(place).iterdir()} == before
    assert place.admin("database", "check").status == 0


def test_the_backup_shows_no_key(place: Office) -> None:
    _keys_command(place, "backup")
    content = (place.drawer / "backup").read_bytes()
    assert not any(path.read_bytes() in content for path in _keys(place).iterdir())


def test_a_wrong_passphrase_restores_nothing(place: Office) -> None:
    _keys_command(place, "backup")
    shutil.rmtree(_keys(place))
    assert _keys_command(place, "restore", "een heel andere lange zin").status == 4
    assert not _keys(place).exists()


def test_a_backup_is_never_overwritten(place: Office) -> None:
    assert _keys_command(place, "backup").status == 0
    assert _keys_command(place, "backup").status == 1


def test_keys_that_are_there_are_never_overwritten(place: Office) -> None:
    _keys_command(place, "backup")
    (_keys(place) / "k_loc").write_bytes(bytes(32))
    told = _keys_command(place, "restore")
    assert told.status == 1
    assert (_keys(place) / "k_loc").read_bytes() == bytes(32)


def test_the_keys_of_another_database_are_refused(place: Office) -> None:
    _keys_command(place, "backup")
    shutil.rmtree(place.service.data)
    assert place.admin("database", "upgrade").status == 0
    shutil.rmtree(_keys(place))
    told = _keys_command(place, "restore")
    assert told.status == 1
    assert "do not belong to this database" in told.complaint
    assert not _keys(place).exists()


@pytest.mark.parametrize("command", [("serve",), ("database", "upgrade"), ("database", "check")])
def test_a_database_without_its_keys_is_refused_with_a_sentence(place: Office, command: tuple[str, ...]) -> None:
    shutil.rmtree(_keys(place))
    done = _zegel(place, *command)
    assert done.returncode != 0
    assert "zegel keys restore" in done.stderr
    assert "Traceback" not in done.stderr
    assert not _keys(place).exists()


def test_a_database_with_other_keys_is_refused_with_a_sentence(place: Office) -> None:
    (_keys(place) / "k_share").write_bytes(bytes(32))
    done = _zegel(place, "serve")
    assert done.returncode != 0
    assert "do not belong to this database" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_damaged_database_file_is_found(place: Office) -> None:
    file = place.service.data / "zegel.db"
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 5] = bytes(4096 * 2)
    file.write_bytes(content)
    told = place.admin("database", "check")
    assert told.status == 1
    assert "damaged" in told.complaint


def _zegel(place: Office, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ZEGEL), *words],
        cwd=ROOT,
        env=place.service.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
