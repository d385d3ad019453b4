"""The scripts of the workplace store nothing in the browser, put nothing in the address, and never take HTML."""

import re
from pathlib import Path

import pytest

from app.locale.collect import ROOT

JS = ROOT / "app" / "web" / "static" / "js"
SCRIPTS = sorted([*JS.glob("workplace*.js"), *JS.glob("enrol*.js")])
REFUSED = (
    r"\blocalStorage\b|\bsessionStorage\b|\bindexedDB\b|\bcaches\b|document\.cookie",
    r"\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write|createContextualFragment",
    r"\beval\(|new Function|setAttribute\(\"(?:style|on)",
    r"location\.(?:href|search|hash)\s*=[^=]|location\.(?:assign|replace)\(|window\.open",
    r"\bconsole\.",
)
KEYS = re.compile(r"vault\.identity|\.box\b.*unb64|masterKey|randomBytes|boxKeys\(|signDuty|sealVault")


def _code(path: Path) -> str:
    return re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_uses_nothing_that_keeps_or_leaks(path: Path) -> None:
    for pattern in REFUSED:
        assert re.search(pattern, _code(path)) is None, pattern


def test_the_address_is_only_ever_cleaned() -> None:
    calls = [call for path in SCRIPTS for call in re.findall(r"history\.\w+State\((.*?)\);", _code(path))]
    assert sorted(calls) == [
        'null, "", window.location.pathname + window.location.search',
        '{ view: name }, ""',
        '{ view: name }, ""',
    ]


def test_keys_are_handled_in_the_worker_alone() -> None:
    worker = _modules("workplace_worker.js")
    pages = _modules("workplace.js") | _modules("enrol.js")
    touching = {path.name for path in SCRIPTS if KEYS.search(_code(path))}
    assert {"workplace_account.js", "workplace_writing.js", "enrol_keys.js"} <= touching <= worker
    assert touching & pages == set()


def test_every_script_is_used() -> None:
    used = _modules("workplace_worker.js") | _modules("workplace.js") | _modules("enrol.js")
    assert {path.name for path in SCRIPTS} <= used


def _modules(entry: str) -> set[str]:
    """Give the names of every page module that this one loads, itself included."""
    found: set[str] = set()
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            imported = re.findall(r'^import [^"]*"/static/js/([a-z_]+\.js)";', (JS / name).read_text(), re.MULTILINE)
            waiting += imported
    return found
