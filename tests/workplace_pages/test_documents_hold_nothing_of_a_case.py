"""What the service sends as a page is the same for everybody: no case, no account, no token is ever in it."""

from collections.abc import Callable

import httpx
import pytest

from tests.workplace_pages.conftest import DOCUMENTS

Get = Callable[..., httpx.Response]


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_is_the_same_whatever_stands_in_the_address_or_cookie(get: Get, path: str) -> None:
    plain = get(f"{path}?lang=nl").text
    assert "hier-is-een-geheim" not in plain
    assert get(f"{path}?lang=nl&token=hier-is-een-geheim&case=1").text == plain
    assert get(f"{path}?lang=nl", Cookie="__Host-zegel=hier-is-een-geheim").text == plain


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_is_never_kept_and_sets_no_cookie(get: Get, path: str) -> None:
    headers = get(path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


def test_a_document_says_without_scripts_what_to_do(get: Get) -> None:
    page = get("/workplace?lang=en").text
    for command in ("zegel worklist", "zegel read", "zegel acknowledge", "zegel reply"):
        assert f"<kbd>{command}</kbd>" in page
    assert "Allow JavaScript for this site" in get("/workplace/enrol?lang=en").text


def test_the_card_names_the_host_of_the_reporters_pages(get: Get) -> None:
    for path in DOCUMENTS:
        assert 'data-reporter-host="127.0.0.1"' in get(path).text
