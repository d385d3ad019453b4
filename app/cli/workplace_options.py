"""Options that all counsellors' commands share, and how the password comes in."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.failures import CliError
from app.cli.terminal import STANDARD_INPUT, read_secret
from app.cli.workplace_session import Workplace, signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

Name = Annotated[str, typer.Option("--name", help="Your sign-in name.")]
PasswordFile = Annotated[
    Path | None, typer.Option("--password-file", help="File with the password; else it is asked for.", metavar="FILE")
]
CaseId = Annotated[str, typer.Argument(help="Id or six-symbol reference, from the worklist.", metavar="CASE")]
TextFile = Annotated[str, typer.Option("--text-file", help="The text; - is standard input.", metavar="FILE|-")]


def check_input(text_file: str, password_file: Path | None) -> None:
    """Refuse to read both the text and the password from standard input.

    Raises:
        CliError: both would come from there.

    """
    if text_file == STANDARD_INPUT and password_file is None and not sys.stdin.isatty():
        raise CliError("Standard input holds the text; the password needs --password-file.", "usage")


@contextmanager
def workplace(server: str, name: str, password_file: Path | None, proxy: str | None) -> Iterator[Workplace]:
    """Ask for the password and sign in, until the end of the block."""
    password = read_secret("Password", password_file)
    with signed_in(server, name, password, proxy) as session:
        yield session
