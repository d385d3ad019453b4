"""A PostgreSQL server of its own for the tests: in a temporary folder, on a UNIX socket, gone afterwards.

`initdb` refuses to run as root, so then everything is done as the user `postgres` that Debian's package makes.
"""

import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from app.store.schema import upgrade

MISSING = "PostgreSQL is missing. Please install: apt-get install postgresql"


class PostgresqlServer:
    """One running server; `new_database()` gives the URL of a fresh, empty database."""

    def __init__(self) -> None:
        """Make a cluster and start it; takes about a second."""
        self._bin = _programs()
        self._migrated: str | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="zegel-postgresql-"))
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres")
        self._run(
            "initdb",
            "-D",
            f"{self._folder}/data",
            "-A",
            "trust",
            "-U",
            "postgres",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C",
        )
        options = f"-c listen_addresses='' -c fsync=off -c max_connections=60 -k {self._folder}"
        self._run("pg_ctl", "-D", f"{self._folder}/data", "-l", f"{self._folder}/log", "-o", options, "-w", "start")

    def new_database(self) -> str:
        """URL of a new empty database on this server."""
        name = f"zegel_{secrets.token_hex(6)}"
        self._run("createdb", "-h", str(self._folder), "-U", "postgres", name)
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def migrated_database(self) -> str:
        """URL of a new database at the newest revision; migrated once, and copied."""
        if self._migrated is None:
            self._migrated = self.new_database()
            upgrade(self._migrated)
        name = f"zegel_{secrets.token_hex(6)}"
        with psycopg.connect(f"postgresql://postgres@/postgres?host={self._folder}", autocommit=True) as connection:
            template = self._migrated.partition("?")[0].rpartition("/")[2]
            connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def stop(self) -> None:
        """Stop the server at once, whoever is still connected, and remove its folder."""
        self._run("pg_ctl", "-D", f"{self._folder}/data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(
            command,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout.decode(errors='replace')}")


def _programs() -> Path:
    """Folder with initdb and its companions; the newest version when there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise RuntimeError(MISSING)
    return Path(on_path).parent
