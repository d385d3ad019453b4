"""What the checks of the repository share: which files there are, as git sees them."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Written by others and kept byte for byte: the licence, the word lists and the vendored bundle.
FOREIGN = ("crypto/js/vendor/", "crypto/wordlists/", "tests/vectors/", "LICENSE")


@cache
def tracked() -> tuple[str, ...]:
    """Paths of all files that are or may soon be committed; fails when there are none."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = tuple(sorted(path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file()))
    assert len(paths) > 50, "git names hardly any file: nothing would be checked"
    return paths


def texts(*suffixes: str, own: bool = True) -> Iterator[tuple[str, str]]:
    """Path and text of every tracked text file with one of these suffixes (all when none is named)."""
    for path in tracked():
        if own and path.startswith(FOREIGN):
            continue
        if suffixes and not path.endswith(suffixes):
            continue
        data = (ROOT / path).read_bytes()
        if b"\0" not in data:
            yield path, data.decode("utf-8")


def lines_with(pattern: str, *suffixes: str, but: tuple[str, ...] = ()) -> list[str]:
    """`path:number: line` for each line that matches, apart from the files in `but`."""
    wanted = re.compile(pattern)
    found = []
    for path, text in texts(*suffixes):
        if path in but:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if wanted.search(line):
                found.append(f"{path}:{number}: {line.strip()[:120]}")
    return found
