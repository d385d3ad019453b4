"""What `zegel doctor` says of drills: whether this month's were made, and whose keys did not open the last two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.doctor_jobs import JobFinding
from app.domain.drills import month_of
from app.services.drills import keys_to_drill, signs_of_life

if TYPE_CHECKING:
    from datetime import date

    from app.store.database import Store
    from app.store.unit_of_work import UnitOfWork


def examine_drills(store: Store, today: date) -> list[JobFinding]:
    """Look at this month's drills and at the last ones that were opened; months only."""
    without = len(store.read(lambda work: keys_to_drill(work, today)))
    findings = store.read(lambda work: _silent(work, today))
    if without:
        sentence = (
            f"{without} key(s) have no drill of {month_of(today)}, so nobody can tell whether they still open. Run "
            "`zegel drill make`, monthly by a timer (deploy/README.md)."
        )
        return [JobFinding("drills", "warning", sentence), *findings]
    return findings or [JobFinding("drills", "ok", f"every key has its drill of {month_of(today)}")]


def _silent(work: UnitOfWork, today: date) -> list[JobFinding]:
    findings = []
    for organisation in work.organisations.all():
        names = {
            record.identity_pk: record.name for record in work.records.of_organisation(organisation.organisation_id)
        }
        for sign in signs_of_life(work, organisation.organisation_id, today):
            if sign.has_missed_two:
                person = names.get(sign.identity_pk, sign.fingerprint).partition(";")[0]
                last = f"last opened {sign.month}" if sign.month else "none was opened within a year"
                sentence = (
                    f"{organisation.slug}: {person} left the last two drills unopened ({last}). Ask how they are."
                )
                findings.append(JobFinding("drills", "warning", sentence))
    return findings
