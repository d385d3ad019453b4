"""A counsellor's case file: opened and checked here, with acknowledgement and answer sealed here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from app.cli.conversation import Conversation, body, open_conversation
from app.cli.failures import CliError, NoAnswerError, NotVerifiedError, ServiceError
from app.cli.reporter_client import TRACK_NAMES
from app.cli.signed_duty import ACKNOWLEDGED, acknowledgement_due, check_duties
from app.cli.verified_organisation import VerifiedOrganisation, states_of
from crypto.boxes import BoxKeys
from crypto.codes import case_ref
from crypto.directory import REVOKED
from crypto.duty import clocks, sign_duty
from crypto.encoding import b64, date_of, unb64
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER, SPACE_COUNSELLOR, Context, env_hash
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.errors import WbpError
from crypto.message import ACK_NONE, NO_HASH, Message, MessageType
from crypto.primitives import kid_box

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject
    from app.cli.workplace_session import SealedVault, Workplace
    from crypto.envelope_open import Opened

_TRIES: Final = 3
_REF_SYMBOLS: Final = 6
_WHO: Final = {FROM_REPORTER: "reporter", FROM_RECIPIENT: "you", 2: "your note"}


@dataclass(frozen=True)
class CaseFile:
    """One case as a counsellor sees it. `org` and `a_case` are ids in hex."""

    path: str
    org: str
    a_case: str
    organisation: VerifiedOrganisation
    track: int
    received_on: date
    acknowledged_on: date | None
    clock_starts_at_release: bool
    report: Opened
    conversation: Conversation
    notices: tuple[str, ...]

    def pins(self, sent: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return what the vault is to remember: the reporter's key and the newest messages; `sent` is on its way."""
        heads = self.conversation.heads()
        if sent is not None:
            heads = [head for head in heads if head["dir"] != sent["dir"]] + [sent]
        return {"signPk": b64(self.report.sign_pk), "last": heads}

    def as_json(self) -> dict[str, object]:
        """Return the members for `--json`."""
        has_clock = acknowledgement_due(self.track, self.received_on) != 0
        limits = clocks("employer", self.received_on, self.acknowledged_on) if has_clock else None
        return {
            "id": self.path,
            "case_ref": case_ref(bytes.fromhex(self.a_case)),
            "organisation": self.organisation.root.org_name,
            "track": TRACK_NAMES.get(self.track),
            "received_on": self.received_on.isoformat(),
            "today": date_of(self.organisation.today).isoformat(),
            "acknowledge_by": limits.ack_limit.isoformat() if limits else None,
            "feedback_by": limits.feedback_limit.isoformat() if limits and not self.clock_starts_at_release else None,
            "clock_starts_at_release": self.clock_starts_at_release,
            "acknowledged_on": self.acknowledged_on.isoformat() if self.acknowledged_on else None,
            "messages": [line.as_json(_WHO) for line in self.conversation.lines],
            "notices": list(self.notices),
        }


def open_case_file(workplace: Workplace, path: str) -> CaseFile:
    """Fetch and open one case; `path` is its id from the worklist.

    Raises:
        ServiceError: `unknown` when it is not a case of this account.
        NotVerifiedError: the report does not open or does not hold.

    """
    answer = workplace.link.get(f"/w/v1/cases/{path}")
    try:
        return _opened(workplace, path, answer)
    except (KeyError, TypeError, ValueError, WbpError):
        raise NotVerifiedError("What the service shows as this case cannot be opened with your keys.") from None


def find_case(workplace: Workplace, wanted: str) -> str:
    """Return the id of a case from its id, or from the six symbols by which people talk about it.

    Raises:
        CliError: no case, or more than one, has these symbols.

    """
    if len(wanted) != _REF_SYMBOLS:
        return wanted
    items = workplace.every_case()
    found = [str(item["id"]) for item in items if case_ref(unb64(str(item["caseId"]))) == wanted.upper()]
    if len(found) != 1:
        raise CliError("None of your cases has this reference; the worklist shows them all.", "unknown")
    return found[0]


def remember(workplace: Workplace, a_case: CaseFile) -> Workplace:
    """Keep in the vault what was seen of a case; when another window wrote first, on top of that."""
    for _ in range(_TRIES):
        if workplace.pins(a_case.org, a_case.a_case) == a_case.pins():
            return workplace
        try:
            workplace.keep(workplace.sealed_with(a_case.org, a_case.a_case, a_case.pins()))
        except ServiceError as error:
            if error.code != "stale":
                raise
            workplace = workplace.sign_in_again()
    return workplace


def send(workplace: Workplace, path: str, kind: MessageType, text: str) -> CaseFile:
    """Seal a message to the reporter, with the signed statement when it acknowledges receipt, and hand it in once.

    Raises:
        CliError: acknowledged before, revoked, or the clocks differ.
        NoAnswerError: after several tries it is not known whether it arrived.

    """
    a_case = open_case_file(workplace, path)
    request, vault = _sealed(workplace, a_case, kind, text)
    for _ in range(_TRIES):
        try:
            workplace.link.post(f"/w/v1/cases/{path}/messages", request)
        except NoAnswerError as error:
            # The same bytes again: the service knows them by number and hash, and keeps them once.
            if not error.sent:
                raise
        except ServiceError as error:
            if error.code not in {"newer", "stale", "denied"}:
                raise
            workplace = workplace.sign_in_again()
            a_case = open_case_file(workplace, path)
            request, vault = _sealed(workplace, a_case, kind, text)
        else:
            workplace.adopt(vault)
            return open_case_file(workplace, path)
    raise NoAnswerError(
        "It is not known whether the message arrived. Look with `zegel read` before you send it again.", sent=True
    )


def _opened(workplace: Workplace, path: str, answer: JsonObject) -> CaseFile:
    org, case_id = unb64(str(answer["orgId"])).hex(), unb64(str(answer["caseId"]))
    pins = workplace.pins(org, case_id.hex())
    pinned = unb64(str(pins["signPk"])) if "signPk" in pins else None
    place, keys = (bytes.fromhex(org), case_id), workplace.boxes(org)
    report = _report(answer, place, keys, pinned)
    conversation = open_conversation(
        answer,
        place,
        keys,
        lambda direction, _: report.sign_pk if direction == FROM_REPORTER else workplace.identity_pk,
        pins.get("last", []),
    )
    track, received_on = int(answer["track"]), date.fromisoformat(str(answer["receivedOn"]))
    duties = check_duties(answer["duties"], conversation, workplace.identity_pk, place, (track, received_on))
    organisation = workplace.organisations[org]
    notices = [*organisation.notices, *conversation.warnings]
    if report.track != track:
        notices.append("The service shows another track than the reporter sealed.")
    if kid_box(report.box_pk) != unb64(str(answer["selfKid"])):
        notices.append("The service names another key of the reporter than the report does.")
    if REVOKED in states_of(organisation, workplace.identity_pk):
        notices.append("Your key for this organisation was revoked: others may know what it can open.")
    acknowledged = next((duty.day for duty in duties if duty.problem is None), None)
    return CaseFile(
        path,
        org,
        case_id.hex(),
        organisation,
        track,
        received_on,
        acknowledged,
        bool(answer.get("clockStartsAtRelease", False)),
        report,
        conversation,
        tuple(notices),
    )


def _report(answer: JsonObject, place: tuple[bytes, bytes], keys: list[BoxKeys], pinned: bytes | None) -> Opened:
    """Open the report alone first: its sender is the reporter whom everything else must come from."""
    first = {**answer, "envelopes": [e for e in answer["envelopes"] if (e["direction"], e["index"]) == (0, 0)]}
    line = open_conversation(first, place, keys, lambda *_: pinned, []).newest(FROM_REPORTER)
    if line is None or line.opened is None:
        raise NotVerifiedError("The report does not open with your keys, or is not of the reporter you knew.")
    return line.opened


def _sealed(workplace: Workplace, a_case: CaseFile, kind: MessageType, text: str) -> tuple[JsonObject, SealedVault]:
    if kind == MessageType.ACKNOWLEDGEMENT and a_case.acknowledged_on is not None:
        raise CliError(f"Receipt of this report was acknowledged on {a_case.acknowledged_on}.", "acknowledged")
    directory, day = a_case.organisation.listed(), a_case.organisation.day_to_seal()
    index = a_case.conversation.next_index(FROM_RECIPIENT)
    own, other = a_case.conversation.newest(FROM_RECIPIENT), a_case.conversation.newest(FROM_REPORTER)
    message = Message(
        kind,
        day,
        directory.dir_hash,
        body(text),
        prev=own.env_hash if own is not None else NO_HASH,
        ack_index=other.index if other is not None else ACK_NONE,
        ack_hash=other.env_hash if other is not None else NO_HASH,
    )
    org_id, case_id = bytes.fromhex(a_case.org), bytes.fromhex(a_case.a_case)
    own_keys = workplace.boxes(a_case.org)[-1]
    place = Context(org_id, case_id, FROM_RECIPIENT, SPACE_COUNSELLOR, index)
    sender = Sender(workplace.identity_seed, own_keys.box_pk)
    envelope = seal(place, message, sender, Recipients.of(a_case.report, own_keys))
    hashed = env_hash(envelope)
    duty = None
    if kind == MessageType.ACKNOWLEDGEMENT:
        due = acknowledgement_due(a_case.track, a_case.received_on)
        duty = b64(
            sign_duty(ACKNOWLEDGED, 0, SPACE_COUNSELLOR, org_id, case_id, workplace.identity_seed, hashed, day, due)
        )
    sent = {"space": SPACE_COUNSELLOR, "dir": FROM_RECIPIENT, "index": index, "hash": b64(hashed)}
    vault = workplace.sealed_with(a_case.org, a_case.a_case, a_case.pins(sent))
    request = {
        "envelope": b64(envelope),
        "index": index,
        "duty": duty,
        "vault": b64(vault.blob),
        "previousVault": b64(workplace.previous_hash()),
    }
    return request, vault
