"""Making the demo's counsellors and cases over HTTP, so that an interrupted start can be taken up again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from app.cli import enrolment
from app.cli.answer_sealing import Written
from app.cli.case_answer import ACKNOWLEDGEMENT, CLOSURE, FEEDBACK, PLAN, REPLY, dismissal, send
from app.cli.contest import Act, contest_claim
from app.cli.demo_authority import make_authority, send_outside
from app.cli.demo_cases import CASES
from app.cli.demo_drills import fill_drills
from app.cli.demo_organisations import publish_lists
from app.cli.demo_people import COUNSELLORS, DemoCounsellor
from app.cli.demo_progress import Filling, write_filling
from app.cli.demo_releasing import act_as_officer, release_in_demo
from app.cli.demo_service import filling_service
from app.cli.feedback import PARTS
from app.cli.reporter_answer import answer_counsellor
from app.cli.reporter_case import open_case
from app.cli.reporter_client import TRACKS, hand_in, seal_report
from app.cli.service_link import ServiceLink
from app.cli.verified_organisation import choose_counsellor, fetch_organisation
from app.cli.workplace_session import signed_in
from app.services.invitation import Invited, invite
from crypto.codes import CaseCode, Passphrase, new_case_code, new_passphrase
from crypto.duty import DutyKind, NotReportReason
from crypto.encoding import unb64
from crypto.message import MessageType
from crypto.reporter import derive

if TYPE_CHECKING:
    from datetime import date

    from app.cli.demo_case import DemoCase
    from app.cli.demo_service import Addresses
    from app.cli.installation import Installation
    from app.cli.workplace_session import Workplace
    from app.store.unit_of_work import UnitOfWork

_KEY_DAYS: Final = 400
_KINDS: Final = {
    "acknowledge": ACKNOWLEDGEMENT,
    "reply": REPLY,
    "plan": PLAN,
    "feedback": FEEDBACK,
    "claim": Written(MessageType.MESSAGE, DutyKind.FEEDBACK_GIVEN),
    "close": CLOSURE,
    "advertising": dismissal(NotReportReason.ADVERTISING),
}


def fill(installation: Installation, filling: Filling) -> Filling:
    """Enrol the counsellors and make the cases that are not there yet, each on its own day."""
    days = sorted({a_case.days_ago for a_case in CASES}, reverse=True)
    for days_ago in days:
        left = [position for position, a_case in enumerate(CASES) if a_case.days_ago == days_ago]
        left = [position for position in left if position not in filling.made]
        if not left and days_ago != days[0]:
            continue
        today = installation.today() - timedelta(days=days_ago)
        with filling_service(today) as addresses:
            if days_ago == days[0]:
                _enrol_counsellors(installation, addresses, today)
            for position in left:
                filling = _make(addresses, position, filling)
                write_filling(installation, filling)
    with installation.store() as store:
        fill_drills(store, installation.today())
    filling = replace(filling, is_done=True)
    write_filling(installation, filling)
    return filling


def _enrol_counsellors(installation: Installation, addresses: Addresses, today: date) -> None:
    for counsellor in COUNSELLORS:
        with installation.store() as store:
            tokens, is_new = store.write(partial(_invited_now, counsellor=counsellor, today=today))
        _enrol(addresses, counsellor, tokens, is_new=is_new)
    make_authority(installation, today)
    publish_lists(installation, today)


def _invited_now(work: UnitOfWork, counsellor: DemoCounsellor, today: date) -> tuple[list[bytes], bool]:
    """Return the token of an invitation for every organisation still to serve, and whether the account is new."""
    account = work.accounts.by_name(counsellor.sign_in_name)
    records = work.records.of_account(account.account_id) if account is not None else []
    served = {record.organisation_id for record in records}
    organisations = [(slug, work.organisations.by_slug(slug)) for slug in counsellor.slugs]
    left = [slug for slug, found in organisations if found is None or found.organisation_id not in served]
    return [invite(work, slug, _invited(counsellor), today) for slug in left], account is None


def _invited(counsellor: DemoCounsellor) -> Invited:
    return Invited(counsellor.name, counsellor.kind, counsellor.subjects, counsellor.role, counsellor.sign_in_name)


def _enrol(addresses: Addresses, counsellor: DemoCounsellor, tokens: list[bytes], *, is_new: bool) -> None:
    """Make the account with the first invitation, and take the others in one session: a sign-in costs half a second."""
    if is_new:
        with ServiceLink(addresses.workplace) as link:
            opened = enrolment.open_invitation(link, tokens.pop(0), None)
            enrolment.enrol_new(link, opened, counsellor.password, "own", _KEY_DAYS)
    if tokens:
        with signed_in(addresses.workplace, counsellor.sign_in_name, counsellor.password) as session:
            for token in tokens:
                opened = enrolment.open_invitation(session.link, token, None)
                enrolment.enrol_existing(session, opened, "own", _KEY_DAYS)


def _make(addresses: Addresses, position: int, filling: Filling) -> Filling:
    a_case = CASES[position]
    code, phrase = new_case_code(), new_passphrase("nl")
    with ServiceLink(addresses.reporter) as link:
        organisation = fetch_organisation(link, a_case.slug, None, existing=False)
        keys = derive(organisation.root.org_id, code, phrase)
        counsellor = choose_counsellor(organisation, a_case.counsellor)
        hand_in(link, seal_report(organisation, counsellor, keys, TRACKS[a_case.track], a_case.text))
    if a_case.then:
        person = next(one for one in COUNSELLORS if one.name == a_case.counsellor)
        with signed_in(addresses.workplace, person.sign_in_name, person.password) as session:
            _converse(addresses, a_case, session, (code, phrase), keys.case_id)
    filling = replace(filling, made=(*filling.made, position))
    return replace(filling, case_code=code.printed, passphrase=phrase.text) if a_case.is_printed else filling


def _converse(
    addresses: Addresses,
    a_case: DemoCase,
    session: Workplace,
    secrets: tuple[CaseCode, Passphrase],
    case_id: bytes,
) -> None:
    cases = session.link.get("/w/v1/cases")["cases"]
    path = next(str(item["id"]) for item in cases if unb64(str(item["caseId"])) == case_id)
    for step in a_case.then:
        if step.kind in _KINDS:
            parts: dict[str, object] | None = dict(zip(PARTS, step.parts, strict=True)) if step.parts else None
            send(session, path, _KINDS[step.kind], step.text, parts)
            continue
        with ServiceLink(addresses.reporter) as link:
            opened = open_case(link, a_case.slug, None, *secrets)
            if step.kind == "outside":
                send_outside(link, opened)
            elif step.kind == "release":
                release_in_demo(session, path, opened, link, step.text)
            elif step.kind.startswith("officer-"):
                act_as_officer(addresses, path, step.kind, step.text)
            elif step.kind == "contest":
                contest_claim(link, opened, Act.FEEDBACK)
            else:
                answer_counsellor(link, opened, step.text)
