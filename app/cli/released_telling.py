"""A released case in words, for its case officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.terminal import say, show, warn

if TYPE_CHECKING:
    from app.cli.released_case import ReleasedCase


def tell_released(opened: ReleasedCase, *, as_json: bool) -> None:
    """Print a released case: what was released, the steps, and what was written to and fro since."""
    told = opened.as_json()
    if as_json:
        show(told, as_json=True)
        return
    say(f"{told['organisation']}: {told['track']} {told['case_ref']}, released to you on {told['released_on']}")
    for duty in opened.acts.duties:
        say(duty.sentence.replace("counsellor", "case officer"))
    if told["feedback_on"] is None and told["feedback_by"] is not None:
        say(f"Give feedback by {told['feedback_by']}.")
    for task in opened.told["tasks"]:
        by = f" By {task['by']}." if task.get("by") else ""
        say(f"Rule {task['rule']}: {task['says']['en']}{by}")
    for step, day in opened.told["steps"].items():
        say(f"Done on {day}: {step}.")
    if opened.told["openSteps"]:
        say(f"You can record now, with `zegel step`: {', '.join(opened.told['openSteps'])}.")
    for who, line in opened.released:
        say()
        say(f"--- released: {who}, {line.as_json({line.direction: who})['day']}")
        say(line.text if line.problem is None else f"({line.problem})")
    for line in opened.conversation.lines:
        shown = line.as_json({0: "reporter", 1: "you"}, opened.acts.facts.assignee)
        say()
        say(f"--- {shown['from']}, {shown['day'] or 'day unknown'}, {shown['type'] or 'sealed'}")
        say(line.text if line.problem is None else f"({line.problem})")
    for notice in opened.notices:
        warn(notice)
