"""What an organisation's own text asks of people who see something: told after sending, on request, and never counted.

Such a term is no countdown and no condition (INTERFACE, Words): the law protects who reports late too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.policy_words import Act, Role

if TYPE_CHECKING:
    from app.domain.policy import Policy
    from app.domain.wording import Wording

_PEOPLE: Final = frozenset({Role.ANYBODY, Role.REPORTER, Role.COLLEAGUE})


def asked_of_reporters(policy: Policy | None) -> tuple[Wording, ...]:
    """Give what the text asks of whoever sees something, each sentence once, in its order; mostly nothing."""
    if policy is None:
        return ()
    found = {rule.says: None for rule, duty in policy.duties() if duty.act is Act.REPORT and duty.actor in _PEOPLE}
    return tuple(found)
