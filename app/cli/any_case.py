"""One command for two desks: a case that one holds as counsellor, or one that was released to one as case officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.case_answer import CLOSURE, close_silently, send
from app.cli.case_file import CaseFile, find_case, open_case_file, remember
from app.cli.case_telling import tell
from app.cli.released_answer import close_as_officer, send_as_officer
from app.cli.released_case import ReleasedCase, find_released, open_released
from app.cli.released_telling import tell_released

if TYPE_CHECKING:
    from app.cli.answer_sealing import Written
    from app.cli.workplace_session import Workplace

AnyCase = CaseFile | ReleasedCase


def open_any(workplace: Workplace, wanted: str) -> AnyCase:
    """Open a case, and remember in the vault what was seen."""
    released = find_released(workplace, wanted)
    if released is None:
        opened = open_case_file(workplace, find_case(workplace, wanted))
        remember(workplace, opened)
        return opened
    found = open_released(workplace, released)
    if workplace.pins(found.org, found.a_case) != found.pins():
        workplace.keep(workplace.sealed_with(found.org, found.a_case, found.pins()))
    return found


def answer_any(
    workplace: Workplace, wanted: str, written: Written, text: str, fields: dict[str, object] | None = None
) -> AnyCase:
    """Write to the reporter from the desk at which one has the case; errors as `send` and `send_as_officer`."""
    released = find_released(workplace, wanted)
    if released is None:
        return send(workplace, find_case(workplace, wanted), written, text, fields)
    return send_as_officer(workplace, released, written, text, fields)


def close_any(workplace: Workplace, wanted: str, text: str | None) -> AnyCase:
    """Close a case, with a last message or without."""
    if text is not None:
        return answer_any(workplace, wanted, CLOSURE, text)
    released = find_released(workplace, wanted)
    if released is None:
        return close_silently(workplace, find_case(workplace, wanted))
    return close_as_officer(workplace, released)


def tell_any(opened: AnyCase, *, as_json: bool) -> None:
    """Print a case."""
    if isinstance(opened, ReleasedCase):
        tell_released(opened, as_json=as_json)
    else:
        tell(opened, as_json=as_json)
