"""The organisations that follow a policy, added to a world in process, and their policies."""

from functools import partial

from app.domain.ids import OrganisationId
from app.domain.organisation import Organisation
from app.domain.policy import Policy
from app.policies.policy_loader import policy_in_force
from app.store.unit_of_work import UnitOfWork
from tests.world import TODAY, World

SLUGS = ("interaktcontour", "werksaam", "senzer", "de-connectie")
LANGUAGES = ("nl", "en")


def add_organisations(world: World) -> None:
    """Add one organisation for each policy, with its short name."""
    for place, slug in enumerate(SLUGS, start=1):
        number = OrganisationId(bytes([place]) * 16)
        added = Organisation(number, slug, f"Voorbeeld {place}", is_practice=False, policy_slug=slug)
        world.store.write(partial(_add, organisation=added))


def _add(work: UnitOfWork, organisation: Organisation) -> None:
    work.organisations.add(organisation)


def policy_of_slug(slug: str) -> Policy:
    """Give the policy in force today."""
    policy = policy_in_force(slug, TODAY)
    assert policy is not None
    return policy
