"""A package as `zegel authority fetch` keeps it: the container byte for byte, and what is needed to verify it later.

It is opened without any service: the signed root and list of keys lie beside the container.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.cli.failures import CliError, NotVerifiedError
from app.cli.package_file import open_with_keys
from app.cli.verified_organisation import verify_organisation
from crypto.consent_token import parse_token
from crypto.encoding import b64, day_parse, unb64
from crypto.errors import WbpError
from crypto.package import parse_package

if TYPE_CHECKING:
    from pathlib import Path

    from app.cli.api_link import ApiLink
    from app.cli.authority_connection import Holder
    from app.cli.package_file import PackageFile
    from app.cli.verified_organisation import VerifiedOrganisation

PACKAGE_FORMAT: Final = "zegel-package/1"


@dataclass(frozen=True)
class FetchedPackage:
    """A fetched package: what the service listed of it, the container, and the organisation's signed notes."""

    listed: dict[str, Any]
    container: bytes
    organisation: dict[str, Any]

    @property
    def package_id(self) -> str:
        """Its id at the service."""
        return str(self.listed["id"])

    @property
    def path(self) -> str:
        """Its address at the API."""
        return f"/packages/{self.package_id}"

    def verified(self, pin: str | None) -> VerifiedOrganisation:
        """Verify root and list of the organisation; errors as for `verify_organisation`."""
        return verify_organisation(self.organisation, pin, existing=True)

    def opened(self, holder: Holder, organisation: VerifiedOrganisation) -> PackageFile:
        """Open it with one's own keys, as on the day it was fetched.

        Raises:
            NotVerifiedError: something in it does not hold; then nothing of it is shown.

        """
        day = day_parse(str(self.organisation["today"]))
        keys = (holder.identity_pk, [holder.boxes])
        try:
            return open_with_keys(self.package_id, organisation, keys, self.container, self.listed, day)
        except (WbpError, KeyError, ValueError, TypeError):
            raise NotVerifiedError("This package does not hold. Nothing of it is shown.") from None

    def consent_hash(self) -> bytes:
        """Return the hash (32 bytes) of the consent, by which statements speak of it."""
        return parse_token(parse_package(self.container).token).hash

    def as_file(self) -> bytes:
        """Return the bytes of the file."""
        document = {
            "format": PACKAGE_FORMAT,
            "package": self.listed,
            "container": b64(self.container),
            "organisation": self.organisation,
        }
        return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def fetch(link: ApiLink, package_id: str) -> FetchedPackage:
    """Fetch one package with the notes of its organisation; the reporter sees from then on that it was fetched."""
    container = link.container(f"/packages/{package_id}/container")
    listed = link.get(f"/packages/{package_id}")
    organisation = link.get(f"/organisations/{listed['organisationId']}")
    return FetchedPackage(listed, container, organisation)


def read_package(path: Path) -> FetchedPackage:
    """Read a fetched package.

    Raises:
        CliError: it is none.

    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["format"] != PACKAGE_FORMAT:
            raise CliError("This file is of another kind.", "file")
        return FetchedPackage(
            dict(document["package"]), unb64(str(document["container"])), dict(document["organisation"])
        )
    except (OSError, ValueError, KeyError, TypeError, WbpError):
        raise CliError("The package could not be read.", "file") from None
