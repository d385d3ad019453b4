"""`zegel demo`: make a demo in the data folder, or renew the one that is there, and become the service.

The demo is filled over HTTP by the terminal clients, through a service on a port of its own that lives a few days
earlier. Then this process is replaced by the service itself, so that Ctrl-C and every other signal go to it.
"""

from __future__ import annotations

import os
from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.database import upgrade_database
from app.cli.demo_desk import connect_authority
from app.cli.demo_organisations import add_organisations, publish_lists
from app.cli.demo_people import AUTHORITY_PASSPHRASE, COUNSELLORS, ORGANISATIONS
from app.cli.demo_progress import Filling, read_filling
from app.cli.drill_making import make_drills
from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.serve import become_service
from app.cli.terminal import say
from app.services.key_custody import DEMO_SUFFIX
from app.serving import AddressError, check_address

if TYPE_CHECKING:
    from app.settings import Settings


def run(
    only_fill: Annotated[bool, typer.Option("--only-fill", help="Make the demo and do not run it.")] = False,  # noqa: FBT002
) -> None:
    """Make or renew the demo in ZEGEL_DATA_DIR and run it, on this machine only."""
    os.environ["ZEGEL_DEMO"] = "1"
    installation = Installation()
    _check_loopback(installation.settings)
    if not only_fill:
        _check_address(installation.settings)
    upgrade_database(installation)
    _check_is_demo(installation)
    add_organisations(installation)
    filling = read_filling(installation)
    if not filling.is_done:
        say("Making the demo: organisations, counsellors and cases. This takes some seconds, the first time only.")
        # Only now: a second start needs neither the terminal clients nor an HTTP client.
        from app.cli.demo_filling import fill  # noqa: PLC0415

        filling = fill(installation, filling)
    publish_lists(installation, installation.today())
    with installation.store() as store:
        make_drills(store, installation.today())
    if only_fill:
        return
    _tell(installation, filling)
    become_service()


def _check_loopback(settings: Settings) -> None:
    try:
        is_loopback = ip_address(settings.bind).is_loopback
    except ValueError:
        is_loopback = settings.bind == "localhost"
    if not is_loopback:
        raise CliError("The demo runs on this machine only: ZEGEL_BIND must be a loopback address.", "settings")


def _check_address(settings: Settings) -> None:
    """Say it before the demo is filled, and not after."""
    try:
        check_address(settings)
    except AddressError as error:
        raise CliError(str(error), "address") from None


def _check_is_demo(installation: Installation) -> None:
    """Keep the demo out of a real installation."""
    with installation.store() as store:
        names = [found.name for found in store.read(lambda work: work.organisations.all())]
    if any(not name.endswith(DEMO_SUFFIX) for name in names):
        raise CliError("This data folder holds real organisations. Give the demo a ZEGEL_DATA_DIR of its own.", "demo")


def _tell(installation: Installation, filling: Filling) -> None:
    settings, authority = installation.settings, connect_authority(installation)
    reporters = f"http://{settings.reporter_host}:{settings.port}"
    say()
    say("Zegel demo. Organisations, persons and cases are fictional; it runs on this machine only.")
    say(f"  for reporters    {reporters}/")
    say(f"  for counsellors  http://{settings.workplace_host}:{settings.port}/")
    for counsellor in COUNSELLORS:
        say(f"    {counsellor.name}: sign-in name {counsellor.sign_in_name}, password {counsellor.password}")
    say(f"  a case to come back to, at {reporters}/o/{ORGANISATIONS[0].slug}/case")
    say(f"    code   {filling.case_code}")
    say(f"    words  {filling.passphrase}")
    if authority is not None:
        say(f"  for an authority {settings.api_base}/api/v1, client {authority.client}")
        say(f"    zegel authority fetch {authority.connection} FOLDER")
        say(f"    passphrase of its keys: {AUTHORITY_PASSPHRASE}")
    say("Stop with Ctrl-C. What you make stays for the next start.")
