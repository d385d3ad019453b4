"""The demo's organisations and counsellors. All are fictional; the passwords are public.

Four organisations are twins: they follow a policy that was written from a real employer's own text, with people who do
not exist, in the numbers and kinds that the text expects. The others follow the law alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class DemoOrganisation:
    """A fictional organisation; its name ends in `(demo)`. `policy_slug` names what it follows (`app/policies`)."""

    slug: str
    name: str
    policy_slug: str | None = None


@dataclass(frozen=True)
class DemoCounsellor:
    """A fictional counsellor with a public password, and the organisations served."""

    name: str
    kind: str
    subjects: str
    role: int
    sign_in_name: str
    password: str
    slugs: tuple[str, ...]


ORGANISATIONS: Final = (
    DemoOrganisation("voorbeeldstad", "Gemeente Voorbeeldstad (demo)"),
    DemoOrganisation("voorbeeldzorg", "Stichting Voorbeeldzorg (demo)"),
    DemoOrganisation("interaktcontour", "InteraktContour (demo)", "interaktcontour"),
    DemoOrganisation("werksaam", "WerkSaam Westfriesland (demo)", "werksaam"),
    DemoOrganisation("senzer", "Senzer (demo)", "senzer"),
    DemoOrganisation("de-connectie", "De Connectie (demo)", "de-connectie"),
)

VERA: Final = DemoCounsellor(
    "Vera Jansen",
    "external",
    "OO+IS",
    1,
    "vera",
    "vijf rustige woorden bij elkaar",
    ("voorbeeldstad", "voorbeeldzorg", "interaktcontour", "senzer", "de-connectie"),
)
VINCENT: Final = DemoCounsellor(
    "Vincent de Boer",
    "internal",
    "IS",
    2,
    "vincent",
    "nog een lange zin voor vincent",
    ("voorbeeldstad",),
)
JORIS: Final = DemoCounsellor(
    "Joris Meijer",
    "external",
    "OO+IS",
    2,
    "joris",
    "joris fietst elke dag naar hoorn",
    ("werksaam",),
)
SANNE: Final = DemoCounsellor(
    "Sanne Dekker",
    "external",
    "OO",
    1,
    "sanne",
    "sanne leest graag onder de lamp",
    ("werksaam", "interaktcontour"),
)
INGRID: Final = DemoCounsellor(
    "Ingrid Postma",
    "internal",
    "OO",
    1,
    "ingrid",
    "ingrid zet om tien uur thee",
    ("werksaam",),
)
KARIM: Final = DemoCounsellor(
    "Karim Haddou",
    "internal",
    "OO",
    1,
    "karim",
    "karim werkt aan de grote tafel",
    ("werksaam",),
)
NOOR: Final = DemoCounsellor(
    "Noor Bakker",
    "internal",
    "OO+IS",
    1,
    "noor",
    "noor loopt in de pauze buiten",
    ("senzer",),
)
RUBEN: Final = DemoCounsellor(
    "Ruben Visser",
    "internal",
    "OO+IS",
    1,
    "ruben",
    "ruben neemt altijd de trap omhoog",
    ("de-connectie",),
)
CARLA: Final = DemoCounsellor(
    "Carla Smit",
    "",
    "",
    5,
    "carla",
    "carla telt de boten in de haven",
    ("voorbeeldstad",),
)
"""No counsellor but the case officer of one organisation: she sees that organisation's page, and no case."""
BRAM: Final = DemoCounsellor(
    "Bram Kuiper",
    "",
    "",
    5,
    "bram",
    "bram poetst de koperen bel glimmend",
    ("senzer",),
)
"""The case officer to whom a case was released: he sees that one, and no other."""
HILDE: Final = DemoCounsellor(
    "Hilde Vos",
    "",
    "",
    6,
    "hilde",
    "hilde luistert naar regen op glas",
    ("voorbeeldstad",),
)
"""An independent helper, such as a lawyer: she gets only what a reporter seals for her."""
COUNSELLORS: Final = (VERA, VINCENT, JORIS, SANNE, INGRID, KARIM, NOOR, RUBEN, CARLA, BRAM, HILDE)
"""Vera reads for five of the six organisations, as somebody of an outside practice does."""
AUTHORITY_NAME: Final = "Toezicht Voorbeeld (demo)"
AUTHORITY_PASSPHRASE: Final = "het toezicht kijkt elke maandag"  # noqa: S105 - a demo keeps no secrets
"""An authority that does not exist, with a system of its own at the API; it is listed at the first organisation."""
