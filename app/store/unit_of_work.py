"""A unit of work: the repositories of one transaction."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from app.store.accounts import Accounts
from app.store.after_care import AfterCare
from app.store.api_clients import ApiClients
from app.store.calendar import CalendarFeeds
from app.store.case_links import CaseLinks
from app.store.cases import Cases
from app.store.conditional_items import ConditionalItems
from app.store.consents import Consents
from app.store.drills import Drills
from app.store.duties import Duties
from app.store.envelopes import Envelopes
from app.store.erasure import Erasure
from app.store.events import Events
from app.store.holders import Holders
from app.store.installation import Installation
from app.store.invitations import Invitations
from app.store.jobs import JobRuns
from app.store.key_records import KeyRecords
from app.store.legal_demands import LegalDemands
from app.store.log import Log
from app.store.logbooks import Logbooks
from app.store.looks import Looks
from app.store.mail import MailSettings, Outbox
from app.store.organisations import Organisations
from app.store.outside_keys import OutsideKeys
from app.store.packages import Packages
from app.store.register import Register
from app.store.requests import Requests
from app.store.second_contacts import SecondContacts
from app.store.signed_notes import Directories, Roots
from app.store.steps import Steps
from app.store.totals import Totals
from app.store.track_changes import TrackChanges
from app.store.webhook_events import WebhookEvents
from app.store.webhooks import Webhooks

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

T = TypeVar("T")


KEPT_LIMIT: Final = 4096
"""So many values are kept at most; then the memory starts anew."""

Kept = dict[tuple[str, bytes, int], Any]


class UnitOfWork:
    """What a service may read and write; ends with the transaction it was made for."""

    def __init__(self, connection: Connection, memory: Kept) -> None:
        """Work on this connection; the store begins and commits, and owns the memory."""
        self._connection = connection
        self._memory = memory
        self.has_news = False
        """Whether an event for a webhook was kept; who delivers them is woken after the commit."""

    def kept(self, key: tuple[str, bytes, int], read: Callable[[], T | None]) -> T | None:
        """Give a value that can never change once it is written, from memory when it was read before.

        What is not there is asked for again each time: it may come.
        """
        found: T | None = self._memory.get(key)
        if found is None:
            found = read()
            if found is not None:
                if len(self._memory) >= KEPT_LIMIT:
                    self._memory.clear()
                self._memory[key] = found
        return found

    @cached_property
    def accounts(self) -> Accounts:
        """Accounts of the workplace."""
        return Accounts(self._connection)

    @cached_property
    def api_clients(self) -> ApiClients:
        """Authorities' systems at the API."""
        return ApiClients(self._connection)

    @cached_property
    def calendar_feeds(self) -> CalendarFeeds:
        """Calendar feeds of open duties."""
        return CalendarFeeds(self._connection)

    @cached_property
    def after_care(self) -> AfterCare:
        """Closed cases and the steps of after-care in them."""
        return AfterCare(self._connection)

    @cached_property
    def case_links(self) -> CaseLinks:
        """Reports that belong to earlier ones."""
        return CaseLinks(self._connection)

    @cached_property
    def cases(self) -> Cases:
        """Cases."""
        return Cases(self._connection)

    @cached_property
    def conditional_items(self) -> ConditionalItems:
        """What waits for a missed duty or an absence."""
        return ConditionalItems(self._connection)

    @cached_property
    def consents(self) -> Consents:
        """Consents of reporters, and the re-wrap records made on their ground."""
        return Consents(self._connection)

    @cached_property
    def directories(self) -> Directories:
        """Signed directories."""
        return Directories(self._connection)

    @cached_property
    def drills(self) -> Drills:
        """Drills of counsellors' keys."""
        return Drills(self._connection)

    @cached_property
    def duties(self) -> Duties:
        """Signed duty statements."""
        return Duties(self._connection)

    @cached_property
    def envelopes(self) -> Envelopes:
        """Sealed messages."""
        return Envelopes(self._connection)

    @cached_property
    def erasure(self) -> Erasure:
        """Closed cases that may go."""
        return Erasure(self._connection)

    @cached_property
    def events(self) -> Events:
        """Events of cases, as the log commits to them."""
        return Events(self._connection)

    @cached_property
    def holders(self) -> Holders:
        """Who holds a space of a case besides its counsellor of now."""
        return Holders(self._connection)

    @cached_property
    def installation(self) -> Installation:
        """The mark that database and key files belong together."""
        return Installation(self._connection)

    @cached_property
    def invitations(self) -> Invitations:
        """One-time invitations."""
        return Invitations(self._connection)

    @cached_property
    def log(self) -> Log:
        """The public logs."""
        return Log(self._connection)

    @cached_property
    def legal_demands(self) -> LegalDemands:
        """Orders to disclose."""
        return LegalDemands(self._connection)

    @cached_property
    def logbooks(self) -> Logbooks:
        """Sealed diaries."""
        return Logbooks(self._connection)

    @cached_property
    def job_runs(self) -> JobRuns:
        """The last day of each daily job."""
        return JobRuns(self._connection)

    @cached_property
    def looks(self) -> Looks:
        """The days on which the watch looks at cases."""
        return Looks(self._connection)

    @cached_property
    def mail_settings(self) -> MailSettings:
        """Where people of the workplace want to be reminded."""
        return MailSettings(self._connection)

    @cached_property
    def organisations(self) -> Organisations:
        """Organisations."""
        return Organisations(self._connection)

    @cached_property
    def outbox(self) -> Outbox:
        """The mails of today."""
        return Outbox(self._connection)

    @cached_property
    def outside_keys(self) -> OutsideKeys:
        """Keys of authorities and helpers without an account."""
        return OutsideKeys(self._connection)

    @cached_property
    def packages(self) -> Packages:
        """Sealed packages for authorities, helpers and deputies."""
        return Packages(self._connection)

    @cached_property
    def records(self) -> KeyRecords:
        """Counsellors' key records."""
        return KeyRecords(self._connection)

    @cached_property
    def register(self) -> Register:
        """The statutory register."""
        return Register(self._connection)

    @cached_property
    def requests(self) -> Requests:
        """What counsellors ask of reporters."""
        return Requests(self._connection)

    @cached_property
    def roots(self) -> Roots:
        """Root notes."""
        return Roots(self._connection)

    @cached_property
    def second_contacts(self) -> SecondContacts:
        """Whom organisations named to be told beside the case officer."""
        return SecondContacts(self._connection)

    @cached_property
    def steps(self) -> Steps:
        """Steps of investigations."""
        return Steps(self._connection)

    @cached_property
    def totals(self) -> Totals:
        """Counts of cases by year."""
        return Totals(self._connection)

    @cached_property
    def track_changes(self) -> TrackChanges:
        """Changes of track."""
        return TrackChanges(self._connection)

    @cached_property
    def webhook_events(self) -> WebhookEvents:
        """News that waits for webhooks, and what was delivered."""
        return WebhookEvents(self._connection)

    @cached_property
    def webhooks(self) -> Webhooks:
        """Where authorities' systems hear of news."""
        return Webhooks(self._connection)
