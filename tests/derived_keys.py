"""Keys for the browsers of the tests, derived by libsodium in this process instead of by the scripts of the page.

A sign-in waits up to two seconds for its key in a browser, and the other twin gives the same bytes in a tenth of that
(the vectors bind both). So only journeys marked `derives_in_the_page`, the main one and Firefox wait for a browser.
"""

import json
import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Route

from crypto.boxes import Argon2Profile, argon2id

VENDOR = Path(__file__).resolve().parent.parent / "crypto" / "js" / "vendor"
JOINED = re.compile(r"/crypto/js/vendor/(reporter|workplace)_protocol\.js$")
DERIVED = "/derived-by-the-test"
IN_THE_PAGE = "  return argon2idAsync(password, salt, {"
HERE = f"""  const asked = JSON.stringify([profile, [...password], [...salt]]);
  const answer = await fetch("{DERIVED}", {{ method: "POST", body: asked, signal: watch.signal }});
  watch.onProgress?.(1);
  return new Uint8Array(await answer.arrayBuffer());
"""
"""What stands in for the derivation; it never reaches a service."""


def derive_here(context: BrowserContext) -> None:
    """Have the pages of a context ask this process for what they would derive."""
    context.route(JOINED, _script)
    context.route(f"**{DERIVED}", _derive)


def _script(route: Route) -> None:
    text = (VENDOR / route.request.url.rpartition("/")[2]).read_text(encoding="utf-8")
    assert text.count(IN_THE_PAGE) == 1
    headers = {"Content-Type": "text/javascript", "Cross-Origin-Resource-Policy": "same-origin"}
    route.fulfill(headers=headers, body=text.replace(IN_THE_PAGE, HERE + IN_THE_PAGE))


def _derive(route: Route) -> None:
    profile, password, salt = json.loads(route.request.post_data or "")
    route.fulfill(body=argon2id(bytes(password), bytes(salt), Argon2Profile[profile.upper()]))
