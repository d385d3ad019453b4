"""A counsellor's enrolment from the terminal: keys, vault and recovery code are made here.

The service learns two derived secrets, a sealed vault and a public key record; never a password or a private key.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from app.cli.failures import CliError, DeniedError, NoAnswerError, ServiceError
from app.cli.verified_organisation import DEMO_SUFFIX, device_day
from app.cli.workplace_session import signed_in
from crypto.boxes import random_key
from crypto.codes import fingerprint, new_recovery_code, pin_encode, pin_parse
from crypto.encoding import b64, day_of, unb64
from crypto.errors import WbpError
from crypto.keys import make_record
from crypto.primitives import sign_public_key
from crypto.vault import auth_secret, check_password, master_key, new_salt, recovery_keys, seal_vault

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject, ServiceLink
    from app.cli.workplace_session import Workplace

KEY_DAYS: Final = 180
"""Days that a box key is good for (PROTOCOL 3.2: 30 to 180)."""
_GENERATED_WORDS: Final = 5
_REFUSALS: Final = {
    "exists": (
        "There is an account {name} already. If it is yours, run this again with --existing; "
        "otherwise ask for an invitation with another sign-in name."
    ),
    "newer": "This invitation was opened again in the meantime, so these keys are of no use. Run this again.",
}


@dataclass(frozen=True)
class Enrolled:
    """What the counsellor needs to know; the recovery code is shown once and None for an account that was there."""

    organisation: str
    pin: str
    name: str
    sign_in_name: str
    fingerprint: str
    recovery_code: str | None = field(repr=False)

    def as_json(self) -> dict[str, object]:
        """Return the members for `--json`."""
        return {
            "organisation": self.organisation,
            "pin": self.pin,
            "name": self.name,
            "sign_in_name": self.sign_in_name,
            "fingerprint": self.fingerprint,
            "recovery_code": self.recovery_code,
        }


@dataclass(frozen=True)
class Opened:
    """An opened invitation: what the service says, checked for shape and day only."""

    token: bytes = field(repr=False)
    answer: JsonObject
    org_id: bytes
    today: int


def parse_token(text: str) -> bytes:
    """Return the 32-byte token of an invitation: the whole link, or what follows its `#`.

    Raises:
        CliError: it is none.

    """
    fragment = text.strip().rpartition("#")[2].replace("-", "+").replace("_", "/")
    try:
        token = unb64(fragment + "=" * (-len(fragment) % 4))
    except WbpError:
        token = b""
    if len(token) != len(random_key()):
        raise CliError("This is no invitation. Paste the whole link, or what follows the # in it.", "invitation")
    return token


def open_invitation(link: ServiceLink, token: bytes, pin: str | None) -> Opened:
    """Open an invitation.

    Raises:
        CliError: unknown, used or past its last day; another organisation than pinned; or the clocks differ.

    """
    try:
        answer = link.post("/w/v1/invitations/open", {"token": b64(token)})
    except ServiceError as error:
        if error.code != "unknown":
            raise
        raise CliError(
            "This invitation cannot be used: it was used before, or is more than seven days old. Ask for another.",
            "invitation",
        ) from None
    org_id = unb64(str(answer["orgId"]))
    if pin is not None and _pinned(pin) != org_id:
        raise CliError("This invitation is for another organisation than the one of the pin.", "pin")
    return Opened(token, answer, org_id, day_of(_day(answer)))


def enrol_new(link: ServiceLink, opened: Opened, password: str, device: str, key_days: int = KEY_DAYS) -> Enrolled:
    """Make an account with keys of its own.

    Raises:
        CliError: the password is too short.
        ServiceError: the service refused; nothing was kept.

    """
    check_new_password(password)
    answer, identity, box = opened.answer, random_key(), random_key()
    account_id, salt, code = unb64(str(answer["accountId"])), new_salt(), new_recovery_code()
    master = master_key(password, salt)
    recovery = recovery_keys(unb64(str(answer["realmId"])), account_id, code)
    contents = {"v": 1, "seq": 1, "identity": b64(identity), "orgs": {opened.org_id.hex(): _own_organisation([box])}}
    share = unb64(str(answer["serverShare"]))
    request = {
        "token": b64(opened.token),
        "accountId": b64(account_id),
        "salt": b64(salt),
        "authSecret": b64(auth_secret(master)),
        "recoveryAuth": b64(recovery.auth),
        "vault": b64(seal_vault(json.dumps(contents), account_id, salt, master, share, recovery.wrap)),
        "record": b64(_record(opened, identity, box, 1, key_days)),
        "device": device,
    }
    name = str(answer["signInName"])
    try:
        link.post("/w/v1/enrolments", request)
    except NoAnswerError as error:
        if not error.sent or not _can_sign_in(link, name, password):
            raise
    except ServiceError as error:
        if error.code not in _REFUSALS:
            raise
        raise CliError(_REFUSALS[error.code].format(name=name), error.code) from None
    return _enrolled(opened, identity, code.printed)


def enrol_existing(workplace: Workplace, opened: Opened, device: str, key_days: int = KEY_DAYS) -> Enrolled:
    """Add an organisation, or a new key for one, to the account that is signed in.

    Raises:
        ServiceError: the service refused; nothing was kept.

    """
    org, identity, box = opened.org_id.hex(), workplace.identity_seed, random_key()
    contents: dict[str, Any] = json.loads(json.dumps(workplace.contents))
    ours = contents["orgs"].setdefault(org, _own_organisation([]))
    ours["box"].append(b64(box))
    vault = workplace.sealed(contents)
    workplace.link.post(
        "/w/v1/enrolments",
        {
            "token": b64(opened.token),
            "record": b64(_record(opened, identity, box, len(ours["box"]), key_days)),
            "vault": b64(vault.blob),
            "previousVault": b64(workplace.previous_hash()),
            "device": device,
        },
    )
    workplace.adopt(vault)
    return replace(_enrolled(opened, identity, None), sign_in_name=workplace.name)


def check_new_password(password: str) -> None:
    """Insist on 14 characters, or five words.

    Raises:
        CliError: it is shorter.

    """
    if len(unicodedata.normalize("NFC", password).split()) >= _GENERATED_WORDS:
        return
    try:
        check_password(password)
    except WbpError:
        raise CliError("The password must have at least 14 characters, or five words.", "password") from None


def _own_organisation(boxes: list[bytes]) -> dict[str, Any]:
    return {"box": [b64(box) for box in boxes], "cases": {}, "directoryVersion": 0}


def _record(opened: Opened, identity: bytes, box: bytes, epoch: int, key_days: int) -> bytes:
    first, role, name = opened.today, int(opened.answer["role"]), str(opened.answer["name"])
    return make_record(role, epoch, first, first + key_days, identity, box, name)


def _enrolled(opened: Opened, identity: bytes, recovery_code: str | None) -> Enrolled:
    return Enrolled(
        organisation=str(opened.answer["orgName"]),
        pin=pin_encode(opened.org_id),
        name=str(opened.answer["name"]),
        sign_in_name=str(opened.answer["signInName"]),
        fingerprint=fingerprint(sign_public_key(identity)),
        recovery_code=recovery_code,
    )


def _day(answer: JsonObject) -> date:
    """Return the day the record starts: the service's, which must be this device's but for a day or in a demo."""
    service, device = date.fromisoformat(str(answer["today"])), device_day()
    if abs((service - device).days) > 1 and not str(answer["orgName"]).endswith(DEMO_SUFFIX):
        raise CliError(f"The clocks differ: this device says {device}, the service says {service}.", "clock")
    return service


def _pinned(pin: str) -> bytes:
    try:
        return pin_parse(pin)
    except WbpError:
        raise CliError("The pin has 26 letters and digits; this is none.", "pin") from None


def _can_sign_in(link: ServiceLink, name: str, password: str) -> bool:
    """Return whether the account is there: then the enrolment arrived although its answer was lost."""
    try:
        with signed_in(link.origin, name, password):
            return True
    except (DeniedError, NoAnswerError):
        return False
