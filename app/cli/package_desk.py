"""Who of a desk reads a package, as a terminal works it out from what was signed and from the list (PROTOCOL 5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crypto.duty import DutyKind, DutyStatement, verify_duty
from crypto.encoding import unb64
from crypto.errors import WbpError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crypto.directory import Entry


@dataclass(frozen=True)
class Desk:
    """The identity keys (32 bytes) of who reads, in the order they were let in, and the statements that hold."""

    readers: tuple[bytes, ...]
    said: tuple[DutyStatement, ...]


def desk_in(
    entries: Sequence[Entry], recipient_pk: bytes, statements: Sequence[bytes], place: tuple[bytes, bytes, int]
) -> Desk:
    """Work out who reads: whom the consent names (32 bytes), and colleagues for whom a reader signed.

    `place`: organisation and case (16 bytes each), and the space.
    """
    org_id, case_id, space = place
    names = {(one.record.role, one.name) for one in entries if one.record.id_pk == recipient_pk}
    colleagues = {one.record.id_pk for one in entries if (one.record.role, one.name) in names}
    readers, said = [recipient_pk], list[DutyStatement]()
    for raw in statements:
        allowed = {int(kind): frozenset(readers) for kind in DutyKind}
        try:
            one = verify_duty(raw, allowed, org_id, case_id)
        except WbpError:
            continue
        if one.space == space:
            said.append(one)
            if one.kind == DutyKind.ASSIGNED and one.ref in colleagues:
                readers.append(one.ref)
    return Desk(tuple(readers), tuple(said))


def statements_in(answer: dict[str, Any]) -> list[bytes]:
    """Read the statements (WBY1) of an answer of the workplace or the API."""
    told = answer.get("statements", [])
    return [unb64(str(one["statement"] if isinstance(one, dict) else one)) for one in told]
