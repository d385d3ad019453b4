"""A reporter's case as this client sees it: opened, checked, and ready to be answered."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from app.cli.case_proofs import CaseProofs, check_proofs, sent_report
from app.cli.conversation import Conversation, body, open_conversation
from app.cli.failures import CliError, NoAnswerError, NotVerifiedError, ServiceError
from app.cli.reporter_client import TRACK_NAMES, sign_in
from app.cli.signed_duty import Acts, CaseFacts, check_duties
from app.cli.verified_organisation import VerifiedOrganisation, newest_key, person, verify_organisation
from crypto.codes import CaseCode, Passphrase, case_ref, fingerprint, pin_encode
from crypto.directory import REVOKED, Entry
from crypto.duty import DutyKind
from crypto.encoding import b64, date_of, day_of, unb64
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER, SPACE_COUNSELLOR, Context, env_hash
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.errors import WbpError
from crypto.message import ACK_NONE, NO_HASH, Message, MessageType
from crypto.primitives import blob_hash
from crypto.reporter import ReporterKeys, derive, open_state, seal_state

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject, ServiceLink

_TRIES: Final = 3
_WHO: Final = {FROM_REPORTER: "you", FROM_RECIPIENT: "counsellor", 2: "note"}


@dataclass(frozen=True)
class ReporterCase:
    """One case: the verified organisation, the reporter's state, the conversation and the checked statements."""

    keys: ReporterKeys
    organisation: VerifiedOrganisation
    state: dict[str, Any]
    stored_state: bytes
    conversation: Conversation
    acts: Acts
    proofs: CaseProofs
    notices: tuple[str, ...]

    @property
    def assignee(self) -> bytes:
        """The identity key of the counsellor whom the reporter chose (32 bytes)."""
        return unb64(str(self.state["assignee"]))

    def entries(self) -> list[Entry]:
        """Return the listed keys of the chosen counsellor."""
        directory = self.organisation.directory
        return [entry for entry in (directory.entries if directory else ()) if entry.record.id_pk == self.assignee]

    def reload(self, link: ServiceLink) -> ReporterCase:
        """Read the case again over a link that is signed in."""
        return _read(link, self.keys, self.organisation)

    def as_json(self) -> dict[str, object]:
        """Return the members for `--json`."""
        facts, today = self.acts.facts, date_of(self.organisation.today)
        entries = self.entries()
        return {
            "organisation": self.organisation.root.org_name,
            "pin": self.organisation.pin,
            "case_ref": case_ref(self.keys.case_id),
            "track": TRACK_NAMES.get(facts.track),
            "received_on": facts.received_on.isoformat(),
            "today": today.isoformat(),
            "counsellor": person(entries[0]) if entries else None,
            "fingerprint": fingerprint(self.assignee),
            "clock_starts_at_release": facts.clock_starts_at_release,
            **self.acts.as_json(today),
            "receipt": self.proofs.receipt_note,
            "events": [one.as_json() for one in self.proofs.events],
            "messages": [line.as_json(_WHO) for line in self.conversation.lines],
            "notices": list(self.notices),
        }


def open_case(link: ServiceLink, slug: str, pin: str | None, code: CaseCode, phrase: Passphrase) -> ReporterCase:
    """Verify the organisation, sign in, and open the case.

    Raises:
        NotVerifiedError: the organisation does not hold.
        DeniedError: code or words are not right.

    """
    answer = link.get(f"/r/v1/organisations/{slug}")
    first = verify_organisation(answer, pin, existing=True)
    keys = derive(first.root.org_id, code, phrase)
    sign_in(link, keys)
    state = _opened_state(keys, unb64(str(link.get("/r/v1/case")["state"])))
    # Code and words give these keys at this organisation only, and the state opened with them: that is a pin.
    pinned = pin_encode(first.root.org_id)
    organisation = verify_organisation(answer, pinned, existing=True, min_version=int(state.get("directoryVersion", 1)))
    return _read(link, keys, organisation)


def answer_counsellor(link: ServiceLink, a_case: ReporterCase, text: str) -> None:
    """Seal an answer to the chosen counsellor's newest key and hand it in exactly once.

    Raises:
        CliError: nothing may be sealed to this counsellor now.
        NoAnswerError: after several tries it is not known whether it arrived.

    """
    request = _sealed_answer(a_case, text)
    for _ in range(_TRIES):
        try:
            link.post("/r/v1/messages", request)
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
                request = _sealed_answer(a_case, text)
            else:
                raise
        else:
            return
    raise NoAnswerError(
        "It is not known whether the answer arrived. Look with `zegel mailbox` before you send it again.", sent=True
    )


def _read(link: ServiceLink, keys: ReporterKeys, organisation: VerifiedOrganisation) -> ReporterCase:
    answer = link.get("/r/v1/case")
    try:
        return _opened_case(answer, keys, organisation)
    except (KeyError, TypeError, ValueError, WbpError):
        raise NotVerifiedError("What the service shows as this case cannot be read.") from None


def _opened_case(answer: JsonObject, keys: ReporterKeys, organisation: VerifiedOrganisation) -> ReporterCase:
    stored = unb64(str(answer["state"]))
    state = _opened_state(keys, stored)
    assignee = unb64(str(state["assignee"]))
    conversation = open_conversation(
        answer,
        (keys.org_id, keys.case_id),
        [keys.box],
        lambda direction, _: keys.sign_pk if direction == FROM_REPORTER else assignee,
        state.get("last", []),
    )
    facts = CaseFacts(
        int(answer["track"]),
        date.fromisoformat(str(answer["receivedOn"])),
        bool(answer.get("clockStartsAtRelease", False)),
        assignee,
        keys.sign_pk,
    )
    sent = sent_report(organisation.root, keys, conversation, facts.track)
    a_case = ReporterCase(
        keys,
        organisation,
        state,
        stored,
        conversation,
        check_duties(answer["duties"], conversation, (keys.org_id, keys.case_id), facts),
        check_proofs(answer, sent, day_of(facts.received_on), organisation.today),
        organisation.notices,
    )
    unsigned = answer.get("closedOn") is not None and a_case.acts.day_of(DutyKind.CLOSED) is None
    closed = ("The service says that your case is closed, but nobody signed for that.",) if unsigned else ()
    return replace(a_case, notices=(*organisation.notices, *conversation.warnings, *_doubts(a_case), *closed))


def _doubts(a_case: ReporterCase) -> list[str]:
    """Return what the reporter should know about proofs, key, track and day."""
    doubts = list(a_case.proofs.doubts)
    entries = a_case.entries()
    if any(entry.state == REVOKED for entry in entries):
        doubts.append("The counsellor's key was revoked: others may know what it can open. Do not answer here.")
    elif entries and all(entry.state != "active" for entry in entries):
        doubts.append("This counsellor left. Your case can still be read and answered until it is handed over.")
    report = next((line.opened for line in a_case.conversation.of(FROM_REPORTER) if line.index == 0), None)
    if report is not None and report.track != a_case.acts.facts.track:
        doubts.append("The service shows another track than the one you sealed.")
    if report is not None and abs(date_of(report.day) - a_case.acts.facts.received_on) > timedelta(days=1):
        doubts.append("The service shows another day of receipt than the one you sealed.")
    for line in a_case.conversation.of(FROM_RECIPIENT):
        valid = line.opened is None or any(entry.record.is_valid_on(line.opened.day) for entry in entries)
        if not valid and a_case.organisation.directory is not None:
            doubts.append("A message was signed on a day on which the counsellor's key was not on the list.")
    return list(dict.fromkeys(doubts))


def _sealed_answer(a_case: ReporterCase, text: str) -> JsonObject:
    directory, keys = a_case.organisation.listed(), a_case.keys
    usable = [entry for entry in a_case.entries() if entry.state != REVOKED]
    if not usable or len(usable) != len(a_case.entries()):
        raise CliError("Nothing can be sealed to this counsellor any more; the key was revoked or is gone.", "revoked")
    record = newest_key(usable, a_case.assignee).record
    index = a_case.conversation.next_index(FROM_REPORTER)
    own, other = a_case.conversation.newest(FROM_REPORTER), a_case.conversation.newest(FROM_RECIPIENT)
    message = Message(
        MessageType.MESSAGE,
        a_case.organisation.day_to_seal(),
        directory.dir_hash,
        body(text),
        prev=own.env_hash if own is not None else NO_HASH,
        ack_index=other.index if other is not None else ACK_NONE,
        ack_hash=other.env_hash if other is not None else NO_HASH,
    )
    recipients = Recipients.of(record, keys) if directory.selfcopy == "allow" else Recipients.of(record)
    place = Context(keys.org_id, keys.case_id, FROM_REPORTER, SPACE_COUNSELLOR, index)
    envelope = seal(place, message, Sender(keys.sign_seed, keys.box_pk), recipients)
    return {
        "envelope": b64(envelope),
        "index": index,
        "state": b64(seal_state(keys, json.dumps(_next_state(a_case, envelope, index)))),
        "previousState": b64(blob_hash(a_case.stored_state)),
    }


def _next_state(a_case: ReporterCase, envelope: bytes, index: int) -> dict[str, Any]:
    directory = a_case.organisation.listed()
    heads = [head for head in a_case.conversation.heads() if head["dir"] != FROM_REPORTER]
    heads.insert(0, {"space": SPACE_COUNSELLOR, "dir": FROM_REPORTER, "index": index, "hash": b64(env_hash(envelope))})
    return {
        **a_case.state,
        "seq": int(a_case.state.get("seq", 0)) + 1,
        "rootVersion": a_case.organisation.root.version,
        "directoryVersion": directory.version,
        "directoryHash": b64(directory.dir_hash),
        "last": heads,
    }


def _opened_state(keys: ReporterKeys, stored: bytes) -> dict[str, Any]:
    try:
        state = json.loads(open_state(keys, stored))
    except (WbpError, ValueError):
        raise NotVerifiedError("What this client wrote down about the case earlier was changed.") from None
    if not isinstance(state, dict):
        raise NotVerifiedError("What this client wrote down about the case earlier was changed.")
    return state
