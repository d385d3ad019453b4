"""Static files are the bytes of the repository, compressed once, revalidated by a strong tag, and nothing else."""

import gzip
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from app.web import static_files

Get = Callable[..., httpx.Response]
ROOT = Path(__file__).resolve().parents[2]
SAMPLES = {
    "/static/css/tokens.css": ("app/web/static/css/tokens.css", "text/css; charset=utf-8"),
    "/static/js/shared/quick_exit.js": ("app/web/static/js/shared/quick_exit.js", "text/javascript; charset=utf-8"),
    "/crypto/js/primitives.js": ("crypto/js/primitives.js", "text/javascript; charset=utf-8"),
    "/crypto/js/vendor/noble.js": ("crypto/js/vendor/noble.js", "text/javascript; charset=utf-8"),
    "/crypto/js/vendor/reporter_protocol.js": (
        "crypto/js/vendor/reporter_protocol.js",
        "text/javascript; charset=utf-8",
    ),
    "/crypto/wordlists/nl.folded.txt": ("crypto/wordlists/nl.folded.txt", "text/plain; charset=utf-8"),
    "/crypto/wordlists/nl.txt": ("crypto/wordlists/nl.txt", "text/plain; charset=utf-8"),
    "/favicon.svg": ("app/web/static/img/favicon.svg", "image/svg+xml"),
}


@pytest.mark.parametrize("url", SAMPLES)
def test_the_browser_gets_the_bytes_of_the_repository(get: Get, url: str) -> None:
    file, content_type = SAMPLES[url]
    answer = get(url)
    assert answer.headers["content-type"] == content_type
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == (ROOT / file).read_bytes()
    assert get(url, Accept_Encoding="identity").content == (ROOT / file).read_bytes()


@pytest.mark.parametrize("url", SAMPLES)
def test_a_file_the_browser_has_is_not_sent_again(get: Get, url: str) -> None:
    tag = get(url).headers["etag"]
    again = get(url, If_None_Match=f'"other", {tag}')
    assert tag.startswith('"')
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == tag
    assert get(url, If_None_Match='"other"').status_code == 200


def test_both_forms_of_a_file_have_a_tag_of_their_own(get: Get) -> None:
    url = "/static/css/tokens.css"
    assert get(url).headers["etag"] != get(url, Accept_Encoding="identity").headers["etag"]


def test_other_bytes_have_another_tag() -> None:
    by_bytes = {file.plain: file.etag for file in static_files.files().values()}
    assert len(set(by_bytes.values())) == len(by_bytes) > 30


def test_what_is_compressed_is_what_is_there() -> None:
    for file in static_files.files().values():
        assert gzip.decompress(file.packed) == file.plain


def test_a_browser_that_takes_brotli_gets_the_same_bytes_smaller(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "/crypto/js/vendor/reporter_protocol.js"
    monkeypatch.setattr(static_files.files()[url], "squeezed", None)
    before = get(url, Accept_Encoding="gzip, br")
    static_files.files()[url].squeeze()
    answer = get(url, Accept_Encoding="gzip, br")
    assert [before.headers["content-encoding"], answer.headers["content-encoding"]] == ["gzip", "br"]
    assert answer.content == (ROOT / SAMPLES[url][0]).read_bytes()
    assert int(answer.headers["content-length"]) < 0.9 * int(before.headers["content-length"])
    assert answer.headers["etag"] != before.headers["etag"]
    assert get(url, Accept_Encoding="gzip").headers["content-encoding"] == "gzip"


OUTSIDE = (
    "/static/../settings.py",
    "/static/js/../../rendering.py",
    "/static/%2e%2e/settings.py",
    "/static/js/%2e%2e%2frendering.py",
    "/static//css/tokens.css",
    "/static/css",
    "/static/",
    "/static/css/tokens.css%00",
    "/crypto/vault.py",
    "/crypto/js/package.json",
    "/crypto/js/conformance.js",
    "/crypto/js/vendor/noble_entry.js",
    "/crypto/js/vendor/build.mjs",
    "/crypto/js/node_modules/@noble/hashes/package.json",
    "/texts/workplace.nl.json",
)


@pytest.mark.parametrize("url", OUTSIDE)
def test_nothing_beside_the_table_is_sent(get: Get, url: str) -> None:
    assert get(url).status_code == 404
