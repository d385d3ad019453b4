"""What the service and every recipient check before anything moves (PROTOCOL 5, 10). Server half.

Each format has a file of its own; these are their names in PROTOCOL 10.

    verify_consent: see consent_token;  verify_rewrap: see rewrap_record;  pack, parse_package: see package
    release_allowed, issue_release, verify_release: see release
"""

from crypto.consent_token import ConsentToken, Purpose, parse_token, scope_hash, verify_consent
from crypto.package import Package, pack, parse_package
from crypto.release import Release, check_unable_actor, issue_release, release_allowed, verify_release
from crypto.rewrap_record import RewrapInfo, parse_rewrap, verify_rewrap

__all__ = [
    "ConsentToken",
    "Package",
    "Purpose",
    "Release",
    "RewrapInfo",
    "check_unable_actor",
    "issue_release",
    "pack",
    "parse_package",
    "parse_rewrap",
    "parse_token",
    "release_allowed",
    "scope_hash",
    "verify_consent",
    "verify_release",
    "verify_rewrap",
]
