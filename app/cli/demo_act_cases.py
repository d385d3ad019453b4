"""Cases of the demo that show how duties end: missed, met and closed, contested, and no report. All are fictional."""

from __future__ import annotations

from typing import Final

from app.cli.demo_case import DemoCase, Step
from app.cli.demo_people import RUBEN, VERA

ACT_CASES: Final = (
    DemoCase(
        "voorbeeldzorg",
        VERA.name,
        "melding",
        12,
        "Op de afdeling dagbesteding wordt de kas niet meer geteld. Ik heb drie keer gezien dat er geld uit ging "
        "zonder bon. Wie er iets van vraagt, krijgt te horen dat het later wel komt.",
    ),
    DemoCase(
        "voorbeeldstad",
        VERA.name,
        "melding",
        12,
        "In het archief liggen dossiers van inwoners open op tafel, ook na werktijd. De schoonmaak loopt er "
        "gewoon langs. Ik heb het al eens gezegd, maar er gebeurde niets.",
        (
            Step("acknowledge", "Dank voor je bericht. Ik heb het gelezen en ga er deze week mee aan de slag."),
            Step(
                "plan",
                "Ik kijk eerst zelf hoe het archief erbij ligt. Daarna vraag ik hoe het geregeld had moeten zijn.",
            ),
            Step(
                "feedback",
                "Dit is wat ik kan vertellen.",
                (
                    "Ik ben twee keer na werktijd gaan kijken en heb gelezen wat er over dossiers is afgesproken.",
                    "Het klopt: beide keren lagen er dossiers open. De afspraak is dat ze achter slot liggen.",
                    "De kasten hebben nu een slot, en wie als laatste weggaat, kijkt het na.",
                    "Wie het vergat, zeg ik niet. Dat is een gesprek tussen die persoon en de leidinggevende.",
                ),
            ),
            Step("reporter", "Dank je, dat is een duidelijk antwoord. Het ligt er nu netjes bij."),
            Step("close", "Fijn om te horen. Ik sluit de zaak. Verandert er iets, meld je dan opnieuw."),
        ),
    ),
    DemoCase(
        "interaktcontour",
        VERA.name,
        "melding",
        12,
        "De planner zet steeds dezelfde twee mensen op de zwaarste diensten. Dat zijn de twee die vorig jaar klaagden "
        "over het rooster. Ik denk dat dat geen toeval is.",
        (
            Step("acknowledge", "Je melding is aangekomen. Ik ga ermee aan de slag."),
            Step("claim", "Er wordt aan gewerkt. Meer kan ik niet zeggen."),
            Step("contest"),
            Step("reporter", "Dit is geen antwoord. Ik weet nog steeds niet wat er is onderzocht en wat er gebeurt."),
        ),
    ),
    DemoCase(
        "de-connectie",
        RUBEN.name,
        "melding",
        12,
        "Bespaar nu op uw kopieerkosten! Vraag vandaag nog een offerte aan en ontvang een waardebon.",
        (Step("advertising", "Dit is reclame en geen melding. Was het iets anders, laat het dan hier weten."),),
    ),
)
