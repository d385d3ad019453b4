"""The closed vocabulary of a policy: roles, acts, terms, start events and what the service does about a duty.

Codes are English; what they are called on pages stands in `app/policies/role_names.toml`. A word that is not here is
refused by the loader, so that a typing mistake is found when a policy is written and not when a case needs it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """Who does something or is told something. Roles, never persons."""

    ANYBODY = "anybody"
    """Everyone in the scope of the policy: 'employee' in the text is read as this."""
    REPORTER = "reporter"
    COLLEAGUE = "colleague"
    LINE_MANAGER = "line_manager"
    NEXT_HIGHER_MANAGER = "next_higher_manager"
    HR = "hr"
    MANAGEMENT_TEAM = "management_team"
    MANAGEMENT = "management"
    DIRECTOR = "director"
    EXECUTIVE_BOARD = "executive_board"
    SUPERVISORY_BOARD = "supervisory_board"
    DAILY_BOARD = "daily_board"
    EMPLOYER = "employer"
    COUNSELLOR = "counsellor"
    INTEGRITY_COUNSELLOR = "integrity_counsellor"
    CASE_OFFICER = "case_officer"
    WORKS_COUNCIL = "works_council"
    PURCHASING = "purchasing"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    FRONT_OFFICE = "front_office"
    CLIENT_COUNSELLOR = "client_counsellor"
    PUBLIC = "public"
    POLICE = "police"


COUNSELLORS: Final = frozenset({Role.COUNSELLOR, Role.INTEGRITY_COUNSELLOR})
INDEPENDENT: Final = COUNSELLORS | {Role.CASE_OFFICER}
"""Who can receive a report without being somebody's manager (Wbk art. 2(2)(d))."""
MANAGERS: Final = frozenset({Role.LINE_MANAGER, Role.NEXT_HIGHER_MANAGER})
TOP: Final = frozenset({Role.MANAGEMENT_TEAM, Role.MANAGEMENT, Role.DIRECTOR, Role.EXECUTIVE_BOARD})
"""Top management: when one of these is the person concerned, the employer's own ladder ends."""
BOARDS: Final = frozenset({Role.SUPERVISORY_BOARD, Role.DAILY_BOARD})


class Person(StrEnum):
    """In what position somebody may report, or be reported about (Wbk art. 1; directive art. 4)."""

    EMPLOYEE = "employee"
    CIVIL_SERVANT = "civil_servant"
    SHELTERED_WORKER = "sheltered_worker"
    AGENCY_WORKER = "agency_worker"
    HIRED_WORKER = "hired_worker"
    SELF_EMPLOYED = "self_employed"
    TRAINEE = "trainee"
    VOLUNTEER = "volunteer"
    EXECUTIVE_BOARD_MEMBER = "executive_board_member"
    SUPERVISORY_BOARD_MEMBER = "supervisory_board_member"
    CONTRACTOR = "contractor"
    SUPPLIER = "supplier"
    SHAREHOLDER = "shareholder"
    APPLICANT = "applicant"
    FORMER_WORKER = "former_worker"
    HELPER = "helper"


class Act(StrEnum):
    """What somebody has to do."""

    REPORT = "report"
    INFORM = "inform"
    ACKNOWLEDGE = "acknowledge"
    RESPOND = "respond"
    GIVE_FEEDBACK = "give_feedback"
    INVESTIGATE = "investigate"
    HEAR_BOTH_SIDES = "hear_both_sides"
    FOLLOW_UP = "follow_up"
    TAKE_MEASURES = "take_measures"
    HAND_OVER = "hand_over"
    FILE_WITH_POLICE = "file_with_police"
    REPORT_YEARLY = "report_yearly"
    ACCOUNT_PUBLICLY = "account_publicly"
    EVALUATE = "evaluate"
    PUBLISH_POLICY = "publish_policy"
    INFORM_OUTSIDERS = "inform_outsiders"


class Unit(StrEnum):
    """Of a term. The first four need a number, the others have none."""

    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"
    IMMEDIATELY = "immediately"
    AS_SOON_AS_POSSIBLE = "as_soon_as_possible"
    REASONABLE = "reasonable"
    STATUTORY = "statutory"
    """The text gives no number where the law does: the statutory term counts."""
    NOT_STATED = "not_stated"


COUNTED: Final = frozenset({Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR})


class Start(StrEnum):
    """The event after which a term is counted."""

    AWARENESS = "awareness"
    RECEIPT = "receipt"
    ACKNOWLEDGEMENT = "acknowledgement"
    TOLD_TO_ACTOR = "told_to_actor"
    RELEASE = "release"
    CLASSIFIED_AS_INTEGRITY = "classified_as_integrity"
    BREACH_ESTABLISHED = "breach_established"
    ADOPTION = "adoption"
    END_OF_YEAR = "end_of_year"
    NOT_STATED = "not_stated"


class Enforcement(StrEnum):
    """What the service does: stop a step, keep a task open, or only tell."""

    BLOCK = "block"
    TASK = "task"
    INFORM = "inform"


class Subject(StrEnum):
    """What a list of recipients is for."""

    UNWANTED_CONDUCT = "OO"
    INTEGRITY = "IS"
    MISCONDUCT = "misconduct"
    ANY = "any"


class Stance(StrEnum):
    """What a text says about a yes-or-no question."""

    YES = "yes"
    NO = "no"
    NOT_STATED = "not_stated"


class Setting(StrEnum):
    """Where a counsellor comes from."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    NOT_STATED = "not_stated"


class Sector(StrEnum):
    """Decides which laws besides the Wbk hold."""

    PRIVATE = "private"
    PUBLIC = "public"


class ClauseKind(StrEnum):
    """Wording in a text that the law overrules or that a reporter must be told about."""

    LAST_RESORT = "last_resort"
    STRICTER_THRESHOLD = "stricter_threshold"
    SPEECH_LIMIT = "speech_limit"
    GOOD_FAITH = "good_faith"


class Serves(StrEnum):
    """What a document that a policy refers to is about."""

    REPORTING = "reporting"
    COUNSELLORS = "counsellors"
    COMPLAINTS = "complaints"
    SANCTIONS = "sanctions"
    OTHER = "other"


class Channel(StrEnum):
    """How a report can be made (Wbk art. 2(2)(c))."""

    WRITTEN = "written"
    ORAL = "oral"
    MEETING = "meeting"


class Protects(StrEnum):
    """Parts of the protection of art. 17e–17ec."""

    NO_DETRIMENT = "no_detriment"
    PRESUMPTION = "presumption"
    HELPERS = "helpers"


class ProtectionBasis(StrEnum):
    """On what a promise of protection rests."""

    WBK = "wbk"
    FORMER_AW_5_2 = "former_aw_5_2"
    OWN_RULES = "own_rules"


class Consent(StrEnum):
    """Who consents to a procedure (WOR art. 27; Wbk art. 2(7))."""

    WORKS_COUNCIL = "works_council"
    STAFF_REPRESENTATION = "staff_representation"
    MAJORITY_OF_STAFF = "majority_of_staff"
    NOT_STATED = "not_stated"


class Sharing(StrEnum):
    """Ground on which legal entities share one procedure (Wbk art. 2(4))."""

    ONE_ENTITY = "one_entity"
    PRIVATE_50_TO_249 = "private_50_to_249"
    PUBLIC_BODIES = "public_bodies"
    NOT_STATED = "not_stated"


class Manner(StrEnum):
    """How a disclosure is made."""

    ORAL = "oral"
    PHONE = "phone"
    WRITING = "writing"
    FORM = "form"
    ANY = "any"


class When(StrEnum):
    """When a disclosure is made."""

    BEFOREHAND = "beforehand"
    IMMEDIATELY = "immediately"
    ANY = "any"


class ClosedAs(StrEnum):
    """How a case ended, for its retention."""

    NOT_A_REPORT = "not_a_report"
    ADVICE = "advice"
    ADVICE_LEFT_OPEN = "advice_left_open"
    """Nobody closed it; it was answered, and nobody wrote any more."""
    HANDLED = "handled"


class For(StrEnum):
    """Where a hint is shown."""

    FORM = "form"
    PAGE = "page"
    COUNSELLOR = "counsellor"
    EMPLOYER = "employer"
