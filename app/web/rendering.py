"""Turn a template into an answer, in the language of the visitor.

Templates get `_` (translate), `lang`, `other_lang`, `other_url`, `link` (an address that keeps the chosen language),
`day` (a date in words), `demo`, `practice` and what the page itself passes. Pages hold no case data: that is opened in
the browser.
"""

import gzip
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from fastapi import Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.web import translations

TEMPLATES_DIR: Final = Path(__file__).resolve().parents[2] / "templates"
_GZIP_LEVEL: Final = 6


@cache
def environment() -> Environment:
    """Build the one template environment: everything escaped, an unknown name is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES_DIR),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def language_of(request: Request) -> str:
    """Return the language of this request: `?lang=`, else Accept-Language, else Dutch."""
    return translations.choose_language(request.query_params.get("lang"), request.headers.get("accept-language"))


def render(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """Answer with a page.

    Args:
        request: decides the language and tells whether this is the demo.
        template: its path below `templates/`; the first folder is the catalogue its texts come from.
        status: the HTTP status.
        values: what the template needs; they win over the names above.

    """
    language = language_of(request)
    domain = template.partition("/")[0]
    context = {
        "_": translations.translator(domain, language),
        "lang": language,
        "other_lang": translations.other_language(language),
        "other_url": _other_url(request, language),
        "link": _link_builder(request),
        "day": partial(translations.long_day, language=language),
        "demo": is_demo(request),
        "practice": False,
        **values,
    }
    body = environment().get_template(template).render(context).encode()
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": language,
        "Cache-Control": "no-store",
        "Vary": "Accept-Encoding, Accept-Language",
    }
    if "gzip" in request.headers.get("accept-encoding", ""):
        # Safe to compress: a page holds neither case data nor anything the visitor sent.
        body = gzip.compress(body, _GZIP_LEVEL, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(body, status_code=status, headers=headers)


def is_demo(request: Request) -> bool:
    """Tell whether the service shows the demo (settings are kept on the application by `app.main`)."""
    settings = getattr(request.app.state, "settings", None)
    return bool(getattr(settings, "demo", False))


def _link_builder(request: Request) -> Callable[[str], str]:
    """Make addresses that keep a language the visitor asked for by `?lang=`."""
    chosen = request.query_params.get("lang")
    if chosen not in translations.LANGUAGES:
        return str

    def link(path: str) -> str:
        address, mark, fragment = path.partition("#")
        joiner = "&" if "?" in address else "?"
        return f"{address}{joiner}{urlencode({'lang': chosen})}{mark}{fragment}"

    return link


def _other_url(request: Request, language: str) -> str:
    """Return this page's own address in the other language; of the query only a known track is kept."""
    query = {"lang": translations.other_language(language)}
    track = request.query_params.get("track")
    if track in {"sparren", "melding"}:
        query = {"track": str(track), **query}
    return f"?{urlencode(query)}"
