"""Databases at the newest revision, migrated once in a process and copied: migrating takes most of the making."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from app.store.engines import database_file
from app.store.schema import revisions, upgrade


def make_ready(address: str) -> None:
    """Bring a database to the newest revision; for SQLite it must not be there yet."""
    file = database_file(address)
    if file is None:
        there, newest = revisions(address)
        if there != newest:
            upgrade(address)
        return
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path(_template().name) / "migrated.sqlite3", file)
    Path(file).chmod(0o600)


@cache
def _template() -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="zegel-migrated-")
    upgrade(f"sqlite:///{folder.name}/migrated.sqlite3")
    assert not list(Path(folder.name).glob("*-wal")), "the log was not brought in"
    return folder
