"""A first report goes to a counsellor, or on the track ``extern`` to an authority; never to a case officer."""

from dataclasses import replace

import pytest

from crypto.directory import Directory, check_report_policy
from crypto.envelope_inspect import EnvelopeInfo, inspect
from crypto.envelope_seal import Recipients, seal
from crypto.errors import PolicyError
from crypto.report_policy import check_first_report
from tests.crypto import consent_examples as consent
from tests.crypto import examples as ex

LIST: Directory = replace(ex.directory(), entries=tuple(consent.entry(role) for role in range(1, 7)))
# The space and the roles that each track's first report may go to.
FIRST = {1: (0, {1, 2}), 2: (0, {1, 2}), 3: (0, {1, 2}), 4: (2, {3})}
LATER = {0: {1, 2}, 1: {5}} | {space: {3, 6} for space in range(2, 16)}


def _to(role: int) -> EnvelopeInfo:
    recipients = Recipients.of(consent.entry(role).record, ex.anna())
    return inspect(seal(ex.context(), ex.message(), ex.sender(), recipients))


@pytest.mark.parametrize("role", range(1, 7))
def test_a_first_report_goes_only_where_its_track_says(role: int) -> None:
    info = _to(role)
    for track in range(1, 5):
        for space in range(17):
            if space == FIRST[track][0] and role in FIRST[track][1]:
                assert check_first_report(info, LIST, ex.anna().self_kid, track, space, ex.TODAY) == info.kids[0]
            else:
                with pytest.raises(PolicyError):
                    check_first_report(info, LIST, ex.anna().self_kid, track, space, ex.TODAY)


@pytest.mark.parametrize("existing", [False, True])
@pytest.mark.parametrize("role", range(1, 7))
def test_each_space_has_its_own_roles(role: int, existing: bool) -> None:
    info = _to(role)
    for space in range(17):
        if role in LATER.get(space, set()):
            kid = check_report_policy(info, LIST, ex.anna().self_kid, space, ex.TODAY, existing)
            assert kid == consent.entry(role).record.kid_box
        else:
            with pytest.raises(PolicyError):
                check_report_policy(info, LIST, ex.anna().self_kid, space, ex.TODAY, existing)
