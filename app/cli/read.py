"""`zegel read`: open one case, show the conversation, and remember in the vault what was seen."""

from __future__ import annotations

from app.cli.case_file import CaseFile, find_case, open_case_file, remember
from app.cli.duty_words import MISSED
from app.cli.options import AsJson, Proxy, WorkplaceServer
from app.cli.terminal import say, show, warn
from app.cli.workplace_options import CaseId, Name, PasswordFile, workplace
from crypto.encoding import date_of


def run(
    case: CaseId,
    server: WorkplaceServer,
    name: Name,
    password_file: PasswordFile = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Open a case and show the conversation."""
    with workplace(server, name, password_file, proxy) as session:
        opened = open_case_file(session, find_case(session, case))
        remember(session, opened)
    tell(opened, as_json=as_json)


def tell(opened: CaseFile, *, as_json: bool) -> None:
    """Print a case file."""
    told = opened.as_json()
    if as_json:
        show(told, as_json=True)
        return
    say(f"{told['organisation']}: {told['track']} {told['case_ref']}, received on {told['received_on']}")
    for duty in opened.acts.duties:
        say(duty.sentence)
    if told["acknowledged_on"] is None and told["dismissed_on"] is None and told["acknowledge_by"] is not None:
        say(f"Acknowledge receipt by {told['acknowledge_by']}.")
    if told["feedback_on"] is None and told["dismissed_on"] is None and told["feedback_by"] is not None:
        say(f"Give feedback by {told['feedback_by']}.")
    for late in opened.acts.missed(date_of(opened.organisation.today)):
        say(f"Missed: {MISSED[late.duty]}, by {late.due}.")
    for task in opened.tasks:
        by = f" By {task['by']}." if task.get("by") else ""
        say(f"Rule {task['rule']}: {task['says']['en']}{by}")
    for line in opened.conversation.lines:
        shown = line.as_json({0: "reporter", 1: "you", 2: "your note"}, opened.acts.facts.assignee)
        say()
        say(f"--- {shown['from']}, {shown['day'] or 'day unknown'}, {shown['type'] or 'sealed'}")
        say(line.text if line.problem is None else f"({line.problem})")
    for notice in opened.notices:
        warn(notice)
