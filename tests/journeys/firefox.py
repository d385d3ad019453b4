"""A small driver for the Firefox that Debian ships, over Marionette, the protocol built into every Firefox.

Tor Browser is a Firefox, and at its safer levels runs without JIT and without WebAssembly; the preferences here are
the same. The protocol is TCP on loopback; each message is `length:json`, a command `[0, id, name, parameters]`, its
answer `[1, id, error, result]`.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any, Self

from tests.running_service import free_port

MISSING = "Firefox is missing. Please install: apt-get install firefox-esr"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the WebDriver standard's name for a reference to an element
START_SECONDS = 60.0

# What Tor Browser's safer levels turn off, and no traffic of the browser's own.
PREFERENCES: dict[str, bool | int | str] = {
    "javascript.options.wasm": False,
    "javascript.options.ion": False,
    "javascript.options.baselinejit": False,
    "javascript.options.native_regexp": False,
    "javascript.options.asmjs": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "intl.accept_languages": "nl,en",
}


class Firefox:
    """One Firefox with a fresh profile in `folder`; `with Firefox(folder): ...` starts and stops it."""

    def __init__(self, folder: Path) -> None:
        path = shutil.which("firefox-esr") or shutil.which("firefox")
        if path is None:
            raise RuntimeError(MISSING)
        self._port = free_port()
        profile = folder / "profile"
        profile.mkdir(parents=True)
        settings = {**PREFERENCES, "marionette.port": self._port}
        (profile / "user.js").write_text(
            "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items())
        )
        self._command = [path, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
        self._home = folder
        self._number = 0

    def __enter__(self) -> Self:
        environment = {
            **os.environ,
            "HOME": str(self._home),
            "MOZ_HEADLESS_WIDTH": "900",
            "MOZ_HEADLESS_HEIGHT": "1400",
        }
        self._process = subprocess.Popen(
            self._command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=180)
                break
            except OSError:
                if time.monotonic() > end:
                    self.__exit__()
                    raise
                time.sleep(0.1)
        self._read()  # the greeting
        self.command("WebDriver:NewSession", {"strictFileInteractability": True})
        return self

    def __exit__(self, *_: object) -> None:
        if hasattr(self, "_socket"):
            self._socket.close()
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def command(self, name: str, parameters: dict[str, Any] | None = None) -> Any:
        """Send one command and give its result; RuntimeError with Firefox's own words when it failed."""
        self._number += 1
        message = json.dumps([0, self._number, name, parameters or {}]).encode()
        self._socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(f"{name}: {error['error']}: {error['message']}")
        return result

    def open(self, url: str) -> None:
        """Go to a page and wait until it is loaded."""
        self.command("WebDriver:Navigate", {"url": url})

    def run(self, script: str, *arguments: object) -> Any:
        """Value of a script's `return`, run beside the page's own scripts."""
        return self.command("WebDriver:ExecuteScript", {"script": script, "args": list(arguments)})["value"]

    def find(self, css: str) -> str:
        """The first visible element of this selector, waited for."""
        end = time.monotonic() + 120
        while time.monotonic() < end:
            for found in self.command("WebDriver:FindElements", {"using": "css selector", "value": css}):
                if self.command("WebDriver:IsElementDisplayed", {"id": found[ELEMENT]})["value"]:
                    return str(found[ELEMENT])
            time.sleep(0.1)
        raise AssertionError(f"{css} did not appear on {self.run('return document.body.innerText')}")

    def click(self, css: str) -> None:
        """Click on the first visible element."""
        self.command("WebDriver:ElementClick", {"id": self.find(css)})

    def type(self, css: str, text: str) -> None:
        """Type a text into a field, key by key."""
        self.command("WebDriver:ElementSendKeys", {"id": self.find(css), "text": text})

    def text(self, css: str) -> str:
        """What stands in the first visible element."""
        return str(self.command("WebDriver:GetElementText", {"id": self.find(css)})["value"])

    def _read(self) -> Any:
        head = b""
        while not head.endswith(b":"):
            head += self._socket.recv(1)
        left, parts = int(head[:-1]), []
        while left:
            parts.append(self._socket.recv(left))
            left -= len(parts[-1])
        return json.loads(b"".join(parts))
