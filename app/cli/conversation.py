"""The conversation of one case, opened here: what each message says, and what is wrong with it.

Used by the reporter's and the counsellor's client alike. A message that does not open is shown as such and hides no
other; the service is never told which step failed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.cli.conversation_line import Line, in_reading_order
from app.cli.failures import CliError
from crypto.encoding import b64, unb64
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER, SPACE_COUNSELLOR, Context, env_hash
from crypto.envelope_open import ChainWarning, Opened, check_chain, open_, open_with_ck
from crypto.errors import NotRecipientError, SenderError, WbpError
from crypto.message import BODY_MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from app.cli.service_link import JsonObject
    from crypto.boxes import BoxKeys

__all__ = ["Conversation", "Expected", "Line", "body", "open_conversation", "read_body"]

BODY_VERSION: Final = 1
_WARNINGS: Final = {
    "gap": "A message before this one is missing.",
    "double": "The service shows two different messages in one place.",
    "prev": "The message before this one was replaced.",
    "ack": "This message answers one that is not here, or was replaced.",
    "pinned": "A message that was seen earlier is gone or was replaced.",
}


Expected = bytes | None | tuple[bytes, ...]
"""Whose signature a message must carry."""


@dataclass(frozen=True)
class Conversation:
    """All messages of one space in order, and warnings about their order."""

    lines: tuple[Line, ...]
    warnings: tuple[str, ...]
    space: int = SPACE_COUNSELLOR

    def of(self, direction: int) -> list[Line]:
        """Return the messages of one direction by index."""
        return sorted((one for one in self.lines if one.direction == direction), key=lambda one: one.index)

    def in_scope_order(self) -> list[Line]:
        """Return the messages by direction and index, as a consent names them (PROTOCOL 5.1); never a note."""
        return [*self.of(FROM_REPORTER), *self.of(FROM_RECIPIENT)]

    def newest(self, direction: int) -> Line | None:
        """Return the newest message of one direction."""
        return max(self.of(direction), key=lambda line: line.index, default=None)

    def next_index(self, direction: int) -> int:
        """Return the number the next message of one direction must have."""
        newest = self.newest(direction)
        return newest.index + 1 if newest is not None else 0

    def heads(self) -> list[dict[str, object]]:
        """Return the newest message of each direction as `last[]` of state and vault (PROTOCOL 3.1, 3.2)."""
        newest = [line for direction in (0, 1) if (line := self.newest(direction)) is not None]
        return [
            {"space": self.space, "dir": line.direction, "index": line.index, "hash": b64(line.env_hash)}
            for line in newest
        ]


def open_conversation(
    answer: JsonObject,
    place: tuple[bytes, bytes],
    keys: Sequence[BoxKeys],
    expect: Callable[[int, int], Expected],
    pinned: Iterable[dict[str, object]],
    passed_on: Mapping[bytes, bytes] | None = None,
    space: int = SPACE_COUNSELLOR,
) -> Conversation:
    """Open every envelope that a case answer has of one space.

    `place`: (org_id, case_id) as known here. `expect(direction, index)`: the sender's key, or several of which one
    must have signed; None to pin the first report's. `pinned`: `last[]` of state or vault. `passed_on`: content keys
    that a re-wrap record gave, by the hash of the envelope.

    Raises:
        WbpError: the answer's shape is wrong.

    """
    lines = []
    for item in answer["envelopes"]:
        if item["space"] != space:
            continue
        context = Context(*place, int(item["direction"]), space, int(item["index"]))
        lines.append(_open_line(unb64(str(item["envelope"])), context, (keys, passed_on or {}), expect))
    seen = [line.opened for line in lines if line.opened is not None]
    known = [
        (int(str(pin["space"])), int(str(pin["dir"])), int(str(pin["index"])), unb64(str(pin["hash"])))
        for pin in pinned
        if pin["space"] == space
    ]
    missing = {(space, line.direction, line.index, line.env_hash) for line in lines if line.opened is None}
    warnings = check_chain(seen, [pin for pin in known if pin not in missing])
    return Conversation(
        tuple(in_reading_order(lines)), tuple(dict.fromkeys(_sentence(warning) for warning in warnings)), space
    )


def body(text: str, fields: dict[str, object] | None = None) -> bytes:
    """Return the JSON body of a message.

    Raises:
        CliError: the text is too long for one message.

    """
    content: dict[str, object] = {"v": BODY_VERSION, "text": text}
    if fields:
        content["fields"] = fields
    encoded = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    if len(encoded) > BODY_MAX_BYTES:
        raise CliError(
            f"The text takes {len(encoded)} bytes; {BODY_MAX_BYTES} fit in one message. Nothing was sent.", "size"
        )
    return encoded


def _open_line(
    envelope: bytes,
    context: Context,
    keys: tuple[Sequence[BoxKeys], Mapping[bytes, bytes]],
    expect: Callable[[int, int], Expected],
) -> Line:
    hashed = env_hash(envelope)
    try:
        opened = _open(envelope, context, (keys[0], keys[1].get(hashed)), expect(context.direction, context.index))
    except NotRecipientError:
        return Line(context.direction, context.index, hashed, None, "not sealed to you", "", {}, envelope)
    except WbpError as error:
        return Line(
            context.direction, context.index, hashed, None, f"could not be opened ({error.code})", "", {}, envelope
        )
    text, fields, problem = read_body(opened.body)
    return Line(context.direction, context.index, hashed, opened, problem, text, fields, envelope)


def _open(
    envelope: bytes, context: Context, keys: tuple[Sequence[BoxKeys], bytes | None], expected: Expected
) -> Opened:
    """Open with an own key, else with the key that was passed on, from one of the senders that may have written it."""
    senders = expected if isinstance(expected, tuple) else (expected,)
    for sender in senders[:-1]:
        try:
            return _open_from(envelope, context, keys, sender)
        except SenderError:
            continue
    return _open_from(envelope, context, keys, senders[-1])


def _open_from(
    envelope: bytes, context: Context, keys: tuple[Sequence[BoxKeys], bytes | None], sender: bytes | None
) -> Opened:
    own, content_key = keys
    try:
        return open_(envelope, context, own, sender)
    except NotRecipientError:
        if content_key is None:
            raise
    return open_with_ck(envelope, context, content_key, sender)


def read_body(content: bytes) -> tuple[str, dict[str, object], str | None]:
    """Return text, fields and what is wrong with the body of an opened message."""
    if not content:
        return "", {}, None
    try:
        document = json.loads(content)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        return "", {}, "its content cannot be read"
    if document.get("v") != BODY_VERSION:
        return "", {}, "written by a newer version"
    fields = document.get("fields")
    return str(document.get("text", "")), fields if isinstance(fields, dict) else {}, None


def _sentence(warning: ChainWarning) -> str:
    return _WARNINGS[warning.kind]
