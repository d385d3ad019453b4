"""See that the programs the tests drive are on this machine: Chromium, Firefox ESR, PostgreSQL, and Pango.

Chromium's shell without windows is installed as well when that is permitted; without it the tests take longer.

Runs before anything is installed, so it needs the standard library only. What is missing is installed with apt when
that is permitted (as root, or with a sudo that asks nothing); otherwise one sentence says what to install.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

DESKTOP = ("chromium", "chromium-browser", "google-chrome")
SHELL = "chromium-headless-shell"


def missing_packages() -> list[str]:
    """Names of the Debian packages whose programs are not found."""
    missing = [
        package
        for package, names in {
            "chromium": DESKTOP,
            "firefox-esr": ("firefox-esr", "firefox"),
        }.items()
        if not any(map(shutil.which, names))
    ]
    servers = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not servers and not shutil.which("initdb"):
        missing.append("postgresql")
    if not ctypes.util.find_library("pango-1.0"):
        missing += ["libpango-1.0-0", "libpangoft2-1.0-0"]
    return missing


def apt_command() -> list[str] | None:
    """How apt-get may be called here, or None when it may not."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo"):
        asks_nothing = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if asks_nothing.returncode == 0:
            return ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return None


def install(apt: list[str], *packages: str) -> None:
    """Install these and remove nothing for it; what is there afterwards says whether it worked."""
    print(f"Installing {', '.join(packages)} with apt ...")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-qq", "-y", "--no-remove", "--no-install-recommends", *packages]):
        if subprocess.run(
            [*apt, *arguments], env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
        ).returncode:
            break


def main() -> int:
    """Install what is missing, or say what to install; 0 when everything is there."""
    missing, lacks_shell = missing_packages(), shutil.which(SHELL) is None
    if not missing and not lacks_shell:
        return 0
    apt = apt_command()
    if apt is not None and missing:
        install(apt, *missing)
        missing = missing_packages()
    if apt is not None and lacks_shell:
        install(apt, SHELL)
    if missing:
        print(
            f"The tests need {', '.join(missing)}. Please install: apt-get install {' '.join(missing)}", file=sys.stderr
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
