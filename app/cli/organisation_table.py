"""How organisations are shown to the administrator.

The fingerprint of a key that waits is not shown: it must come from the counsellor's own card, or confirming it would
prove nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.table import Table

from app.cli.terminal import say
from app.services.drills import signs_of_life
from app.services.policy_standing import policy_standing
from app.services.second_contact import second_contact
from crypto.codes import fingerprint, pin_encode
from crypto.encoding import date_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.services.directory_publication import Standing
    from app.services.policy_standing import PolicyStanding
    from app.store.unit_of_work import UnitOfWork


class Asides(NamedTuple):
    """What is shown of organisations beside their list."""

    months: Mapping[tuple[bytes, str], str | None]
    """By organisation id and fingerprint, the month (`YYYY-MM`) of the newest drill that was opened, nothing finer."""
    second_contacts: Mapping[bytes, str]
    """By organisation id, who is told beside the case officer; nothing where nobody is."""


def asides_of(work: UnitOfWork, standings: Sequence[Standing], today: date) -> Asides:
    """Give what is shown of these organisations beside their list."""
    ids: list[bytes] = [standing.organisation.organisation_id for standing in standings]
    months = {(one, sign.fingerprint): sign.month for one in ids for sign in signs_of_life(work, one, today)}
    found = {one: second_contact(work, one, today) for one in ids}
    return Asides(months, {one: second.name for one, second in found.items() if second is not None})


def describe(standing: Standing, today: date, asides: Asides) -> dict[str, object]:
    """Return an organisation as JSON members."""
    own = standing.organisation.organisation_id
    directory = standing.directory
    return {
        "organisation": standing.organisation.slug,
        "name": standing.root.org_name,
        "pin": pin_encode(standing.root.org_id),
        "practice": standing.root.practice,
        "single_signer": standing.root.single_signer,
        "root_version": standing.root.version,
        "directory_version": directory.version if directory else None,
        "expires": date_of(directory.expires).isoformat() if directory else None,
        "days_left": (date_of(directory.expires) - today).days if directory else None,
        **describe_policy(policy_standing(standing.organisation, directory, today)),
        "counsellors": [
            {
                "name": entry.name,
                "role": int(entry.record.role),
                "fingerprint": fingerprint(entry.record.id_pk),
                "epoch": entry.record.epoch,
                "valid_until": date_of(entry.record.not_after).isoformat(),
                "state": entry.state,
                "last_opened": asides.months.get((own, fingerprint(entry.record.id_pk))),
            }
            for entry in (directory.entries if directory else ())
        ],
        "second_contact": asides.second_contacts.get(own),
        "waiting": [{"name": row.name, "enrolled_on": row.enrolled_on.isoformat()} for row in standing.waiting],
    }


def describe_policy(standing: PolicyStanding) -> dict[str, object]:
    """Return which rules an organisation follows, as JSON members."""
    return {
        "policy": standing.organisation.policy_slug,
        "policy_version": standing.policy.id if standing.policy else None,
        "policy_last_day": standing.last_day.isoformat() if standing.last_day else None,
        "counsellors_missing": standing.missing_sentences(),
    }


def show_organisations(standings: Sequence[Standing], today: date, asides: Asides) -> None:
    """Print organisations for a person."""
    if not standings:
        say("There are no organisations yet. Add one with `zegel organisation add`.")
    for standing in standings:
        _show(standing, today, asides)


def _show(standing: Standing, today: date, asides: Asides) -> None:
    directory = standing.directory
    practice = ", for practice only" if standing.root.practice else ""
    say(f"{standing.root.org_name} ({standing.organisation.slug}{practice})")
    say(f"  pin {pin_encode(standing.root.org_id)}, root version {standing.root.version}")
    if directory is None:
        say("  no list published yet")
    else:
        expires = date_of(directory.expires)
        left = (expires - today).days
        say(f"  list version {directory.version}, expires on {expires} ({left} days)")
        table = Table("Counsellor", "Fingerprint", "Key until", "State", "Last opened")
        for entry in directory.entries:
            record = entry.record
            mark = fingerprint(record.id_pk)
            opened = asides.months.get((standing.organisation.organisation_id, mark)) or "not yet"
            table.add_row(entry.name, mark, str(date_of(record.not_after)), entry.state, opened)
        Console(highlight=False).print(table)
    rules = policy_standing(standing.organisation, directory, today)
    say(f"  {rules.sentence}")
    if second := asides.second_contacts.get(standing.organisation.organisation_id):
        say(f"  told of missed duties in released cases, beside the case officer: {second}")
    for sentence in rules.missing_sentences():
        say(f"  missing: {sentence}")
    for row in standing.waiting:
        say(
            f"  waiting since {row.enrolled_on}: {row.name}. Confirm it with the fingerprint on this person's own card."
        )
