"""What is told to a desk and is no report: gifts, side jobs, relations, a data breach, an incident. No closed door.

Each says at which desk, how and when, and when it can be told here all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.policy_words import Role
from app.domain.taxonomy import desk_for
from app.domain.wording import Wording
from app.policies.role_names import role_names
from app.policies.taxonomy_loader import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.policy import Policy

_NOT_EVERYWHERE: Final = frozenset({Role.CLIENT_COUNSELLOR})
"""Desks that an organisation has only when its own text names them."""


@dataclass(frozen=True)
class ToldToDesk:
    """One matter: its name, where it goes, how and when, and when it is a report after all."""

    code: str
    label: Wording
    desk: Wording
    manner: str
    when: str
    urgent: bool
    says: Wording
    still_a_report: Wording
    is_own: bool
    """The organisation's own text says so; else it is general advice."""


def no_report_desks(policy: Policy) -> tuple[ToldToDesk, ...]:
    """Give what is no report at this organisation, urgent matters first."""
    taxonomy = load_taxonomy()
    found = []
    for matter in taxonomy.no_reports:
        desk = desk_for(taxonomy, policy, matter.code)
        if desk is None or (desk.section is None and _NOT_EVERYWHERE & set(desk.roles)):
            continue
        found.append(
            ToldToDesk(
                code=matter.code,
                label=matter.label,
                desk=named(desk.roles, all_of=desk.all_of),
                manner=desk.manner,
                when=desk.when,
                urgent=desk.urgent,
                says=desk.says,
                still_a_report=desk.still_a_report,
                is_own=desk.section is not None,
            )
        )
    return tuple(sorted(found, key=lambda one: not one.urgent))


def named(roles: Sequence[Role], *, all_of: bool = False) -> Wording:
    """Name roles in a sentence: *HR of de directie*, or with `all_of` *HR en de directie*."""
    names = role_names()
    joints = (" en ", " and ") if all_of else (" of ", " or ")
    return Wording(
        nl=_joined([names[role].nl for role in roles], joints[0]),
        en=_joined([names[role].en for role in roles], joints[1]),
    )


def _joined(words: list[str], joint: str) -> str:
    return joint.join(part for part in (", ".join(words[:-1]), words[-1]) if part)
