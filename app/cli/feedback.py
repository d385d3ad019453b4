"""`zegel feedback`: what was looked at, found and done, and what cannot be said; sealed, and signed for.

The texts come from files or standard input, never from the arguments, which every process on the machine can read.
"""

from __future__ import annotations

import json
from typing import Annotated, Final

import typer

from app.cli.any_case import answer_any, tell_any
from app.cli.case_answer import FEEDBACK
from app.cli.failures import CliError
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.terminal import STANDARD_INPUT, read_text
from app.cli.workplace_options import CaseId, Name, PasswordFile, check_input, workplace

PARTS: Final = ("looked", "found", "did", "withheld")


def _part(option: str, says: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(option, help=says, metavar="FILE")
    return found


def run(
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    looked: Annotated[str | None, _part("--looked", "What you looked at.")] = None,
    found: Annotated[str | None, _part("--found", "What you found.")] = None,
    did: Annotated[str | None, _part("--did", "What you did, or will do.")] = None,
    withheld: Annotated[str | None, _part("--withheld", "What you cannot say, and why.")] = None,
    parts_file: Annotated[
        str | None,
        typer.Option("--parts-file", help="All four, and perhaps text, as one JSON object.", metavar="FILE|-"),
    ] = None,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Give feedback: four files with a text each, or one JSON file with looked, found, did and withheld."""
    given = dict(zip(PARTS, (looked, found, did, withheld), strict=True))
    if parts_file is not None:
        check_input(parts_file, password_file)
        parts = _from_json(read_text(parts_file))
    else:
        parts = _from_files(given)
    text = str(parts.pop("text", ""))
    with workplace(server, name, password_file, proxy) as session:
        sent = answer_any(session, case, FEEDBACK, text, parts)
    tell_any(sent, as_json=as_json)


def _from_files(given: dict[str, str | None]) -> dict[str, object]:
    missing = [f"--{name}" for name, file in given.items() if file is None]
    if missing or STANDARD_INPUT in given.values():
        raise CliError(f"Feedback has four parts, each in a file; {', '.join(missing) or 'none'} missing.", "usage")
    return {name: read_text(str(file)) for name, file in given.items()}


def _from_json(text: str) -> dict[str, object]:
    try:
        document = json.loads(text)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise CliError("The parts must be one JSON object.", "input")
    parts = {name: str(document.get(name, "")).strip() for name in PARTS}
    missing = [name for name, value in parts.items() if not value]
    if missing:
        raise CliError(f"Feedback has four parts; {', '.join(missing)} missing.", "input")
    return {**parts, **({"text": str(document["text"])} if "text" in document else {})}
