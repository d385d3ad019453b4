"""Put the parts together: one ASGI app per surface, one process.

`create_app()` refuses to start, with a sentence, when a setting is nonsense, when the key files are missing or
belong to another database, or when a signer's key lies in the data folder.
"""

from __future__ import annotations

import gc
import logging
from threading import Timer
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter

from app.api.version import PREFIX
from app.clock import Clock, SystemClock
from app.dependencies import Parts
from app.log_config import configure_log
from app.policies.toml_source import DataError
from app.services.health import expiring_directories
from app.services.key_custody import KeyCustodyError, check_belonging, load_service_keys, misplaced_signer_files
from app.services.note_keys import load_note_keys
from app.services.organisation_policy import all_policies
from app.settings import Settings, SettingsError, load_settings
from app.store.database import open_store
from app.store.errors import StoreUnavailableError
from app.web import log_pages, problems, static_files
from app.web.reporter import conditional as reporter_conditional
from app.web.reporter import control as reporter_control
from app.web.reporter import interface as reporter_interface
from app.web.reporter import logbook as reporter_logbook
from app.web.reporter import pages as reporter_pages
from app.web.security import SecurityHeaders
from app.web.surfaces import Surface, Surfaces
from app.web.workplace import beside as workplace_beside
from app.web.workplace import control as workplace_control
from app.web.workplace import documents, organisation_interface, register_interface
from app.web.workplace import drills as workplace_drills
from app.web.workplace import interface as workplace_interface
from app.web.workplace import notifications as workplace_notifications
from app.web.workplace import packages as workplace_packages
from app.web.workplace import pages as workplace_pages
from app.web.workplace import released as workplace_released
from app.worker.desk import Desk, mail_server
from app.worker.loop import Worker

if TYPE_CHECKING:
    from app.api.surface import ApiSurface
    from app.services.key_custody import ServiceKeys
    from app.worker.webhook_round import WebhookRounds

SQUEEZE_AFTER_SECONDS: Final = 60.0
"""Compressing takes seconds of a core; whoever waited for the service to be back comes first."""

_log: Final = logging.getLogger("zegel")


class RefusedToStartError(Exception):
    """Something must be put right first; the message says what."""


def create_app(settings: Settings | None = None, clock: Clock | None = None) -> Surfaces:
    """Build the service from the environment, or from what a test gives.

    Raises:
        SettingsError: a setting is nonsense, or the password of the mail server cannot be read.
        KeyCustodyError: the key files are missing, damaged, or not this database's.
        RefusedToStartError: a signer's key lies in the data folder.

    """
    configure_log()
    settings = settings or load_settings()
    clock = clock or SystemClock(settings.zone, settings.demo_today)
    keys = load_service_keys(settings.keys_dir)
    _refuse_signer_keys(settings)
    notes = load_note_keys(settings.keys_dir)
    store = open_store(settings.database_address)
    parts = Parts(settings=settings, clock=clock, store=store, keys=keys, notes=notes)
    _check_database(parts, keys)
    static_files.files()
    _read_policies()

    desk = Desk(store, clock, notes, mail_server(settings))
    worker = Worker(desk)
    api = _api(parts) if settings.api_name else None
    rounds = _webhook_rounds(desk, parts) if api is not None else None

    async def start() -> None:
        await worker.start()
        if rounds is not None:
            await rounds.start()

    async def close() -> None:
        if rounds is not None:
            await rounds.stop()
        await worker.stop()
        parts.store.close()

    is_shared = settings.api_name.lower() == settings.reporter_host.lower()
    own = {settings.api_name: api} if api is not None and not is_shared else {}
    return Surfaces(
        {
            settings.reporter_host: _surface(
                parts,
                reporter_interface.router,
                reporter_control.router,
                reporter_conditional.router,
                reporter_logbook.router,
                reporter_pages.router,
                workplace=False,
            ),
            settings.workplace_host: _surface(
                parts,
                workplace_interface.router,
                workplace_control.router,
                workplace_beside.router,
                workplace_packages.router,
                workplace_released.router,
                workplace_drills.router,
                workplace_notifications.router,
                workplace_notifications.feed_router,
                organisation_interface.router,
                register_interface.router,
                documents.router,
                workplace_pages.router,
                workplace=True,
            ),
            **own,
        },
        start,
        close,
        (settings.reporter_host, f"{PREFIX}/", api) if api is not None and is_shared else None,
    )


def service() -> Surfaces:
    """Build the service for `zegel serve`: a refusal to start is one sentence on standard error."""
    try:
        built = create_app()
    except (SettingsError, KeyCustodyError, RefusedToStartError) as error:
        raise SystemExit(str(error)) from None
    except StoreUnavailableError:
        message = "The database cannot be reached, or was never made ready. Run `zegel database upgrade`."
        raise SystemExit(message) from None
    # The first visitors get gzip; neither they nor the start wait for the better compression.
    later = Timer(SQUEEZE_AFTER_SECONDS, static_files.squeeze_all)
    later.daemon = True
    later.start()
    # What was built stays: from here on the collector looks at what requests make, and never at this again.
    gc.freeze()
    gc.enable()
    return built


def _surface(parts: Parts, *routers: APIRouter, workplace: bool) -> Surface:
    answer = problems.answerer(workplace=workplace)
    app = Surface({} if workplace else reporter_interface.DIRECT, answer)
    app.state.parts = parts
    app.state.settings = parts.settings
    app.add_middleware(SecurityHeaders)
    for router in (*routers, log_pages.router, static_files.router):
        app.include_router(router)
    problems.install(app, answer)
    return app


def _api(parts: Parts) -> ApiSurface:
    # Only now: where no authority is connected, no start waits for its routes and types.
    from app.api.application import build_api  # noqa: PLC0415

    return build_api(parts)


def _webhook_rounds(desk: Desk, parts: Parts) -> WebhookRounds:
    from app.outbound.webhook import WebhookSender  # noqa: PLC0415 - as above
    from app.services.webhook_delivery import Sender  # noqa: PLC0415
    from app.worker.webhook_round import WebhookRounds, chance  # noqa: PLC0415

    settings = parts.settings
    post = WebhookSender(may_loop_back=settings.webhook_to_loopback)
    return WebhookRounds(desk, post, Sender.of(settings.api_oin, parts.keys.realm_id, settings.api_base), chance)


def _refuse_signer_keys(settings: Settings) -> None:
    misplaced = misplaced_signer_files(settings.data_dir)
    if misplaced:
        names = ", ".join(path.name for path in misplaced)
        message = (
            f"A signer's key lies in the data folder ({names}). Keep it on the administrator's own machine: whoever "
            "runs the service must not be able to change the list of counsellors unseen."
        )
        raise RefusedToStartError(message)


def _read_policies() -> None:
    """Read every policy now, so that no request waits for it."""
    try:
        all_policies()
    except DataError as error:
        raise RefusedToStartError(f"A policy cannot be read. {error}") from None


def _check_database(parts: Parts, keys: ServiceKeys) -> None:
    parts.store.read(lambda work: check_belonging(work, keys))
    for directory in parts.store.read(lambda work: expiring_directories(work, parts.today())):
        _log.warning("%s", directory.sentence)
