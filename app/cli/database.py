"""`zegel database`: bring the database to the newest revision, and check that it is whole."""

from __future__ import annotations

import typer
from sqlalchemy.exc import SQLAlchemyError

from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.terminal import say
from app.services import key_custody
from app.store import schema
from app.store.integrity import file_fault

commands = typer.Typer(no_args_is_help=True)


@commands.command()
def upgrade() -> None:
    """Bring the database to the newest revision; the first time, also make the key files."""
    changed = upgrade_database(Installation())
    say(
        "The database is now at the newest revision." if changed else "The database was at the newest revision already."
    )


@commands.command()
def check() -> None:
    """Check revision, key files and, on SQLite, the file itself. Changes nothing."""
    installation = Installation()
    check_revision(installation)
    with installation.store():
        pass
    fault = file_fault(installation.settings.database_address)
    if fault is not None:
        raise CliError(f"The database file is damaged: {fault}. Put a backup back.", "database")
    say("The database is whole, at the newest revision, and belongs to these key files.")


def check_revision(installation: Installation) -> None:
    """Insist on the newest revision.

    Raises:
        CliError: the database is older, newer than this version, or cannot be reached.

    """
    current, newest = revisions(installation)
    if current != newest:
        raise CliError("The database is not at the revision of this version. Run `zegel database upgrade`.", "database")


def upgrade_database(installation: Installation) -> bool:
    """Migrate and, in a new installation, make the key files and bind the database to them; return whether it migrated.

    Raises:
        CliError: there is a database but its key files are missing, or they belong to another.

    """
    settings = installation.settings
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    current, newest = revisions(installation)
    if current is None and not key_custody.has_any_key_file(settings.keys_dir):
        key_custody.make_key_files(settings.keys_dir)
    keys = installation.keys()
    if current == newest:
        with installation.store():
            return False
    schema.upgrade(settings.database_address)
    with installation.unchecked_store() as store:
        try:
            store.write(lambda work: key_custody.bind(work, keys))
        except key_custody.KeyCustodyError as error:
            raise CliError(str(error), "keys") from None
    return True


def revisions(installation: Installation) -> tuple[str | None, str | None]:
    """Return (revision of the database, newest revision).

    Raises:
        CliError: the database cannot be reached.

    """
    try:
        return schema.revisions(installation.settings.database_address)
    except SQLAlchemyError:
        raise CliError("The database cannot be reached.", "database") from None
