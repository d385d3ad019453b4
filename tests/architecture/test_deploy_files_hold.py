"""The files of deploy/ are true: the unit verifies, the addresses agree with each other, nothing logs visitors."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

DEPLOY = ROOT / "deploy"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd-analyze")
def test_the_unit_verifies(tmp_path: Path) -> None:
    unit = (DEPLOY / "systemd" / "zegel.service").read_text()
    program = tmp_path / "zegel"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    (tmp_path / "zegel.service").write_text(unit.replace("/opt/zegel/.venv/bin/zegel", str(program)))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / "zegel.service")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr


def test_everybody_means_the_same_socket_and_hosts() -> None:
    example = dict(re.findall(r"^(ZEGEL_\w+)=(\S+)$", (DEPLOY / "env.example").read_text(), re.MULTILINE))
    for file in ("caddy/Caddyfile", "nginx/zegel.conf"):
        text = (DEPLOY / file).read_text()
        assert example["ZEGEL_UNIX_SOCKET"] in text
        assert example["ZEGEL_REPORTER_HOST"] in text
        assert example["ZEGEL_WORKPLACE_HOST"] in text
    assert example["ZEGEL_UNIX_SOCKET"] in (DEPLOY / "tor" / "torrc").read_text()


def test_web_servers_keep_no_log_of_visitors_and_pass_on_no_address() -> None:
    nginx = (DEPLOY / "nginx" / "zegel.conf").read_text()
    assert "access_log off;" in nginx
    caddy = (DEPLOY / "caddy" / "Caddyfile").read_text()
    assert not re.search(r"^\s*log\b", caddy, re.MULTILINE)
    for text in (nginx, caddy):
        for header in ("X-Forwarded-For", "X-Real-IP", "User-Agent"):
            assert header in text
