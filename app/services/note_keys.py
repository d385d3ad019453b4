"""The keys with which the service itself signs notes: the heads of its logs, and receipts (PROTOCOL 3.3, 6.4, 6.5).

Every organisation's root names the log key and the receipt key of this installation; who practises has a log of its
own. The names of the keys come from the realm id, so that they stay the same when the service moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.case_log import PRACTICE_LOG
from app.services.key_custody import read_key_files
from crypto.note import Signer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, repr=False)
class NoteKeys:
    """The three signers, and the folder of the key files, where is kept what the logs signed last."""

    log: Signer
    practice_log: Signer
    receipt: Signer
    folder: Path

    def of_log(self, log: int) -> Signer:
        """Give the key that signs this log."""
        return self.practice_log if log == PRACTICE_LOG else self.log


def load_note_keys(keys_dir: Path) -> NoteKeys:
    """Return the note keys of an installation.

    Raises:
        KeyCustodyError: key files are missing or damaged.

    """
    keys = read_key_files(keys_dir)
    return NoteKeys(note_signer(keys, "log"), note_signer(keys, "practice_log"), note_signer(keys, "receipt"), keys_dir)


def note_signer(keys: Mapping[str, bytes], purpose: str) -> Signer:
    """Return a note key of this installation: `log`, `practice_log` or `receipt`; `keys` are the key files by name."""
    return Signer(f"zegel-{keys['realm_id'].hex()}/{purpose.replace('_', '-')}/1", keys[f"{purpose}.seed"])
