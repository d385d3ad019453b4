"""How each of the 21 checks looks at a policy: the verdict, a note in a few words, and the sections it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from app.domain.lint_check import Outcome, Verdict
from app.domain.policy import Policy, Term
from app.domain.policy_words import (
    INDEPENDENT,
    MANAGERS,
    TOP,
    Act,
    ClauseKind,
    Consent,
    ProtectionBasis,
    Protects,
    Role,
    Serves,
    Stance,
    Start,
    Subject,
    Unit,
)
from app.domain.term_calendar import add_months
from app.domain.term_words import length_of
from app.domain.wording import Wording

WBK_IN_FORCE: Final = date(2023, 2, 18)
"""Day on which the Wet bescherming klokkenluiders came into force (Stb. 2023, 52)."""
ACKNOWLEDGEMENT_DAYS: Final = 7
FEEDBACK_MONTHS: Final = 3

_NONE: Final = Verdict(Outcome.NOT_APPLICABLE)
_NOT_STATED: Final = Wording("staat er niet in", "not stated")
_UNKNOWN_DATE: Final = Wording("datum onbekend", "unknown date")


def _acknowledgement(policy: Policy, _: date) -> Verdict:
    return _term_stated(policy, Act.ACKNOWLEDGE, Term(n=ACKNOWLEDGEMENT_DAYS, unit=Unit.DAY))


def _feedback(policy: Policy, _: date) -> Verdict:
    return _term_stated(policy, Act.GIVE_FEEDBACK, Term(n=FEEDBACK_MONTHS, unit=Unit.MONTH))


def _term_stated(policy: Policy, act: Act, most: Term) -> Verdict:
    """Look for a duty with a term in the law's unit that is not longer than the law's."""
    for rule, duty in policy.duties():
        if duty.act is act and duty.term.unit is most.unit and (duty.term.n or 0) <= (most.n or 0):
            return Verdict(Outcome.STATED, sections=(rule.section,))
    return Verdict(_absent(policy))


def _absent(policy: Policy) -> Outcome:
    """Tell missing from not in text: a document for every report that we have not seen may hold it."""
    elsewhere = [one for one in policy.references if one.serves is Serves.REPORTING and not one.supplied]
    return Outcome.NOT_IN_TEXT if any(one.for_every_report for one in elsewhere) else Outcome.MISSING


def _channels(policy: Policy, _: date) -> Verdict:
    stated = len(set(policy.channels))
    if not stated:
        return Verdict(_absent(policy))
    return Verdict(Outcome.STATED if stated == 3 else Outcome.PARTLY)  # noqa: PLR2004 - written, oral, meeting


_SHORT: Final = {
    Role.LINE_MANAGER: Wording("leidinggevenden", "managers"),
    Role.NEXT_HIGHER_MANAGER: Wording("leidinggevenden", "managers"),
    Role.COUNSELLOR: Wording("VP", "VP"),
    Role.INTEGRITY_COUNSELLOR: Wording("VPI", "VPI"),
    Role.CASE_OFFICER: Wording("meldfunctionaris", "case officer"),
    Role.HR: Wording("HR", "HR"),
    Role.SUPERVISORY_BOARD: Wording("RvT", "RvT"),
    Role.DAILY_BOARD: Wording("DB", "DB"),
}
_TOP_SHORT: Final = Wording("directie", "directie")
_REPORT_SUBJECTS: Final = frozenset({Subject.MISCONDUCT, Subject.INTEGRITY, Subject.ANY})


def _officers(policy: Policy, _: date) -> Verdict:
    """Look whether a report of misconduct can be made to somebody independent, and who that is."""
    lists = [one for one in policy.recipients if one.subject in _REPORT_SUBJECTS]
    roles = list(dict.fromkeys(role for one in lists for role in one.any_of))
    sections = tuple(one.section for one in lists)
    if not roles:
        return Verdict(Outcome.MISSING)
    note = Wording(_who(roles, "nl"), _who(roles, "en"))
    if Role.CASE_OFFICER in roles:
        return Verdict(Outcome.STATED, note, sections)
    return Verdict(Outcome.PARTLY if INDEPENDENT & set(roles) else Outcome.MISSING, note, sections)


def _who(roles: Sequence[Role], language: str) -> str:
    """Name recipients in the text's order; a designated specialist stands apart from the others."""
    names = list(dict.fromkeys(_short(role, language) for role in roles if role is not Role.INTEGRITY_COUNSELLOR))
    together = "/".join(names)
    if Role.INTEGRITY_COUNSELLOR in roles:
        return f"VPI + {together}" if together else "VPI"
    if INDEPENDENT.isdisjoint(roles) or INDEPENDENT.issuperset(roles):
        return f"alleen {together}" if language == "nl" else f"{together} only"
    return together


def _short(role: Role, language: str) -> str:
    return _SHORT.get(role, _TOP_SHORT).in_language(language)


def _adviser(policy: Policy, _: date) -> Verdict:
    if policy.adviser_in_confidence is Stance.YES:
        return Verdict(Outcome.STATED, _SHORT[Role.COUNSELLOR])
    if policy.adviser_in_confidence is Stance.NO:
        return Verdict(Outcome.MISSING)
    return Verdict(Outcome.NOT_IN_TEXT, _NOT_STATED)


def _external(policy: Policy, _: date) -> Verdict:
    there = [one for one in policy.external if one.ended_on is None]
    if not there:
        return Verdict(Outcome.MISSING)
    sections = tuple(one.section for one in there)
    if {one.authority for one in there} == {"huis"}:
        return Verdict(Outcome.PARTLY, Wording("alleen het Huis", "Huis only"), sections)
    return Verdict(Outcome.STATED, sections=sections)


def _protection(policy: Policy, _: date) -> Verdict:
    stated = policy.protection
    if stated is None:
        return Verdict(Outcome.MISSING)
    if stated.basis is ProtectionBasis.FORMER_AW_5_2:
        return Verdict(Outcome.PARTLY, Wording("verouderd Aw 5(2)", "outdated Aw 5(2)"), (stated.section,))
    whole = set(stated.covers) == set(Protects)
    return Verdict(Outcome.STATED if whole else Outcome.PARTLY, sections=(stated.section,))


def _last_resort(policy: Policy, _: date) -> Verdict:
    found = _clause(policy, ClauseKind.LAST_RESORT)
    if found.outcome is Outcome.FOUND:
        return found
    if policy.ladders:
        long = any(len(ladder.steps) > 2 for ladder in policy.ladders)  # noqa: PLR2004 - person, then one of several
        note = Wording("ladder als advies", "advisory ladder") if long else Wording("als advies", "advisory")
        return Verdict(Outcome.PARTLY, note, tuple(ladder.section for ladder in policy.ladders))
    staged = [one for one in policy.complaints if one.after_no_solution]
    if staged:
        note = Wording("in stappen bij OG", "staged for OG")
        return Verdict(Outcome.PARTLY, note, tuple(one.section for one in staged))
    return _NONE


def _threshold(policy: Policy, _: date) -> Verdict:
    return _clause(policy, ClauseKind.STRICTER_THRESHOLD)


def _good_faith(policy: Policy, _: date) -> Verdict:
    return _clause(policy, ClauseKind.GOOD_FAITH)


def _speech(policy: Policy, _: date) -> Verdict:
    return _clause(policy, ClauseKind.SPEECH_LIMIT)


def _clause(policy: Policy, kind: ClauseKind) -> Verdict:
    clauses = [clause for clause in policy.clauses if clause.kind is kind]
    if not clauses:
        return _NONE
    note = next((clause.note for clause in clauses if clause.note), None)
    if all(clause.mild for clause in clauses):
        note = Wording("licht", "mild")
    return Verdict(Outcome.FOUND, note, tuple(dict.fromkeys(clause.section for clause in clauses)))


def _abolished(policy: Policy, today: date) -> Verdict:
    ended = [one for one in policy.external if one.ended_on and one.ended_on <= today]
    if not ended:
        return _NONE
    names = ", ".join(one.authority.upper() for one in ended)
    return Verdict(Outcome.FOUND, Wording(names, names), tuple(one.section for one in ended))


def _wrong_name(policy: Policy, _: date) -> Verdict:
    wrong = [one for one in policy.external if one.written_as and one.ended_on is None]
    if not wrong:
        return _NONE
    names = ", ".join(one.written_as or "" for one in wrong)
    return Verdict(Outcome.FOUND, Wording(names, names), tuple(one.section for one in wrong))


def _top_concerned(policy: Policy, _: date) -> Verdict:
    ways = [detour for detour in policy.detours if detour.concerned in TOP]
    if not ways:
        return Verdict(Outcome.MISSING)
    roles = [role for way in ways for role in way.instead]
    note = Wording("/".join(_short(role, "nl") for role in roles), "/".join(_short(role, "en") for role in roles))
    outcome = Outcome.STATED if any(way.for_reports for way in ways) else Outcome.PARTLY
    return Verdict(outcome, note, tuple(way.section for way in ways))


def _review(policy: Policy, today: date) -> Verdict:
    if policy.review is None:
        return _NONE
    every, base = policy.review.every, policy.review.last_on or policy.citation.adopted_on or policy.effective_from
    if base is None:
        return Verdict(Outcome.UNKNOWN, _UNKNOWN_DATE, (policy.review.section,))
    due = add_months(base, (every.n or 0) * (12 if every.unit is Unit.YEAR else 1))
    if today <= due:
        return Verdict(Outcome.NOT_APPLICABLE, Wording(f"uiterlijk {due}", f"by {due}"), (policy.review.section,))
    return Verdict(Outcome.FOUND, Wording(length_of(every, "nl"), length_of(every, "en")), (policy.review.section,))


def _age(policy: Policy, _: date) -> Verdict:
    day = policy.citation.adopted_on or policy.effective_from or policy.citation.published_on
    if day is None:
        return Verdict(Outcome.UNKNOWN, _UNKNOWN_DATE)
    if day < WBK_IN_FORCE:
        return Verdict(Outcome.FOUND)
    return Verdict(Outcome.NOT_APPLICABLE, Wording("nee", "no"))


def _only_the_manager(policy: Policy, _: date) -> Verdict:
    sections = [
        rule.section
        for rule, duty in policy.duties()
        if duty.act is Act.REPORT and duty.actor is Role.ANYBODY and duty.to and MANAGERS.issuperset(duty.to)
    ]
    return Verdict(Outcome.FOUND, sections=tuple(dict.fromkeys(sections))) if sections else _NONE


def _no_start(policy: Policy, _: date) -> Verdict:
    for rule, duty in policy.duties():
        if duty.term.n and duty.starts is Start.NOT_STATED:
            note = Wording(
                f"{length_of(duty.term, 'nl', in_words=True)} vanaf?",
                f"{length_of(duty.term, 'en', in_words=True)} from?",
            )
            return Verdict(Outcome.FOUND, note, (rule.section,))
    return _NONE


def _consent(policy: Policy, _: date) -> Verdict:
    if policy.consent is Consent.NOT_STATED:
        return Verdict(Outcome.NOT_IN_TEXT, _NOT_STATED)
    return Verdict(Outcome.STATED)


def _anonymous(policy: Policy, _: date) -> Verdict:
    if policy.anonymous_reports is Stance.NOT_STATED:
        return Verdict(Outcome.MISSING)
    if policy.anonymous_reports is Stance.NO:
        return Verdict(Outcome.STATED, Wording("niet mogelijk", "not possible"))
    return Verdict(Outcome.STATED)


def _references(policy: Policy, _: date) -> Verdict:
    unseen = [one.name for one in policy.references if not one.supplied and one.serves is not Serves.OTHER]
    if not unseen:
        return _NONE
    names = "; ".join(unseen)
    return Verdict(Outcome.FOUND, Wording(names, names))


JUDGES: Final[dict[str, Callable[[Policy, date], Verdict]]] = {
    "L01": _acknowledgement,
    "L02": _feedback,
    "L03": _channels,
    "L04": _officers,
    "L05": _adviser,
    "L06": _external,
    "L07": _protection,
    "L08": _last_resort,
    "L09": _threshold,
    "L10": _abolished,
    "L11": _wrong_name,
    "L12": _speech,
    "L13": _top_concerned,
    "L14": _review,
    "L15": _age,
    "L16": _only_the_manager,
    "L17": _no_start,
    "L18": _consent,
    "L19": _good_faith,
    "L20": _anonymous,
    "L21": _references,
}
