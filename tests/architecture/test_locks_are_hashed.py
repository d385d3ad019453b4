"""What is installed is pinned to its bytes, and the locks name no place it came from."""

import re
import tomllib

import pytest

from tests.architecture.tree import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
PDF = "requirements-pdf.lock"


@pytest.mark.parametrize("name", [*LOCKS, PDF])
def test_every_package_is_pinned_and_hashed(name: str) -> None:
    packages = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text())[1:]
    assert len(packages) > (5 if name == PDF else 20)
    for package in packages:
        assert re.match(r"[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==\S+", package), package[:80]
        assert "--hash=sha256:" in package, package[:80]


@pytest.mark.parametrize("name", [*LOCKS, PDF])
def test_no_lock_names_an_index(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host| @ |file:", text)


def test_what_tests_install_contains_what_the_service_runs_on_in_the_same_version() -> None:
    pins = [
        dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in LOCKS
    ]
    service, tests = pins
    assert service.items() <= tests.items()
    assert len(service) < len(tests)


def test_the_project_asks_for_nothing_that_is_not_locked() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    written = (ROOT / "requirements.in").read_text()
    assert asked
    for requirement in asked:
        assert requirement in written


def test_what_makes_pdf_is_tested_in_the_version_that_is_offered() -> None:
    pins = [
        dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in (PDF, "requirements-dev.lock")
    ]
    offered, tested = pins
    assert offered.items() <= tested.items()
