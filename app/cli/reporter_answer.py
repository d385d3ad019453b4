"""Writing in a reporter's case: an answer sealed here, and the reporter's own state that goes with whatever is sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from app.cli.conversation import body
from app.cli.failures import CliError, NoAnswerError, ServiceError
from app.cli.reporter_client import sign_in
from app.cli.verified_organisation import newest_key
from crypto.directory import ACTIVE, REVOKED
from crypto.encoding import b64
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER, Context, env_hash
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.message import ACK_NONE, NO_HASH, Message, MessageType
from crypto.primitives import blob_hash
from crypto.reporter import seal_state

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.cli.conversation import Conversation
    from app.cli.reporter_case import ReporterCase
    from app.cli.service_link import JsonObject, ServiceLink
    from crypto.directory import Entry
    from crypto.keys import KeyRecord

    Made = Callable[[ReporterCase], tuple[str, JsonObject]]

_TRIES: Final = 3


def answer_counsellor(
    link: ServiceLink, a_case: ReporterCase, text: str, fields: dict[str, object] | None = None
) -> None:
    """Seal an answer to the chosen counsellor's newest key, with these fields beside it, and hand it in exactly once.

    Raises:
        CliError: nothing may be sealed to this counsellor now.
        NoAnswerError: after several tries it is not known whether it arrived.

    """
    send_with_state(link, a_case, lambda current: ("/r/v1/messages", _sealed_answer(current, text, fields)))


def send_with_state(link: ServiceLink, a_case: ReporterCase, make: Made, *, method: str = "POST") -> JsonObject:
    """Send what `make` gives (path and body) exactly once, and return the answer; made anew when another wrote first.

    Raises:
        NoAnswerError: after several tries it is not known whether it arrived.

    """
    path, request = make(a_case)
    for _ in range(_TRIES):
        try:
            return link.post(path, request) if method == "POST" else link.put_for_answer(path, request)
        except NoAnswerError as error:
            # The same bytes again: the service knows them by number and hash, and keeps them once.
            if not error.sent:
                raise
        except ServiceError as error:
            if error.code == "denied":
                sign_in(link, a_case.keys)
            elif error.code in {"newer", "stale"}:
                # Another window wrote first: number, chain and state are inside, so it is sealed anew.
                a_case = a_case.reload(link)
                path, request = make(a_case)
            else:
                raise
    raise NoAnswerError(
        "It is not known whether this arrived. Look with `zegel mailbox` before you send it again.", sent=True
    )


def sealed_state(a_case: ReporterCase, changes: dict[str, Any]) -> JsonObject:
    """Return `state` and `previousState`: what this client writes down next, with these members changed."""
    directory = a_case.organisation.listed()
    state = {
        **a_case.state,
        "seq": int(a_case.state.get("seq", 0)) + 1,
        "rootVersion": a_case.organisation.root.version,
        "directoryVersion": directory.version,
        "directoryHash": b64(directory.dir_hash),
        **changes,
    }
    return {
        "state": b64(seal_state(a_case.keys, json.dumps(state))),
        "previousState": b64(blob_hash(a_case.stored_state)),
    }


def answer_officer(link: ServiceLink, a_case: ReporterCase, text: str) -> None:
    """Seal a message to the case officer whom the reporter let in; errors as `answer_counsellor`."""

    def made(current: ReporterCase) -> tuple[str, JsonObject]:
        if current.officer is None:
            raise CliError("You let no case officer in. `zegel consent` does that.", "officer")
        talk = current.officer
        sealed = _sealed(current, talk.entries, talk.conversation, body(text))
        return "/r/v1/messages", {**sealed, "space": talk.conversation.space}

    send_with_state(link, a_case, made)


def answer_outside(link: ServiceLink, a_case: ReporterCase, name: str, text: str) -> None:
    """Seal a message to the authority or helper of this name to whom a package went; errors as `answer_counsellor`."""

    def made(current: ReporterCase) -> tuple[str, JsonObject]:
        fitting = [one for one in current.packages if one.conversation is not None and one.recipient == name]
        talk = fitting[-1].conversation if fitting else None
        if talk is None:
            raise CliError("You gave nothing to anybody of this name; `zegel mailbox` shows to whom.", "recipient")
        listed = current.organisation.listed().entries
        people = [[entry for entry in listed if entry.record.id_pk == one] for one in fitting[-1].readers]
        here = [entries for entries in people if any(entry.state == ACTIVE for entry in entries)] or people[:1]
        others = [newest_key(entries, entries[0].record.id_pk).record for entries in here[1:]]
        return "/r/v1/messages", {**_sealed(current, here[0], talk, body(text), others), "space": talk.space}

    send_with_state(link, a_case, made)


def _sealed_answer(a_case: ReporterCase, text: str, fields: dict[str, object] | None) -> JsonObject:
    return _sealed(a_case, a_case.entries(), a_case.conversation, body(text, fields))


def _sealed(
    a_case: ReporterCase,
    entries: Sequence[Entry],
    conversation: Conversation,
    content: bytes,
    others: Sequence[KeyRecord] = (),
) -> JsonObject:
    """Seal to one person, by the entries of their keys, and to `others` who read along; errors as its callers say."""
    directory, keys = a_case.organisation.listed(), a_case.keys
    usable = [entry for entry in entries if entry.state != REVOKED]
    if not usable or len(usable) != len(entries):
        raise CliError("Nothing can be sealed to this person any more; the key was revoked or is gone.", "revoked")
    record = newest_key(usable, usable[0].record.id_pk).record
    index = conversation.next_index(FROM_REPORTER)
    own, other = conversation.newest(FROM_REPORTER), conversation.newest(FROM_RECIPIENT)
    message = Message(
        MessageType.MESSAGE,
        a_case.organisation.day_to_seal(),
        directory.dir_hash,
        content,
        prev=own.env_hash if own is not None else NO_HASH,
        ack_index=other.index if other is not None else ACK_NONE,
        ack_hash=other.env_hash if other is not None else NO_HASH,
    )
    own_copy = [keys] if directory.selfcopy == "allow" else []
    recipients = Recipients.of(record, *others, *own_copy)
    place = Context(keys.org_id, keys.case_id, FROM_REPORTER, conversation.space, index)
    envelope = seal(place, message, Sender(keys.sign_seed, keys.box_pk), recipients)
    return {
        "envelope": b64(envelope),
        "index": index,
        **sealed_state(a_case, {"last": _heads(a_case, conversation, envelope, index)}),
    }


def _heads(a_case: ReporterCase, conversation: Conversation, envelope: bytes, index: int) -> list[dict[str, object]]:
    """Return the newest message of each space and direction, with what is on its way."""
    officer = [a_case.officer.conversation] if a_case.officer is not None else []
    outside = {one.conversation.space: one.conversation for one in a_case.packages if one.conversation is not None}
    spaces = [a_case.conversation, *officer, *outside.values()]
    place = (conversation.space, FROM_REPORTER)
    heads = [head for one in spaces for head in one.heads() if (head["space"], head["dir"]) != place]
    return [{"space": place[0], "dir": place[1], "index": index, "hash": b64(env_hash(envelope))}, *heads]
