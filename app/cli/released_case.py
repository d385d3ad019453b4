"""A released case as its case officer's client opens it: each release verified or nothing of it shown (PROTOCOL 5.4).

Beside what was released there is the conversation of the organisation's own space. Nothing here comes from the
counsellor's space but what the reporter let go.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from app.cli.case_facts import CaseFacts, released_day
from app.cli.conversation import Conversation, Line, open_conversation, read_body
from app.cli.failures import CliError, NotVerifiedError
from app.cli.package_file import signer_of
from app.cli.reporter_client import TRACK_NAMES
from app.cli.signed_duty import Acts, check_duties
from crypto.codes import case_ref
from crypto.consent_make import OpenedPackage, open_package
from crypto.consent_verify import parse_package, parse_token
from crypto.directory import ACTIVE, RETIRED
from crypto.encoding import b64, day_of, unb64
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER, SPACE_ORGANISATION, env_hash
from crypto.errors import WbpError
from crypto.primitives import kid_box

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject
    from app.cli.verified_organisation import VerifiedOrganisation
    from app.cli.workplace_session import Workplace
    from crypto.directory import Entry

_SPACE_AT: Final = 6
_WHO: Final = {FROM_REPORTER: "reporter", FROM_RECIPIENT: "you"}
_REF_SYMBOLS: Final = 6


@dataclass(frozen=True)
class ReleasedCase:
    """One released case. `org` and `a_case` are ids in hex; `told` is what the service says of days and steps."""

    path: str
    org: str
    a_case: str
    organisation: VerifiedOrganisation
    releases: tuple[OpenedPackage, ...]
    released: tuple[tuple[str, Line], ...]
    """What was released, and who wrote it."""
    conversation: Conversation
    acts: Acts
    notices: tuple[str, ...]
    told: dict[str, Any] = field(repr=False)

    @property
    def sign_pk(self) -> bytes:
        """The reporter's key in this case (Ed25519, 32)."""
        return self.releases[0].sign_pk

    @property
    def box_pk(self) -> bytes:
        """The reporter's box key (X25519, 32), from a word of the reporter.

        Raises:
            CliError: there is none here.

        """
        lines = [*(line for _, line in self.released), *self.conversation.lines]
        for line in lines:
            if line.direction == FROM_REPORTER and line.opened is not None:
                return line.opened.box_pk
        raise CliError("The reporter wrote nothing that you can open, so nothing can be sealed to them.", "reporter")

    def pins(self, sent: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return what the vault is to remember: the reporter's key and the newest messages; `sent` is on its way."""
        heads = self.conversation.heads()
        if sent is not None:
            heads = [head for head in heads if head["dir"] != sent["dir"]] + [sent]
        return {"signPk": b64(self.sign_pk), "last": heads}

    def as_json(self) -> dict[str, object]:
        """Return the members for `--json`."""
        told = self.told
        return {
            "id": self.path,
            "case_ref": case_ref(bytes.fromhex(self.a_case)),
            "organisation": self.organisation.root.org_name,
            "space": SPACE_ORGANISATION,
            "track": TRACK_NAMES.get(int(told["track"])),
            "received_on": told["receivedOn"],
            "released_on": told["releasedOn"],
            "today": told["today"],
            "acknowledge_by": told["ackLimit"],
            "feedback_by": told["feedbackLimit"],
            "acknowledged_on": told["acknowledgedOn"],
            "feedback_on": told["feedbackOn"],
            "closed_on": told["closedOn"],
            "missed": told["missed"],
            "duties": [duty.as_json() for duty in self.acts.duties],
            "steps": told["steps"],
            "open_steps": told["openSteps"],
            "may_write": told["mayWrite"],
            "tasks": told["tasks"],
            "released": [line.as_json({line.direction: who}) for who, line in self.released],
            "messages": [line.as_json(_WHO, self.acts.facts.assignee) for line in self.conversation.lines],
            "notices": list(self.notices),
        }


def find_released(workplace: Workplace, wanted: str) -> str | None:
    """Return the id of a released case from its id or its six symbols; None when this is none of them."""
    items = workplace.link.get("/w/v1/released-cases")["cases"]
    by_id = [str(item["id"]) for item in items if item["id"] == wanted]
    is_ref = len(wanted) == _REF_SYMBOLS
    by_ref = [str(item["id"]) for item in items if is_ref and case_ref(unb64(str(item["caseId"]))) == wanted.upper()]
    found = by_id or by_ref
    return found[0] if len(found) == 1 else None


def open_released(workplace: Workplace, path: str) -> ReleasedCase:
    """Fetch and open one released case.

    Raises:
        ServiceError: `unknown` when it was not released to this account.
        NotVerifiedError: a release does not hold; then nothing is shown.

    """
    answer = workplace.link.get(f"/w/v1/released-cases/{path}")
    try:
        return _opened(workplace, path, answer)
    except (KeyError, TypeError, ValueError, WbpError):
        raise NotVerifiedError("What the service shows as released to you does not hold. Nothing is shown.") from None


def _opened(workplace: Workplace, path: str, answer: JsonObject) -> ReleasedCase:
    org, case_id = unb64(str(answer["orgId"])).hex(), unb64(str(answer["caseId"]))
    organisation, place = workplace.organisations[org], (bytes.fromhex(org), case_id)
    pinned = workplace.pins(org, case_id.hex())
    opened = [_release(workplace, org, item) for item in answer["releases"]]
    releases = tuple(release for release, _ in opened)
    keys = {one.sign_pk for one in releases} | ({unb64(str(pinned["signPk"]))} if "signPk" in pinned else set())
    if len(keys) != 1 or any(one.token.case_id != case_id for one in releases):
        raise NotVerifiedError("The releases of this case name different reporters. Nothing is shown.")
    sign_pk = releases[0].sign_pk
    conversation = open_conversation(
        answer,
        place,
        workplace.boxes(org),
        lambda direction, _: sign_pk if direction == FROM_REPORTER else workplace.identity_pk,
        pinned.get("last", []),
        space=SPACE_ORGANISATION,
    )
    acts = check_duties(own_space(answer["duties"]), conversation, place, _facts(workplace, answer, sign_pk))
    case = ReleasedCase(
        path,
        org,
        case_id.hex(),
        organisation,
        releases,
        tuple(line for _, lines in opened for line in lines),
        conversation,
        acts,
        (*organisation.notices, *conversation.warnings),
        dict(answer),
    )
    return replace(case, notices=(*case.notices, *_doubts(case)))


def own_space(duties: list[object]) -> list[object]:
    """Leave of statements those that speak of the organisation's space; another's words fulfil nothing here."""
    return [raw for raw in duties if unb64(str(raw))[_SPACE_AT] == SPACE_ORGANISATION]


def _facts(workplace: Workplace, answer: JsonObject, sign_pk: bytes) -> CaseFacts:
    acknowledged = answer.get("acknowledgedOn")
    return CaseFacts(
        int(answer["track"]),
        date.fromisoformat(str(answer["receivedOn"])),
        bool(answer.get("clockStartsAtRelease", False)),
        workplace.identity_pk,
        sign_pk,
        released_on=released_day(answer),
        acknowledged_on=date.fromisoformat(str(acknowledged)) if acknowledged is not None else None,
    )


def _release(workplace: Workplace, org: str, item: JsonObject) -> tuple[OpenedPackage, list[tuple[str, Line]]]:
    """Open one release for the day on which it was made: the service's word, but never a day to come."""
    raw, organisation = unb64(str(item["package"])), workplace.organisations[org]
    parts, directory = parse_package(raw), organisation.listed()
    made_on = min(day_of(date.fromisoformat(str(item["madeOn"]))), organisation.today)
    me = directory.entry(parse_token(parts.token).recipient_kid)
    if me is None or me.record.id_pk != workplace.identity_pk:
        raise NotVerifiedError("This release is sealed to somebody else.")
    opened = open_package(raw, bytes.fromhex(org), _as_then(me), workplace.boxes(org), made_on)
    lines = []
    for (place, envelope), message in zip(parts.messages, opened.messages, strict=True):
        text, fields, problem = read_body(message.body)
        line = Line(place.direction, place.index, env_hash(envelope), message, problem, text, fields, envelope)
        who = "reporter" if place.direction == FROM_REPORTER else signer_of(directory, message)
        lines.append((who, line))
    return opened, lines


def _as_then(me: Entry) -> Entry:
    """An officer who left since goes on with what was released before."""
    return replace(me, state=ACTIVE) if me.state == RETIRED else me


def _doubts(case: ReleasedCase) -> list[str]:
    doubts = [duty.sentence for duty in case.acts.duties if duty.problem is not None]
    own = [line.opened for _, line in case.released if line.direction == FROM_REPORTER and line.opened is not None]
    if own and kid_box(own[0].box_pk) != unb64(str(case.told["selfKid"])):
        doubts.append("The service names another key of the reporter than the reporter does.")
    return doubts
