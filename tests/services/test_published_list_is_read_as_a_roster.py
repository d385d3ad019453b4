"""Who is on the published list is held against what the policy expects; names never leave the list."""

from datetime import date, timedelta

import pytest

from app.domain.policy import Policy
from app.domain.policy_words import Role, Setting, Subject
from app.domain.recipients import Reader
from app.policies.policy_loader import policy_by_id
from app.services.directory_view import directory_in_force
from app.services.organisation_policy import readers_of, roster_of
from app.services.policy_standing import policy_standings
from crypto.codes import fingerprint
from tests.people import VINCENT, Person
from tests.world import TODAY, World

CARLA = Person("Carla Smit", sign_in_name="carla", password="een zaak van de werkgever zelf")
CASE_OFFICER = 5
INGRID = Person("Ingrid Postma", "internal; OO", "ingrid", "ingrid zet om tien uur thee")


def readers(world: World) -> dict[str, Reader]:
    """Give the readers of the published list by their fingerprint."""
    directory = world.store.read(lambda work: directory_in_force(work, world.root.org_id, TODAY, existing=False))
    return {reader.mark: reader for reader in readers_of(directory)}


def missing(world: World, policy: Policy) -> list[tuple[Subject, int, int]]:
    """Give what a policy misses in the published list: subject, wanted, there."""
    directory = world.store.read(lambda work: directory_in_force(work, world.root.org_id, TODAY, existing=False))
    return [(one.subject, one.wanted, one.there) for one in roster_of(policy, directory)]


@pytest.fixture
def werksaam() -> Policy:
    policy = policy_by_id("werksaam-2020")
    assert policy is not None
    return policy


def test_role_and_words_of_the_key_record_are_read_and_a_case_officer_is_no_counsellor(sqlite_world: World) -> None:
    vincent = sqlite_world.enrol(VINCENT, role=2)
    sqlite_world.enrol(CARLA, role=CASE_OFFICER)
    sqlite_world.publish()
    found = readers(sqlite_world)
    assert set(found) == {fingerprint(one.identity_pk) for one in (sqlite_world.vera, vincent)}
    vera = found[fingerprint(sqlite_world.vera.identity_pk)]
    assert (vera.setting, vera.subjects) == (Setting.EXTERNAL, (Subject.UNWANTED_CONDUCT, Subject.INTEGRITY))
    assert vera.roles == (Role.COUNSELLOR,)
    integrity = found[fingerprint(vincent.identity_pk)]
    assert (integrity.setting, integrity.subjects) == (Setting.INTERNAL, (Subject.INTEGRITY,))
    assert Role.INTEGRITY_COUNSELLOR in integrity.roles


def test_who_left_or_lost_a_key_is_no_reader(sqlite_world: World) -> None:
    ingrid = sqlite_world.enrol(INGRID)
    sqlite_world.publish()
    assert fingerprint(ingrid.identity_pk) in readers(sqlite_world)
    sqlite_world.set_state(ingrid, "retired")
    assert fingerprint(ingrid.identity_pk) not in readers(sqlite_world)


def test_two_keys_of_one_person_are_one_reader(sqlite_world: World, werksaam: Policy) -> None:
    sqlite_world.enrol(INGRID)
    sqlite_world.publish()
    assert (Subject.UNWANTED_CONDUCT, 2, 1) in missing(sqlite_world, werksaam)
    later = sqlite_world.make_keys(INGRID, epoch=2)
    sqlite_world.entries[later.record] = (later.record, "active", INGRID.display_name)
    sqlite_world.publish()
    assert len(readers(sqlite_world)) == 2
    assert (Subject.UNWANTED_CONDUCT, 2, 1) in missing(sqlite_world, werksaam)


def test_a_key_that_ended_counts_for_nobody(sqlite_world: World, werksaam: Policy) -> None:
    directory = sqlite_world.store.read(
        lambda work: directory_in_force(work, sqlite_world.root.org_id, TODAY, existing=False)
    )
    after = TODAY + timedelta(days=181)
    assert (len(readers_of(directory, TODAY)), len(readers_of(directory, after))) == (1, 0)
    assert len(roster_of(werksaam, directory, TODAY)) == 2
    assert len(roster_of(werksaam, directory, after)) == 5


def test_without_a_list_everybody_is_missing(werksaam: Policy) -> None:
    assert [(one.wanted, one.there) for one in roster_of(werksaam, None)] == [(1, 0), (1, 0), (1, 0), (2, 0), (1, 0)]


def test_what_is_missing_is_told_without_a_name(sqlite_world: World) -> None:
    sqlite_world.store.write(lambda work: work.organisations.set_policy_slug(sqlite_world.root.org_id, "werksaam"))
    (standing,) = sqlite_world.store.read(lambda work: policy_standings(work, date(2026, 11, 23)))
    told = " ".join([standing.sentence, *standing.missing_sentences()])
    assert "0 of 2 internal counsellors for OO (section 3.2.4)" in told
    assert sqlite_world.vera.person.name not in told
