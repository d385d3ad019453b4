"""A package as a folder with metadata: what was sealed and signed byte for byte, and what can be read of it.

The workplace's page makes the same folder (PROTOCOL 5.4). Nothing of it is sealed any more, so it is written for its
owner alone.
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.cli.failures import CliError
from app.services.key_custody import write_private
from crypto.codes import fingerprint
from crypto.encoding import b64, day_str
from crypto.envelope_inspect import FROM_REPORTER, Context, env_hash
from crypto.package import file_hash, parse_package

if TYPE_CHECKING:
    from pathlib import Path

    from app.cli.package_desk import Desk
    from app.cli.package_file import PackageFile
    from app.cli.package_readers import Line
    from crypto.duty import DutyStatement
    from crypto.envelope_open import Opened

FOLDER_FORMAT: Final = "zegel-package-folder/1"
_LISTED: Final = ("state", "madeOn", "changedOn", "reference", "ackLimit", "feedbackLimit")
_PAGE: Final = (
    '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    "<title>What a reporter gave to you</title></head>\n<body><main>\n<h1>What a reporter gave to you</h1>\n"
    "{body}\n</main></body>\n</html>\n"
)


@dataclass(frozen=True)
class Exported:
    """All that goes into the folder. `notes`: the organisation's signed `root` notes and its `directory`."""

    package: PackageFile
    container: bytes
    desk: Desk
    lines: tuple[Line, ...]
    statements: tuple[bytes, ...]
    notes: dict[str, Any]


def write_folder(folder: Path, made: Exported) -> list[str]:
    """Write the folder, which must be new or empty; gives the names of its files.

    Raises:
        CliError: it holds something already, or cannot be written.

    """
    files = {**_sealed(made), "package.html": _page(made).encode()}
    about = _metadata(made)
    about["files"] = [
        {"name": name, "bytes": len(content), "sha256": file_hash(content).hex()} for name, content in files.items()
    ]
    files["metadata.json"] = json.dumps(about, ensure_ascii=False, indent=1).encode() + b"\n"
    try:
        if folder.exists() and any(folder.iterdir()):
            raise CliError("There is something in this folder already. Name a new one.", "file")
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_private(folder / name, content)
    except OSError:
        raise CliError("The folder could not be written.", "file") from None
    return list(files)


def _sealed(made: Exported) -> dict[str, bytes]:
    parts = parse_package(made.container)
    files = {"container.wbh": made.container, "consent.wbt": parts.token, "rewrap.wbr": parts.rewrap}
    files |= {_name(place): envelope for place, envelope in parts.messages}
    files |= {_name(one.place): one.envelope for one in made.lines}
    files |= {f"statements/{at}.wby": raw for at, raw in enumerate(made.statements)}
    files |= {f"organisation/root-{at}.txt": str(note).encode() for at, note in enumerate(made.notes["root"], 1)}
    files["organisation/directory.txt"] = str(made.notes["directory"] or "").encode()
    if made.package.told.get("releaseNote") is not None:
        files["release-note.txt"] = str(made.package.told["releaseNote"]).encode()
        files["release-proof.txt"] = str(made.package.told.get("proof") or "").encode()
    return files


def _name(place: Context) -> str:
    return f"messages/{place.space}-{place.direction}-{place.index}.wbe"


def _metadata(made: Exported) -> dict[str, Any]:
    package, token, told = made.package, made.package.opened.token, made.package.told
    named = next(one for one in package.organisation.listed().entries if one.record.kid_box == token.recipient_kid)
    return {
        "format": FOLDER_FORMAT,
        "packageId": package.package_id,
        "organisation": package.organisation.root.org_name,
        "organisationId": token.org_id.hex(),
        "caseId": token.case_id.hex(),
        "space": token.space,
        **{name: told.get(name) for name in _LISTED},
        "recipient": {"name": named.name, "fingerprint": fingerprint(token.recipient_id)},
        "readers": [fingerprint(one) for one in made.desk.readers],
        "reporterKey": b64(package.opened.sign_pk),
        "consent": {
            "purpose": int(token.purpose),
            "flags": token.flags,
            "issued": day_str(token.issued),
            "expires": day_str(token.expires),
            "hash": b64(token.hash),
        },
        "release": package.reason,
        "messages": [_message(place, one) for place, one in _messages(made)],
        "statements": [_statement(one) for one in made.desk.said],
    }


def _messages(made: Exported) -> list[tuple[Context, tuple[bytes, Opened | None]]]:
    parts = parse_package(made.container)
    first = zip(parts.messages, made.package.opened.messages, strict=True)
    given = [(place, (envelope, opened)) for (place, envelope), opened in first]
    return [*given, *((one.place, (one.envelope, one.opened)) for one in made.lines)]


def _message(place: Context, message: tuple[bytes, Opened | None]) -> dict[str, Any]:
    envelope, opened = message
    by_reporter = place.direction == FROM_REPORTER
    base = {"file": _name(place), "from": "reporter" if by_reporter else "recipient", "hash": b64(env_hash(envelope))}
    if opened is None:
        return {**base, "day": None, "type": None, "signer": None, "text": None, "fields": {}}
    text, fields = _words(opened)
    signer = None if by_reporter else fingerprint(opened.sign_pk)
    return {
        **base,
        "day": day_str(opened.day),
        "type": int(opened.type),
        "signer": signer,
        "text": text,
        "fields": fields,
    }


def _words(opened: Opened) -> tuple[str, dict[str, Any]]:
    try:
        body = json.loads(opened.body)
        return str(body["text"]), dict(body.get("fields") or {})
    except (ValueError, KeyError, TypeError):
        return "", {}


def _statement(one: DutyStatement) -> dict[str, Any]:
    due = day_str(one.due) if one.due else None
    actor = fingerprint(one.actor)
    return {"kind": int(one.kind), "day": day_str(one.day), "due": due, "actor": actor, "ref": b64(one.ref)}


def _page(made: Exported) -> str:
    about = _metadata(made)
    rows = "".join(
        f"<dt>{name}</dt><dd>{html.escape(str(about[key]))}</dd>"
        for name, key in (("Organisation", "organisation"), ("Your number", "reference"), ("Sealed on", "madeOn"))
        if about[key]
    )
    parts = [f"<dl>{rows}</dl>"]
    for one in about["messages"]:
        parts.append(f"<h2>{one['from']}, {one['day'] or 'could not be opened'}</h2>")
        parts.append(f'<pre style="white-space: pre-wrap">{html.escape(one["text"] or "")}</pre>')
    return _PAGE.format(body="\n".join(parts))
