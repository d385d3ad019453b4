"""The files of deploy/ are true: the unit verifies, the addresses agree with each other, nothing logs visitors."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

DEPLOY = ROOT / "deploy"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd-analyze")
@pytest.mark.parametrize("name", ["zegel.service", "zegel-drill.service", "zegel-drill.timer"])
def test_the_units_verify(tmp_path: Path, name: str) -> None:
    program = tmp_path / "zegel"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for unit in (DEPLOY / "systemd").glob("zegel*.[st]*"):
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/zegel/.venv/bin/zegel", str(program)))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr


def test_what_makes_drills_may_do_no_more_than_the_service() -> None:
    """Everything the service is not given, the process that seals is not given either."""

    def limits(name: str) -> set[str]:
        lines = (DEPLOY / "systemd" / name).read_text().partition("LimitCORE")[2].splitlines()
        return {line for line in lines if "=" in line and not line.startswith(("#", "WantedBy"))}

    assert limits("zegel-drill.service") == limits("zegel.service")
    assert len(limits("zegel-drill.service")) > 20


def test_everybody_means_the_same_socket_and_hosts() -> None:
    example = dict(re.findall(r"^(ZEGEL_\w+)=(\S+)$", (DEPLOY / "env.example").read_text(), re.MULTILINE))
    for file in ("caddy/Caddyfile", "nginx/zegel.conf"):
        text = (DEPLOY / file).read_text()
        assert example["ZEGEL_UNIX_SOCKET"] in text
        assert example["ZEGEL_REPORTER_HOST"] in text
        assert example["ZEGEL_WORKPLACE_HOST"] in text
        assert example["ZEGEL_API_HOST"] in text
    assert example["ZEGEL_UNIX_SOCKET"] in (DEPLOY / "tor" / "torrc").read_text()


def test_web_servers_keep_no_log_of_visitors_and_pass_on_no_address() -> None:
    nginx = (DEPLOY / "nginx" / "zegel.conf").read_text()
    assert "access_log off;" in nginx
    caddy = (DEPLOY / "caddy" / "Caddyfile").read_text()
    assert not re.search(r"^\s*log\b", caddy, re.MULTILINE)
    for text in (nginx, caddy):
        for header in ("X-Forwarded-For", "X-Real-IP", "User-Agent"):
            assert header in text
