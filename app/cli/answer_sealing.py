"""What counsellor and case officer do alike: seal a message to the reporter, sign what it is, hand both in once.

Which space it goes to, whose key reads it and which last days the law gives come from the case as it was opened;
whether it is allowed is asked before, by the rules of each space.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from app.cli.failures import NoAnswerError, ServiceError
from crypto.duty import DutyKind, sign_duty
from crypto.encoding import b64, day_of
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER, Context, env_hash
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.message import ACK_NONE, NO_HASH, Message, MessageType

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.cli.conversation import Conversation
    from app.cli.service_link import JsonObject
    from app.cli.signed_duty import Acts
    from app.cli.verified_organisation import VerifiedOrganisation
    from app.cli.workplace_session import SealedVault, Workplace

    Made = Callable[[Workplace], tuple[JsonObject, SealedVault]]

TRIES: Final = 3


@dataclass(frozen=True)
class Written:
    """What a message is, and as what it is signed (None: an ordinary message); `detail` is why it is no report."""

    message: MessageType
    act: DutyKind | None = None
    detail: int = 0


class OpenedCase(Protocol):
    """A case as a counsellor or a case officer opened it; `org` and `a_case` are ids in hex."""

    @property
    def org(self) -> str:
        """The organisation."""

    @property
    def a_case(self) -> str:
        """The case."""

    @property
    def organisation(self) -> VerifiedOrganisation:
        """Its verified list."""

    @property
    def conversation(self) -> Conversation:
        """What was written in this space."""

    @property
    def acts(self) -> Acts:
        """What was signed in this space."""

    def pins(self, sent: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return what the vault is to remember; `sent` is on its way."""


@dataclass(frozen=True)
class Desk:
    """From where it is written: the case, its space, and the reporter's box key (X25519, 32)."""

    case: OpenedCase
    space: int
    reader: bytes


def seal_answer(
    workplace: Workplace, desk: Desk, written: Written, content: bytes
) -> tuple[dict[str, Any], SealedVault]:
    """Return the body of the next message of this desk, signed as what it is, and the vault that remembers it."""
    case = desk.case
    index = case.conversation.next_index(FROM_RECIPIENT)
    own, other = case.conversation.newest(FROM_RECIPIENT), case.conversation.newest(FROM_REPORTER)
    message = Message(
        written.message,
        case.organisation.day_to_seal(),
        case.organisation.listed().dir_hash,
        content,
        prev=own.env_hash if own is not None else NO_HASH,
        ack_index=other.index if other is not None else ACK_NONE,
        ack_hash=other.env_hash if other is not None else NO_HASH,
    )
    own_keys = workplace.boxes(case.org)[-1]
    place = Context(bytes.fromhex(case.org), bytes.fromhex(case.a_case), FROM_RECIPIENT, desk.space, index)
    sender = Sender(workplace.identity_seed, own_keys.box_pk)
    envelope = seal(place, message, sender, Recipients((desk.reader, own_keys.box_pk)))
    hashed = env_hash(envelope)
    sent = {"space": desk.space, "dir": FROM_RECIPIENT, "index": index, "hash": b64(hashed)}
    vault = workplace.sealed_with(case.org, case.a_case, case.pins(sent))
    request = {
        "envelope": b64(envelope),
        "index": index,
        "duty": b64(sign_act(workplace, desk, written, hashed)) if written.act is not None else None,
        "vault": b64(vault.blob),
        "previousVault": b64(workplace.previous_hash()),
    }
    return request, vault


def sign_act(workplace: Workplace, desk: Desk, written: Written, ref: bytes) -> bytes:
    """Sign what is done (176 bytes), about a message (its hash, 32) or none, with the last day that the law gives."""
    case, act = desk.case, written.act or DutyKind.ACK_SENT
    limits = dict(zip((DutyKind.ACK_SENT, DutyKind.FEEDBACK_GIVEN), case.acts.last_days(), strict=True))
    due, day = limits.get(act), case.organisation.day_to_seal()
    place = (bytes.fromhex(case.org), bytes.fromhex(case.a_case))
    last = day_of(due) if due is not None else 0
    return sign_duty(act, 0, desk.space, *place, workplace.identity_seed, ref, day, last, written.detail)


def deliver(workplace: Workplace, where: str, made: Made) -> Workplace:
    """Hand a message in once, made anew when something newer came in between; return the session that it went by.

    Raises:
        NoAnswerError: after several tries it is not known whether it arrived.
        ServiceError: the service refused it.

    """
    request, vault = made(workplace)
    for _ in range(TRIES):
        try:
            workplace.link.post(where, request)
        except NoAnswerError as error:
            # The same bytes again: the service knows them by number and hash, and keeps them once.
            if not error.sent:
                raise
        except ServiceError as error:
            if error.code not in {"newer", "stale", "denied"}:
                raise
            workplace = workplace.sign_in_again()
            request, vault = made(workplace)
        else:
            workplace.adopt(vault)
            return workplace
    raise NoAnswerError(
        "It is not known whether the message arrived. Look with `zegel read` before you send it again.", sent=True
    )


def deliver_statement(workplace: Workplace, where: str, request: JsonObject) -> None:
    """Hand in once what comes without a message; the same bytes again are kept once.

    Raises:
        NoAnswerError: after several tries it is not known whether it arrived.

    """
    for _ in range(TRIES):
        try:
            workplace.link.post(where, request)
        except NoAnswerError as error:
            if not error.sent:
                raise
        else:
            return
    raise NoAnswerError("It is not known whether that was kept. Look with `zegel read`.", sent=True)
