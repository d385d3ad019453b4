"""Cases of the demo's twins. Every event is fictional: nothing here is about the employers whose rules they follow."""

from __future__ import annotations

from typing import Final

from app.cli.demo_case import DemoCase, Step
from app.cli.demo_people import INGRID, JORIS, NOOR, VERA

TWIN_CASES: Final = (
    DemoCase(
        "werksaam",
        JORIS.name,
        "melding",
        6,
        "Ik denk dat opdrachten voor groenonderhoud steeds naar hetzelfde bedrijf gaan, omdat de eigenaar een neef is "
        "van iemand bij inkoop. Ik heb twee keer gezien dat de prijs van een ander bedrijf lager was. Ik weet niet of "
        "dat genoeg is om te melden.",
        (
            Step(
                "acknowledge",
                "Dank je voor je melding. Je hoeft het niet zeker te weten. Ik geef niets door zonder dat jij dat "
                "goed vindt. Kun je vertellen in welke maanden dit was?",
            ),
        ),
    ),
    DemoCase(
        "senzer",
        NOOR.name,
        "melding",
        6,
        "Een voorman maakt bijna elke dag grappen over het hoofddoekje van een collega. Ik heb er twee keer iets van "
        "gezegd en toen kreeg ik zelf andere taken. Ik wil dat het stopt, en ik wil niet dat hij weet dat ik dit "
        "schrijf.",
    ),
    DemoCase(
        "werksaam",
        INGRID.name,
        "sparren",
        2,
        "Mijn werkbegeleider noemt mij traag, waar iedereen bij is. Is dat pesten? Ik wil er eerst alleen over praten.",
        (
            Step(
                "reply",
                "Wat vervelend. Of het pesten is, hoef jij niet te beslissen. Zullen we samen opschrijven wat er "
                "gezegd is en wanneer? Daarna kijken we wat jij wilt. Er gebeurt niets zonder jou.",
            ),
        ),
    ),
    DemoCase(
        "interaktcontour",
        VERA.name,
        "melding",
        2,
        "Op onze locatie neemt een collega geld aan van de familie van een cliënt voor klusjes in werktijd. De familie "
        "denkt dat het zo hoort. Ik noem de cliënt liever niet.",
    ),
    DemoCase(
        "de-connectie",
        VERA.name,
        "melding",
        2,
        "Iemand van ons team zoekt in de systemen van een gemeente gegevens op van zijn ex. Hij vertelde het zelf, als "
        "grap. Ik vind dat dit niet kan, maar ik wil hem niet zijn baan laten verliezen.",
    ),
)
