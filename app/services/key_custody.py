"""Custody of the installation's key files: made once, read at start, and never apart from their database.

They lie in `ZEGEL_DATA_DIR/keys`, readable by the service's own user only, outside the database and its backups. A
signer's key does not belong here: whoever runs the service must not be able to change the list of counsellors unseen.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from crypto import bearer_token, password

if TYPE_CHECKING:
    from app.store.unit_of_work import UnitOfWork

SEED_BYTES: Final = 32
REALM_BYTES: Final = 16
SERVICE_KEYS: Final = ("k_loc", "k_auth", "k_share", "k_chal", "k_fake")
NOTE_SEEDS: Final = ("log.seed", "receipt.seed", "practice_log.seed")
KEY_FILES: Final = {
    **dict.fromkeys(SERVICE_KEYS, SEED_BYTES),
    "realm_id": REALM_BYTES,
    **dict.fromkeys(NOTE_SEEDS, SEED_BYTES),
}
"""Name and size in bytes of every key file."""
SIGNER_FORMAT: Final = "zegel-signer/1"
DEMO_SUFFIX: Final = "(demo)"
_SIGNER_FILE_LIMIT: Final = 8192
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class KeyCustodyError(Exception):
    """The key files cannot be used; the message says what to do and holds no key.

    KeyCustodyError
    ├── KeyFilesMissingError     some or all are not there
    ├── KeyFilesDamagedError     one has the wrong size
    ├── KeyFilesExistError       they would be overwritten
    └── KeysDoNotBelongError     the database was made with other keys
    """


class KeyFilesMissingError(KeyCustodyError):
    """Some or all key files are not there."""


class KeyFilesDamagedError(KeyCustodyError):
    """A key file has the wrong size."""


class KeyFilesExistError(KeyCustodyError):
    """Key files are there already and would be overwritten."""


class KeysDoNotBelongError(KeyCustodyError):
    """The database was made with other keys: nobody could sign in and no case could be found."""


@dataclass(frozen=True, slots=True, repr=False)
class ServiceKeys:
    """The keys the running service needs: five of 32 bytes and the public realm id of 16."""

    k_loc: bytes
    k_auth: bytes
    k_share: bytes
    k_chal: bytes
    k_fake: bytes
    realm_id: bytes

    def key_check(self) -> bytes:
        """Return 16 bytes that prove to the database that these are its keys."""
        return password.key_check((self.k_loc, self.k_auth, self.k_share, self.k_chal, self.k_fake))


def read_key_files(keys_dir: Path) -> dict[str, bytes]:
    """Return every key file by name.

    Raises:
        KeyFilesMissingError: some are not there.
        KeyFilesDamagedError: one has the wrong size.

    """
    missing = [name for name in KEY_FILES if not (keys_dir / name).is_file()]
    if missing:
        message = (
            f"The key files are missing ({', '.join(missing)}). For a new installation run `zegel database upgrade`; "
            "otherwise put them back with `zegel keys restore`."
        )
        raise KeyFilesMissingError(message)
    keys = {name: (keys_dir / name).read_bytes() for name in KEY_FILES}
    damaged = [name for name, value in keys.items() if len(value) != KEY_FILES[name]]
    if damaged:
        raise KeyFilesDamagedError(
            f"A key file is damaged ({', '.join(damaged)}). Put the keys back with `zegel keys restore`."
        )
    return keys


def load_service_keys(keys_dir: Path) -> ServiceKeys:
    """Return the keys the running service needs; errors as for `read_key_files`."""
    return service_keys_of(read_key_files(keys_dir))


def service_keys_of(keys: dict[str, bytes]) -> ServiceKeys:
    """Pick the keys the running service needs out of a complete set.

    Raises:
        KeyFilesDamagedError: the set is not complete.

    """
    _check_complete(keys)
    return ServiceKeys(realm_id=keys["realm_id"], **{name: keys[name] for name in SERVICE_KEYS})


def make_key_files(keys_dir: Path) -> ServiceKeys:
    """Make all key files of a new installation.

    Raises:
        KeyFilesExistError: one or more are there already.

    """
    write_key_files(keys_dir, {name: bearer_token.issue()[0][:size] for name, size in KEY_FILES.items()})
    return load_service_keys(keys_dir)


def write_key_files(keys_dir: Path, keys: dict[str, bytes]) -> None:
    """Write key files that only the service's own user may read, each whole or not at all.

    Raises:
        KeyFilesExistError: one or more are there already with other contents.
        KeyFilesDamagedError: `keys` is no complete set.

    """
    _check_complete(keys)
    standing = [name for name in KEY_FILES if (keys_dir / name).exists()]
    if any((keys_dir / name).read_bytes() != keys[name] for name in standing):
        message = (
            f"There are other key files in {keys_dir.name}/ already; they are never overwritten. Move them away first."
        )
        raise KeyFilesExistError(message)
    keys_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, value in keys.items():
        if name not in standing:
            write_private(keys_dir / name, value)


def _check_complete(keys: dict[str, bytes]) -> None:
    if {name: len(value) for name, value in keys.items()} != KEY_FILES:
        raise KeyFilesDamagedError("This is no complete set of key files.")


def write_private(path: Path, content: bytes) -> None:
    """Write a new file with mode 0600, whole or not at all, on the disk before this returns."""
    draft = path.with_name(f".{path.name}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def has_any_key_file(keys_dir: Path) -> bool:
    """Return whether at least one key file is there."""
    return any((keys_dir / name).exists() for name in KEY_FILES)


def readable_by_others(data_dir: Path) -> list[Path]:
    """Return the key files, and the folder of the keys, that other users of the machine could read or change."""
    keys_dir = data_dir / "keys"
    paths = [keys_dir, *(keys_dir / name for name in KEY_FILES)]
    return [path for path in paths if path.exists() and stat.S_IMODE(path.stat().st_mode) & _OTHERS]


def check_belonging(work: UnitOfWork, keys: ServiceKeys) -> None:
    """Check that this database was made with these keys.

    Raises:
        KeysDoNotBelongError: it was made with others, or was never made ready.

    """
    mark = work.installation.mark()
    if mark is None:
        raise KeysDoNotBelongError("This database is not ready. Run `zegel database upgrade`.")
    if mark != (keys.realm_id, keys.key_check()):
        message = (
            "These key files do not belong to this database: it was made with others, and nobody could sign in. "
            "Put its own keys back with `zegel keys restore`."
        )
        raise KeysDoNotBelongError(message)


def bind(work: UnitOfWork, keys: ServiceKeys) -> None:
    """Note in a new database which keys belong to it; a bound one is only checked.

    Raises:
        KeysDoNotBelongError: the database was made with other keys.

    """
    if work.installation.mark() is None:
        work.installation.set_mark(keys.realm_id, keys.key_check())
    check_belonging(work, keys)


def misplaced_signer_files(data_dir: Path) -> list[Path]:
    """Return the files under the data folder that hold a signer's key of an organisation that is no demo."""
    return [path for path in sorted(data_dir.rglob("*")) if _is_real_signer_file(path)] if data_dir.is_dir() else []


def _is_real_signer_file(path: Path) -> bool:
    """Return whether a file is a signer's key file whose organisation does not end in `(demo)`."""
    try:
        if not path.is_file() or path.stat().st_size > _SIGNER_FILE_LIMIT:
            return False
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if not isinstance(content, dict) or content.get("format") != SIGNER_FORMAT:
        return False
    return not str(content.get("organisation", "")).endswith(DEMO_SUFFIX)
