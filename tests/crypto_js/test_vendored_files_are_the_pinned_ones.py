"""The vendored modules are what their pins say, and no code makes code."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.crypto_js.conftest import REPOSITORY, Run

ROOM = REPOSITORY / "crypto" / "js"
VENDOR = ROOM / "vendor"
SOURCES = sorted(path for path in ROOM.glob("**/*js") if "node_modules" not in path.parts)
PROTOCOLS = ("reporter_protocol", "reporter_mailbox", "workplace_protocol")
# What a Content-Security-Policy without 'unsafe-eval' and 'wasm-unsafe-eval' refuses.
MAKES_CODE = re.compile(r"\beval\b|\bFunction\s*\(|\bWebAssembly\b|\bimport\s*\(|set(?:Timeout|Interval)\(\s*['\"`]")


@pytest.mark.parametrize("name", ["noble.js", "qr.js", *(f"{name}.js" for name in PROTOCOLS)])
def test_a_vendored_file_has_the_hash_beside_it(name: str) -> None:
    pinned, _, file_name = (VENDOR / f"{name}.sha256").read_text(encoding="ascii").strip().partition("  ")
    assert file_name == name
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == pinned


def test_versions_are_exact_and_named_in_the_files() -> None:
    package = json.loads((ROOM / "package.json").read_text(encoding="utf-8"))
    versions = package["devDependencies"]
    assert package["type"] == "module"
    assert "dependencies" not in package
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
    heads = {path.name: path.read_text(encoding="utf-8").splitlines()[0] for path in VENDOR.glob("*.js")}
    for package_name in ("@noble/curves", "@noble/ciphers", "@noble/hashes"):
        for name in ("noble.js", "reporter_protocol.js", "workplace_protocol.js"):
            assert f"{package_name} {versions[package_name]}" in heads[name]
    assert f"qr {versions['qr']}" in heads["qr.js"]


def test_the_lock_file_pins_hashes_and_names_no_registry() -> None:
    lock = (ROOM / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: entry for name, entry in json.loads(lock)["packages"].items() if name}
    assert packages
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert "://" not in re.sub(r'"url": "[^"]*"', "", lock)


def test_the_licences_stand_beside_the_files() -> None:
    for name in ("noble", "qr"):
        text = (VENDOR / f"LICENSE-{name}").read_text(encoding="utf-8")
        assert "Paul Miller" in text
        assert "Permission is hereby granted, free of charge" in text


def code_of(path: Path) -> str:
    """The text without block comments: JSDoc types say ``import(...)`` too."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_nothing_evaluates_text_or_needs_web_assembly() -> None:
    browser = [path for path in SOURCES if path.suffix == ".js"]
    assert len(browser) > 15
    found = {path.name: MAKES_CODE.findall(code_of(path)) for path in browser}
    assert {name: matches for name, matches in found.items() if matches} == {}


def test_the_protocol_knows_no_page_network_or_storage() -> None:
    names = "document|window|fetch|XMLHttpRequest|localStorage|sessionStorage|indexedDB|console"
    outside = re.compile(rf"\b(?:{names})\b\s*[.(\[]")
    modules = [path for path in SOURCES if path.parent == ROOM and path.name != "conformance.js"]
    found = {path.name for path in modules if outside.search(code_of(path))}
    assert len(modules) > 12
    assert found == set()


def test_modules_import_each_other_by_relative_path_alone() -> None:
    for path in SOURCES:
        if path.parent != ROOM or path.name == "conformance.js":
            continue
        source = path.read_text(encoding="utf-8")
        targets = re.findall(r"^(?:import|export)\b[^'\"]*?from '([^']+)'", source, re.MULTILINE)
        assert all(target.startswith("./") and (ROOM / target).is_file() for target in targets), path.name


@pytest.mark.skipif(not (ROOM / "node_modules").is_dir(), reason="needs `npm ci --prefix crypto/js`")
def test_the_locked_packages_give_the_same_bytes(run_node: Run) -> None:
    result = run_node("crypto/js/vendor/build.mjs", "--check")
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count("same ") == 15
