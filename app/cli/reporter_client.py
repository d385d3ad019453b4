"""A reporter's client: seal a report, hand it in exactly once, sign in, read, answer.

The keys are derived here from code and words; neither ever leaves this process. A lost answer is settled as PROTOCOL
3.1 says: sign in with the same code; only when that is refused, register the same bytes again.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from app.cli.case_proofs import SentReport, check_receipt
from app.cli.conversation import body
from app.cli.failures import DeniedError, NoAnswerError, NotVerifiedError, ServiceError
from crypto.challenge import LOGIN, REGISTER
from crypto.encoding import b64, date_of, unb64
from crypto.envelope_inspect import FROM_REPORTER, SPACE_COUNSELLOR, Context, env_hash
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.message import Message, MessageType
from crypto.reporter import ReporterKeys, seal_state, sign_login, sign_registration

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.cli.service_link import JsonObject, ServiceLink
    from app.cli.verified_organisation import VerifiedOrganisation
    from crypto.directory import Entry

TRACKS: Final = {"sparren": 1, "melding": 2}
TRACK_NAMES: Final = {1: "sparren", 2: "melding", 3: "klacht", 4: "extern"}
STATE_VERSION: Final = 1
_TRIES: Final = 4
_PASSING: Final = {"busy", "failed"}
_PAUSE_SECONDS: Final = 1.0


@dataclass(frozen=True)
class SealedReport:
    """A report ready to hand in: the same bytes however often it is tried."""

    keys: ReporterKeys
    organisation: VerifiedOrganisation
    track: int
    envelope: bytes = field(repr=False)
    state: bytes = field(repr=False)


def seal_report(
    organisation: VerifiedOrganisation,
    counsellor: Entry,
    keys: ReporterKeys,
    track: int,
    text: str,
    *,
    categories: Sequence[str] = (),
    earlier: str | None = None,
) -> SealedReport:
    """Seal a report to one verified counsellor, with a copy to read back when the organisation allows it.

    categories: codes of the taxonomy; earlier: by what an earlier report can be recognised, if its code is lost. Both
    are sealed with the text (PROTOCOL 3.6, 4.3).
    """
    directory = organisation.listed()
    fields: dict[str, object] = {"category": list(categories)} if categories else {}
    if earlier is not None:
        fields["earlier"] = earlier.strip()
    sealed = body(text, fields or None)
    message = Message(MessageType.REPORT, organisation.day_to_seal(), directory.dir_hash, sealed, track=track)
    recipients = (
        Recipients.of(counsellor.record, keys) if directory.selfcopy == "allow" else Recipients.of(counsellor.record)
    )
    place = Context(keys.org_id, keys.case_id, FROM_REPORTER, SPACE_COUNSELLOR, 0)
    envelope = seal(place, message, Sender(keys.sign_seed, keys.box_pk), recipients)
    state = {
        "v": STATE_VERSION,
        "seq": 1,
        "rootVersion": organisation.root.version,
        "directoryVersion": directory.version,
        "directoryHash": b64(directory.dir_hash),
        "assignee": b64(counsellor.record.id_pk),
        "last": [{"space": SPACE_COUNSELLOR, "dir": FROM_REPORTER, "index": 0, "hash": b64(env_hash(envelope))}],
    }
    return SealedReport(keys, organisation, track, envelope, seal_state(keys, json.dumps(state)))


def hand_in(link: ServiceLink, report: SealedReport) -> date:
    """Hand a sealed report in and return the day it was received; a lost answer neither loses nor doubles it.

    The day is that of the receipt, whose every line was computed again.

    Raises:
        NotVerifiedError: the report arrived, but the receipt does not hold.
        NoAnswerError: after several tries it is not known whether the report arrived.
        ServiceError: the service refused it; nothing was kept.

    """
    may_have_arrived = False
    refused: ServiceError | None = None
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_PAUSE_SECONDS)
        try:
            found = _found_after_loss(link, report) if may_have_arrived else None
            return found if found is not None else _register(link, report)
        except NoAnswerError as error:
            if not error.sent and not may_have_arrived:
                raise
            may_have_arrived = True
        except ServiceError as error:
            if error.code not in _PASSING:
                raise
            refused = error
            may_have_arrived |= error.code != "busy"
    if refused is not None and not may_have_arrived:
        raise refused
    raise NoAnswerError(
        "It is not known whether the report arrived: the service gave no answer. "
        "Keep the code and the words, and look with `zegel mailbox` later. If that says no, report again.",
        sent=True,
    )


def sign_in(link: ServiceLink, keys: ReporterKeys) -> None:
    """Sign in to a case; the link then sends its token.

    Raises:
        DeniedError: no such case, or code or words are wrong; nobody can tell which.

    """
    challenge = _challenge(link, LOGIN, keys)
    request = {
        "orgId": b64(keys.org_id),
        "locator": b64(keys.locator),
        "challenge": b64(challenge),
        "signature": b64(sign_login(keys, challenge)),
    }
    try:
        answer = link.post("/r/v1/open", request)
    except ServiceError as error:
        if error.code != "denied":
            raise
        raise DeniedError(
            "The code or the words are not right, or there is no such case at this organisation."
        ) from None
    link.use_token(str(answer["token"]))


def _register(link: ServiceLink, report: SealedReport) -> date:
    keys = report.keys
    challenge = _challenge(link, REGISTER, keys)
    signature = sign_registration(keys, report.track, env_hash(report.envelope), challenge)
    answer = link.post(
        "/r/v1/cases",
        {
            "orgId": b64(keys.org_id),
            "locator": b64(keys.locator),
            "signPk": b64(keys.sign_pk),
            "caseId": b64(keys.case_id),
            "selfKid": b64(keys.self_kid),
            "track": report.track,
            "envelope": b64(report.envelope),
            "state": b64(report.state),
            "challenge": b64(challenge),
            "signature": b64(signature),
        },
    )
    return _received(answer, report)


def _received(answer: JsonObject, report: SealedReport) -> date:
    """Return the day in the receipt of an answer, after checking all of it."""
    organisation, keys = report.organisation, report.keys
    sent = SentReport(organisation.root, keys.org_id, keys.case_id, report.track, env_hash(report.envelope))
    try:
        return date_of(check_receipt(answer.get("receipt"), sent, organisation.today).day)
    except NotVerifiedError as error:
        raise NotVerifiedError(
            f"The service says that your report arrived. {error.sentence} So nothing proves when it arrived. "
            "Keep the code and the words, and look with `zegel mailbox`.",
            error.code,
        ) from None


def _found_after_loss(link: ServiceLink, report: SealedReport) -> date | None:
    """Return the day of receipt when signing in works, so the report arrived; None when it did not."""
    try:
        sign_in(link, report.keys)
    except DeniedError:
        return None
    answer = link.get("/r/v1/case")
    link.delete("/r/v1/session")
    return _received(answer, report)


def _challenge(link: ServiceLink, kind: int, keys: ReporterKeys) -> bytes:
    answer: JsonObject = link.post("/r/v1/challenge", {"kind": kind, "locator": b64(keys.locator)})
    return unb64(str(answer["challenge"]))
