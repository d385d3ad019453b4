"""A desk for the daily jobs in the small world of the tests, and what the tests ask of it."""

from datetime import date, timedelta

from app.domain.ids import CaseId
from app.outbound.mail import MailServer
from app.services.note_keys import load_note_keys
from app.store.database import Store
from app.store.events import CaseEvent
from app.worker.desk import Desk
from crypto.tree import EventType
from tests.world import Reporter, World

ACK_DUE = date(2026, 11, 30)
FEEDBACK_DUE = date(2027, 2, 28)
"""Of a report of 23 November 2026 that was never acknowledged: three months after the last day to do so."""
DAY = timedelta(days=1)


def desk_of(world: World, store: Store | None = None, mail_server: MailServer | None = None) -> Desk:
    """A desk on the store of the world, or on another store of the same database."""
    return Desk(store or world.store, world.clock, load_note_keys(world.settings.keys_dir), mail_server)


def missed(world: World, reporter: Reporter) -> list[tuple[int, date | None, date]]:
    """Each recorded miss of a case: which duty, its last day, and the day it was noticed."""
    events = world.store.read(lambda work: work.events.of_case(CaseId(reporter.keys.case_id)))
    return [of(event) for event in events if event.kind == EventType.DEADLINE_MISSED]


def of(event: CaseEvent) -> tuple[int, date | None, date]:
    """What a miss says."""
    return event.detail, event.due_on, event.happened_on


def look_on(world: World, reporter: Reporter) -> date | None:
    """The day on which the watch looks at a case next; None: until a fact changes."""
    case_id = reporter.keys.case_id
    pages = world.store.read(lambda work: work.looks.page(None, date.max, 10_000))
    return next((look.look_on for look in pages if look.case_id == case_id), None)
