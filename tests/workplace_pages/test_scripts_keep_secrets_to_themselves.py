"""The scripts of the workplace store nothing in the browser, put nothing in the address, and never take HTML."""

import re
from pathlib import Path

import pytest

from app.locale.collect import ROOT

JS = ROOT / "app" / "web" / "static" / "js"
SCRIPTS = sorted([*JS.glob("workplace*/*.js"), *JS.glob("enrol/*.js")])
REFUSED = (
    r"\blocalStorage\b|\bsessionStorage\b|\bindexedDB\b|\bcaches\b|document\.cookie",
    r"\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write|createContextualFragment",
    r"\beval\(|new Function|setAttribute\(\"(?:style|on)",
    r"location\.(?:href|search|hash)\s*=[^=]|location\.(?:assign|replace)\(|window\.open",
    r"\bconsole\.",
)
KEYS = re.compile(r"vault\.identity|\.box\b.*unb64|masterKey|randomBytes|boxKeys\(|signDuty|sealVault")


def _name(path: Path) -> str:
    return path.relative_to(JS).as_posix()


def _code(path: Path) -> str:
    return re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("path", SCRIPTS, ids=_name)
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
    worker = _modules("workplace_worker/worker.js")
    pages = _modules("workplace/workplace.js") | _modules("enrol/enrol.js")
    touching = {_name(path) for path in SCRIPTS if KEYS.search(_code(path))}
    assert {f"workplace_worker/{name}.js" for name in ("account", "writing", "enrol_keys")} <= touching <= worker
    assert touching & pages == set()


@pytest.mark.parametrize(
    "entry",
    [
        "report/report.js",
        "case/case.js",
        "logbook/logbook.js",
        "check/check.js",
        "check/receipt.js",
        "workplace/workplace.js",
        "enrol/enrol.js",
    ],
)
def test_what_a_worker_runs_no_page_loads(entry: str) -> None:
    loaded = _modules(entry)
    assert len(loaded) > 1
    assert [name for name in loaded if "_worker/" in name] == []


def test_every_script_is_used() -> None:
    used = _modules("workplace_worker/worker.js") | _modules("workplace/workplace.js") | _modules("enrol/enrol.js")
    assert {_name(path) for path in SCRIPTS} <= used


def _modules(entry: str) -> set[str]:
    """Give folder and name of every page module that this one loads, itself included."""
    found: set[str] = set()
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            imported = re.findall(r'(?:from |import |import\()"/static/js/(\w+/\w+\.js)"', _code(JS / name))
            waiting += imported
    return found
