"""The client in app/api/README.md runs as it stands there, in a process of its own, against a running service."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from app.cli.sealed_file import open_file
from tests.cli.authority_desk import AuthorityDesk
from tests.cli.office import PASSPHRASE, Office
from tests.people import STORY, VERA

README = Path(__file__).resolve().parents[2] / "app" / "api" / "README.md"
SLUG = "voorbeeldcode"


def test_the_example_fetches_opens_and_acknowledges(office: Office, tmp_path: Path) -> None:
    office.open_for_reports(SLUG, VERA)
    desk = AuthorityDesk(office, tmp_path, SLUG, "Toezicht op Voorbeelden")
    desk.make_keys()
    desk.connect()
    secrets = desk.sent_by_a_reporter()
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    own = open_file((tmp_path / "own.key").read_bytes(), "zegel-recipient-key/1", PASSPHRASE)
    client = open_file((tmp_path / "client.key").read_bytes(), "zegel-client-key/1", PASSPHRASE)
    environment = {
        "API": f"{desk.server}/api/v1",
        "CLIENT_ID": desk.client,
        "CLIENT_SEED": client.hex(),
        "IDENTITY_SEED": own[:32].hex(),
        "BOX_SEED": own[32:].hex(),
        "PATH": os.environ["PATH"],
        "PYTHONIOENCODING": "utf-8",
    }
    # In a folder of its own: none of our modules can be imported from there.
    done = subprocess.run(
        [sys.executable, "-I", "-c", example], cwd=tmp_path, env=environment, capture_output=True, text=True,
        check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{STORY.strip()}\nacknowledged\n"
    assert "app." not in example
    (seen,) = office.mailbox(SLUG, secrets).json["packages"]
    assert seen["state"] == "acknowledged"
    assert json.loads((tmp_path / "client.jwk").read_text())["kty"] == "OKP"
