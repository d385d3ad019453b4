"""An organisation as this terminal verified it: root, list of counsellors and day, all or nothing.

Nothing the service says about an organisation is used before its notes hold. The one exception is the day, which a
demo may move: it is followed only when the verified name ends in `(demo)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from app.cli.failures import OTHER_DESKS, CliError, NotVerifiedError
from app.clock import SystemClock
from app.services.directory_publication import fingerprint_of, plain_fingerprint
from crypto.codes import pin_encode, pin_parse
from crypto.directory import ACTIVE, RETIRED, REVOKED, Directory, Entry, verify_directory
from crypto.encoding import day_of
from crypto.errors import ProofError, WbpError
from crypto.root import Root, verify_root_chain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cli.service_link import JsonObject, ServiceLink

DEMO_SUFFIX: Final = "(demo)"
RECIPIENT_ROLES: Final = (1, 2)
_NOT_IN_LOG: Final = (
    "No proof that this list of counsellors stands in the public log: it is new or older than the log, or this service "
    "shows you a list that others do not see. Compare the fingerprint with the counsellor's card."
)
_FALSE_PROOF: Final = "The proof that this list of counsellors stands in the public log is false."
_FALSE_LIST: Final = "The list of counsellors does not hold, is older than one seen before, or has expired."
_ZONE: Final = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class VerifiedOrganisation:
    """What was verified, the day it was verified for (civil day), and what the person should know about it."""

    root: Root
    directory: Directory | None
    today: int
    sealing_day: int | None
    """The service's day, which sealed messages carry; None when the clocks differ by more than a day."""
    is_pinned: bool
    notices: tuple[str, ...]
    devices: dict[str, str]
    """Whose device each counsellor reads on, by fingerprint: the counsellor's word, kept by the service, not signed."""
    missed_drills: frozenset[str]
    """Fingerprints of who left the last two drills unopened, as the service says (PROTOCOL 7.8)."""

    @property
    def pin(self) -> str:
        """The 26 symbols that name this organisation once and for all."""
        return pin_encode(self.root.org_id)

    def listed(self) -> Directory:
        """Return the list of counsellors.

        Raises:
            NotVerifiedError: none was published yet.

        """
        if self.directory is None:
            raise NotVerifiedError(f"This organisation has no list of counsellors yet. {OTHER_DESKS}")
        return self.directory

    def day_to_seal(self) -> int:
        """Return the day that a message sealed now carries.

        Raises:
            CliError: the clocks of device and service differ by more than a day.

        """
        if self.sealing_day is None:
            raise CliError("The clocks of this device and the service differ too much. Nothing was sent.", "clock")
        return self.sealing_day


def device_day() -> date:
    """Return the day on this device, in the time zone of the law."""
    return SystemClock(_ZONE).today()


def verify_organisation(
    answer: JsonObject, pin: str | None, *, existing: bool, min_version: int = 1
) -> VerifiedOrganisation:
    """Verify root and list from a service's answer (`root`, `directory`, `today`).

    `existing`: for a case that is there already; an expired list then counts, and a wrong clock is only told.

    Raises:
        NotVerifiedError: something does not hold; nothing of the answer may be used.
        CliError: the pin is none, or the clocks of device and service differ by more than a day.

    """
    try:
        root = verify_root_chain(_notes(answer), _parsed_pin(pin))
    except WbpError as error:
        raise NotVerifiedError(_root_sentence(pin), error.code) from None
    notices: list[str] = []
    today, sealing_day = _days(answer, root, notices, existing=existing)
    directory = _directory(answer, root, today, min_version, notices, existing=existing)
    if pin is None:
        notices.append(
            "Not pinned: this program cannot know that this is the organisation you mean. "
            "Compare the fingerprint with the counsellor's card or poster."
        )
    if root.single_signer:
        notices.append("One person controls this organisation's list of keys.")
    if root.practice:
        notices.append("This is a practice organisation: nothing here is a real report.")
    if directory is not None and answer.get("proof") is None:
        notices.append(_NOT_IN_LOG)
    if directory is not None and directory.expired:
        notices.append("This organisation's list of keys is out of date.")
    devices = answer.get("devices")
    words = {str(mark): str(whose) for mark, whose in devices.items()} if isinstance(devices, dict) else {}
    missed = answer.get("missedDrills")
    silent = frozenset(map(str, missed)) if isinstance(missed, list) else frozenset[str]()
    return VerifiedOrganisation(root, directory, today, sealing_day, pin is not None, tuple(notices), words, silent)


def fetch_organisation(
    link: ServiceLink, slug: str, pin: str | None, *, existing: bool, min_version: int = 1
) -> VerifiedOrganisation:
    """Ask a service for an organisation by its short name and verify it; errors as for `verify_organisation`."""
    answer = link.get(f"/r/v1/organisations/{slug}")
    return verify_organisation(answer, pin, existing=existing, min_version=min_version)


def choose_counsellor(organisation: VerifiedOrganisation, wanted: str | None) -> Entry:
    """Return the entry to seal a new report to: the newest key of the wanted counsellor, or of the first eligible one.

    Raises:
        CliError: nobody fits, or more than one, or who fits may not receive reports.

    """
    directory = organisation.listed()
    people = [entry for entry in directory.entries if entry.record.role in RECIPIENT_ROLES]
    fitting = people if wanted is None else [entry for entry in people if _is_called(entry, wanted)]
    eligible = [entry for entry in fitting if entry.state == ACTIVE and entry.record.is_valid_on(organisation.today)]
    if not eligible:
        raise CliError(_why_nobody(fitting, people, wanted), "counsellor")
    if wanted is None:
        first = min(eligible, key=lambda entry: (entry.name, entry.record.id_pk))
        return newest_key(eligible, first.record.id_pk)
    if len({entry.record.id_pk for entry in eligible}) > 1:
        raise CliError("More than one counsellor has this name. Give the fingerprint from the card.", "counsellor")
    return newest_key(eligible, eligible[0].record.id_pk)


def newest_key(entries: Sequence[Entry], identity_pk: bytes) -> Entry:
    """Return the entry with the newest epoch of one person; `entries` must hold one."""
    return max((entry for entry in entries if entry.record.id_pk == identity_pk), key=lambda entry: entry.record.epoch)


def states_of(organisation: VerifiedOrganisation, identity_pk: bytes) -> set[str]:
    """Return the states in which one person's keys stand on the list."""
    directory = organisation.directory
    return {entry.state for entry in (directory.entries if directory else ()) if entry.record.id_pk == identity_pk}


def person(entry: Entry) -> str:
    """Return the name without the role words."""
    return entry.name.partition(";")[0]


def role_words(entry: Entry) -> str:
    """Return the role words without the name, like `external; OO+IS`."""
    return entry.name.partition("; ")[2]


def _notes(answer: JsonObject) -> list[str]:
    notes = answer.get("root")
    return [str(note) for note in notes] if isinstance(notes, list) else []


def _parsed_pin(pin: str | None) -> bytes | None:
    if pin is None:
        return None
    try:
        return pin_parse(pin)
    except WbpError:
        raise CliError("The pin has 26 letters and digits; this is none.", "pin") from None


def _root_sentence(pin: str | None) -> str:
    if pin is None:
        return f"What this service says about the organisation does not hold. Nothing was sent. {OTHER_DESKS}"
    return f"This service does not hold the organisation of this pin. Nothing was sent. {OTHER_DESKS}"


def _days(answer: JsonObject, root: Root, notices: list[str], *, existing: bool) -> tuple[int, int | None]:
    """Return the day to verify for, and the day to seal with or None."""
    device = device_day()
    try:
        service = date.fromisoformat(str(answer.get("today", "")))
    except ValueError:
        raise NotVerifiedError("The service does not say which day it is.") from None
    if root.org_name.endswith(DEMO_SUFFIX):
        return day_of(service), day_of(service)
    if abs((service - device).days) <= 1:
        return day_of(device), day_of(service)
    sentence = f"The clocks differ: this device says {device}, the service says {service}."
    if not existing:
        raise CliError(f"{sentence} Set the right day on this device and try again. Nothing was sent.", "clock")
    notices.append(sentence)
    return day_of(device), None


def _directory(
    answer: JsonObject, root: Root, today: int, min_version: int, notices: list[str], *, existing: bool
) -> Directory | None:
    note, proof = answer.get("directory"), answer.get("proof")
    if note is None:
        return None
    try:
        return verify_directory(str(note), root, today, min_version, None if proof is None else str(proof), existing)
    except WbpError as error:
        sentence = _FALSE_PROOF if isinstance(error, ProofError) else _FALSE_LIST
        if not existing:
            raise NotVerifiedError(f"{sentence} Nothing was sent. {OTHER_DESKS}", error.code) from None
        notices.append(f"{sentence} You can read, but nothing can be sealed.")
        return None


def _is_called(entry: Entry, wanted: str) -> bool:
    is_name = person(entry).casefold() == wanted.strip().casefold()
    return is_name or fingerprint_of(entry.record.id_pk) == plain_fingerprint(wanted)


def _why_nobody(fitting: Sequence[Entry], people: Sequence[Entry], wanted: str | None) -> str:
    names = ", ".join(sorted({person(entry) for entry in people if entry.state == ACTIVE}))
    states = {entry.state for entry in fitting}
    if wanted is None or not names:
        return f"No counsellor can receive reports here now. Nothing was sent. {OTHER_DESKS}"
    if REVOKED in states:
        return f"The key of this counsellor was revoked: nothing may be sealed to it. You can choose {names}."
    if RETIRED in states:
        return f"This counsellor left and receives no new reports. You can choose {names}."
    if ACTIVE in states:
        return f"The key of this counsellor is not valid today. You can choose {names}."
    return f"Nobody on the list has this name or fingerprint. You can choose {names}."
