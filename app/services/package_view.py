"""The packages of a case as its parties see them: how far each came, and what its recipient signed.

The reporter sees all of them. The counsellor sees those that the reporter let the counsellor put together, and nothing
of what the reporter prepared or sent alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.packages import is_about
from crypto.consent_verify import parse_package, parse_rewrap

if TYPE_CHECKING:
    from app.domain.case import Case
    from app.domain.ids import CaseId
    from app.store.packages import KeptPackage
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SeenPackage:
    """A package and the statements (WBY1, 176 bytes) of its recipient about it, oldest first."""

    package: KeptPackage
    statements: tuple[bytes, ...]


def packages_of(work: UnitOfWork, case_id: CaseId) -> tuple[SeenPackage, ...]:
    """Give every package of a case, for the reporter."""
    kept = work.duties.kept(case_id)
    return tuple(
        SeenPackage(package, tuple(one.statement for one in kept if _is_told(one.statement, package)))
        for package in work.packages.of_case(case_id)
    )


def packages_for_counsellor(work: UnitOfWork, a_case: Case) -> tuple[SeenPackage, ...]:
    """Give the packages that a counsellor put together on the reporter's word."""
    own = tuple(one for one in packages_of(work, a_case.case_id) if not _is_by_reporter(work, a_case, one.package))
    return tuple(one for one in own if one.package.release_note is None)


def _is_told(statement: bytes, package: KeptPackage) -> bool:
    return package.space > 0 and is_about(statement, package.space, package.recipient_pk)


def _is_by_reporter(work: UnitOfWork, a_case: Case, package: KeptPackage) -> bool:
    content = work.packages.content(package.package_id)
    return not content or parse_rewrap(parse_package(content).rewrap).wrapper_pk == a_case.sign_pk
