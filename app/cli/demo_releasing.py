"""How the demo releases a case: asked by the counsellor, allowed by the reporter, and taken up by the case officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.case_answer import PLAN, REQUEST, send
from app.cli.demo_people import BRAM
from app.cli.officers import choose_officer
from app.cli.release import asked_release
from app.cli.release_consent import agree_to_release
from app.cli.released_answer import send_as_officer, take_step
from app.cli.workplace_session import signed_in

if TYPE_CHECKING:
    from app.cli.demo_service import Addresses
    from app.cli.reporter_case import ReporterCase
    from app.cli.service_link import ServiceLink
    from app.cli.workplace_session import Workplace


def release_in_demo(session: Workplace, path: str, opened: ReporterCase, link: ServiceLink, why: str) -> None:
    """Ask, and let the reporter agree and wrap at once; `opened` is the case as its reporter read it before."""
    officer = choose_officer(opened.organisation, BRAM.name)
    send(session, path, REQUEST, why, asks=lambda current: asked_release(current, officer, None))
    asked = next(one for one in opened.reload(link).requests if one["state"] == "open")
    agree_to_release(link, opened.reload(link), officer, asked, now=True, may_write=True)


def act_as_officer(addresses: Addresses, path: str, kind: str, text: str) -> None:
    """Do one thing as the case officer: tell the plan, or record a step."""
    with signed_in(addresses.workplace, BRAM.sign_in_name, BRAM.password) as session:
        if kind == "officer-plan":
            send_as_officer(session, path, PLAN, text)
        else:
            take_step(session, path, text)
