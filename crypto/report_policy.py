"""Where a first report may go, by its track (PROTOCOL 4.5). Beside ``directory.check_report_policy``.

Advice, report and complaint go to a counsellor. ``extern`` goes straight to an authority; a helper is only let in
later, and a case officer never gets a first report.
"""

from crypto.directory import Directory, check_report_policy
from crypto.envelope_inspect import SPACE_AUTHORITY_FIRST, SPACE_COUNSELLOR, EnvelopeInfo
from crypto.errors import PolicyError
from crypto.keys import Role
from crypto.track import Track


def check_first_report(
    info: EnvelopeInfo, directory: Directory, self_kid: bytes, track: int, space: int, today: int
) -> bytes:
    """Decide whether the service takes a first report on this track in this space; return stanza 0's key id (16).

    Raises PolicyError and nothing else.
    """
    kid = check_report_policy(info, directory, self_kid, space, today)
    if track == Track.EXTERN:
        entry = directory.entry(kid)
        if space != SPACE_AUTHORITY_FIRST or entry is None or entry.record.role is not Role.AUTHORITY:
            raise PolicyError
    elif space != SPACE_COUNSELLOR:
        raise PolicyError
    return kid
