"""The directory of an organisation: whose keys may receive reports (PROTOCOL 3.3, 4.5).

A signed note under the organisation's root. All or nothing: a directory that fails anywhere gives no value.
``directory_text`` makes the unsigned text; ``note.sign_note`` signs it on the signer's own machine.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote_to_bytes

from crypto.encoding import Lines, b64, day_parse, day_str, decimal, unb64, unhex, utf8
from crypto.envelope_inspect import SPACE_COUNSELLOR, SPACE_MAX, SPACE_ORGANISATION, EnvelopeInfo
from crypto.errors import FormatError, PolicyError, SignatureError
from crypto.keys import RECORD_BYTES, KeyRecord, Role, verify_record
from crypto.log_entry import directory_entry
from crypto.note import signed_by, split_note
from crypto.primitives import hash_, kid_box
from crypto.root import ORG_ID_BYTES, Root, org_id_of, root_text, verify_root_chain
from crypto.tlog_proof import verify_tlog_proof

__all__ = [
    "ACTIVE",
    "ENVELOPE_MAX_BYTES",
    "RETIRED",
    "REVOKED",
    "Directory",
    "Entry",
    "Root",
    "check_report_policy",
    "directory_text",
    "org_id_of",
    "root_text",
    "verify_directory",
    "verify_root_chain",
]

HEAD: Final = "wbp/1/directory"
ACTIVE, RETIRED, REVOKED = "active", "retired", "revoked"
LIFE_MAX_DAYS: Final = 100
# Clocks of devices differ: a directory is good until the day after it expires, and from the day before issue.
GRACE_DAYS: Final = 1
ENTRIES_MAX: Final = 200
ENVELOPE_MAX_BYTES: Final = 300 * 1024
_BOX_PK: Final = slice(48, 80)


@dataclass(frozen=True)
class Entry:
    """One key holder. ``name`` is the signed display name, for roles 1 and 2 with the role words."""

    record: KeyRecord
    state: str
    name: str


@dataclass(frozen=True)
class Directory:
    """A verified directory. ``expired`` is told in existing cases; a new report never gets this far with it."""

    org_id: bytes
    version: int
    root_version: int
    issued: int
    expires: int
    expired: bool
    nojs: str
    selfcopy: str
    entries: tuple[Entry, ...]
    dir_hash: bytes

    def entry(self, kid: bytes) -> Entry | None:
        """Return the entry whose box key has this 16-byte id."""
        return next((entry for entry in self.entries if entry.record.kid_box == kid), None)

    def is_expired_on(self, day: int) -> bool:
        """Say whether the directory is out of date on a day (grace included)."""
        return day > self.expires + GRACE_DAYS


@dataclass(frozen=True)
class _Lines:
    """A directory as its lines say; syntax checked, records not yet."""

    org_id: bytes
    root_version: int
    version: int
    issued: int
    expires: int
    nojs: str
    selfcopy: str
    entries: tuple[tuple[bytes, str, str], ...]


def directory_text(
    root: Root,
    version: int,
    issued: int,
    expires: int,
    entries: Sequence[tuple[bytes, str, str]],
    *,
    nojs: str = "off",
    selfcopy: str = "allow",
) -> str:
    """Return the unsigned text of a directory. Entries are (WBK1, state, name) and get sorted; days are civil.

    Raises what ``verify_directory`` would raise for the signed result, signatures apart.
    """
    lines = [
        HEAD,
        f"org {root.org_id.hex()}",
        f"root-version {root.version}",
        f"version {version}",
        f"issued {day_str(issued)}",
        f"expires {day_str(expires)}",
        f"policy nojs={nojs} selfcopy={selfcopy}",
    ]
    lines += [f"entry {b64(record)} {state} {_percent(name)}" for record, state, name in sorted(entries)]
    text = "".join(f"{line}\n" for line in lines)
    parsed = _parse(text)
    for record, _, name in parsed.entries:
        verify_record(record, name)
    _check_policy(parsed, root, issued, 1, existing=False)
    return text


def verify_directory(
    note: str,
    root: Root,
    today: int,
    min_version: int = 1,
    proof: str | None = None,
    existing: bool = False,  # noqa: FBT001, FBT002 - the argument order of PROTOCOL 10
) -> Directory:
    """Verify a directory against a verified root, in the check order of PROTOCOL 3.3.

    ``min_version``: the newest version this client has seen. ``existing``: an expired directory still counts
    in an existing case, and says so. ``proof``: that this very version stands in the log (tlog-proof as text);
    a proof that is given is never ignored. SignatureError: too few signatures or a bad one; also a record not
    signed by itself. FormatError: syntax, order, equal keys. PolicyError: name, organisation, versions, dates.
    ProofError: the log does not hold this version.
    """
    signed = split_note(note)
    if len(signed_by(signed, root.signers)) < root.threshold:
        raise SignatureError
    parsed = _parse(signed.text)
    records = tuple(Entry(verify_record(raw, name), state, name) for raw, state, name in parsed.entries)
    expired = _check_policy(parsed, root, today, min_version, existing=existing)
    dir_hash = hash_("directory", utf8(signed.text))
    if proof is not None:
        verify_tlog_proof(proof, root, directory_entry(parsed.org_id, parsed.version, dir_hash))
    return Directory(
        org_id=parsed.org_id,
        version=parsed.version,
        root_version=parsed.root_version,
        issued=parsed.issued,
        expires=parsed.expires,
        expired=expired,
        nojs=parsed.nojs,
        selfcopy=parsed.selfcopy,
        entries=records,
        dir_hash=dir_hash,
    )


def check_report_policy(
    info: EnvelopeInfo,
    directory: Directory,
    self_kid: bytes,
    space: int,
    today: int,
    existing: bool = False,  # noqa: FBT001, FBT002 - the argument order of PROTOCOL 10
) -> bytes:
    """Decide whether the service takes a reporter's envelope (4.5); return the key id of stanza 0 (16).

    Raises PolicyError and nothing else. In an existing case the caller also compares the entry's identity
    with the assignee of the case; an ended epoch or an expired directory does not stop a follow-up.
    """
    if len(info.kids) > 2 or info.length > ENVELOPE_MAX_BYTES:
        raise PolicyError
    entry = directory.entry(info.kids[0])
    if entry is None or entry.record.role not in _roles_of(space):
        raise PolicyError
    if existing:
        if entry.state == REVOKED:
            raise PolicyError
    elif entry.state != ACTIVE or not entry.record.is_valid_on(today) or directory.is_expired_on(today):
        raise PolicyError
    if len(info.kids) == 2 and (info.kids[1] != self_kid or directory.entry(self_kid) is not None):
        raise PolicyError
    return info.kids[0]


def _roles_of(space: int) -> frozenset[Role]:
    if space == SPACE_COUNSELLOR:
        return frozenset({Role.COUNSELLOR, Role.INTEGRITY_COUNSELLOR})
    if space == SPACE_ORGANISATION:
        return frozenset({Role.CASE_OFFICER})
    if SPACE_ORGANISATION < space <= SPACE_MAX:
        return frozenset({Role.AUTHORITY, Role.HELPER})
    raise PolicyError


def _check_policy(parsed: _Lines, root: Root, today: int, min_version: int, *, existing: bool) -> bool:
    """Check organisation, versions and dates; return whether the directory has expired."""
    if parsed.org_id != root.org_id or parsed.root_version != root.version:
        raise PolicyError
    if parsed.version < max(min_version, 1):
        raise PolicyError
    if not 0 <= parsed.expires - parsed.issued <= LIFE_MAX_DAYS or today < parsed.issued - GRACE_DAYS:
        raise PolicyError
    expired = today > parsed.expires + GRACE_DAYS
    if expired and not existing:
        raise PolicyError
    return expired


def _parse(text: str) -> _Lines:
    lines = Lines(text, HEAD)
    org_id = unhex(lines.take("org"), ORG_ID_BYTES)
    root_version = decimal(lines.take("root-version"))
    version = decimal(lines.take("version"))
    issued, expires = day_parse(lines.take("issued")), day_parse(lines.take("expires"))
    nojs, selfcopy = _policy(lines.take("policy"))
    entries = tuple(_entry(line) for line in lines.take_all("entry"))
    lines.done()
    records = [record for record, _, _ in entries]
    if len(entries) > ENTRIES_MAX or any(a >= b for a, b in itertools.pairwise(records)):
        raise FormatError
    if len({kid_box(record[_BOX_PK]) for record in records}) != len(records):
        raise FormatError
    return _Lines(org_id, root_version, version, issued, expires, nojs, selfcopy, entries)


def _entry(line: str) -> tuple[bytes, str, str]:
    parts = line.split(" ")
    if len(parts) != 3 or parts[1] not in {ACTIVE, RETIRED, REVOKED}:
        raise FormatError
    record = unb64(parts[0])
    if len(record) != RECORD_BYTES:
        raise FormatError
    return record, parts[1], _unpercent(parts[2])


def _policy(value: str) -> tuple[str, str]:
    nojs, _, selfcopy = value.partition(" ")
    if nojs not in {"nojs=off", "nojs=on"} or selfcopy not in {"selfcopy=allow", "selfcopy=off"}:
        raise FormatError
    return nojs.partition("=")[2], selfcopy.partition("=")[2]


def _percent(name: str) -> str:
    """Percent-encode as RFC 3986: only unreserved characters stand for themselves, hex in upper case."""
    try:
        return quote(name, safe="", errors="strict")
    except UnicodeEncodeError:
        raise FormatError from None


def _unpercent(text: str) -> str:
    """Decode the one spelling that ``_percent`` gives; anything else is FormatError."""
    try:
        name = unquote_to_bytes(text).decode("utf-8")
    except UnicodeError:
        raise FormatError from None
    if not name or _percent(name) != text:
        raise FormatError
    return name
