"""A counsellor's case file: opened and checked here, whatever the service says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from app.cli.case_facts import CaseFacts, linked_of, released_day
from app.cli.conversation import Conversation, open_conversation
from app.cli.failures import CliError, NotVerifiedError, ServiceError
from app.cli.kept_until import kept_until
from app.cli.own_consents import asked_json
from app.cli.passed_on import PassedOn, check_passed_on, claimed_keys
from app.cli.reporter_client import TRACK_NAMES
from app.cli.signed_duty import Acts, check_duties
from app.cli.track_history import track_history
from app.cli.verified_organisation import RECIPIENT_ROLES, VerifiedOrganisation, states_of
from app.domain.case import Case
from app.domain.ids import AccountId, BoxKid, OrganisationId
from app.domain.ids import CaseId as DomainCaseId
from app.domain.track import Track
from crypto.boxes import BoxKeys
from crypto.codes import case_ref
from crypto.directory import REVOKED
from crypto.duty import DutyKind
from crypto.encoding import b64, date_of, unb64
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER
from crypto.errors import WbpError
from crypto.primitives import kid_box

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject
    from app.cli.workplace_session import Workplace
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
    acts: Acts
    tasks: tuple[dict[str, Any], ...]
    report: Opened
    conversation: Conversation
    notices: tuple[str, ...]
    passed: PassedOn
    requests: tuple[dict[str, Any], ...]
    destroy_on: date | None
    """The day on which the service will destroy the case; None while it is not known."""

    def pins(self, sent: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return what the vault is to remember: the reporter's key and the newest messages; `sent` is on its way."""
        heads = self.conversation.heads()
        if sent is not None:
            heads = [head for head in heads if head["dir"] != sent["dir"]] + [sent]
        return {"signPk": b64(self.report.sign_pk), "last": heads}

    def as_json(self) -> dict[str, object]:
        """Return the members for `--json`."""
        facts, today = self.acts.facts, date_of(self.organisation.today)
        return {
            "id": self.path,
            "case_ref": case_ref(bytes.fromhex(self.a_case)),
            "organisation": self.organisation.root.org_name,
            "track": TRACK_NAMES.get(facts.track),
            "received_on": facts.received_on.isoformat(),
            "today": today.isoformat(),
            "clock_starts_at_release": facts.clock_starts_at_release,
            **self.acts.as_json(today),
            "destroy_on": self.destroy_on.isoformat() if self.destroy_on else None,
            "tasks": list(self.tasks),
            "requests": [asked_json(item) for item in self.requests],
            "consents": [one.as_json() for one in self.passed.consents],
            "messages": [line.as_json(_WHO, self.acts.facts.assignee) for line in self.conversation.lines],
            "notices": list(self.notices),
        }

    def facts(self, account_id: bytes) -> Case:
        """Return the case as the rules see it, with the days on which something was verifiably done."""
        of_reporter = self.conversation.of(FROM_REPORTER)
        return Case(
            case_id=DomainCaseId(bytes.fromhex(self.a_case)),
            organisation_id=OrganisationId(bytes.fromhex(self.org)),
            track=Track(self.acts.facts.track),
            received_on=self.acts.facts.received_on,
            sign_pk=self.report.sign_pk,
            self_kid=BoxKid(kid_box(self.report.box_pk)),
            assignee_pk=self.acts.facts.assignee,
            assignee_account_id=AccountId(account_id),
            acknowledged_on=self.acts.employer_day_of(DutyKind.ACK_SENT),
            reporter_messages=len(of_reporter),
            recipient_messages=len(self.conversation.of(FROM_RECIPIENT)),
            unanswered=0,
            reporter_bytes=0,
            policy_id=None,
            feedback_on=self.acts.employer_day_of(DutyKind.FEEDBACK_GIVEN),
            dismissed_on=self.acts.day_of(DutyKind.NOT_A_REPORT),
            unable_on=self.acts.own_day_of(DutyKind.UNABLE),
            closed_on=self.acts.day_of(DutyKind.CLOSED),
        )


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


def _opened(workplace: Workplace, path: str, answer: JsonObject) -> CaseFile:
    org, case_id = unb64(str(answer["orgId"])).hex(), unb64(str(answer["caseId"]))
    pins = workplace.pins(org, case_id.hex())
    pinned = unb64(str(pins["signPk"])) if "signPk" in pins else None
    place, keys = (bytes.fromhex(org), case_id), workplace.boxes(org)
    report = _report(answer, place, keys, pinned)
    passed = check_passed_on(answer, place, keys, report.sign_pk)
    counsellors = _counsellors(workplace, org, passed)
    conversation = open_conversation(
        answer,
        place,
        keys,
        lambda direction, _: report.sign_pk if direction == FROM_REPORTER else counsellors,
        pins.get("last", []),
        passed.content_keys,
    )
    facts = CaseFacts(
        int(answer["track"]),
        date.fromisoformat(str(answer["receivedOn"])),
        bool(answer.get("clockStartsAtRelease", False)),
        workplace.identity_pk,
        report.sign_pk,
        counsellors[1:],
        released_day(answer),
        linked=linked_of(answer),
    )
    history = track_history(answer, place, report.sign_pk, report.track)
    acts = check_duties(answer["duties"], conversation, place, facts, history.facts_before(facts))
    organisation = workplace.organisations[org]
    notices = [*organisation.notices, *conversation.warnings, *history.doubts]
    if kid_box(report.box_pk) != unb64(str(answer["selfKid"])):
        notices.append("The service names another key of the reporter than the report does.")
    if REVOKED in states_of(organisation, workplace.identity_pk):
        notices.append("Your key for this organisation was revoked: others may know what it can open.")
    notices += [duty.sentence for duty in acts.duties if duty.problem is not None]
    return CaseFile(
        path,
        org,
        case_id.hex(),
        organisation,
        acts,
        _tasks(answer),
        report,
        conversation,
        tuple(dict.fromkeys(notices)),
        passed,
        tuple(item for item in answer.get("requests", ()) if isinstance(item, dict)),
        kept_until(answer),
    )


def _counsellors(workplace: Workplace, org: str, passed: PassedOn) -> tuple[bytes, ...]:
    """Return whose words count as a counsellor's: one's own, and in a case that was passed on those on the list."""
    own = workplace.identity_pk
    directory = workplace.organisations[org].directory
    if passed.newest is None or directory is None:
        return (own,)
    listed = [entry.record.id_pk for entry in directory.entries if entry.record.role in RECIPIENT_ROLES]
    return tuple(dict.fromkeys([own, *(one for one in passed.wrappers if one in listed), *listed]))


def _tasks(answer: JsonObject) -> tuple[dict[str, Any], ...]:
    """Return what the organisation's own text asks in this case; a service that knows of none tells none."""
    return tuple(task for task in answer.get("tasks", ()) if isinstance(task, dict))


def _report(answer: JsonObject, place: tuple[bytes, bytes], keys: list[BoxKeys], pinned: bytes | None) -> Opened:
    """Open the report alone first: its sender is the reporter whom everything else must come from."""
    first = {**answer, "envelopes": [e for e in answer["envelopes"] if (e["direction"], e["index"]) == (0, 0)]}
    claimed = claimed_keys(answer, keys)
    line = open_conversation(first, place, keys, lambda *_: pinned, [], claimed).newest(FROM_REPORTER)
    if line is None or line.opened is None:
        raise NotVerifiedError("The report does not open with your keys, or is not of the reporter you knew.")
    return line.opened
