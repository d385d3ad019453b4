"""`zegel doctor`: one look at everything that must be right, with a sentence for what is not."""

from __future__ import annotations

import resource
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from app.cli.database import check_revision
from app.cli.doctor_drills import examine_drills
from app.cli.doctor_jobs import examine_jobs, examine_mail
from app.cli.doctor_log import examine_log
from app.cli.doctor_webhooks import examine_webhooks
from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.options import AsJson
from app.cli.terminal import say, show
from app.policies.toml_source import DataError
from app.services import health, key_custody, policy_standing
from app.services.note_keys import load_note_keys
from app.store.engines import database_file
from app.store.integrity import file_fault

if TYPE_CHECKING:
    from collections.abc import Callable

_SWAPS: Final = Path("/proc/swaps")
_OTHERS: Final = 0o077


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `level`: ok, warning (works, but look at it) or fault."""

    what: str
    level: str
    sentence: str


def run(as_json: AsJson = False) -> None:  # noqa: FBT002
    """Check settings, keys, database, lists, mail and daily jobs. Ends with 1 when something must be put right."""
    findings = examine(Installation())
    if as_json:
        show({"findings": [vars(finding) for finding in findings]}, as_json=True)
    else:
        for finding in findings:
            say(f"{finding.level:<8} {finding.what}: {finding.sentence}")
    if any(finding.level == "fault" for finding in findings):
        raise typer.Exit(1)


def examine(installation: Installation) -> list[Finding]:
    """Look at everything; a check that cannot be made because another failed is left out."""
    findings = [Finding("settings", "ok", "all ZEGEL_ settings can be used")]
    findings += [*_permissions(installation), *_machine(), Finding(*examine_mail(installation.settings))]
    keys = _tried("keys", installation.keys, "all key files are there")
    revision = _tried("database", lambda: check_revision(installation), "at the newest revision")
    findings += [keys, revision]
    if "fault" not in {keys.level, revision.level}:
        findings += _inside(installation)
    return findings


def _inside(installation: Installation) -> list[Finding]:
    address, today = installation.settings.database_address, installation.today()
    fault = file_fault(address)
    findings = [
        Finding("database file", "fault", f"it is damaged: {fault}") if fault else _fine("database file", "whole")
    ]
    try:
        with installation.store() as store:
            lists = store.read(lambda work: health.expiring_directories(work, today))
            keys = store.read(lambda work: health.expiring_keys(work, today))
            jobs = [Finding(*found) for found in examine_jobs(store, installation.clock())]
            notes = load_note_keys(installation.settings.keys_dir)
            jobs += [Finding(*found) for found in examine_log(store, notes, today)]
            jobs += [Finding(*found) for found in examine_drills(store, today)]
            jobs += [Finding(*found) for found in examine_webhooks(store, installation.settings)]
    except CliError as error:
        return [*findings, Finding("keys and database", "fault", error.sentence)]
    findings.append(_fine("keys and database", "they belong together"))
    for one in lists:
        level = "fault" if one.expires_on is None or one.days_left < 0 else "warning"
        findings.append(Finding("list of counsellors", level, one.sentence))
    findings += [Finding("counsellor's key", "warning", one.sentence) for one in keys]
    if not lists:
        findings.append(_fine("list of counsellors", f"no list expires within {health.WARNING_DAYS} days"))
    return [*findings, *jobs, *_policies(installation)]


def _policies(installation: Installation) -> list[Finding]:
    """Look at the rules of every organisation, and at the versions that cases are pinned to."""
    today = installation.today()
    try:
        with installation.store() as store:
            standings = store.read(lambda work: policy_standing.policy_standings(work, today))
            gone = store.read(policy_standing.missing_versions)
    except DataError as error:
        return [Finding("policy", "fault", str(error))]
    findings = []
    for one in standings:
        slug, without = one.organisation.slug, one.policy is None and one.organisation.policy_slug is not None
        findings.append(Finding("policy", "warning" if without else "ok", f"{slug} {one.sentence}"))
        findings += [Finding("counsellors", "warning", f"{slug}: {sentence}") for sentence in one.missing_sentences()]
    findings += [
        Finding("policy", "fault", f"cases are pinned to {version}, which is not there; put its file back")
        for version in gone
    ]
    return findings


def _permissions(installation: Installation) -> list[Finding]:
    settings = installation.settings
    open_paths = key_custody.readable_by_others(settings.data_dir)
    file = database_file(settings.database_address)
    if file is not None and Path(file).exists() and Path(file).stat().st_mode & _OTHERS:
        open_paths.append(Path(file))
    findings = [
        Finding("permissions", "fault", f"others can read {path.name}; run chmod go= on it") for path in open_paths
    ]
    findings += [
        Finding("signer", "fault", f"{path.name} is a signer's key in the data folder; move it to your own machine")
        for path in key_custody.misplaced_signer_files(settings.data_dir)
    ]
    return findings or [_fine("permissions", "only this user can read keys and database")]


def _machine() -> list[Finding]:
    findings = []
    if _SWAPS.exists() and len(_SWAPS.read_text(encoding="utf-8").splitlines()) > 1:
        findings.append(
            Finding(
                "swap", "warning", "this machine swaps: keys in memory may reach the disk; use encrypted swap or none"
            )
        )
    if resource.getrlimit(resource.RLIMIT_CORE)[0] != 0:
        findings.append(
            Finding("core dumps", "warning", "allowed here; `zegel serve` switches them off for the service itself")
        )
    return findings


def _tried(what: str, check: Callable[[], object], fine: str) -> Finding:
    try:
        check()
    except CliError as error:
        return Finding(what, "fault", error.sentence)
    return _fine(what, fine)


def _fine(what: str, sentence: str) -> Finding:
    return Finding(what, "ok", sentence)
