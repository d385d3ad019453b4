"""Writing the public log to a folder, in the layout of `/log/…`; whole pages that are there are not written again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.log_folder import page_names
from app.cli.root_file import root_file
from app.services.case_log import LOG, PRACTICE_LOG
from app.services.log_view import PAGE, page_of

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.unit_of_work import UnitOfWork


def export(work: UnitOfWork, folder: Path) -> dict[int, int]:
    """Write both logs and the roots that name their keys; gives the size of each log.

    Raises:
        OSError: the folder cannot be written.

    """
    places = {LOG: folder, PRACTICE_LOG: folder / "practice"}
    sizes = {log: _export_log(work, log, place) for log, place in places.items()}
    for organisation in work.organisations.all():
        roots = (places[PRACTICE_LOG] if organisation.is_practice else folder) / "roots"
        roots.mkdir(parents=True, exist_ok=True)
        notes = work.roots.chain(organisation.organisation_id)
        (roots / organisation.slug).write_text(root_file(notes), encoding="utf-8")
    return sizes


def _export_log(work: UnitOfWork, log: int, folder: Path) -> int:
    head = work.log.newest(log)
    if head is None:
        return 0
    for page, count, name in page_names(head.size):
        path = folder / "entries" / name
        if count == PAGE and path.is_file():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page_of(work, log, page, count), encoding="ascii")
    (folder / "checkpoint").write_text(head.note, encoding="utf-8")
    return head.size
