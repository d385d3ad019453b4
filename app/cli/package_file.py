"""A package as its recipient's client opens it: everything verified or nothing shown (PROTOCOL 5.4, 5.6).

A package that a missed duty is said to have opened is shown with what its note proves. Without a note that holds, the
recipient is told so, and must not treat the miss as a fact.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from app.cli.failures import CliError, NotVerifiedError
from app.cli.package_desk import desk_in, statements_in
from app.cli.passed_keys import PassedOn, passed_on
from app.cli.verified_organisation import VerifiedOrganisation, person
from crypto.consent_make import OpenedPackage, open_package, open_package_with
from crypto.consent_verify import parse_package, parse_token
from crypto.directory import ACTIVE
from crypto.encoding import b64, day_parse, day_str, unb64
from crypto.envelope_inspect import FROM_REPORTER, Context
from crypto.errors import SenderError, WbpError
from crypto.release import Release, check_unable_actor, verify_release

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cli.service_link import JsonObject
    from app.cli.workplace_session import Workplace
    from crypto.boxes import BoxKeys
    from crypto.directory import Directory
    from crypto.envelope_open import Opened

_UNPROVED: Final = (
    "This package was released without a recorded miss that can be verified. Do not take the miss for a fact, and tell "
    "the reporter that it came to you."
)
_MISSED: Final = {
    "ack": "Receipt was not acknowledged by {due}; recorded on {missed}, released on {released}.",
    "feedback": "No feedback was given by {due}; recorded on {missed}, released on {released}.",
    "unable": "The counsellor signed on {missed} to be unable to go on; released on {released}.",
    "unacknowledged": "Nobody confirmed receipt by {due}, which is no term of the law; released on {released}.",
}


@dataclass(frozen=True)
class PackageFile:
    """A package that held, where its messages belong, why it was released, and what to be told about it."""

    package_id: str
    org: str
    organisation: VerifiedOrganisation
    opened: OpenedPackage
    places: tuple[Context, ...]
    release: Release | None
    notices: tuple[str, ...]
    opened_on: int
    """The civil day of first opening, on which the consent counted."""
    told: dict[str, Any] = field(repr=False)
    """What the service lists of it: state, days, terms."""
    passed: PassedOn = field(default_factory=PassedOn, repr=False)
    """What colleagues passed on; nothing when it is sealed to oneself."""

    def as_json(self) -> dict[str, object]:
        """Return the members for `--json`."""
        token = self.opened.token
        return {
            "id": self.package_id,
            "organisation": self.organisation.root.org_name,
            "state": self.told["state"],
            "reference": self.told.get("reference"),
            "purpose": int(token.purpose),
            "until": day_str(token.expires),
            "may_write": token.may_write,
            "released_because": self.reason,
            "messages": [self._message(*both) for both in zip(self.places, self.opened.messages, strict=True)],
            "notices": list(self.notices),
        }

    @property
    def reason(self) -> str | None:
        """Why it was released, in a sentence; None when the reporter gave it directly, or nothing proves it."""
        if self.release is None:
            return None
        days = {"due": self.release.due, "missed": self.release.missed, "released": self.release.released}
        said = {name: day_str(day) if day else "-" for name, day in days.items()}
        return _MISSED[self.release.duty].format(**said)

    def _message(self, place: Context, one: Opened) -> dict[str, object]:
        by_reporter = place.direction == FROM_REPORTER
        return {
            "from": "reporter" if by_reporter else signer_of(self.organisation.listed(), one),
            "space": place.space,
            "index": place.index,
            "day": day_str(one.day),
            **_body(one.body),
        }


def fetch_package(workplace: Workplace, package_id: str) -> PackageFile:
    """Fetch a package and open it with one's own keys, or with those that a colleague passed on.

    Raises:
        NotVerifiedError: something in it does not hold; then nothing of it is shown.
        CliError: the vault does not know its organisation.

    """
    answer = workplace.link.post(f"/w/v1/packages/{package_id}/fetch", {})
    org = unb64(str(answer["orgId"])).hex()
    if org not in workplace.organisations:
        raise CliError("Your vault does not know the organisation of this package.", "unknown")
    seen = workplace.contents["orgs"][org].get("packages", {}).get(package_id)
    try:
        package = _opened(workplace, package_id, org, answer, seen)
        _check_pin(package, seen)
    except (WbpError, KeyError, ValueError, TypeError):
        raise NotVerifiedError(
            "What the service gives as this package does not hold. Nothing of it is shown."
        ) from None
    return package


def _check_pin(package: PackageFile, seen: dict[str, Any] | None) -> None:
    """Refuse another reporter's words under the name of a package that was opened before."""
    if seen is not None and unb64(str(seen["signPk"])) != package.opened.sign_pk:
        raise SenderError


def remember_package(workplace: Workplace, package: PackageFile) -> None:
    """Keep in the vault on which day a package was opened first, and the reporter's key; once."""
    ours = workplace.contents["orgs"][package.org].get("packages", {})
    if package.package_id in ours:
        return
    contents = json.loads(json.dumps(workplace.contents))
    kept = {"openedOn": day_str(package.opened_on), "signPk": b64(package.opened.sign_pk)}
    contents["orgs"][package.org].setdefault("packages", {})[package.package_id] = kept
    workplace.keep(workplace.sealed(contents))


def _opened(
    workplace: Workplace, package_id: str, org: str, answer: JsonObject, seen: dict[str, Any] | None
) -> PackageFile:
    organisation, raw = workplace.organisations[org], unb64(str(answer["package"]))
    token = parse_token(parse_package(raw).token)
    day = day_parse(str(seen["openedOn"])) if seen is not None else organisation.today
    if token.recipient_id == workplace.identity_pk:
        holder = (workplace.identity_pk, workplace.boxes(org))
        return open_with_keys(package_id, organisation, holder, raw, answer, day)
    named = organisation.listed().entry(token.recipient_kid)
    if named is None or named.record.id_pk != token.recipient_id:
        raise SenderError
    place = (token.org_id, token.case_id, token.space)
    desk = desk_in(organisation.listed().entries, token.recipient_id, statements_in(answer), place)
    passed = passed_on(package_id, answer, token, workplace.boxes(org), desk.readers)
    if workplace.identity_pk not in desk.readers or passed.opened_on is None:
        raise NotVerifiedError("This package is sealed to somebody else, and no colleague has let you in.")
    day = day if seen is not None else passed.opened_on
    recipient = replace(named, state=ACTIVE)  # who may have left since: the consent counted on that day
    opened = open_package_with(raw, token.org_id, recipient, lambda _, wanted: passed.key_of(wanted), day)
    return replace(_file(package_id, organisation, opened, raw, answer, day), passed=passed)


def open_with_keys(
    package_id: str,
    organisation: VerifiedOrganisation,
    holder: tuple[bytes, Sequence[BoxKeys]],
    raw: bytes,
    answer: JsonObject,
    day: int,
) -> PackageFile:
    """Open a container (WBH1) with one's own keys; `holder`: identity key (32) and box keys; `day` of first opening.

    `answer` is what the service tells of it: state, release note and proof.

    Raises:
        NotVerifiedError: it is sealed to somebody else.
        WbpError: something in it does not hold.

    """
    identity_pk, boxes = holder
    parts = parse_package(raw)
    me = organisation.listed().entry(parse_token(parts.token).recipient_kid)
    if me is None or me.record.id_pk != identity_pk:
        raise NotVerifiedError("This package is sealed to somebody else.")
    # Who was named may be retired since: the consent counted on the day on which it was opened first.
    counted = me if day == organisation.today else replace(me, state=ACTIVE)
    opened = open_package(raw, organisation.root.org_id, counted, boxes, day)
    return _file(package_id, organisation, opened, raw, answer, day)


def _file(
    package_id: str,
    organisation: VerifiedOrganisation,
    opened: OpenedPackage,
    raw: bytes,
    answer: JsonObject,
    day: int,
) -> PackageFile:
    places = tuple(place for place, _ in parse_package(raw).messages)
    release = _release(opened, places, organisation, answer)
    notices = list(organisation.notices)
    if opened.token.is_conditional and release is None:
        notices.append(_UNPROVED)
    if any(place.direction != FROM_REPORTER and signer_of(organisation.listed(), one) == _UNKNOWN
           for place, one in zip(places, opened.messages, strict=True)):  # fmt: skip
        notices.append("A message of a counsellor is signed with a key that is not on the list of this organisation.")
    org = organisation.root.org_id.hex()
    return PackageFile(package_id, org, organisation, opened, places, release, tuple(notices), day, dict(answer))


def _release(
    opened: OpenedPackage, places: tuple[Context, ...], organisation: VerifiedOrganisation, answer: JsonObject
) -> Release | None:
    """Return why it was released, proved line by line; None when nothing proves it."""
    note, proof = answer.get("releaseNote"), answer.get("proof")
    days = [
        one.day
        for place, one in zip(places, opened.messages, strict=True)
        if (place.direction, place.space, place.index) == (FROM_REPORTER, 0, 0)
    ]
    if not opened.token.is_conditional or note is None or proof is None or not days:
        return None
    try:
        release = verify_release(
            str(note), organisation.root, opened.token, opened.rewrap.hash, str(proof), organisation.today, days[0]
        )
        check_unable_actor(release.event, organisation.listed())
    except WbpError:
        return None
    return release


_UNKNOWN: Final = "unknown"


def signer_of(directory: Directory, one: Opened) -> str:
    """Return the name of who signed a message of direction 1, or that it is unknown."""
    entry = next((entry for entry in directory.entries if entry.record.id_pk == one.sign_pk), None)
    return person(entry) if entry is not None else _UNKNOWN


def _body(content: bytes) -> dict[str, object]:
    try:
        document = json.loads(content)
        return {"text": str(document["text"]), "fields": document.get("fields", {})}
    except (ValueError, KeyError, TypeError):
        return {"text": "", "fields": {}}
