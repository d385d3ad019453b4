"""`zegel worklist`: all cases of a counsellor over all organisations, the nearest day first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from app.cli.drill_opening import open_drills
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.reporter_client import TRACK_NAMES
from app.cli.terminal import say, show, warn
from app.cli.verified_organisation import states_of
from app.cli.workplace_options import Name, PasswordFile, workplace
from app.domain.case_duties import NEAR_DAYS
from app.services.health import WARNING_DAYS
from crypto.codes import case_ref
from crypto.directory import RETIRED
from crypto.encoding import date_of, unb64
from crypto.envelope_inspect import SPACE_COUNSELLOR, SPACE_ORGANISATION

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject
    from app.cli.workplace_session import Workplace


def run(
    server: WorkplaceServer,
    name: Name,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Show your cases, the nearest day first. The password comes from a file, the terminal or standard input."""
    with workplace(server, name, password_file, proxy) as session:
        open_drills(session)
        cases = session.every_case()
        known = [item for item in cases if unb64(str(item["orgId"])).hex() in session.organisations]
        released = session.link.get("/w/v1/released-cases")["cases"]
        ours = [item for item in released if unb64(str(item["orgId"])).hex() in session.organisations]
        shown = [_shown(session, item) for item in known] + [_released(session, item) for item in ours]
        notices = _notices(session)
        if len(known) < len(cases):
            notices.append(f"{len(cases) - len(known)} case(s) of an organisation that your vault does not know.")
    if as_json:
        show({"today": session.today, "cases": shown, "notices": notices}, as_json=True)
        return
    if not shown:
        say("No cases. A new report appears here as soon as somebody chose you.")
    else:
        _print(shown)
    for notice in notices:
        warn(notice)


def _shown(session: Workplace, item: JsonObject) -> dict[str, object]:
    org, case_id = unb64(str(item["orgId"])).hex(), unb64(str(item["caseId"]))
    seen = [head for head in session.pins(org, case_id.hex()).get("last", []) if head["dir"] == 0]
    is_unread = not seen or int(item["lastIndex"]) > int(seen[0]["index"])
    care = item.get("afterCareDue")
    due = {"months": care["months"], "due_on": care["dueOn"]} if care else None
    return {**_told(session, item), "unable_on": item.get("unableOn"), "unread": is_unread, "after_care_due": due}


def _released(session: Workplace, item: JsonObject) -> dict[str, object]:
    """Return a case that was released to this person as case officer."""
    return {
        **_told(session, item),
        "released_on": item["releasedOn"],
        "unable_on": None,
        "unread": False,
        "after_care_due": None,
    }


def _told(session: Workplace, item: JsonObject) -> dict[str, object]:
    organisation = session.organisations[unb64(str(item["orgId"])).hex()]
    return {
        "id": item["id"],
        "case_ref": case_ref(unb64(str(item["caseId"]))),
        "space": int(item.get("space", SPACE_COUNSELLOR)),
        "organisation": organisation.root.org_name,
        "track": TRACK_NAMES.get(int(item["track"])),
        "received_on": item["receivedOn"],
        "acknowledge_by": item["ackLimit"],
        "feedback_by": item["feedbackLimit"],
        "clock_starts_at_release": bool(item.get("clockStartsAtRelease", False)),
        "acknowledged_on": item["acknowledgedOn"],
        "feedback_on": item.get("feedbackOn"),
        "dismissed_on": item.get("dismissedOn"),
        "closed_on": item.get("closedOn"),
        "missed": item.get("missed", []),
        "standing": _standing(item, date.fromisoformat(session.today)),
    }


def _standing(item: JsonObject, today: date) -> str:
    """Say how a case stands: closed, missed (something is, and is not answered yet), near, answered or open."""
    if item.get("closedOn") is not None:
        return "closed"
    if item.get("feedbackOn") is not None or item.get("dismissedOn") is not None:
        return "answered"
    if item.get("missed"):
        return "missed"
    limit = item["ackLimit"] if item["acknowledgedOn"] is None else item["feedbackLimit"]
    is_near = limit is not None and (date.fromisoformat(str(limit)) - today).days <= NEAR_DAYS
    return "near" if is_near else "open"


def _notices(session: Workplace) -> list[str]:
    notices = [f"{slug}: what the service says about it does not hold." for slug in session.unverified]
    for organisation in session.organisations.values():
        name = organisation.root.org_name
        if organisation.directory is None:
            notices.append(f"{name}: no list of counsellors that holds.")
        elif organisation.directory.expires - organisation.today <= WARNING_DAYS:
            expires = date_of(organisation.directory.expires)
            notices.append(f"{name}: the list of counsellors expires on {expires}. Tell the administrator.")
        if RETIRED in states_of(organisation, session.identity_pk):
            notices.append(f"{name}: you left. Hand your open cases over (`zegel hand-over`), or say `zegel unable`.")
    return notices


def _mark(one: dict[str, object]) -> str:
    """Say in a few words what waits in a case beside its duties."""
    if one["space"] == SPACE_ORGANISATION:
        return "released to you"
    due = one["after_care_due"]
    asks = [f"ask how it goes ({due['months']} months)"] if isinstance(due, dict) else []
    return ", ".join([*(["unread"] if one["unread"] else []), *asks])


def _print(shown: list[dict[str, object]]) -> None:
    table = Table("Case", "Organisation", "Track", "Received", "Acknowledge by", "Feedback by", "Stands", "")
    for one in shown:
        acknowledged = one["acknowledged_on"]
        table.add_row(
            str(one["case_ref"]),
            str(one["organisation"]),
            str(one["track"]),
            str(one["received_on"]),
            f"done on {acknowledged}" if acknowledged else str(one["acknowledge_by"] or "no clock"),
            f"done on {one['feedback_on']}" if one["feedback_on"] else str(one["feedback_by"] or "no clock"),
            str(one["standing"]),
            _mark(one),
        )
    Console(highlight=False, width=None if Console().is_terminal else 160).print(table)
