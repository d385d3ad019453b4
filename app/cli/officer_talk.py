"""The organisation's space as its reporter sees it: the case officer, what was written, signed, and which steps taken.

Who the officer is follows from the reporter's own consent, and not from what the service says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.cli.conversation import Conversation, open_conversation
from app.cli.released_case import own_space
from app.cli.signed_duty import Acts, check_duties
from app.cli.verified_organisation import VerifiedOrganisation, person
from crypto.consent_token import Purpose
from crypto.encoding import date_of, unb64
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER, SPACE_ORGANISATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.cli.case_facts import CaseFacts
    from app.cli.own_consents import SignedConsent
    from app.cli.service_link import JsonObject
    from crypto.directory import Entry
    from crypto.reporter import ReporterKeys


@dataclass(frozen=True)
class OfficerTalk:
    """The case officer whom the reporter let in, and the organisation's space."""

    entries: tuple[Entry, ...]
    conversation: Conversation
    acts: Acts
    steps: dict[str, str]
    released_on: str

    def as_json(self, today: Any) -> dict[str, object]:  # noqa: ANN401 - a civil day
        """Return the members for `--json`."""
        return {
            "officer": person(self.entries[0]),
            "since": self.released_on,
            "steps": self.steps,
            "duties": self.acts.as_json(date_of(today))["duties"],
            "messages": [
                line.as_json({FROM_REPORTER: "you", FROM_RECIPIENT: "case officer"}) for line in self.conversation.lines
            ],
        }


def officer_talk(
    answer: JsonObject,
    keys: ReporterKeys,
    organisation: VerifiedOrganisation,
    consents: Sequence[SignedConsent],
    pinned: Iterable[dict[str, object]],
    facts: CaseFacts,
) -> tuple[OfficerTalk | None, tuple[str, ...]]:
    """Return the organisation's space, and what is doubtful about it; `facts` are those of the counsellor's space."""
    told = [space for space in answer.get("spaces", ()) if space["space"] == SPACE_ORGANISATION]
    if not told:
        return None, ()
    (space,) = told
    officer = unb64(str(space["holder"]))
    allowed = [one for one in consents if one.token.purpose is Purpose.RELEASE and one.state == "used"]
    directory = organisation.directory
    entries = tuple(entry for entry in (directory.entries if directory else ()) if entry.record.id_pk == officer)
    if not entries or officer not in {one.token.recipient_id for one in allowed}:
        return None, ("The service names a case officer whom you did not let in. Nothing is sealed to that person.",)
    place, earlier = (keys.org_id, keys.case_id), tuple(one.token.recipient_id for one in allowed)
    conversation = open_conversation(
        answer,
        place,
        [keys.box],
        lambda direction, _: keys.sign_pk if direction == FROM_REPORTER else (officer, *earlier),
        pinned,
        space=SPACE_ORGANISATION,
    )
    own_facts = facts._replace(assignee=officer, earlier=earlier)
    acts = check_duties(own_space(space["duties"]), conversation, place, own_facts)
    talk = OfficerTalk(entries, conversation, acts, dict(space["steps"]), str(space["since"]))
    false = tuple(duty.sentence.replace("counsellor", "case officer") for duty in acts.duties if duty.problem)
    return talk, (*conversation.warnings, *false)
