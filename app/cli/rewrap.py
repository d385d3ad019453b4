"""`zegel rewrap`: hand a case over, release it to a case officer or bring it outside, as the reporter allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.case_file import CaseFile, find_case, open_case_file
from app.cli.consent_signing import check_not_involved
from app.cli.failures import CliError, NoAnswerError
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.terminal import show
from app.cli.verified_organisation import person
from app.cli.workplace_options import CaseId, Name, PasswordFile, workplace
from crypto.consent_make import Wrapper, item_of, make_rewrap
from crypto.consent_token import ConsentToken, Purpose, verify_consent
from crypto.encoding import b64
from crypto.envelope_inspect import SPACE_COUNSELLOR, Context
from crypto.errors import WbpError

if TYPE_CHECKING:
    from app.cli.own_consents import SignedConsent
    from app.cli.service_link import JsonObject
    from app.cli.workplace_session import Workplace
    from crypto.directory import Entry

_TRIES: Final = 3
_PURPOSES: Final = frozenset({Purpose.HAND_OVER, Purpose.DEPUTY, Purpose.RELEASE, Purpose.EXTERNAL})
_OWNER: Final = {Purpose.RELEASE: "released_to", Purpose.EXTERNAL: "sealed_for"}
_NOBODY_AGREED: Final = (
    "The reporter has not agreed. Ask with `zegel hand-over`, `zegel release` or `zegel bring-outside`."
)
_NOT_TODAY: Final = "The reporter's consent does not hold for this person today."


def run(
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    consent: Annotated[
        str | None, typer.Option("--consent", help="Id of the consent, when more than one waits.", metavar="ID")
    ] = None,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Carry out what the reporter allowed: the consent is checked here, and what it names is passed on, no more.

    After a hand-over you see the case no more, unless the reporter said that you may. After a release, or when it goes
    outside, you keep it, and the other sees what was named.
    """
    with workplace(server, name, password_file, proxy) as session:
        a_case = open_case_file(session, find_case(session, case))
        purpose, recipient, messages = pass_on(session, a_case, consent)
    whom = _OWNER.get(purpose, "handed_over_to")
    result = {"id": a_case.path, whom: person(recipient), "messages": messages}
    show(result, as_json=as_json)


def pass_on(workplace: Workplace, a_case: CaseFile, wanted: str | None = None) -> tuple[Purpose, Entry, int]:
    """Make the record that the reporter's standing consent allows and hand it in once; give what for and to whom.

    Raises:
        CliError: no consent stands, more than one does, or it does not hold.
        NoAnswerError: after several tries it is not known whether it arrived.

    """
    consent, token, recipient = _standing(workplace, a_case, wanted)
    request = {"tokenId": b64(token.token_id), "rewrap": b64(_record(workplace, a_case, consent, recipient))}
    _hand_in(workplace, a_case.path, request)
    return token.purpose, recipient, len(consent.scope)


def _standing(workplace: Workplace, a_case: CaseFile, wanted: str | None) -> tuple[SignedConsent, ConsentToken, Entry]:
    """Check the one consent that waits to be carried out, as the service and who gets the case will."""
    waiting = [one for one in a_case.passed.consents if one.state == "given" and one.token.purpose in _PURPOSES]
    waiting = [one for one in waiting if wanted in {None, one.token.token_id.hex()}]
    if len(waiting) > 1:
        raise CliError("More than one consent waits. Name one with --consent; `zegel read` shows them.", "consent")
    if not waiting:
        raise CliError(_NOBODY_AGREED, "consent")
    (consent,) = waiting
    recipient = a_case.organisation.listed().entry(consent.token.recipient_kid)
    place = (bytes.fromhex(a_case.org), bytes.fromhex(a_case.a_case))
    today = a_case.organisation.day_to_seal()
    try:
        token = verify_consent(consent.raw, a_case.report.sign_pk, *place, today, recipient)
    except WbpError:
        raise CliError(_NOT_TODAY, "consent") from None
    if recipient is None or recipient.record.id_pk == workplace.identity_pk:
        raise CliError(_NOT_TODAY, "consent")
    check_not_involved(a_case.conversation.lines, recipient)
    return consent, token, recipient


def _record(workplace: Workplace, a_case: CaseFile, consent: SignedConsent, recipient: Entry) -> bytes:
    place, wanted = (bytes.fromhex(a_case.org), bytes.fromhex(a_case.a_case)), set(consent.scope)
    lines = [line for line in a_case.conversation.in_scope_order() if line.env_hash in wanted]
    places = [Context(*place, line.direction, SPACE_COUNSELLOR, line.index) for line in lines]
    keys, records = workplace.boxes(a_case.org), a_case.passed.records
    try:
        items = [item_of(line.envelope, at, keys, records) for line, at in zip(lines, places, strict=True)]
        return make_rewrap(items, recipient.record, consent.token, Wrapper(*place, workplace.identity_seed))
    except WbpError:
        raise CliError("Not every message that the reporter named opens with your keys.", "consent") from None


def _hand_in(workplace: Workplace, path: str, request: JsonObject) -> None:
    """Hand the same bytes in until an answer comes: the service knows a record by its hash."""
    for _ in range(_TRIES):
        try:
            workplace.link.post(f"/w/v1/cases/{path}/rewraps", request)
        except NoAnswerError as error:
            if not error.sent:
                raise
        else:
            return
    raise NoAnswerError("It is not known whether the case was handed over. Look with `zegel worklist`.", sent=True)
