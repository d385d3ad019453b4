"""An organisation opens its doors when the counsellors its text expects are there, and somebody for each tree."""

import pytest

from app.domain.policy import Policy
from app.domain.policy_words import Role, Setting, Subject
from app.domain.recipients import Reader
from app.domain.roster import shortfalls
from app.policies.authorities_loader import dutch_authorities
from app.policies.policy_loader import load_policies, models, read_policy

OO, IS = Subject.UNWANTED_CONDUCT, Subject.INTEGRITY
ROSTER = (
    Reader("AAAA", Setting.INTERNAL, (OO,)),
    Reader("BBBB", Setting.INTERNAL, (OO,)),
    Reader("CCCC", Setting.EXTERNAL, (OO,)),
    Reader("DDDD", Setting.EXTERNAL, (OO, IS), (Role.INTEGRITY_COUNSELLOR,)),
)
EVERY = (*load_policies(), *(read_policy(path) for path in models().values()))


def policy_of(slug: str) -> Policy:
    return next(policy for policy in EVERY if policy.slug == slug)


def test_two_internal_and_two_external_are_what_werksaam_expects() -> None:
    assert shortfalls(policy_of("werksaam"), ROSTER) == ()


def test_one_internal_too_few_is_told_with_its_number() -> None:
    (missing,) = shortfalls(policy_of("werksaam"), ROSTER[1:])
    assert missing.expected is not None
    assert (missing.expected.setting, missing.wanted, missing.there) == (Setting.INTERNAL, 2, 1)


def test_the_specialist_is_not_counted_twice() -> None:
    (missing,) = shortfalls(policy_of("werksaam"), (ROSTER[0], ROSTER[1], ROSTER[3]))
    assert missing.expected is not None
    assert (missing.expected.setting, missing.expected.subjects, missing.there) == (Setting.EXTERNAL, (OO,), 0)


def test_without_anybody_for_integrity_the_doors_stay_closed_everywhere() -> None:
    for policy in EVERY:
        assert IS in {missing.subject for missing in shortfalls(policy, ROSTER[:3]) if missing.expected is None}


def test_where_the_text_names_no_counsellors_both_trees_still_need_somebody() -> None:
    assert {missing.subject for missing in shortfalls(policy_of("senzer"), ())} == {OO, IS}
    assert shortfalls(policy_of("senzer"), ROSTER) == ()


@pytest.mark.parametrize("policy", EVERY, ids=lambda policy: policy.id)
def test_every_body_outside_that_a_policy_names_is_known_or_gone(policy: Policy) -> None:
    known = {authority.key for authority in dutch_authorities()} | {"authorities"}
    assert {route.authority for route in policy.external if route.ended_on is None} <= known
    assert {complaint.body for complaint in policy.complaints if complaint.body} <= known
    assert not {route.authority for route in policy.external if route.ended_on} & known
