"""Which language a visitor gets, and the texts in it.

English is the source text: a message without a translation is shown as it stands in the template. Dutch lives in
`app/locale/nl/LC_MESSAGES/{domain}.po`, compiled to `.mo`. Nothing is remembered: no cookie, no session.
"""

import gettext
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("nl", "en")
DEFAULT_LANGUAGE: Final = "nl"
LOCALE_DIR: Final = Path(__file__).resolve().parents[1] / "locale"
SHARED_DOMAIN: Final = "shared"
SCRIPT_DOMAINS: Final = ("reporter_scripts", "workplace_scripts")

Translate = Callable[..., str]

_WEEKDAYS: Final = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: Final = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


def other_language(language: str) -> str:
    """Return the language a visitor can switch to."""
    return "en" if language == "nl" else "nl"


def choose_language(query: str | None, accept_language: str | None) -> str:
    """Pick a language: the `lang` parameter, else the best one of Accept-Language, else Dutch.

    Args:
        query: the value of `?lang=`, if any; anything but a known language is ignored.
        accept_language: the raw header, if any; only its first 500 characters are read.
    """
    if query in LANGUAGES:
        return str(query)
    best, best_weight = DEFAULT_LANGUAGE, 0.0
    for part in (accept_language or "")[:500].split(","):
        tag, _, weight_text = part.partition(";")
        language = tag.strip().lower().partition("-")[0]
        weight = _weight(weight_text)
        if language in LANGUAGES and weight > best_weight:
            best, best_weight = language, weight
    return best


def _weight(text: str) -> float:
    """Read `q=0.8`; no weight means 1, nonsense means 0."""
    name, _, number = text.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(number) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0


@cache
def catalogue(domain: str, language: str) -> gettext.NullTranslations:
    """Load one domain in one language; an absent catalogue means the source text."""
    return gettext.translation(domain, LOCALE_DIR, languages=[language], fallback=True)


@cache
def translator(domain: str, language: str) -> Translate:
    """Return the function that templates know as `_`: translate, then fill in `{names}`."""
    own = catalogue(domain, language)
    shared = catalogue(SHARED_DOMAIN, language)

    def translate(message: str, /, **values: object) -> str:
        text = own.gettext(message)
        if text == message:
            text = shared.gettext(message)
        return text.format(**values) if values else text

    return translate


def script_texts(domain: str, language: str) -> Mapping[str, str]:
    """Return the texts of the page scripts, source text to translation; empty in the source language."""
    loaded = catalogue(domain, language)
    messages: Mapping[object, str] = getattr(loaded, "_catalog", {})
    return {key: text for key, text in messages.items() if isinstance(key, str) and key}


def long_day(day: date, language: str) -> str:
    """Write a day in full: `maandag 30 november 2026`, `Monday 30 November 2026`."""
    weekday = _WEEKDAYS[language][day.weekday()]
    month = _MONTHS[language][day.month - 1]
    return f"{weekday} {day.day} {month} {day.year}"
