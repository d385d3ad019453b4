"""What `zegel doctor` says of webhooks: whether some are off because their receivers failed, and where they may go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.doctor_jobs import JobFinding
from app.domain.webhook import OffReason

if TYPE_CHECKING:
    from app.settings import Settings
    from app.store.database import Store
    from app.store.unit_of_work import UnitOfWork


def examine_webhooks(store: Store, settings: Settings) -> list[JobFinding]:
    """Look at how deliveries go; addresses and clients are named by `zegel authority systems`, not here."""
    findings = []
    if settings.webhook_to_loopback and not settings.demo:
        sentence = (
            "ZEGEL_WEBHOOK_TO_LOOPBACK is for tests and trials: clients could have this machine ask itself. Unset it"
        )
        findings.append(JobFinding("webhooks", "warning", sentence))
    off = store.read(_off)
    if off:
        sentence = (
            f"{off} are off because their receivers failed or are gone; their clients see it and turn them on again"
        )
        findings.append(JobFinding("webhooks", "warning", sentence))
    return findings or [JobFinding("webhooks", "ok", "none is off because its receiver failed")]


def _off(work: UnitOfWork) -> int:
    clients = [one for one in work.api_clients.all() if one.revoked_on is None]
    webhooks = [one for client in clients for one in work.webhooks.of_client(client.client_id)]
    return sum(one.reason in {OffReason.FAILURES, OffReason.GONE} for one in webhooks)
