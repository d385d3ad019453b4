"""A terminal for the tests: runs a `zegel` command in this process and keeps what it printed."""

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.cli import main


@dataclass(frozen=True)
class Told:
    """How a command ended and what it said."""

    status: int
    output: str
    complaint: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object that `--json` prints."""
        document = json.loads(self.output)
        assert isinstance(document, dict)
        return document


def zegel(*words: str, stdin: str = "", environment: Mapping[str, str] | None = None) -> Told:
    """Run a command with this text on standard input and only these ZEGEL_* settings."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    with (
        only_settings(environment or {}),
        _input(stdin),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main(list(words))
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
    return Told(status, out.getvalue(), err.getvalue())


@contextlib.contextmanager
def only_settings(wanted: Mapping[str, str]) -> Iterator[None]:
    """The environment with these settings of ours and no others."""
    before = dict(os.environ)
    for name in list(os.environ):
        if name.startswith("ZEGEL_") or name == "PORT":
            del os.environ[name]
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def _input(text: str) -> Iterator[None]:
    before = sys.stdin
    sys.stdin = io.StringIO(text)
    try:
        yield
    finally:
        sys.stdin = before
