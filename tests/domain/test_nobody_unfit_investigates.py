"""To whom a case can be released: never somebody involved, never the counsellor, never somebody's manager."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.policy_words import INDEPENDENT, Role, Setting
from app.domain.recipients import Involved, Reader, possible_officers
from app.policies.policy_loader import load_policies, models, read_policy

MARKS = [f"mark-{number}" for number in range(6)]
NAMED = sorted(
    {
        role
        for policy in (*load_policies(), *(read_policy(path) for path in models().values()))
        for recipients in policy.recipients
        for role in recipients.any_of
    }
    | {Role.CASE_OFFICER}
)
OFFICERS = st.lists(
    st.builds(
        lambda mark, roles: Reader(mark, Setting.INTERNAL, (), tuple(sorted({Role.CASE_OFFICER, *roles}))),
        st.sampled_from(MARKS),
        st.lists(st.sampled_from(NAMED), max_size=2),
    ),
    unique_by=lambda officer: officer.mark,
)


@given(OFFICERS, st.sets(st.sampled_from(MARKS)), st.sets(st.sampled_from(NAMED)), st.sets(st.sampled_from(MARKS)))
def test_nobody_involved_conflicted_or_dependent_is_ever_found(
    officers: list[Reader], ticked: set[str], roles: set[Role], counsellors: set[str]
) -> None:
    found = possible_officers(officers, Involved(marks=ticked, roles=roles), counsellors)
    by_mark = {officer.mark: officer for officer in officers}
    for mark in found:
        assert mark not in ticked
        assert mark not in counsellors
        assert not set(by_mark[mark].roles) & roles
        assert set(by_mark[mark].roles) <= INDEPENDENT
    fit = [one for one in officers if one.mark not in ticked | counsellors and set(one.roles) <= INDEPENDENT - roles]
    assert list(found) == [one.mark for one in fit]
