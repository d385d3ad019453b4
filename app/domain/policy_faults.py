"""What a policy may not say: faults between its parts, each with the way to it and one sentence.

That a key is known and holds the right kind of value is the loader's work; here are the rules that need two parts of
the policy, the taxonomy or the law to be seen. A finding about the organisation's text is no fault: that is lint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.domain.policy import Duty, Policy, Term
from app.domain.policy_words import (
    COUNSELLORS,
    COUNTED,
    Act,
    ClosedAs,
    Enforcement,
    Role,
    Sharing,
    Subject,
    Unit,
)
from app.domain.statistics import THRESHOLD
from app.domain.taxonomy import Taxonomy
from app.domain.track import Track
from app.domain.wording import LANGUAGES

Fault = tuple[tuple[str | int, ...], str]
"""The way to the value and the sentence about it."""

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NO_RECIPIENT: Final = frozenset({Role.ANYBODY, Role.REPORTER, Role.COLLEAGUE, Role.PUBLIC, Role.POLICE})
_TRACKS: Final = {track.name.lower() for track in Track}
_NEEDED_TRACKS: Final = ("sparren", "melding")


def faults(policy: Policy, taxonomy: Taxonomy) -> Iterator[Fault]:
    """Give the faults of a policy, the first in the file's order first within each kind."""
    yield from _of_the_head(policy)
    yield from _of_the_days(policy)
    yield from _of_the_entities(policy)
    yield from _of_the_ids(policy)
    yield from _of_the_categories(policy, taxonomy)
    yield from _of_the_counsellors(policy)
    yield from _of_the_recipients(policy)
    yield from _of_the_rules(policy)
    yield from _of_the_numbers(policy)


def _of_the_head(policy: Policy) -> Iterator[Fault]:
    for key, value in (("id", policy.id), ("slug", policy.slug)):
        if not _SLUG.fullmatch(value):
            yield (key,), "this is a short name: small letters, digits and single hyphens."
    if set(policy.languages) != set(LANGUAGES) or len(policy.languages) != len(LANGUAGES):
        yield ("languages",), "every policy speaks nl and en, each once."
    for place, track in enumerate(policy.tracks):
        if track not in _TRACKS:
            yield ("tracks", place), f"“{track}” is no track; tracks are {', '.join(sorted(_TRACKS))}."
    if len(set(policy.tracks)) != len(policy.tracks):
        yield ("tracks",), "a track stands here twice."
    for track in _NEEDED_TRACKS:
        if track not in policy.tracks:
            yield ("tracks",), f"“{track}” is missing: the law gives it to everybody (Wbk art. 2(2))."
    if not policy.scope.reporters:
        yield ("scope", "reporters"), "nobody could report: name at least one."


def _of_the_days(policy: Policy) -> Iterator[Fault]:
    adopted, published, first = policy.citation.adopted_on, policy.citation.published_on, policy.effective_from
    if adopted and published and published < adopted:
        yield ("citation", "published_on"), "it was published before it was adopted."
    if adopted and first and first < adopted:
        yield ("effective_from",), "it was in force before it was adopted."
    if policy.supersedes == policy.id:
        yield ("supersedes",), "a version does not supersede itself."
    review = policy.review
    if review and review.every.unit not in {Unit.MONTH, Unit.YEAR}:
        yield ("review", "every"), "a review comes every so many months or years."
    if review and adopted and review.last_on and review.last_on < adopted:
        yield ("review", "last_on"), "it was reviewed before it was adopted."


def _of_the_entities(policy: Policy) -> Iterator[Fault]:
    if not policy.entities:
        yield ("entities",), "name at least one legal entity: somebody is the employer."
    alone = len(policy.entities) == 1
    if alone != (policy.sharing is Sharing.ONE_ENTITY) and policy.entities:
        sentence = "this is one entity: write one_entity." if alone else "several entities share: name the ground."
        yield ("sharing",), sentence
    for place, entity in enumerate(policy.entities):
        if entity.employees == 0:
            yield ("entities", place, "employees"), "an employer without anybody; leave this out when not known."


def _of_the_ids(policy: Policy) -> Iterator[Fault]:
    seen: set[str] = set(policy.rows)
    if len(seen) != len(policy.rows):
        yield ("rows",), "a row stands here twice."
    named = ("recipients", "ladders", "detours", "rules", "external", "complaints", "disclosures", "clauses")
    for key in (*named, "references", "hints"):
        for place, entry in enumerate(getattr(policy, key)):
            if entry.id in seen:
                yield (key, place, "id"), f"the id “{entry.id}” is used twice."
            seen.add(entry.id)


def _of_the_categories(policy: Policy, taxonomy: Taxonomy) -> Iterator[Fault]:
    codes = taxonomy.codes()
    for place, code in enumerate(policy.categories):
        if code not in codes:
            yield ("categories", place), f"“{code}” is not in the taxonomy."
    for place, rule in enumerate(policy.rules):
        for at, code in enumerate(rule.about):
            if code not in codes:
                yield ("rules", place, "about", at), f"“{code}” is not in the taxonomy."
    kinds = {one.code for one in taxonomy.no_reports}
    for place, disclosure in enumerate(policy.disclosures):
        way = ("disclosures", place)
        if disclosure.kind not in kinds:
            known = ", ".join(sorted(kinds))
            yield (*way, "kind"), f"“{disclosure.kind}” is no kind of disclosure; known are {known}."
        if not disclosure.desk:
            yield (*way, "desk"), "a desk must stand here: nobody is sent to nowhere."
        if disclosure.all_of and len(disclosure.desk) == 1:
            yield (*way, "all_of"), "all of one desk is one desk: leave this out."


def _of_the_counsellors(policy: Policy) -> Iterator[Fault]:
    for place, counsellors in enumerate(policy.counsellors):
        if counsellors.count == 0:
            yield ("counsellors", place, "count"), "none is no counsellor; leave this out when not known."
    subjects = {subject for one in policy.counsellors for subject in one.subjects}
    if policy.counsellors and not subjects & {Subject.INTEGRITY, Subject.ANY}:
        yield ("counsellors",), "no counsellor is there for integrity matters (IS)."


def _of_the_recipients(policy: Policy) -> Iterator[Fault]:
    for place, recipients in enumerate(policy.recipients):
        yield from _receivers(("recipients", place, "any_of"), recipients.any_of)
    for place, ladder in enumerate(policy.ladders):
        if not ladder.steps:
            yield ("ladders", place, "steps"), "a ladder needs at least one step."
        for at, step in enumerate(ladder.steps):
            if not step.any_of:
                yield ("ladders", place, "steps", at), "a step must lead to somebody."
    for place, detour in enumerate(policy.detours):
        yield from _receivers(("detours", place, "instead"), detour.instead)
        if detour.concerned in detour.instead:
            yield ("detours", place, "instead"), "nobody takes a report about themselves."
    for key, contact in (("second_contact", policy.second_contact), ("fallback_decider", policy.fallback_decider)):
        if contact and contact.role is contact.if_concerned:
            yield (key, "if_concerned"), "this must be somebody else: nobody decides about themselves."


def _receivers(way: tuple[str | int, ...], roles: tuple[Role, ...]) -> Iterator[Fault]:
    if not roles:
        yield way, "somebody must stand here: a report always has a recipient."
    for place, role in enumerate(roles):
        if role in _NO_RECIPIENT:
            yield (*way, place), f"“{role}” cannot take a report."


def _of_the_rules(policy: Policy) -> Iterator[Fault]:
    for place, rule in enumerate(policy.rules):
        if not rule.duties:
            yield ("rules", place, "duties"), "a rule holds at least one duty; what holds none is a hint."
        for at, duty in enumerate(rule.duties):
            for key, sentence in _of_one_duty(duty):
                yield ("rules", place, "duties", at, key), sentence


def _of_one_duty(duty: Duty) -> Iterator[tuple[str, str]]:
    if sentence := _of_a_term(duty.term):
        yield "term", sentence
    if duty.actor in {Role.ANYBODY, Role.REPORTER} and duty.enforcement is not Enforcement.INFORM:
        yield "enforcement", "a duty of who reports is only told: write inform. A late report is never refused."
    if duty.act is Act.HAND_OVER and not duty.needs_consent:
        yield "needs_consent", "a case is handed over only with the reporter’s consent: write true."
    if duty.actor in COUNSELLORS and duty.act in {Act.INFORM, Act.REPORT} and not duty.needs_consent:
        yield "needs_consent", "a counsellor passes on nothing without the reporter’s consent: write true."
    if duty.act is Act.INVESTIGATE and not duty.needs_consent:
        yield "needs_consent", "an inquiry starts only when the reporter releases the case: write true."
    if duty.act is Act.INFORM and duty.actor is Role.LINE_MANAGER and not duty.identity_hidden:
        yield "identity_hidden", "who reported is not passed on (Wbk art. 1a(3)): write true."
    if duty.all_of and len(duty.to) < 2:  # noqa: PLR2004 - all of one is one
        yield "all_of", "this needs at least two in “to”."


def _of_a_term(term: Term) -> str:
    if term.unit in COUNTED:
        return "" if term.n else f"how many? A term in “{term.unit}” needs a number n, at least 1."
    return f"a term “{term.unit}” has no number: leave n out." if term.n is not None else ""


def _of_the_numbers(policy: Policy) -> Iterator[Fault]:
    numbers = policy.parameters
    least, most = numbers.gift_report_from_eur, numbers.gift_threshold_eur
    if least is not None and most is not None and least > most:
        yield ("parameters", "gift_report_from_eur"), "gifts are told from an amount above which none is accepted."
    if list(numbers.aftercare_after_months) != sorted(set(numbers.aftercare_after_months)):
        yield ("parameters", "aftercare_after_months"), "write the months in order, each once."
    if numbers.smallest_group_told is not None and numbers.smallest_group_told < THRESHOLD:
        yield (
            ("parameters", "smallest_group_told"),
            f"groups under {THRESHOLD} are never told: write {THRESHOLD} or more, or leave it out.",
        )
    for place, retention in enumerate(policy.retention):
        if retention.term.unit not in COUNTED or _of_a_term(retention.term):
            yield ("retention", place, "term"), "how long? A retention needs a number of days, months or years."
    ends = [retention.closed_as for retention in policy.retention]
    for end in ClosedAs:
        if ends.count(end) > 1:
            yield ("retention",), f"“{end}” stands here twice."
    for end in (ClosedAs.NOT_A_REPORT, ClosedAs.HANDLED):
        if end not in ends:
            yield ("retention",), f"how long is a case kept that was closed as “{end}”? It is missing."
    if policy.review and (sentence := _of_a_term(policy.review.every)):
        yield ("review", "every"), sentence
