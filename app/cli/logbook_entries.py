"""A logbook at a terminal: its entries opened and its receipts checked, and the next one sealed (PROTOCOL 3.5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.cli.failures import CliError, DeniedError, NotVerifiedError, ServiceError
from crypto import logbook, logbook_receipt
from crypto.challenge import LOGIN, REGISTER
from crypto.encoding import b64, date_of, unb64
from crypto.envelope_inspect import env_hash
from crypto.errors import WbpError
from crypto.reporter import ReporterKeys, sign_login

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject, ServiceLink
    from app.cli.verified_organisation import VerifiedOrganisation


@dataclass(frozen=True)
class DatedEntry:
    """An entry, its place, and the civil day in its receipt; `warning` when something does not hold."""

    position: int
    entry: logbook.Entry | None
    received: int | None
    receipt: str = field(repr=False)
    warning: str | None = None

    def as_json(self) -> dict[str, object]:
        """Return the members for `--json`."""
        entry = self.entry
        return {
            "position": self.position,
            "day": date_of(entry.day).isoformat() if entry else None,
            "codes": list(entry.codes) if entry else [],
            "text": entry.text if entry else None,
            "received_on": date_of(self.received).isoformat() if self.received is not None else None,
            "warning": self.warning,
        }


def begin(
    link: ServiceLink,
    organisation: VerifiedOrganisation,
    keys: ReporterKeys,
    text: str,
    day: int,
    codes: tuple[str, ...],
) -> int:
    """Open a logbook with its first entry and return the civil day in the receipt.

    Raises:
        NotVerifiedError: the entry arrived, but the receipt does not hold.

    """
    sealed = logbook.seal_entry(keys, 0, bytes(32), text, day, codes, organisation.day_to_seal())
    challenge = _challenge(link, REGISTER, keys)
    answer = link.post(
        "/r/v1/logbooks",
        {
            "orgId": b64(keys.org_id),
            "locator": b64(keys.locator),
            "signPk": b64(keys.sign_pk),
            "logbookId": b64(keys.case_id),
            "selfKid": b64(keys.self_kid),
            "envelope": b64(sealed),
            "challenge": b64(challenge),
            "signature": b64(logbook.sign_opening(keys, env_hash(sealed), challenge)),
        },
    )
    return _received(organisation, keys, 0, sealed, answer)


def sign_in(link: ServiceLink, keys: ReporterKeys) -> None:
    """Sign in to a logbook; the link then sends its token.

    Raises:
        DeniedError: no such logbook, or code or words are wrong; nobody can tell which.

    """
    challenge = _challenge(link, LOGIN, keys)
    request = {
        "orgId": b64(keys.org_id),
        "locator": b64(keys.locator),
        "challenge": b64(challenge),
        "signature": b64(sign_login(keys, challenge)),
    }
    try:
        link.use_token(str(link.post("/r/v1/logbook/open", request)["token"]))
    except ServiceError as error:
        if error.code != "denied":
            raise
        raise DeniedError(
            "The code or the words are not right, or there is no such logbook at this organisation."
        ) from None


def write(
    link: ServiceLink,
    organisation: VerifiedOrganisation,
    keys: ReporterKeys,
    text: str,
    day: int,
    codes: tuple[str, ...],
) -> int:
    """Write one more entry, signed in, and return the civil day in its receipt; errors as for `begin`."""
    known = entries(link, organisation, keys)
    if known and known[-1].entry is None:
        raise CliError("Your newest entry does not open, so the next cannot be tied to it. Nothing was sent.", "entry")
    prev = known[-1].entry.env_hash if known and known[-1].entry else bytes(32)
    sealed = logbook.seal_entry(keys, len(known), prev, text, day, codes, organisation.day_to_seal())
    answer = link.post("/r/v1/logbook/entries", {"envelope": b64(sealed), "position": len(known)})
    return _received(organisation, keys, len(known), sealed, answer)


def entries(link: ServiceLink, organisation: VerifiedOrganisation, keys: ReporterKeys) -> list[DatedEntry]:
    """Return every entry, opened and checked; what does not hold is told beside it and hides no other."""
    given = link.get("/r/v1/logbook")["entries"]
    prev, found = bytes(32), list[DatedEntry]()
    for one in given:
        read = _entry(organisation, keys, one, len(found), prev)
        found.append(read)
        prev = read.entry.env_hash if read.entry else prev
    return found


def _entry(
    organisation: VerifiedOrganisation, keys: ReporterKeys, one: JsonObject, position: int, prev: bytes
) -> DatedEntry:
    note = str(one["receipt"])
    try:
        entry = logbook.open_entry(keys, position, unb64(str(one["envelope"])))
    except WbpError:
        return DatedEntry(position, None, None, note, "This entry does not open: it was replaced or damaged.")
    try:
        day = logbook_receipt.verify(note, organisation.root, keys.org_id, keys.case_id, position, entry.env_hash, None)
    except WbpError:
        return DatedEntry(
            position, entry, None, note, "The receipt of this entry does not hold: its day is not proved."
        )
    warning = None if entry.prev == prev else "An entry before this one is missing or was replaced."
    return DatedEntry(position, entry, day, note, warning)


def _received(
    organisation: VerifiedOrganisation, keys: ReporterKeys, position: int, sealed: bytes, answer: JsonObject
) -> int:
    today = organisation.today
    try:
        note, ids = str(answer.get("receipt")), (keys.org_id, keys.case_id)
        return logbook_receipt.verify(note, organisation.root, *ids, position, env_hash(sealed), today)
    except WbpError as error:
        raise NotVerifiedError(
            "The service says that your entry arrived, but its receipt does not hold. So nothing proves when.",
            error.code,
        ) from None


def _challenge(link: ServiceLink, kind: int, keys: ReporterKeys) -> bytes:
    answer: JsonObject = link.post("/r/v1/challenge", {"kind": kind, "locator": b64(keys.locator)})
    return unb64(str(answer["challenge"]))
