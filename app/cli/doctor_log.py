"""What `zegel doctor` says of the public log: is it the one that was signed, when did it grow, do its keys fit."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Final, NamedTuple

from app.services.case_log import LOG, PRACTICE_LOG
from app.services.last_signed import LogError, file_of, read_last_signed
from app.services.log_batch import check_extends
from crypto.errors import WbpError
from crypto.root import verify_root_chain

if TYPE_CHECKING:
    from datetime import date

    from app.services.note_keys import NoteKeys
    from app.store.database import Store
    from app.store.unit_of_work import UnitOfWork

_WHAT: Final = "public log"
_DAYS: Final = 2
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class LogFinding(NamedTuple):
    """One thing that was looked at. `level`: ok, warning or fault."""

    what: str
    level: str
    sentence: str


def examine_log(store: Store, keys: NoteKeys, today: date) -> list[LogFinding]:
    """Look at the keys of the logs, and at each log that has begun."""
    strangers = store.read(lambda work: _strangers(work, keys))
    if strangers:
        sentence = (
            f"the root of {', '.join(strangers)} names another log or receipt key than the one in the keys folder: "
            "receipts and proofs will not hold. Put this installation's own keys back with `zegel keys restore`."
        )
        return [LogFinding(_WHAT, "fault", sentence)]
    return [
        _examine(store, keys, today, log)
        for log in (LOG, PRACTICE_LOG)
        if log == LOG or store.read(lambda work: work.log.size(PRACTICE_LOG))
    ]


def _examine(store: Store, keys: NoteKeys, today: date, log: int) -> LogFinding:
    origin = keys.of_log(log).name
    name = "practice log: " if log == PRACTICE_LOG else ""
    try:
        signed = read_last_signed(keys.folder, origin)
        size = store.read(lambda work: work.log.size(log))
        if signed is None and size:
            return LogFinding(_WHAT, "fault", f"{name}nothing says what was signed last; see `zegel log batch`")
        if signed is None:
            return LogFinding(_WHAT, "warning", f"{name}it has not begun; the first batch comes with the first night")
        store.read(lambda work: check_extends(work, log, signed.checkpoint))
    except LogError as error:
        return LogFinding(_WHAT, "fault", f"{name}{error}")
    if file_of(keys.folder, origin).stat().st_mode & _OTHERS:
        return LogFinding(_WHAT, "fault", f"{name}others can read {file_of(keys.folder, origin).name}; run chmod go=")
    when = f"last batch on {signed.on}" if signed.on is not None else "no batch yet since it was accepted"
    late = signed.on is not None and (today - signed.on).days > _DAYS
    level = "warning" if late else "ok"
    advice = "; it should grow every night: is the service running?" if late else ""
    return LogFinding(_WHAT, level, f"{name}{size} entries, begins with what was signed; {when}{advice}")


def _strangers(work: UnitOfWork, keys: NoteKeys) -> list[str]:
    """Return the organisations whose root names other keys than those in the keys folder."""
    found = []
    for organisation in work.organisations.all():
        log = keys.of_log(PRACTICE_LOG if organisation.is_practice else LOG)
        try:
            root = verify_root_chain(work.roots.chain(organisation.organisation_id))
        except WbpError:
            continue
        if (root.log, root.receipt) != (log.verifier, keys.receipt.verifier):
            found.append(organisation.slug)
    return found
