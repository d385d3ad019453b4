"""The public log in a folder, as `zegel log export` writes it and `/log/…` serves it; checked without a service.

DIR/checkpoint              the newest checkpoint
DIR/entries/12              a whole page of 256 entries, base64, one a line
DIR/entries/12.p/16         the first 16 of the last page
DIR/roots/SLUG              root notes of an organisation that uses this log
DIR/practice/…              the same of the log of those who practise
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.cli.failures import CliError, NotVerifiedError
from app.services.log_view import PAGE
from crypto.checkpoint import Checkpoint, verify_checkpoint
from crypto.encoding import unb64
from crypto.errors import WbpError
from crypto.tree import commitment_entry, leaf_hash, root

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crypto.root import Root


@dataclass(frozen=True, slots=True)
class LogFolder:
    """A log that was read whole and holds: its signed head and every entry."""

    checkpoint: Checkpoint
    entries: tuple[bytes, ...]

    def holds(self, commitment: bytes) -> bool:
        """Say whether the log holds a commitment (32 bytes)."""
        return commitment_entry(commitment) in self.entries

    def check_earlier(self, note: str, organisation: Root) -> Checkpoint:
        """Check that this log begins with what an earlier checkpoint signed.

        Raises:
            NotVerifiedError: the checkpoint is none of this log, or the log was changed since.

        """
        try:
            earlier = verify_checkpoint(note, organisation)
        except WbpError as error:
            raise NotVerifiedError("The earlier checkpoint was not signed by this log.", error.code) from None
        first = [leaf_hash(entry) for entry in self.entries[: earlier.size]]
        if len(first) != earlier.size or root(first) != earlier.root:
            raise NotVerifiedError(
                f"This log does not begin with the {earlier.size} entries of the earlier checkpoint: something was "
                "changed or taken out. Keep both: together they prove it.",
                "proof",
            )
        return earlier


def read_folder(folder: Path, organisation: Root) -> LogFolder:
    """Read a whole log and check that its entries give the root that the log signed.

    Raises:
        CliError: a file is missing or cannot be read.
        NotVerifiedError: the checkpoint or the entries do not hold.

    """
    note = _text(folder / "checkpoint")
    try:
        checkpoint = verify_checkpoint(note, organisation)
    except WbpError as error:
        raise NotVerifiedError(
            "The checkpoint was not signed by the log that this organisation's root names.", error.code
        ) from None
    entries = tuple(entry for page in _pages(folder, checkpoint.size) for entry in page)
    if root([leaf_hash(entry) for entry in entries]) != checkpoint.root:
        raise NotVerifiedError(
            "The entries are not the ones that the log signed: something was changed, added or taken out.", "proof"
        )
    return LogFolder(checkpoint, entries)


def origin_of(folder: Path) -> str:
    """Return the name of the log in a folder, not verified."""
    return _text(folder / "checkpoint").partition("\n")[0]


def page_names(size: int) -> Iterator[tuple[int, int, str]]:
    """Yield (page, entries, name of its file) for a log of `size` entries."""
    for page in range(size // PAGE):
        yield page, PAGE, str(page)
    if size % PAGE:
        yield size // PAGE, size % PAGE, f"{size // PAGE}.p/{size % PAGE}"


def _pages(folder: Path, size: int) -> Iterator[list[bytes]]:
    for _, count, name in page_names(size):
        lines = _text(folder / "entries" / name).splitlines()
        try:
            page = [unb64(line) for line in lines]
        except WbpError:
            page = []
        if len(page) != count:
            raise NotVerifiedError(f"entries/{name} should hold {count} entries, and does not.", "format")
        yield page


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise CliError(f"{path.name} is missing from the folder or cannot be read.", "file") from None
