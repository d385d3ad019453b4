"""Build the page on which anybody can check a procedure without sending it: one file, no network, no dependency.

`make lint-page` writes `build/policy-lint.html`. It opens from disk or from any web server. The checks in it are those
of `lint_checks.toml`; the script is `lint_page/`, put into the page as it stands, with its one import taken out.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Final

from app.policies.lint_checks import checks_as_json

_PARTS: Final = Path(__file__).resolve().parent / "lint_page"
PAGE_FILE: Final = Path(__file__).resolve().parents[2] / "build" / "policy-lint.html"
_NONCE: Final = 'nonce="policy-lint"'
_IMPORT: Final = 'import { lintText } from "./text_lint.js";\n'


def build_page() -> str:
    """Give the whole page."""
    texts = json.dumps(json.loads(_read("texts.json")), ensure_ascii=False).replace("<", "\\u003c")
    parts = {
        "STYLE": f"<style {_NONCE}>{_read('page.css')}</style>",
        "CHECKS": f'<script type="application/json" id="checks" {_NONCE}>{checks_as_json()}</script>',
        "TEXTS": f'<script type="application/json" id="texts" {_NONCE}>{texts}</script>',
        "SCRIPT": f'<script type="module" {_NONCE}>{_script()}</script>',
    }
    # In one pass, so that a mark inside a part is never taken for a place.
    return re.sub(r"%([A-Z]+)%", lambda mark: parts[mark[1]], _read("page.html"))


def _script() -> str:
    """Join the two modules: the twin without its exports, the page without its import."""
    twin = _read("text_lint.js").replace("\nexport function", "\nfunction")
    before, found, after = _read("page.js").partition(_IMPORT)
    if not found:
        raise ValueError("page.js no longer imports text_lint.js as this builder expects")
    return f"{twin}\n{before}{after}"


def _read(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    PAGE_FILE.parent.mkdir(exist_ok=True)
    PAGE_FILE.write_text(build_page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE_FILE}\n")
