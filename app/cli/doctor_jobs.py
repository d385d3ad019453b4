"""What `zegel doctor` says of the daily jobs: whether they ran, whether the clock is right, whether mail can go out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.domain.errors import ClockWentBackError
from app.outbound.mail import MailError, connected
from app.services.daily_jobs import runs
from app.settings import SettingsError
from app.worker.desk import mail_server
from app.worker.jobs import DAILY
from app.worker.loop import CLOCK_WENT_BACK

if TYPE_CHECKING:
    from app.clock import Clock
    from app.settings import Settings
    from app.store.database import Store


class JobFinding(NamedTuple):
    """One thing that was looked at. `level`: ok, warning or fault."""

    what: str
    level: str
    sentence: str


def examine_jobs(store: Store, clock: Clock) -> list[JobFinding]:
    """Look at the clock and at what has run today."""
    today, now = clock.today(), clock.time_of_day()
    try:
        ran = store.read(lambda work: runs(work, today))
    except ClockWentBackError:
        return [JobFinding("clock", "fault", CLOCK_WENT_BACK)]
    findings = [JobFinding("clock", "ok", f"it is {today}; no daily job has run on a later day")]
    late = [job.name for job in DAILY if now >= job.at and ran.get(job.name) != today]
    if late:
        sentence = (
            f"not yet run today: {', '.join(late)}. The service runs them by itself and tries again every few minutes; "
            "is it running, and what does its log say? By hand: `zegel watch`."
        )
        return [*findings, JobFinding("daily jobs", "warning", sentence)]
    return [*findings, JobFinding("daily jobs", "ok", "what was due today has run")]


def examine_mail(settings: Settings) -> JobFinding:
    """Connect to the mail server and sign in; nothing is sent."""
    try:
        server = mail_server(settings)
    except SettingsError as error:
        return JobFinding("mail", "fault", str(error))
    if server is None:
        return JobFinding("mail", "ok", "no mail server is set, so nobody is reminded by mail; the workplace says so")
    try:
        with connected(server):
            return JobFinding("mail", "ok", "the mail server answers and lets us in")
    except MailError:
        sentence = (
            "the mail server cannot be reached, its certificate is not trusted, or it does not let us in. Look at the "
            "ZEGEL_SMTP settings, and whether the service may open connections (deploy/README.md)."
        )
        return JobFinding("mail", "fault", sentence)
