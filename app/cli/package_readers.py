"""Who of a desk reads a package, as a terminal works it out from what was signed and from the list (PROTOCOL 5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.cli.conversation import read_body
from crypto.duty import DutyKind, DutyStatement, verify_duty
from crypto.encoding import unb64
from crypto.envelope_inspect import FROM_REPORTER, Context
from crypto.envelope_open import content_key_of, open_unpinned_with_ck, open_with_ck
from crypto.errors import SenderError, WbpError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cli.package_file import PackageFile
    from crypto.boxes import BoxKeys
    from crypto.directory import Entry
    from crypto.envelope_open import Opened


@dataclass(frozen=True)
class Desk:
    """The identity keys (32 bytes) of who reads, in the order they were let in, and the statements that hold."""

    readers: tuple[bytes, ...]
    said: tuple[DutyStatement, ...]


def desk_of(package: PackageFile, statements: Sequence[bytes]) -> Desk:
    """Work out who reads an opened package."""
    token = package.opened.token
    place = (token.org_id, token.case_id, token.space)
    return desk_in(package.organisation.listed().entries, token.recipient_id, statements, place)


def desk_in(
    entries: Sequence[Entry], recipient_pk: bytes, statements: Sequence[bytes], place: tuple[bytes, bytes, int]
) -> Desk:
    """Work out who reads: whom the consent names (32 bytes), and colleagues for whom a reader signed.

    `place`: organisation and case (16 bytes each), and the space.
    """
    org_id, case_id, space = place
    names = {(one.record.role, one.name) for one in entries if one.record.id_pk == recipient_pk}
    colleagues = {one.record.id_pk for one in entries if (one.record.role, one.name) in names}
    readers, said = [recipient_pk], list[DutyStatement]()
    for raw in statements:
        allowed = {int(kind): frozenset(readers) for kind in DutyKind}
        try:
            one = verify_duty(raw, allowed, org_id, case_id)
        except WbpError:
            continue
        if one.space == space:
            said.append(one)
            if one.kind == DutyKind.ASSIGNED and one.ref in colleagues:
                readers.append(one.ref)
    return Desk(tuple(readers), tuple(said))


@dataclass(frozen=True)
class Line:
    """A message of the space: where it stands, its bytes, and what came of opening it (None: a sentence says why)."""

    place: Context
    envelope: bytes
    opened: Opened | None
    problem: str | None

    @property
    def text(self) -> tuple[str, dict[str, Any]]:
        """Words and fields; empty when it did not open."""
        if self.opened is None:
            return "", {}
        words, fields, _ = read_body(self.opened.body)
        return words, fields


def open_lines(
    package: PackageFile, boxes: Sequence[BoxKeys], desk: Desk, messages: Sequence[tuple[int, int, bytes]]
) -> list[Line]:
    """Open messages of the space, given as (direction, index, envelope), with one's own keys."""
    token = package.opened.token
    return [
        _line(package, boxes, desk, Context(token.org_id, token.case_id, direction, token.space, index), envelope)
        for direction, index, envelope in messages
    ]


def _line(package: PackageFile, boxes: Sequence[BoxKeys], desk: Desk, place: Context, envelope: bytes) -> Line:
    try:
        key = content_key_of(envelope, place, list(boxes))
        if place.direction == FROM_REPORTER:
            return Line(place, envelope, open_with_ck(envelope, place, key, package.opened.sign_pk), None)
        opened = open_unpinned_with_ck(envelope, place, key)
        if opened.sign_pk not in desk.readers:
            raise SenderError
    except WbpError as error:
        return Line(place, envelope, None, f"could not be opened ({error.code})")
    return Line(place, envelope, opened, None)


def statements_in(answer: dict[str, Any]) -> list[bytes]:
    """Read the statements (WBY1) of an answer of the workplace or the API."""
    told = answer.get("statements", [])
    return [unb64(str(one["statement"] if isinstance(one, dict) else one)) for one in told]
