"""A counsellor signed in from the terminal: the opened vault, and the organisations it proves.

The password stays here; the service gets a secret derived from it and gives its own share of the vault's key. The
vault names the organisations, so that a service cannot slip in another.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.cli.failures import CliError, DeniedError, NotVerifiedError, ServiceError
from app.cli.service_link import ServiceLink
from app.cli.verified_organisation import VerifiedOrganisation, verify_organisation
from crypto.boxes import BoxKeys
from crypto.codes import pin_encode
from crypto.encoding import b64, unb64
from crypto.errors import WbpError
from crypto.primitives import blob_hash, sign_public_key
from crypto.vault import OpenVault, auth_secret, master_key, open_vault, update_vault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.cli.service_link import JsonObject


@dataclass(frozen=True)
class SealedVault:
    """A vault sealed here, and what is in it."""

    blob: bytes = field(repr=False)
    contents: dict[str, Any] = field(repr=False)


@dataclass
class Workplace:
    """A signed-in counsellor. `contents` is the vault's JSON; `organisations` are verified, by org_id in hex."""

    link: ServiceLink
    name: str
    account_id: bytes
    password: str = field(repr=False)
    stored: bytes = field(repr=False)
    opened: OpenVault = field(repr=False)
    contents: dict[str, Any] = field(repr=False)
    organisations: dict[str, VerifiedOrganisation]
    unverified: tuple[str, ...]
    """Short names of organisations whose root or list does not hold; their cases are not shown."""
    today: str
    """The service's day, as it tells it."""

    @property
    def identity_seed(self) -> bytes:
        """The counsellor's own signing key (32 bytes)."""
        return unb64(str(self.contents["identity"]))

    @property
    def identity_pk(self) -> bytes:
        """The public half of the identity key (32 bytes)."""
        return sign_public_key(self.identity_seed)

    def boxes(self, org: str) -> list[BoxKeys]:
        """Return the box keys of all epochs in one organisation, oldest first."""
        return [BoxKeys.from_seed(unb64(str(seed))) for seed in self.contents["orgs"][org]["box"]]

    def pins(self, org: str, a_case: str) -> dict[str, Any]:
        """Return what the vault remembers of a case (hex ids); empty for one that was never opened."""
        pins = self.contents["orgs"][org].get("cases", {}).get(a_case, {})
        return pins if isinstance(pins, dict) else {}

    def sealed_with(self, org: str, a_case: str, pins: dict[str, Any]) -> SealedVault:
        """Return a vault that remembers `pins` for a case, and the newest list seen of its organisation."""
        contents: dict[str, Any] = json.loads(json.dumps(self.contents))
        ours = contents["orgs"][org]
        ours.setdefault("cases", {})[a_case] = pins
        directory = self.organisations[org].directory
        if directory is not None:
            ours["directoryVersion"] = max(int(ours.get("directoryVersion", 0)), directory.version)
        return self.sealed(contents)

    def sealed(self, contents: dict[str, Any]) -> SealedVault:
        """Return a vault with new contents under the same vault key."""
        contents = {**contents, "seq": int(contents.get("seq", 0)) + 1}
        return SealedVault(update_vault(self.stored, self.account_id, self.opened, json.dumps(contents)), contents)

    def previous_hash(self) -> bytes:
        """Return the hash of the stored vault, for compare-and-set."""
        return blob_hash(self.stored)

    def adopt(self, vault: SealedVault) -> None:
        """Go on with a vault that the service has stored."""
        self.stored, self.contents = vault.blob, vault.contents

    def keep(self, vault: SealedVault) -> None:
        """Store a vault that was sealed here; when another window wrote first, nothing is stored.

        Raises:
            ServiceError: `stale` when another window wrote first.

        """
        self.link.put("/w/v1/vault", {"vault": b64(vault.blob)}, self.previous_hash().hex())
        self.adopt(vault)

    def every_case(self) -> list[JsonObject]:
        """Return the whole worklist, page by page, as the service tells it."""
        answer = self.link.get("/w/v1/cases")
        cases = list(answer["cases"])
        while answer.get("next"):
            answer = self.link.get("/w/v1/cases", after=str(answer["next"]))
            cases += answer["cases"]
        return cases

    def sign_in_again(self) -> Workplace:
        """Return a fresh session, with the vault as it is stored now; the former session ends."""
        with suppress(ServiceError):
            self.link.delete("/w/v1/session")
        return _sign_in(self.link, self.name, self.password)


@contextmanager
def signed_in(server: str, name: str, password: str, proxy: str | None = None) -> Iterator[Workplace]:
    """Sign in, and sign out at the end whatever happens.

    Raises:
        DeniedError: name or password is wrong.
        NotVerifiedError: the vault or an organisation does not hold.

    """
    with ServiceLink(server, proxy) as link:
        workplace = _sign_in(link, name, password)
        try:
            yield workplace
        finally:
            with suppress(CliError):
                link.delete("/w/v1/session")


def _sign_in(link: ServiceLink, name: str, password: str) -> Workplace:
    salt = unb64(str(link.post("/w/v1/salt", {"name": name})["salt"]))
    master = master_key(password, salt)
    try:
        answer = link.post("/w/v1/session", {"name": name, "authSecret": b64(auth_secret(master))})
    except ServiceError as error:
        if error.code != "denied":
            raise
        raise DeniedError("The name or the password is not right.") from None
    account_id, stored = unb64(str(answer["accountId"])), unb64(str(answer["vault"]))
    try:
        opened = open_vault(stored, account_id, master, unb64(str(answer["serverShare"])))
        contents = json.loads(opened.json)
    except (WbpError, ValueError):
        raise NotVerifiedError(
            "The vault that the service gave does not open; it was changed or is another's."
        ) from None
    served = link.get("/w/v1/organisations")
    organisations, unverified = _verified(served, contents)
    return Workplace(
        link, name, account_id, password, stored, opened, contents, organisations, unverified, str(served["today"])
    )


def _verified(served: JsonObject, contents: dict[str, Any]) -> tuple[dict[str, VerifiedOrganisation], tuple[str, ...]]:
    """Verify each organisation against the vault, which pins its id and the newest list seen.

    One that does not hold must not keep the counsellor from the cases of the others: it is named and left out.
    """
    organisations, unverified = {}, []
    for answer in served["organisations"]:
        org = unb64(str(answer["orgId"])).hex()
        ours = contents["orgs"].get(org)
        if ours is None:
            continue
        seen = max(int(ours.get("directoryVersion", 0)), 1)
        answer = {**answer, "today": served["today"]}  # noqa: PLW2901 - one day for all
        pin = pin_encode(bytes.fromhex(org))
        try:
            organisations[org] = verify_organisation(answer, pin, existing=True, min_version=seen)
        except NotVerifiedError:
            unverified.append(str(answer["slug"]))
    return organisations, tuple(unverified)
