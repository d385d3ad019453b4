"""`make texts`: collect the texts, update the Dutch catalogues, compile them, and say what still has no translation."""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from app.locale.collect import LANGUAGE, LOCALE_DIR, SOURCES, collect


def _existing(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(
            locale=LANGUAGE, header_comment="# Dutch texts of Zegel.", project="Zegel", version="1", fuzzy=False,
            msgid_bugs_address="-", last_translator="-", language_team="-",
        )  # fmt: skip
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def update(domain: str) -> list[str]:
    """Bring one catalogue up to date and compile it; return the texts that have no translation yet."""
    path = LOCALE_DIR / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"
    catalogue = _existing(path)
    catalogue.update(collect(domain), no_fuzzy_matching=True, update_creation_date=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, ignore_obsolete=True, include_lineno=False, sort_output=True)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    return [str(message.id) for message in catalogue if message.id and not message.string]


def main(domains: list[str]) -> int:
    """Update the named domains, or all of them; 1 when a translation is missing."""
    missing = [(domain, text) for domain in (domains or list(SOURCES)) for text in update(domain)]
    for domain, text in missing:
        print(f"{domain}: no Dutch for {text!r}", file=sys.stderr)  # noqa: T201 a command speaks to its user
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
