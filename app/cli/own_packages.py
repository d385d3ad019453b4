"""The reporter's packages as this client checks them: how far each came, and why one was released (PROTOCOL 5.4, 5.6).

The service tells the state; what a recipient signed is verified here. A release that nothing proves is told at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.cli.conversation import Conversation, open_conversation
from app.cli.package_desk import desk_in
from app.cli.verified_organisation import VerifiedOrganisation, person
from crypto.duty import DutyKind, verify_duty
from crypto.encoding import day_str, unb64
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER, SPACE_AUTHORITY_FIRST
from crypto.errors import WbpError
from crypto.release import verify_release

if TYPE_CHECKING:
    from app.cli.case_proofs import CaseProofs
    from app.cli.own_consents import SignedConsent
    from app.cli.service_link import JsonObject
    from crypto.reporter import ReporterKeys

_KINDS: Final = {
    DutyKind.ASSIGNED: "lets a colleague read",
    DutyKind.EXTERNAL_ACK: "received",
    DutyKind.EXTERNAL_FEEDBACK: "answered",
    DutyKind.UNABLE: "declined",
    DutyKind.EXTENDED: "takes more time",
    DutyKind.ACK_SUPPRESSED: "does not confirm",
}
EARLY: Final = (
    "Something you prepared was released, and nothing proves that a duty was missed. Only whom you chose can read it. "
    "Keep this answer: the release is signed by the service."
)


@dataclass(frozen=True)
class OwnPackage:
    """A package of the reporter: as the service tells it, with the name of its recipient and what holds of the rest."""

    told: dict[str, Any]
    recipient: str
    statements: tuple[dict[str, object], ...]
    is_unproved: bool
    readers: tuple[bytes, ...] = ()
    """The identity keys (32 bytes) of who reads there: the recipient, and colleagues who were let in."""
    conversation: Conversation | None = None
    """What the reporter and this recipient wrote to each other; None for a deputy, who writes as a counsellor does."""

    def as_json(self) -> dict[str, object]:
        """Return the members for `--json`."""
        told = self.told
        return {
            "id": str(told["id"]),
            "recipient": self.recipient,
            "made_on": str(told["madeOn"]),
            "state": str(told["state"]),
            "changed_on": str(told["changedOn"]),
            "reference": told.get("reference"),
            "released": told.get("releaseNote") is not None,
            "statements": list(self.statements),
            "messages": list(self.messages),
        }

    @property
    def recipient_pk(self) -> bytes:
        """The recipient's identity key, 32 bytes."""
        return unb64(str(self.told["recipient"]))

    @property
    def messages(self) -> tuple[dict[str, object], ...]:
        """The messages of both as members for `--json`."""
        lines = self.conversation.lines if self.conversation is not None else ()
        return tuple(line.as_json({FROM_REPORTER: "you", FROM_RECIPIENT: "recipient"}) for line in lines)

    @property
    def sentence(self) -> str:
        """What to tell of it, and no more than happened."""
        says = {
            "waiting": "is ready for {}, who has not fetched it",
            "fetched": "was fetched by {}; that it was read is not known",
            "acknowledged": "was confirmed by {}",
            "answered": "was answered, says {}",
            "declined": "was not taken up by {}, and went to nobody else",
            "withdrawn": "was taken back before {} fetched it",
        }.get(str(self.told["state"]), "is with {}")
        return f"The package of {self.told['madeOn']} {says.format(self.recipient)} ({self.told['changedOn']})."


def own_packages(
    answer: JsonObject,
    keys: ReporterKeys,
    organisation: VerifiedOrganisation,
    consents: list[SignedConsent],
    received_on: int,
) -> tuple[OwnPackage, ...]:
    """Return the packages of a case answer; `received_on`: the civil day of the report."""
    place = (keys.org_id, keys.case_id)
    packages = []
    for told in answer.get("packages", ()):
        readers = _readers(told, organisation, place)
        packages.append(
            OwnPackage(
                told,
                _name(organisation, unb64(str(told["recipient"]))),
                tuple(_statement(raw, told, place, readers) for raw in told.get("statements", ())),
                _is_unproved(told, answer, organisation, consents, received_on),
                readers,
                _conversation(told, answer, keys, readers),
            )
        )
    return tuple(packages)


def doubts_about(packages: tuple[OwnPackage, ...], proofs: CaseProofs) -> list[str]:
    """Return what the reporter should know: a release without a proved miss, or one that no package goes with."""
    released = [one for one in proofs.events if one.event.type.name == "ROUTED_EXTERNAL" and one.event.detail]
    outside = [one for one in packages if int(one.told["space"])]
    doubts = [EARLY] if any(one.is_unproved for one in packages) else []
    if len(released) != len(outside):
        doubts.append("The service does not show every package that its log says was handed over.")
    return doubts


def _readers(told: dict[str, Any], organisation: VerifiedOrganisation, place: tuple[bytes, bytes]) -> tuple[bytes, ...]:
    """Work out who reads a package, from the list and what was signed."""
    recipient, space = unb64(str(told["recipient"])), int(told["space"])
    if space < SPACE_AUTHORITY_FIRST or organisation.directory is None:
        return (recipient,)
    said = [unb64(str(raw)) for raw in told.get("statements", ())]
    return desk_in(organisation.directory.entries, recipient, said, (*place, space)).readers


def _statement(
    raw: object, told: dict[str, Any], place: tuple[bytes, bytes], readers: tuple[bytes, ...]
) -> dict[str, object]:
    try:
        statement = verify_duty(unb64(str(raw)), {int(kind): set(readers) for kind in _KINDS}, *place)
    except WbpError:
        return {"kind": "unknown", "day": None, "verified": False}
    kind = _KINDS[DutyKind(statement.kind)]
    return {"kind": kind, "day": day_str(statement.day), "verified": statement.space == int(told["space"])}


def _conversation(
    told: dict[str, Any], answer: JsonObject, keys: ReporterKeys, readers: tuple[bytes, ...]
) -> Conversation | None:
    """Open what was written in the space of a package; what does not open is told as such and hides nothing else."""
    space = int(told["space"])
    if space < SPACE_AUTHORITY_FIRST:
        return None
    return open_conversation(
        answer,
        (keys.org_id, keys.case_id),
        [keys.box],
        lambda direction, _: keys.sign_pk if direction == FROM_REPORTER else readers,
        (),
        space=space,
    )


def _is_unproved(
    told: dict[str, Any],
    answer: JsonObject,
    organisation: VerifiedOrganisation,
    consents: list[SignedConsent],
    received_on: int,
) -> bool:
    """Say whether a conditional item was released without a note and a logged event that hold."""
    token = next((one.token for one in consents if one.token.token_id == unb64(str(told["tokenId"]))), None)
    if token is None or not token.is_conditional:
        return token is None
    note = str(told.get("releaseNote") or "")
    hashes = [line.partition(" ")[2] for line in note.splitlines() if line.startswith("rewrap ")]
    for event in answer.get("events", ()):
        try:
            rewrap = bytes.fromhex(hashes[0])
            verify_release(note, organisation.root, token, rewrap, event["proof"], organisation.today, received_on)
        except (WbpError, IndexError, ValueError):
            continue
        return False
    return True


def _name(organisation: VerifiedOrganisation, identity_pk: bytes) -> str:
    directory = organisation.directory
    entries = directory.entries if directory is not None else ()
    return next((person(entry) for entry in entries if entry.record.id_pk == identity_pk), "somebody not on the list")
