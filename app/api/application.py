"""Put the API together: its routes, its errors, its description, and what it keeps in memory."""

from __future__ import annotations

from typing import Final

from app.api import document, duties, forwarding, log, messages, packages, problems, statements, tokens, webhooks
from app.api.surface import ApiSurface
from app.api.version import API_VERSION, PREFIX
from app.dependencies import Parts
from app.services.api_access import ApiAccess

ROUTERS: Final = (
    tokens.router,
    packages.router,
    statements.router,
    messages.router,
    forwarding.router,
    webhooks.router,
    duties.router,
    log.router,
    document.router,
)


def build_api(parts: Parts) -> ApiSurface:
    """Build the app that answers below `/api/v1`."""
    app = ApiSurface(title=document.TITLE, version=API_VERSION, generate_unique_id_function=lambda route: route.name)
    app.state.parts = parts
    app.state.settings = parts.settings
    app.state.access = ApiAccess(parts.clock.seconds())
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    problems.install(app)
    return app
