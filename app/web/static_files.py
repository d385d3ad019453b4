"""Style sheets, scripts, word lists and the scripts' texts: read at the start, each compressed once.

A request is looked up in a table of exact addresses, so no path can lead outside. Every file has a strong ETag of its
bytes; browsers keep it but ask each time, so that two versions of the scripts never meet in one page.
"""

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

import brotli
from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from app.web import translations
from app.web.category_names import category_names
from app.web.script_texts import texts_of

STATIC_DIR: Final = Path(__file__).resolve().parent / "static"
CRYPTO_DIR: Final = Path(__file__).resolve().parents[2] / "crypto"
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_SERVED: Final = (
    (STATIC_DIR / "css", "*.css", "/static/css"),
    (STATIC_DIR / "js", "*/*.js", "/static/js"),
    (STATIC_DIR / "img", "*.svg", "/static/img"),
    (CRYPTO_DIR / "js", "*.js", "/crypto/js"),
    (CRYPTO_DIR / "js" / "vendor", "*.js", "/crypto/js/vendor"),
    (CRYPTO_DIR / "wordlists", "*.txt", "/crypto/wordlists"),
)
# The conformance runner, and what says which modules are joined, are for a terminal; a browser never needs them.
# The modules themselves are served for a reader: pages load them joined (crypto/js/README.md).
_NOT_SERVED: Final = ("conformance.js", "conformance_kinds.js", "_entry.js")
_COMPRESSORS: Final = zlib.crc32(f"{zlib.ZLIB_RUNTIME_VERSION} {brotli.version}".encode())
_FOR_READERS: Final = re.compile(r"/crypto/js/[^/]+|/crypto/js/vendor/noble\.js|/crypto/wordlists/(nl|en)\.txt")
"""Served to be read, and loaded by no page."""


@dataclass
class StaticFile:
    """One file as it is sent: its type, its bytes, the same bytes compressed in two ways, and their common tag."""

    content_type: str
    plain: bytes
    etag: str
    squeezed: bytes | None = None
    """With Brotli, a tenth smaller; made after the start, because it takes seconds."""

    @cached_property
    def packed(self) -> bytes:
        """With gzip; made when somebody first asks, so that the start need not wait for files that nobody fetches."""
        return gzip.compress(self.plain, 9, mtime=0)

    def answer(self, request: Request) -> Response:
        """Answer 304 when the browser has these bytes, else send them, compressed if it may be."""
        encoding, body = self._form(request.headers.get("accept-encoding", ""))
        # Three representations, three strong tags (RFC 9110, 8.8.3.3).
        etag = f'"{self.etag}-{encoding}"' if encoding else f'"{self.etag}"'
        headers = {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
        if etag in known or "*" in known:
            return Response(status_code=304, headers=headers)
        headers["Content-Type"] = self.content_type
        if encoding:
            headers["Content-Encoding"] = encoding
        return Response(body, headers=headers)

    def squeeze(self) -> None:
        """Compress with Brotli, and keep that if it is smaller."""
        # A window of 256 KiB holds the largest file and keeps the memory this takes small.
        squeezed = brotli.compress(self.plain, quality=11, lgwin=18)
        if len(squeezed) < len(self.packed):
            self.squeezed = squeezed

    def _form(self, accepted: str) -> tuple[str, bytes]:
        """Choose the smallest form the browser takes. Browsers take Brotli over https and on loopback."""
        known = {word.partition(";")[0].strip() for word in accepted.split(",")}
        if "br" in known and self.squeezed is not None:
            return "br", self.squeezed
        return ("gzip", self.packed) if "gzip" in known else ("", self.plain)


def _file(suffix: str, plain: bytes) -> StaticFile:
    # A tag tells versions of our own files apart and protects nothing: a checksum and a length do. Other compressors
    # write other bytes, so their versions count too.
    etag = f"{zlib.crc32(plain, _COMPRESSORS):08x}{len(plain):06x}"
    return StaticFile(_TYPES[suffix], plain, etag)


def _json(texts: Mapping[str, object]) -> StaticFile:
    return _file(".json", json.dumps(dict(texts), ensure_ascii=False, sort_keys=True).encode())


def _read_all() -> Iterator[tuple[str, StaticFile]]:
    for folder, pattern, prefix in _SERVED:
        for path in sorted(folder.glob(pattern)):
            if not path.name.endswith(_NOT_SERVED):
                address = f"{prefix}/{path.relative_to(folder).as_posix()}"
                yield address, _file(path.suffix, path.read_bytes())
    for domain in translations.SCRIPT_DOMAINS:
        for language in translations.LANGUAGES:
            yield f"/texts/{domain}.{language}.json", _json(translations.script_texts(domain, language))
    for language in translations.LANGUAGES:
        yield f"/texts/report.{language}.json", _json(texts_of("report/report.js", "reporter_scripts", language))
        yield f"/texts/categories.{language}.json", _json(category_names(language))
    yield "/favicon.svg", _file(".svg", (STATIC_DIR / "img" / "favicon.svg").read_bytes())


@cache
def files() -> dict[str, StaticFile]:
    """Return every file that is served, by its exact address; read on the first call."""
    return dict(_read_all())


def squeeze_all() -> None:
    """Compress what pages load once more, with Brotli; seconds of one core, in a thread beside the service."""
    for address, file in files().items():
        if not _FOR_READERS.fullmatch(address):
            file.squeeze()


router: Final = APIRouter(include_in_schema=False)


@router.api_route("/static/{rest:path}", methods=["GET", "HEAD"])
@router.api_route("/crypto/{rest:path}", methods=["GET", "HEAD"])
@router.api_route("/texts/{rest:path}", methods=["GET", "HEAD"])
@router.api_route("/favicon.svg", methods=["GET", "HEAD"])
async def static_file(request: Request) -> Response:
    """Send a static file; anything that is not in the table is unknown."""
    found = files().get(request.url.path)
    if found is None:
        raise HTTPException(status_code=404)
    return found.answer(request)
