"""Talking with the person or the program at the terminal: secrets in, results out.

A secret comes from the terminal without being shown, from a file, or from standard input; never from the arguments,
which every process on the machine can read.
"""

import getpass
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.cli.failures import CliError

STANDARD_INPUT: Final = "-"


def read_text(source: str) -> str:
    """Return the text of a file, or of standard input for `-`; not empty."""
    try:
        text = sys.stdin.read() if source == STANDARD_INPUT else Path(source).read_text(encoding="utf-8")
    except OSError as error:
        raise CliError(f"The text file could not be read ({error.strerror}).", "text") from None
    except UnicodeDecodeError:
        raise CliError("The text file is not UTF-8 text.", "text") from None
    if not text.strip():
        raise CliError("The text is empty. Nothing was sent.", "text")
    return text.strip("\n")


def read_secrets(prompts: Mapping[str, str]) -> dict[str, str]:
    """Ask for secrets by name: hidden at a terminal, else from standard input as JSON or one a line, in this order."""
    if sys.stdin.isatty():
        return {name: getpass.getpass(f"{prompt}: ") for name, prompt in prompts.items()}
    text = sys.stdin.read()
    if text.lstrip().startswith("{"):
        return _from_json(text, prompts)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) != len(prompts):
        wanted = ", ".join(prompts.values())
        raise CliError(f"Standard input must hold {len(prompts)} line(s): {wanted}.", "input")
    return dict(zip(prompts, lines, strict=True))


def _from_json(text: str, prompts: Mapping[str, str]) -> dict[str, str]:
    """Pick the named members out of a JSON object; the object itself is never repeated in an error."""
    try:
        document = json.loads(text)
        return {name: str(document[name]) for name in prompts}
    except (ValueError, KeyError, TypeError):
        raise CliError(f"Standard input must be a JSON object with {', '.join(prompts)}.", "input") from None


def read_secret(prompt: str, file: Path | None, name: str = "password") -> str:
    """Return one secret: the first line of `file`, else hidden from the terminal, else from standard input."""
    if file is None:
        return read_secrets({name: prompt})[name]
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise CliError(f"The file with the {name} could not be read.", "input") from None
    if not lines or not lines[0].strip():
        raise CliError(f"The file with the {name} is empty.", "input")
    return lines[0].strip("\r\n")


def show(result: Mapping[str, object], *, as_json: bool) -> None:
    """Print a result as one JSON line, or as `name: value` lines."""
    if as_json:
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        return
    for name, value in result.items():
        if value is not None:
            sys.stdout.write(f"{name}: {value}\n")


def say(line: str = "") -> None:
    """Print one line for a person."""
    sys.stdout.write(f"{line}\n")


def warn(line: str) -> None:
    """Print one line on the error channel, so that the output stays clean for programs."""
    sys.stderr.write(f"{line}\n")
