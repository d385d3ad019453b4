"""GET /api/v1/openapi.json: the description of the API, public, with contact, examples and every problem.

FastAPI derives it from the routes and their types; here it is completed with what the Dutch API Design Rules ask.
"""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.openapi.utils import get_openapi

from app.api.described import OPEN
from app.api.guards import accepts, tagged
from app.api.problems import MEDIA_TYPE
from app.api.schemas import ProblemDocument
from app.api.version import API_VERSION, PREFIX
from app.dependencies import Service
from app.domain.api_client import Scope

TITLE: Final = "Zegel for authorities"
_DESCRIPTION: Final = (
    "An authority's own system fetches packages that reporters let go to it, sealed to its own key; confirms receipt, "
    "tells what is done and writes back, signed and sealed on its own side; and checks the public log. The service "
    "reads nothing of it. Formats: crypto/PROTOCOL.md. Changes: CHANGELOG.md."
)
_CONTACT: Final = {"name": "The maintainers of Zegel", "url": "https://zegel.example.org/contact"}
_TAGS: Final = (
    ("token", "Access tokens (OAuth 2.0 client credentials, private_key_jwt with EdDSA)."),
    ("packages", "What reporters let go to this authority."),
    ("statements", "What this authority signs about a package."),
    ("messages", "Sealed messages to and from the reporter."),
    ("webhooks", "Where this client is told that there is news."),
    ("duties", "The terms of the law that run for this authority."),
    ("organisations", "Signed roots and lists of keys, and published punctuality."),
    ("log", "The public log."),
    ("description", "This description."),
)
_SCOPES: Final = {
    Scope.PACKAGES_READ: "Packages, messages, duties and organisations.",
    Scope.PACKAGES_WRITE: "Messages to reporters.",
    Scope.STATEMENTS_WRITE: "Signed statements.",
    Scope.WEBHOOKS_READ: "Webhooks and what was delivered.",
    Scope.WEBHOOKS_WRITE: "Adding, changing and removing webhooks, and sending again.",
}
_ALWAYS: Final = {
    "400": "Not in the form that is asked, or a rule says no.",
    "404": "No such thing for this client.",
    "405": "Another method.",
    "406": "The client accepts nothing that this address gives.",
    "413": "More bytes than fit.",
    "429": "Too many questions.",
    "500": "Our fault; nothing was kept.",
    "503": "Come back in a moment.",
}
_SIGNED_IN: Final = {"401": "No token that counts.", "403": "The token lacks the scope."}
_WRITING: Final = {"409": "Not now, or written already.", "415": "Another media type."}
_VERSION_HEADER: Final = {
    "API-Version": {
        "description": "The whole version of the API.",
        "schema": {"type": "string", "examples": [API_VERSION]},
    }
}

router: Final = APIRouter(tags=["description"], dependencies=[Depends(accepts("application/json"))])


@router.get(
    "/openapi.json",
    responses={200: {"description": "The description (OpenAPI 3.1)."}},
    openapi_extra=OPEN,
)
async def get_description(request: Request, service: Service) -> Response:
    """Give this description."""
    state = request.app.state
    if not hasattr(state, "description"):
        state.description = _description(request.app.routes, service.settings.api_base)
    answer = tagged(request, state.description)
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def _description(routes: list[Any], base: str) -> dict[str, Any]:
    made = get_openapi(
        title=TITLE,
        version=API_VERSION,
        description=_DESCRIPTION,
        routes=routes,
        contact=dict(_CONTACT),
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        tags=[{"name": name, "description": text} for name, text in _TAGS],
        servers=[{"url": f"{base}{PREFIX}"}],
    )
    made["paths"] = {path.removeprefix(PREFIX): item for path, item in made["paths"].items()}
    parts = made["components"]
    for name in ("HTTPValidationError", "ValidationError"):
        parts["schemas"].pop(name, None)
    schema = ProblemDocument.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    parts["schemas"].update(schema.pop("$defs", {}))
    parts["schemas"]["ProblemDocument"] = schema
    parts["securitySchemes"] = {"oauth2": _oauth(base)}
    for item in made["paths"].values():
        for method, operation in item.items():
            _complete(method, operation)
    return made


def _complete(method: str, operation: dict[str, Any]) -> None:
    """Name every problem of a route, and the version in every answer."""
    answers = operation["responses"]
    answers.pop("422", None)
    named = {
        **_ALWAYS,
        **(_SIGNED_IN if operation.get("security") else {}),
        **(_WRITING if method in {"post", "patch"} else {}),
    }
    if operation["operationId"] == "issue_token":
        named |= {"401": "The assertion does not hold."}
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}}
    for status, text in named.items():
        answers[status] = {"description": text, "content": problem}
    for status, one in answers.items():
        one["headers"] = {**one.get("headers", {}), **_VERSION_HEADER}
        if status == "200" and method == "get":
            one["headers"]["ETag"] = {"schema": {"type": "string"}}


def _oauth(base: str) -> dict[str, Any]:
    scopes = {scope.value: text for scope, text in _SCOPES.items()}
    flow = {"tokenUrl": f"{base}{PREFIX}/token", "scopes": scopes}
    return {"type": "oauth2", "description": "private_key_jwt (RFC 7523), EdDSA.", "flows": {"clientCredentials": flow}}
