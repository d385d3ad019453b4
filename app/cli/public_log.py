"""Let a new list of counsellors enter the public log at once: clients can prove that everybody sees the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.terminal import warn
from app.services.last_signed import LogError
from app.services.log_batch import run_batch
from app.services.note_keys import load_note_keys

if TYPE_CHECKING:
    from app.cli.installation import Installation
    from app.store.database import Store


def enter_log(installation: Installation, store: Store) -> None:
    """Run a batch after a list was published; a log that cannot go on is told, and does not undo the list.

    A list may have to be published at once, because a key got into other hands.
    """
    try:
        run_batch(store, load_note_keys(installation.settings.keys_dir), installation.today())
    except LogError as error:
        warn(f"The list is published, but it is not in the public log. {error}")
