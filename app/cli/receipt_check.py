"""Checking a receipt on its own, as somebody who did not send the report: who signed it, and do its lines agree."""

from __future__ import annotations

from typing import Final

from app.cli.failures import NotVerifiedError
from crypto.encoding import unb64
from crypto.errors import WbpError
from crypto.receipt import Receipt, verify
from crypto.root import Root
from crypto.tree import event_parse

_EVENT: Final = "event "


def check_alone(note: str, organisation: Root) -> Receipt:
    """Return a receipt that this organisation's service signed and whose lines all follow from its event.

    Whether it speaks of a certain report only its sender can say: with the code and the words, in the mailbox.

    Raises:
        NotVerifiedError: it does not hold, or another organisation's service signed it.

    """
    try:
        line = next((one for one in note.splitlines() if one.startswith(_EVENT)), _EVENT)
        event = event_parse(unb64(line.removeprefix(_EVENT)))
        return verify(note, organisation, organisation.org_id, event.case_id, event.track, event.ref, event.day)
    except WbpError as error:
        raise NotVerifiedError(_WHY.get(error.code, _WHY["format"]), error.code) from None


_WHY: Final = {
    "format": "This is no receipt, or a part of it is missing.",
    "signature": "This receipt was not signed by the service of this organisation, or it was changed afterwards.",
    "policy": "The lines of this receipt do not agree with each other, or it belongs to another organisation.",
}
