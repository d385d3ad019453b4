"""A counsellor at the terminal client: acts by what they are, so that a test can also tamper with them."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from app.cli.answer_sealing import Written
from app.cli.case_answer import CLOSURE, FEEDBACK, PLAN, REPLY, UNABLE, close_silently, dismissal, send
from app.cli.workplace_session import Workplace, signed_in
from crypto.codes import normalise, parse_case_code
from crypto.duty import DutyKind, NotReportReason
from crypto.encoding import unb64
from crypto.message import MessageType
from crypto.reporter import derive
from tests.journeys.reporter import Paper
from tests.people import MUNICIPALITY, VERA, Person
from tests.running_service import RunningService

FOUR_PARTS = {
    "looked": "Ik heb met het afdelingshoofd de vier dossiers bekeken, zonder te zeggen waarom.",
    "found": "In twee dossiers ontbrak het onderzoek. Dat had niet gemogen.",
    "did": "De gemeente laat de gebouwen nu onderzoeken. De vergunningen worden opnieuw beoordeeld.",
    "withheld": "Wie er is aangesproken, kan ik je niet zeggen.",
}
"""Feedback, in its four parts."""
ACKNOWLEDGEMENT = Written(MessageType.ACKNOWLEDGEMENT, DutyKind.ACK_SENT)
FALSE_FEEDBACK = Written(MessageType.MESSAGE, DutyKind.FEEDBACK_GIVEN)
"""What a tampering counsellor does: an ordinary message, signed as if it were feedback."""


class TerminalCounsellor:
    """One counsellor; every act signs in, does it, and signs out."""

    def __init__(self, service: RunningService, person: Person = VERA) -> None:
        self._service = service
        self._person = person

    def acknowledge(self, paper: Paper, text: str) -> None:
        """Confirm receipt."""
        self._send(paper, ACKNOWLEDGEMENT, text)

    def plan(self, paper: Paper, text: str) -> None:
        """Tell what happens next."""
        self._send(paper, PLAN, text)

    def give_feedback(self, paper: Paper) -> None:
        """Tell what was looked at, found and done, and what cannot be said."""
        self._send(paper, FEEDBACK, "", dict(FOUR_PARTS))

    def claim_feedback(self, paper: Paper, text: str) -> None:
        """Sign that feedback was given, about a message that is none."""
        self._send(paper, FALSE_FEEDBACK, text)

    def say_no_report(self, paper: Paper, text: str) -> None:
        """Say that it is no report."""
        self._send(paper, dismissal(NotReportReason.WRONG_ORGANISATION), text)

    def say_unable(self, paper: Paper, text: str) -> None:
        """Say that somebody else has to go on."""
        self._send(paper, UNABLE, text)

    def close(self, paper: Paper, text: str) -> None:
        """Close the case with a word."""
        self._send(paper, CLOSURE, text)

    def close_silently(self, paper: Paper) -> None:
        """Close the case without a word."""
        with self._workplace() as workplace:
            close_silently(workplace, self._path(paper))

    def reply(self, paper: Paper, text: str) -> None:
        """Write a message."""
        self._send(paper, REPLY, text)

    def _send(self, paper: Paper, written: Written, text: str, fields: dict[str, object] | None = None) -> None:
        with self._workplace() as workplace:
            send(workplace, self._path(paper), written, text, fields)

    @contextmanager
    def _workplace(self) -> Iterator[Workplace]:
        person, server = self._person, self._service.workplace_url
        with signed_in(server, person.sign_in_name, person.password) as workplace:
            yield workplace

    def _path(self, paper: Paper) -> str:
        """The case of a paper, as only a test can find it."""
        answer = httpx.get(f"{self._service.reporter_url}/r/v1/organisations/{MUNICIPALITY}").json()
        keys = derive(unb64(answer["orgId"]), parse_case_code(paper.code), normalise(" ".join(paper.words)))
        return keys.case_id.hex()
