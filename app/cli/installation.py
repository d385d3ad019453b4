"""One way for the administration commands to reach settings, day, key files and store of this installation."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.cli.failures import CliError
from app.clock import SystemClock
from app.services import key_custody
from app.settings import Settings, SettingsError, load_settings
from app.store.database import Store, open_store
from app.store.errors import StoreConflictError, StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


class Installation:
    """The installation that the environment points at."""

    def __init__(self) -> None:
        """Read the settings.

        Raises:
            CliError: a setting is unknown or holds nonsense.

        """
        try:
            self.settings: Settings = load_settings()
        except SettingsError as error:
            raise CliError(str(error), "settings") from None

    def clock(self) -> SystemClock:
        """Return the service's clock."""
        return SystemClock(self.settings.zone, self.settings.demo_today)

    def today(self) -> date:
        """Return the service's day."""
        return self.clock().today()

    def keys(self) -> key_custody.ServiceKeys:
        """Return the service's keys.

        Raises:
            CliError: they are missing or damaged.

        """
        try:
            return key_custody.load_service_keys(self.settings.keys_dir)
        except key_custody.KeyCustodyError as error:
            raise CliError(str(error), "keys") from None

    def key_files(self) -> dict[str, bytes]:
        """Return every key file by name; errors as for `keys`."""
        self.keys()
        return key_custody.read_key_files(self.settings.keys_dir)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Open the store after checking that the key files belong to this database, and close it.

        Raises:
            CliError: keys are missing or belong to another database, or the database is not ready.

        """
        keys = self.keys()
        with self.unchecked_store() as store:
            try:
                store.read(lambda work: key_custody.check_belonging(work, keys))
            except key_custody.KeyCustodyError as error:
                raise CliError(str(error), "keys") from None
            yield store

    @contextmanager
    def unchecked_store(self) -> Iterator[Store]:
        """Open the store without asking whose keys it was made with."""
        store = open_store(self.settings.database_address)
        try:
            yield store
        except StoreConflictError:
            raise CliError(
                "Somebody else changed this at the same moment. Look, and run it again.", "conflict"
            ) from None
        except StoreUnavailableError:
            raise CliError(
                "The database cannot be reached, or was never made ready (`zegel database upgrade`).", "database"
            ) from None
        finally:
            store.close()
