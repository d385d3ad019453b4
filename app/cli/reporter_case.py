"""A reporter's case as this client sees it: opened, checked, and ready to be answered."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from app.cli.beside_case import beside_json
from app.cli.case_facts import CaseFacts, linked_of, released_day
from app.cli.case_proofs import CaseProofs, check_proofs, sent_report
from app.cli.conversation import Conversation, open_conversation
from app.cli.failures import NotVerifiedError
from app.cli.kept_until import kept_until
from app.cli.officer_talk import OfficerTalk, officer_talk
from app.cli.own_consents import SignedConsent, asked_json, holders_of, signed_consents
from app.cli.own_packages import OwnPackage, doubts_about, own_packages
from app.cli.reporter_client import TRACK_NAMES, sign_in
from app.cli.signed_duty import Acts, check_duties
from app.cli.track_history import TrackHistory, check_track_receipt, first_track, track_history
from app.cli.verified_organisation import VerifiedOrganisation, person, verify_organisation
from crypto.codes import CaseCode, Passphrase, case_ref, fingerprint, pin_encode
from crypto.directory import REVOKED, Entry
from crypto.duty import DutyKind
from crypto.encoding import b64, date_of, day_of, unb64
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER
from crypto.errors import WbpError
from crypto.primitives import kid_sign
from crypto.reporter import ReporterKeys, derive, open_state
from crypto.tree import EventType

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject, ServiceLink

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
    history: TrackHistory
    consents: tuple[SignedConsent, ...] = ()
    packages: tuple[OwnPackage, ...] = ()
    requests: tuple[dict[str, Any], ...] = ()
    """What the counsellor asked, as the service tells it; the words are in the messages."""
    track_receipt: str | None = None
    """The receipt of the newest change of track, when it holds."""
    destroy_on: date | None = None
    """The day on which the service will destroy the case; None while it is not known."""
    beside: dict[str, object] = field(default_factory=dict)
    """After-care, linked reports and orders to disclose, as the service tells them."""
    officer: OfficerTalk | None = None
    """The organisation's space, after a release."""

    @property
    def assignee(self) -> bytes:
        """The identity key of the counsellor whom the reporter chose (32 bytes)."""
        return unb64(str(self.state["assignee"]))

    def entries(self, identity_pk: bytes | None = None) -> list[Entry]:
        """Return the listed keys of the counsellor who holds the case, or of somebody else."""
        directory, wanted = self.organisation.directory, identity_pk or self.assignee
        return [entry for entry in (directory.entries if directory else ()) if entry.record.id_pk == wanted]

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
            **self.beside,
            "destroy_on": self.destroy_on.isoformat() if self.destroy_on else None,
            "receipt": self.proofs.receipt_note,
            "track_receipt": self.track_receipt,
            "events": [one.as_json() for one in self.proofs.events],
            "requests": [asked_json(item) for item in self.requests],
            "consents": [one.as_json() for one in self.consents],
            "packages": [one.as_json() for one in self.packages],
            "organisation_space": self.officer.as_json(self.organisation.today) if self.officer else None,
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


def _read(link: ServiceLink, keys: ReporterKeys, organisation: VerifiedOrganisation) -> ReporterCase:
    answer = link.get("/r/v1/case")
    try:
        return _opened_case(answer, keys, organisation)
    except (KeyError, TypeError, ValueError, WbpError):
        raise NotVerifiedError("What the service shows as this case cannot be read.") from None


def _opened_case(answer: JsonObject, keys: ReporterKeys, organisation: VerifiedOrganisation) -> ReporterCase:
    stored = unb64(str(answer["state"]))
    state = _opened_state(keys, stored)
    consents = signed_consents(answer, (keys.org_id, keys.case_id), keys.sign_pk)
    holders = holders_of(answer, state, consents)
    assignee, earlier = holders.assignee, holders.earlier
    # The pin goes where the reporter's own consent went, and is written down with the next thing that is sent.
    state = {**state, "assignee": b64(assignee), "former": [b64(one) for one in earlier]}
    conversation = open_conversation(
        answer,
        (keys.org_id, keys.case_id),
        [keys.box],
        lambda direction, _: keys.sign_pk if direction == FROM_REPORTER else (assignee, *earlier),
        state.get("last", []),
    )
    facts = CaseFacts(
        int(answer["track"]),
        date.fromisoformat(str(answer["receivedOn"])),
        bool(answer.get("clockStartsAtRelease", False)),
        assignee,
        keys.sign_pk,
        earlier,
        released_day(answer),
        linked=linked_of(answer),
    )
    sent = sent_report(organisation.root, keys, conversation, first_track(answer))
    history = track_history(answer, (keys.org_id, keys.case_id), keys.sign_pk, sent.track)
    acts = check_duties(answer["duties"], conversation, (keys.org_id, keys.case_id), facts, history.facts_before(facts))
    said = facts._replace(acknowledged_on=acts.day_of(DutyKind.ACK_SENT))
    officer, doubts = officer_talk(answer, keys, organisation, consents, state.get("last", []), said)
    acts = replace(acts, officer=officer.acts if officer is not None else None)
    a_case = ReporterCase(
        keys,
        organisation,
        state,
        stored,
        conversation,
        acts,
        check_proofs(answer, sent, day_of(history.first_day), organisation.today),
        organisation.notices,
        history,
        tuple(consents),
        own_packages(answer, keys, organisation, consents, day_of(history.first_day)),
        tuple(item for item in answer.get("requests", ()) if isinstance(item, dict)),
        officer=officer,
    )
    unsigned = answer.get("closedOn") is not None and not _is_closed_by_word(a_case)
    track_receipt, unproved = check_track_receipt(answer, organisation.root, (keys.org_id, keys.case_id), history)
    closed = ("The service says that your case is closed, but nobody signed for that.",) if unsigned else ()
    return replace(
        a_case,
        destroy_on=kept_until(answer),
        beside=beside_json(answer),
        track_receipt=track_receipt,
        notices=(
            *organisation.notices,
            *holders.notices,
            *conversation.warnings,
            *_doubts(a_case),
            *closed,
            *unproved,
            *doubts,
        ),
    )


def _is_closed_by_word(a_case: ReporterCase) -> bool:
    """Return whether the counsellor signed that the case is closed, or the reporter ended it."""
    own = kid_sign(a_case.keys.sign_pk)
    ended = any(one.event.type is EventType.CLOSED and one.event.actor == own for one in a_case.proofs.events)
    by_officer = a_case.officer is not None and a_case.officer.acts.day_of(DutyKind.CLOSED) is not None
    return ended or by_officer or a_case.acts.day_of(DutyKind.CLOSED) is not None


def _doubts(a_case: ReporterCase) -> list[str]:
    """Return what the reporter should know about proofs, key, track and day."""
    doubts = [*a_case.proofs.doubts, *doubts_about(a_case.packages, a_case.proofs)]
    entries = a_case.entries()
    if any(entry.state == REVOKED for entry in entries):
        doubts.append("The counsellor's key was revoked: others may know what it can open. Do not answer here.")
    elif entries and all(entry.state != "active" for entry in entries):
        doubts.append("This counsellor left. Your case can still be read and answered until it is handed over.")
    report = next((line.opened for line in a_case.conversation.of(FROM_REPORTER) if line.index == 0), None)
    doubts += a_case.history.doubts
    if report is not None and abs(date_of(report.day) - a_case.history.first_day) > timedelta(days=1):
        doubts.append("The service shows another day of receipt than the one you sealed.")
    for line in a_case.conversation.of(FROM_RECIPIENT):
        valid = line.opened is None or any(
            entry.record.is_valid_on(line.opened.day) for entry in a_case.entries(line.sender)
        )
        if not valid and a_case.organisation.directory is not None:
            doubts.append("A message was signed on a day on which the counsellor's key was not on the list.")
    return list(dict.fromkeys(doubts))


def _opened_state(keys: ReporterKeys, stored: bytes) -> dict[str, Any]:
    try:
        state = json.loads(open_state(keys, stored))
    except (WbpError, ValueError):
        raise NotVerifiedError("What this client wrote down about the case earlier was changed.") from None
    if not isinstance(state, dict):
        raise NotVerifiedError("What this client wrote down about the case earlier was changed.")
    return state
