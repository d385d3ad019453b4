"""An installation that is no demo, set up with the commands of README.md by the people who would do it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.people import VERA, Person
from tests.running_service import RunningService

SLUG = "gemeente-hier"
NAME = "Gemeente Hier"
SIGNER_PASSPHRASE = "een lange zin die alleen de beheerder kent"


@dataclass(frozen=True)
class Installation:
    """A running service with one organisation, and the signer's key on the administrator's own machine."""

    service: RunningService
    signer: Path
    fingerprints: dict[str, str]


@contextmanager
def real_installation(folder: Path, *people: Person) -> Iterator[Installation]:
    """Set up and run: database, organisation, then each counsellor invited, enrolled, compared and published."""
    own_machine = folder / "administrator"
    own_machine.mkdir()
    passphrase = own_machine / "passphrase"
    passphrase.write_text(SIGNER_PASSPHRASE)
    signer = own_machine / "hier.signer"
    environment = {"ZEGEL_SIGNER_PASSPHRASE_FILE": str(passphrase)}
    service = RunningService(folder / "data", ("serve",), environment)
    service.run("database", "upgrade")
    service.run("organisation", "add", SLUG, "--name", NAME, "--signer", str(signer))
    with service:
        made = Installation(service, signer, {})
        for person in people or (VERA,):
            made.fingerprints[person.name] = _enrol(service, person, folder)
            service.run(
                "organisation", "publish", SLUG, "--confirm", made.fingerprints[person.name], "--signer", str(signer)
            )
        yield made


def _enrol(service: RunningService, person: Person, folder: Path) -> str:
    """Invite somebody, and enrol on their own device; the fingerprint on their card."""
    kind, subjects = person.role_words.split("; ")
    words = ("--name", person.name, "--kind", kind, "--subjects", subjects, "--sign-in", person.sign_in_name)
    invitation = json.loads(service.run("counsellor", "invite", SLUG, *words, "--json"))
    password = folder / f"{person.sign_in_name}.password"
    password.write_text(person.password)
    enrolled = service.run(
        "counsellor",
        "enrol",
        "--server",
        service.workplace_url,
        "--device",
        "own",
        "--password-file",
        str(password),
        "--json",
        stdin=invitation["link"] + "\n",
    )
    return str(json.loads(enrolled)["fingerprint"])
