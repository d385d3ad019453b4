"""Find every text of a domain in templates and scripts. A development tool: Babel is absent at run time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file

ROOT: Final = Path(__file__).resolve().parents[2]
LOCALE_DIR: Final = Path(__file__).resolve().parent
LANGUAGE: Final = "nl"


def _scripts(*names: str) -> tuple[str, ...]:
    return tuple(f"app/web/static/js/{name}.js" for name in names)


# Which files speak in which domain. `app.web.rendering` looks a page's texts up in its own domain, then in `shared`.
SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "shared": ("templates/base.html", "templates/components/*.html"),
    "reporter": ("templates/reporter/**/*.html",),
    "workplace": ("templates/workplace/**/*.html",),
    "errors": ("templates/errors/*.html",),
    "reports": ("templates/reports/*.html",),
    "reporter_scripts": _scripts("shared/*", "report/*", "case/*", "logbook/*", "check/*", "reporter_worker/*"),
    "workplace_scripts": _scripts("shared/paper", "enrol/*", "workplace/*", "workplace_worker/*"),
}
_KEYWORDS: Final = {".html": {"_": None}, ".js": {"t": None}}
_METHODS: Final = {".html": "jinja2.ext:babel_extract", ".js": "javascript"}


def source_files(domain: str) -> Iterator[Path]:
    """Give the files of a domain, sorted, each once."""
    found = {path for pattern in SOURCES[domain] for path in ROOT.glob(pattern)}
    yield from sorted(found)


def collect(domain: str) -> Catalog:
    """Read the texts of a domain from its files, with the file of each and no line numbers."""
    catalogue = Catalog(project="Zegel", version="1", charset="utf-8", fuzzy=False)
    for path in source_files(domain):
        suffix = path.suffix
        options = {"trimmed": "true", "silent": "false"} if suffix == ".html" else {"parse_template_string": "true"}
        found = extract_from_file(_METHODS[suffix], path, keywords=_KEYWORDS[suffix], options=options)
        for _line, message, _comments, _context in found:
            catalogue.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return catalogue
