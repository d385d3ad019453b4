"""A counsellor's case file in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.duty_words import MISSED
from app.cli.kept_until import kept_sentence
from app.cli.terminal import say, show, warn
from crypto.encoding import date_of

if TYPE_CHECKING:
    from app.cli.case_file import CaseFile


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
    if opened.destroy_on is not None:
        say(kept_sentence(opened.destroy_on, is_closed=told["closed_on"] is not None))
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
