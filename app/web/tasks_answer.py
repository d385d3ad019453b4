"""A duty of the organisation's own text as JSON, the same for counsellor and case officer (PROTOCOL 3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.web.case_days import iso

if TYPE_CHECKING:
    from app.domain.policy_tasks import CaseTask


def task_answer(task: CaseTask) -> dict[str, Any]:
    """Write what stands open by the text, by which day, and what it holds back."""
    return {
        "rule": task.rule.id,
        "actor": task.duty.actor.value,
        "act": task.duty.act.value,
        "by": iso(task.by),
        "enforcement": task.duty.enforcement.value,
        "blocks": sorted(act.name.lower() for act in task.blocks),
        "about": list(task.rule.about),
        "says": {"nl": task.rule.says.nl, "en": task.rule.says.en},
    }
