"""Which rules an organisation follows, and which version of them a case is pinned to (`app/policies`).

An organisation names a policy by its short name; a case keeps the id of the version that was in force on its day of
receipt. Pages ask `policy_of` for who comes new and `policy_of_case` for a case that is there. Without a policy only
the law holds, and that is what pages then say.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from app.domain.errors import PolicyNotLoadedError, TrackNotOfferedError
from app.domain.policy import Policy, in_force
from app.domain.policy_words import Role, Setting, Stance, Subject
from app.domain.recipients import Reader
from app.domain.roster import Shortfall, shortfalls
from app.domain.track import Track, has_clock, offered_track
from app.policies.policy_loader import load_policies
from crypto.codes import fingerprint
from crypto.directory import ACTIVE
from crypto.encoding import day_of
from crypto.keys import Role as KeyRole

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Clocked
    from app.domain.organisation import Organisation
    from crypto.directory import Directory, Entry

_log: Final = logging.getLogger("zegel")
_COUNSELLORS: Final = frozenset({KeyRole.COUNSELLOR, KeyRole.INTEGRITY_COUNSELLOR})
_SETTINGS: Final = {"internal": Setting.INTERNAL, "external": Setting.EXTERNAL}
_SUBJECTS: Final = {subject.value: subject for subject in (Subject.UNWANTED_CONDUCT, Subject.INTEGRITY)}


def all_policies() -> tuple[Policy, ...]:
    """Give every version of every policy; read once, which takes some 50 ms, so the service does it at its start.

    Raises:
        DataError: a fault in one of the files.

    """
    return load_policies()


def policy_of(organisation: Organisation, day: date) -> Policy | None:
    """Give the rules that a report to this organisation on a day comes under.

    None when it names no policy, or when no version of it is in force that day; nothing is guessed.
    """
    return policy_named(organisation.policy_slug, day)


def policy_named(policy_slug: str | None, day: date) -> Policy | None:
    """Give the version of a policy in force on a day; None without a name or a version."""
    return in_force(all_policies(), policy_slug, day) if policy_slug is not None else None


def policy_of_case(a_case: Clocked) -> Policy | None:
    """Give the version a case is pinned to, whatever its organisation follows now; None when it came without one.

    Raises:
        PolicyNotLoadedError: that version is no longer among the files; another is never taken instead.

    """
    if a_case.policy_id is None:
        return None
    for policy in all_policies():
        if policy.id == a_case.policy_id:
            return policy
    raise PolicyNotLoadedError


def offered_by(policy: Policy | None, number: int) -> Track:
    """Give the track of a new report, if both the service and the policy offer it.

    Raises:
        TrackNotOfferedError: no such track, or not open here.

    """
    track = offered_track(number)
    if policy is not None and track.name.lower() not in policy.tracks:
        raise TrackNotOfferedError
    return track


def tracks_offered(policy: Policy | None) -> tuple[Track, ...]:
    """Give the tracks a reporter can choose from, in order; without a policy those of the service."""
    found = []
    for track in Track:
        try:
            found.append(offered_by(policy, track))
        except TrackNotOfferedError:
            continue
    return tuple(found)


def starts_at_release(policy: Policy | None) -> bool:
    """Say whether legal clocks and register wait until the reporter releases a case.

    So it is where the policy says that a counsellor is not a person designated to receive reports (Wbk art. 2(2)(d)).
    Where it does not say, the clocks start at receipt.
    """
    return policy is not None and policy.counsellor_is_designated_recipient is Stance.NO


def clock_starts_at_release(a_case: Clocked) -> bool:
    """Say so for a case, by the version it is pinned to; False on a track without clocks.

    When that version is not loaded, the clocks of receipt count, which are never later, and the log names the id.
    """
    try:
        return has_clock(a_case.track) and starts_at_release(policy_of_case(a_case))
    except PolicyNotLoadedError:
        _log.error(
            "The policy version %s is not there, but cases are pinned to it. Put its file back.", a_case.policy_id
        )
        return False


def readers_of(directory: Directory, day: date | None = None) -> tuple[Reader, ...]:
    """Give the counsellors who can open new reports by a published directory: one reader a person, in its order.

    day: leaves out who has no key that is good on this day.
    """
    readers: dict[bytes, Reader] = {}
    for entry in directory.entries:
        is_good = day is None or entry.record.is_valid_on(day_of(day))
        if is_good and entry.state == ACTIVE and entry.record.role in _COUNSELLORS:
            readers.setdefault(entry.record.id_pk, _reader(entry))
    return tuple(readers.values())


def roster_of(policy: Policy, directory: Directory | None, day: date | None = None) -> tuple[Shortfall, ...]:
    """Give which expected counsellors are missing in a published directory, on a day as in `readers_of`."""
    return shortfalls(policy, readers_of(directory, day) if directory is not None else ())


def _reader(entry: Entry) -> Reader:
    """Read the words of a display name, `Name; internal|external; OO|IS|OO+IS`: no other verifies (PROTOCOL 3.2)."""
    _, setting, subjects = entry.name.split("; ")
    integrity = entry.record.role == KeyRole.INTEGRITY_COUNSELLOR
    return Reader(
        mark=fingerprint(entry.record.id_pk),
        setting=_SETTINGS[setting],
        subjects=tuple(_SUBJECTS[code] for code in subjects.split("+")),
        roles=(Role.COUNSELLOR, Role.INTEGRITY_COUNSELLOR) if integrity else (Role.COUNSELLOR,),
    )
