"""Nothing in the tree belongs to one machine, one registry or one person; nothing is left unfinished."""

import re

from tests.architecture.tree import lines_with, tracked

THIS = "tests/architecture/test_tree_keeps_no_secrets.py"


def test_no_path_of_one_machine() -> None:
    found = lines_with(r"(?<![\w.$}])/(?:home|Users|root|work|farm)/\w", but=(THIS,))
    assert not [line for line in found if not line.startswith("deploy/")]


def test_no_host_of_a_package_registry() -> None:
    assert not lines_with(
        r"npmjs\.(?:org|com)|pypi\.org|pythonhosted|deb\.debian|jsdelivr|unpkg|googleapis|cloudflare", but=(THIS,)
    )


def test_no_private_key_or_token() -> None:
    assert not lines_with(
        r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{30,}|\bxox[abprs]-|\bglpat-", but=(THIS,)
    )


def test_no_key_file_or_database_is_tracked() -> None:
    assert not [
        path for path in tracked() if re.search(r"\.(seed|signer|db|sqlite3?|db-wal|pem|key)$|(^|/)data/", path)
    ]


def test_nothing_is_marked_unfinished() -> None:
    assert not lines_with(
        r"\b(?:TODO|FIXME|XXX|HACK)\b|NotImplementedError|coming soon", ".py", ".js", ".html", ".css", but=(THIS,)
    )


def test_no_room_is_a_junk_drawer() -> None:
    drawers = re.compile(r"(^|/)(utils?|helpers?|common|misc)(\.\w+)?(/|$)")
    assert not [path for path in tracked() if drawers.search(path)]
