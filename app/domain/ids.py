"""Names for the byte strings that identify things; sizes in bytes."""

from __future__ import annotations

from typing import NewType

OrganisationId = NewType("OrganisationId", bytes)
"""16 bytes, derived from version 1 of the organisation's root (PROTOCOL 3.3)."""
CaseId = NewType("CaseId", bytes)
"""16 bytes, derived by the reporter's client (PROTOCOL 3.1)."""
AccountId = NewType("AccountId", bytes)
"""16 random bytes, drawn at each opening of an invitation (PROTOCOL 3.4)."""
BoxKid = NewType("BoxKid", bytes)
"""16 bytes: short name of an X25519 key (PROTOCOL 2)."""
LogbookId = NewType("LogbookId", bytes)
"""16 bytes, derived by the writer's client from code and words over a salt of its own (PROTOCOL 3.5)."""
