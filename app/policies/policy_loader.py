"""Load the organisations' policies: data files beside this one, read strictly, kept as frozen values.

Every file here is a policy, except the law, the authorities, the taxonomy, the lint's checks, the names of roles, the
forms of retaliation and the models to start from. A new organisation, or a new version of a policy, is a new file and
no code.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.domain.policy import Policy, in_force
from app.domain.policy_faults import faults
from app.policies.taxonomy_loader import load_taxonomy
from app.policies.toml_source import DataError
from app.policies.typed_toml import read_file

if TYPE_CHECKING:
    from datetime import date

FOLDER: Final = Path(__file__).resolve().parent
NO_POLICIES: Final = frozenset({"law_nl", "authorities", "taxonomy", "lint_checks", "role_names", "retaliation"})
"""Data files in this folder that are something else."""
MODEL_PREFIX: Final = "model_"


def read_policy(path: Path) -> Policy:
    """Read one policy.

    Raises:
        DataError: the first fault, with file, line, key and one sentence.

    """
    policy, source = read_file(path, Policy)
    for way, sentence in faults(policy, load_taxonomy()):
        raise source.fault(way, sentence)
    return policy


@cache
def load_policies(folder: Path = FOLDER) -> tuple[Policy, ...]:
    """Read every policy in a folder, sorted by short name and first day in force; read once a folder.

    Raises:
        DataError: a fault in one of them, or two that contradict each other.

    """
    read: dict[str, tuple[str, Policy]] = {}
    starts: dict[tuple[str, date | None], str] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.stem in NO_POLICIES or path.stem.startswith(MODEL_PREFIX):
            continue
        policy = read_policy(path)
        if policy.id in read:
            raise DataError(path.name, 1, "id", f"{read[policy.id][0]} has the id “{policy.id}” too.")
        start = (policy.slug, policy.effective_from)
        if start in starts:
            raise DataError(path.name, 1, "effective_from", f"{starts[start]} begins on the same day.")
        read[policy.id] = (path.name, policy)
        starts[start] = path.name
    return tuple(sorted((policy for _, policy in read.values()), key=_by_name_and_day))


def policy_in_force(slug: str, day: date, folder: Path = FOLDER) -> Policy | None:
    """Give the policy of an organisation on a day; None when there is none, which is never guessed."""
    return in_force(load_policies(folder), slug, day)


def policy_by_id(policy_id: str, folder: Path = FOLDER) -> Policy | None:
    """Give the version a case is pinned to."""
    return next((policy for policy in load_policies(folder) if policy.id == policy_id), None)


def models(folder: Path = FOLDER) -> dict[str, Path]:
    """Give the models to start from, by name: `private_employer`, `public_body`."""
    return {path.stem.removeprefix(MODEL_PREFIX): path for path in sorted(folder.glob(f"{MODEL_PREFIX}*.toml"))}


def _by_name_and_day(policy: Policy) -> tuple[str, int]:
    return policy.slug, policy.effective_from.toordinal() if policy.effective_from else 0
