"""What colleagues of a desk passed on: content keys of messages that are not sealed to oneself (PROTOCOL 5.4)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crypto.encoding import day_parse, unb64
from crypto.envelope_inspect import NOTE_TO_SELF, Context
from crypto.envelope_open import content_key_of, open_unpinned_with_ck
from crypto.errors import NotRecipientError, WbpError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.cli.service_link import JsonObject
    from crypto.boxes import BoxKeys
    from crypto.consent_token import ConsentToken


@dataclass(frozen=True)
class PassedOn:
    """Content keys (32 bytes) by message hash (32), and the civil day on which somebody opened the package first."""

    keys: Mapping[bytes, bytes] = field(default_factory=dict, repr=False)
    opened_on: int | None = None

    def key_of(self, env_hash: bytes) -> bytes:
        """Give the content key (32 bytes) of a message.

        Raises:
            NotRecipientError: nobody passed it on.

        """
        found = self.keys.get(env_hash)
        if found is None:
            raise NotRecipientError
        return found


def passed_on(
    package_id: str, answer: JsonObject, token: ConsentToken, boxes: Sequence[BoxKeys], readers: Collection[bytes]
) -> PassedOn:
    """Read the notes of a space that are sealed to one's own keys; only a note that a reader signed counts.

    `answer` is what the service gives of the package; `readers` are identity keys (32 bytes).
    """
    keys: dict[bytes, bytes] = {}
    opened_on: int | None = None
    for note in answer.get("notes", ()):
        try:
            envelope = unb64(str(note["envelope"]))
            place = Context(token.org_id, token.case_id, NOTE_TO_SELF, token.space, int(note["index"]))
            opened = open_unpinned_with_ck(envelope, place, content_key_of(envelope, place, boxes))
            if opened.sign_pk not in readers:
                continue
            fields = json.loads(opened.body)["fields"]
            told = {unb64(str(env_hash)): unb64(str(key)) for env_hash, key in fields["keys"]}
            day = day_parse(str(fields["openedOn"])) if fields.get("package") == package_id else None
        except (WbpError, ValueError, KeyError, TypeError, AttributeError):
            continue
        keys |= told
        opened_on = day if opened_on is None else opened_on
    return PassedOn(keys, opened_on)
