"""What was written in the space of an opened package, and who of the desk reads it (PROTOCOL 5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.cli.conversation import read_body
from app.cli.package_desk import Desk, desk_in
from crypto.envelope_inspect import FROM_REPORTER, Context, env_hash
from crypto.envelope_open import content_key_of, open_unpinned_with_ck, open_with_ck
from crypto.errors import NotRecipientError, SenderError, WbpError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cli.package_file import PackageFile
    from crypto.boxes import BoxKeys
    from crypto.envelope_open import Opened


def desk_of(package: PackageFile, statements: Sequence[bytes]) -> Desk:
    """Work out who reads an opened package."""
    token = package.opened.token
    place = (token.org_id, token.case_id, token.space)
    return desk_in(package.organisation.listed().entries, token.recipient_id, statements, place)


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
    """Open messages of the space, given as (direction, index, envelope), with one's own keys or those passed on."""
    token = package.opened.token
    return [
        _line(package, boxes, desk, Context(token.org_id, token.case_id, direction, token.space, index), envelope)
        for direction, index, envelope in messages
    ]


def _line(package: PackageFile, boxes: Sequence[BoxKeys], desk: Desk, place: Context, envelope: bytes) -> Line:
    try:
        key = _key_of(package, boxes, place, envelope)
        if place.direction == FROM_REPORTER:
            return Line(place, envelope, open_with_ck(envelope, place, key, package.opened.sign_pk), None)
        opened = open_unpinned_with_ck(envelope, place, key)
        if opened.sign_pk not in desk.readers:
            raise SenderError
    except WbpError as error:
        return Line(place, envelope, None, f"could not be opened ({error.code})")
    return Line(place, envelope, opened, None)


def _key_of(package: PackageFile, boxes: Sequence[BoxKeys], place: Context, envelope: bytes) -> bytes:
    try:
        return content_key_of(envelope, place, list(boxes))
    except NotRecipientError:
        return package.passed.key_of(env_hash(envelope))
