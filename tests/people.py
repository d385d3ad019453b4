"""The people of every story the tests tell. They are fictional, and so are their organisations.

Anna reports. Vera and Vincent are counsellors who serve the demo organisations. Carla is the employer's case officer,
Omar works for an authority, and Rik has no rights at all: whatever Rik manages to do is a fault.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody in a story; `sign_in_name` and `password` are empty for who has no account."""

    name: str
    role_words: str = ""
    sign_in_name: str = ""
    password: str = ""

    @property
    def display_name(self) -> str:
        """The name as a key record carries it (PROTOCOL 3.2)."""
        return f"{self.name}; {self.role_words}" if self.role_words else self.name


ANNA = Person("Anna de Wit")
VERA = Person("Vera Jansen", "external; OO+IS", "vera", "vijf rustige woorden bij elkaar")
VINCENT = Person("Vincent de Boer", "internal; IS", "vincent", "nog een lange zin voor vincent")
CARLA = Person("Carla Smit")
OMAR = Person("Omar Haddad")
RIK = Person("Rik Mulder", sign_in_name="rik", password="dit wachtwoord geeft geen rechten")

MUNICIPALITY = "voorbeeldstad"
CARE_HOME = "voorbeeldzorg"

# Several hundred words, as somebody who is worried would write them; with the signs that break careless code.
STORY = """\
Ik werk sinds drie jaar bij de afdeling Vergunningen. Sinds het voorjaar zie ik iets wat volgens mij niet klopt, \
en ik durf het binnen de afdeling niet te zeggen.

In maart kwam een aanvraag binnen voor een groot bouwplan aan de Kade. Het dossier was niet compleet: er zat \
geen onderzoek naar de fundering bij, en het advies van de brandweer ontbrak. Volgens onze eigen regels mag zo'n \
aanvraag niet in behandeling worden genomen. Toch lag er twee dagen later een besluit klaar, met een \
handtekening. Toen ik ernaar vroeg, zei mijn teamleider: “Dit is van hogerhand geregeld. Laat maar.”

Daarna ben ik beter gaan kijken. In een half jaar tijd vond ik vier dossiers van hetzelfde bedrijf waarin \
hetzelfde was gebeurd. Steeds ontbraken dezelfde stukken en steeds was de termijn opvallend kort. In één geval \
is het advies van de brandweer achteraf toegevoegd, met een datum die niet kan kloppen: op die dag was het \
systeem de hele dag uit voor onderhoud. Ik heb de dossiernummers opgeschreven op papier, thuis. De stukken zelf \
heb ik niet meegenomen.

Op 14 september zag ik de teamleider en de directeur van dat bedrijf samen in een restaurant. Dat hoeft niets te \
betekenen, en ik wil niemand vals beschuldigen. Maar een week later kreeg een collega die ook vragen stelde \
plotseling ander werk. Zij wil er niet meer over praten. Ik ben bang dat mij hetzelfde overkomt: mijn contract \
loopt in februari af en ik heb twee kinderen.

Wat ik graag wil weten: is dit iets wat ik mag melden, ook als ik het niet zeker weet? Kan ik dat doen zonder \
dat mijn naam bij de afdeling terechtkomt? En wat gebeurt er met de gebouwen die nu al in gebruik zijn? Daar \
wonen mensen. Als de fundering niet is onderzocht, vind ik dat iemand daar snel naar moet kijken.

Ik ben maandag en donderdag vrij en kan dan reageren. Overdag lees ik dit niet op mijn werk. Tekens die mee \
moeten: é ë ï ö € ½ ‘enkel’ “dubbel” <b>niet vet</b> & 100% \u202f– 😀.
"""
