"""The demo's authority: its key files in the data folder, its key on one list, its system let in at the API.

Whoever runs the demo can be the authority: `zegel authority fetch` with the printed connection gets what came in.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from app.cli.demo_people import AUTHORITY_NAME, AUTHORITY_PASSPHRASE, ORGANISATIONS
from app.cli.key_formats import CLIENT_KEY_FORMAT, KEY_FORMAT
from app.cli.outside_items import choose_item, sealed_item
from app.cli.reporter_answer import send_with_state
from app.cli.sealed_file import seal_file
from app.services.api_clients import NewClient, add_client
from app.services.key_custody import write_private
from app.services.outside_recipient import queue_recipient
from crypto.boxes import random_key
from crypto.codes import fingerprint
from crypto.consent_token import Purpose
from crypto.encoding import day_of
from crypto.keys import Role, make_record
from crypto.primitives import sign_public_key

if TYPE_CHECKING:
    from datetime import date

    from app.cli.installation import Installation
    from app.cli.reporter_case import ReporterCase
    from app.cli.service_link import ServiceLink

_SLUG: Final = ORGANISATIONS[0].slug
_KEY_DAYS: Final = 400


def make_authority(installation: Installation, today: date) -> None:
    """Make the authority's keys once, queue its record for a list, and let its system in."""
    folder = installation.settings.data_dir / "authority"
    if (folder / "client.json").exists():
        return
    folder.mkdir(mode=0o700, exist_ok=True)
    identity, box, client = random_key(), random_key(), random_key()
    first = day_of(today)
    record = make_record(Role.AUTHORITY, 1, first, first + _KEY_DAYS, identity, box, AUTHORITY_NAME)
    public = {"name": AUTHORITY_NAME, "fingerprint": fingerprint(sign_public_key(identity))}
    write_private(folder / "own.key", seal_file(KEY_FORMAT, public, identity + box, AUTHORITY_PASSPHRASE))
    write_private(folder / "client.key", seal_file(CLIENT_KEY_FORMAT, {}, client, AUTHORITY_PASSPHRASE))
    new = NewClient(sign_public_key(identity), sign_public_key(client), AUTHORITY_NAME)
    with installation.store() as store:
        store.write(lambda work: queue_recipient(work, _SLUG, record, AUTHORITY_NAME, today))
        added = store.write(lambda work: add_client(work, new, today))
    write_private(folder / "client.json", json.dumps({"client": added.client_id.hex()}).encode())


def send_outside(link: ServiceLink, a_case: ReporterCase) -> None:
    """Let the reporter of a demo case give everything to the authority."""
    item = choose_item(a_case, Purpose.EXTERNAL, AUTHORITY_NAME)
    send_with_state(link, a_case, lambda current: ("/r/v1/consents", sealed_item(current, item)))
