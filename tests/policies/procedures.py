"""Texts of procedures for the tests, written for them: a good one, a bad one, and the same in English."""

GOOD = """
Meldregeling van de bakkerij
Deze regeling is vastgesteld met instemming van de ondernemingsraad.

Je kunt schriftelijk melden, mondeling via de telefoon of in een persoonlijk gesprek. Je kunt ook anoniem melden.
De meldfunctionaris is onafhankelijk. De commissie die het onderzoek doet, is dat ook: een onafhankelijke commissie.
Binnen zeven dagen na je melding krijg je een ontvangstbevestiging. Uiterlijk drie maanden daarna hoor je wat we deden.
Met een vertrouwenspersoon kun je eerst overleggen.
Je mag ook meteen naar een bevoegde autoriteit of naar het Huis voor Klokkenluiders.
Je mag niet worden benadeeld. De werkgever moet bewijzen dat een nadeel niet door de melding komt. Wie een melder
bijstaat, is net zo beschermd. Je hoeft niet te goeder trouw te zijn; redelijke gronden zijn genoeg.
Gaat het over de directeur, dan gaat je melding over de directie naar de raad van toezicht.
"""

BAD = """
Gedragscode

Bespreek dit eerst met de betrokkene. Alleen als laatste redmiddel ga je naar buiten.
- De regeling geldt bij een groot maatschappelijk belang.
- Meld dit binnen twee werkdagen.
- Je bent verplicht dit altijd te melden bij je leidinggevende!
We praten niet negatief over de organisatie. Wie te goeder trouw meldt bij het Huis van de Klokkenluiders of de
Onderzoeksraad Integriteit Overheid, is beschermd. Zie de regeling op intranet.
"""

ENGLISH = """
You must report internally first. Only reports in good faith are accepted, within two days.
We confirm receipt within seven days. You hear from us within three months after that.
You can report in writing, by telephone or in person, and without giving your name.
Our confidential adviser helps you. Never speak negatively. You do not have to give proof.
"""

EDGES = (
    "",
    "   \n\n ",
    "Één woord",
    "A.B; c? d!\u00a0e\r\n\r\nf\n* g\n- h",
    "’t Huis voor Klokkenluider",
    "İstanbul ß Ⅷ 7 dagen na ontvangst",
)
