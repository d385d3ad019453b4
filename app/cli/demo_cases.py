"""The demo's cases: what was written, by whom, on which day. Every event is fictional."""

from __future__ import annotations

from typing import Final

from app.cli.demo_act_cases import ACT_CASES
from app.cli.demo_case import DemoCase, Step
from app.cli.demo_people import VERA, VINCENT
from app.cli.demo_released_cases import RELEASED_CASES
from app.cli.demo_twin_cases import TWIN_CASES

_FIRST: Final = (
    DemoCase(
        "voorbeeldstad",
        VINCENT.name,
        "melding",
        6,
        "Bij de inkoop van straatmeubilair gaat iets mis, denk ik. Drie keer achter elkaar ging de opdracht naar "
        "hetzelfde bedrijf. De andere offertes kwamen binnen nadat de prijs van dat bedrijf al bekend was; dat zie "
        "je aan de datums in de map. Ik heb het niet aan mijn leidinggevende gevraagd, want die tekent de "
        "opdrachten.\n\nIk weet niet of het bewust gebeurt. Wel dat er nu een vierde opdracht aankomt, van ruim een "
        "ton.",
    ),
    DemoCase(
        "voorbeeldstad",
        VERA.name,
        "melding",
        6,
        "In ons team worden twee collega's al maanden klein gehouden. In het overleg krijgen ze geen antwoord, er "
        "worden grappen gemaakt over hun afkomst, en wie er iets van zegt staat daarna zelf niet meer op het "
        "rooster voor de leuke diensten. De teamleider lacht mee.\n\nEen van de twee heeft zich nu ziek gemeld. Ik "
        "wil dat dit stopt, maar ik wil niet dat het team weet dat ik dit schrijf.",
        (
            Step(
                "acknowledge",
                "Dank dat je dit schrijft. Ik heb je melding gelezen en ga ermee aan de slag. Niemand bij de "
                "gemeente ziet dat je geschreven hebt. Ik schrijf je binnen een paar dagen wat we kunnen doen.",
            ),
            Step(
                "reply",
                "Twee vragen, zodat ik het goed begrijp. Weten de twee collega's dat jij dit meldt? En is er iemand "
                "boven de teamleider die jij vertrouwt? Je hoeft geen namen te noemen als je dat niet wilt.",
            ),
            Step(
                "reporter",
                "Nee, ze weten het niet. Het afdelingshoofd is nieuw en lijkt me eerlijk, maar ik ken haar nog niet "
                "goed. Ik wil eerst horen wat er gebeurt als ik ja zeg.",
            ),
            Step("outside"),
        ),
    ),
    DemoCase(
        "voorbeeldstad",
        VERA.name,
        "sparren",
        2,
        "Ik weet niet of dit een melding is. Mijn collega krijgt elk jaar kerstpakketten van een aannemer waar wij "
        "toezicht op houden. Hij zegt dat iedereen dat doet. Is dat zo? En als het niet mag, moet ik er dan iets "
        "mee?",
        (
            Step(
                "reply",
                "Goed dat je het vraagt; daar is overleggen voor. Wie toezicht houdt, neemt van dat bedrijf niets "
                "aan, ook geen pakket. Jij hoeft nu niets te beslissen. Zullen we samen kijken wat er in de "
                "gedragscode staat en wat jij prettig vindt: zelf met hem praten, of een melding doen?",
            ),
        ),
    ),
    DemoCase(
        "voorbeeldzorg",
        VERA.name,
        "melding",
        2,
        "Op onze locatie worden medicijnen afgetekend voordat ze zijn gegeven. Ik heb het in twee weken vijf keer "
        "gezien, in de avonddienst. Eén keer kreeg een bewoner daardoor een dubbele dosis. Het is niet als incident "
        "gemeld. We zijn met te weinig mensen en de planner zegt dat we niet moeten zeuren.",
    ),
    DemoCase(
        "voorbeeldstad",
        VERA.name,
        "melding",
        2,
        "Mijn leidinggevende laat mij uren schrijven op een project waaraan ik niet werk. Het gaat om subsidiegeld "
        "van de provincie. Ik heb gevraagd of dat mag, en toen zei ze: dit is hoe we het hier doen. Ik heb de "
        "urenstaten van de laatste drie maanden.",
        (
            Step(
                "acknowledge",
                "Ik heb je melding ontvangen en gelezen. Wat je beschrijft neem ik serieus. Bewaar je urenstaten "
                "goed, en zet ze niet op een computer van het werk.",
            ),
            Step(
                "reply",
                "Mag ik je iets vragen? Weet je of andere collega's hetzelfde is gevraagd? En vanaf welke maand was "
                "dit? Antwoord rustig, wanneer het je uitkomt.",
            ),
        ),
        is_printed=True,
    ),
)

CASES: Final = (*_FIRST, *TWIN_CASES, *ACT_CASES, *RELEASED_CASES)
"""New ones come at the end: how far a demo was filled is kept by position."""
