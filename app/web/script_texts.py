"""The texts that the scripts of one page may say: a reporter on a slow line is not sent those of other pages."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.web import translations

SCRIPTS_DIR: Final = Path(__file__).resolve().parent / "static" / "js"
_SCRIPT: Final = re.compile(r'"/static/js/(\w+/\w+\.js)"')


def scripts_of(first: str) -> dict[str, str]:
    """Return folder, name and text of a script and of every script that it, or one of them, may load."""
    found: dict[str, str] = {}
    waiting = [first]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = (SCRIPTS_DIR / name).read_text(encoding="utf-8")
            waiting += _SCRIPT.findall(found[name])
    return found


def texts_of(first: str, domain: str, language: str) -> Mapping[str, str]:
    """Return the translations of those texts of a domain that stand in a script, or in one that it may load."""
    source = "".join(scripts_of(first).values())
    texts = translations.script_texts(domain, language)
    return {text: words for text, words in texts.items() if json.dumps(text, ensure_ascii=False) in source}
