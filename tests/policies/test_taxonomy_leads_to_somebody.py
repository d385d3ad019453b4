"""Whatever is chosen, and whoever is involved, there is somebody to turn to, and never somebody who is involved."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.policy import Policy
from app.domain.policy_words import INDEPENDENT, TOP, Role, Setting, Subject
from app.domain.recipients import LAST_DESK, Choice, Involved, Kind, Question, Reader, possible_recipients
from app.domain.taxonomy import desk_for, offered, subject_of
from app.policies.policy_loader import load_policies, models, read_policy
from app.policies.taxonomy_loader import load_taxonomy

TAXONOMY = load_taxonomy()
EVERY = (*load_policies(), *(read_policy(path) for path in models().values()))
DESKS = ("huis", "ap", "igj", "nationale-ombudsman")
READERS = (
    Reader("AAAA", Setting.INTERNAL, (Subject.UNWANTED_CONDUCT,)),
    Reader("BBBB", Setting.INTERNAL, (Subject.UNWANTED_CONDUCT,), (Role.COUNSELLOR, Role.HR)),
    Reader("CCCC", Setting.EXTERNAL, (Subject.UNWANTED_CONDUCT,)),
    Reader("DDDD", Setting.EXTERNAL, (Subject.UNWANTED_CONDUCT, Subject.INTEGRITY), (Role.INTEGRITY_COUNSELLOR,)),
)

policies = st.sampled_from(EVERY)
subjects = st.sampled_from(list(Subject))
somebody = st.builds(
    Involved,
    roles=st.frozensets(st.sampled_from(list(Role))),
    marks=st.frozensets(st.sampled_from([reader.mark for reader in READERS])),
    desks=st.frozensets(st.sampled_from([*DESKS, LAST_DESK])),
)
questions = st.builds(
    Question,
    subject=subjects,
    involved=somebody,
    is_anonymous=st.booleans(),
    readers=st.lists(st.sampled_from(READERS), unique=True),
    desks=st.lists(st.sampled_from(DESKS)),
)


@given(policies, questions)
def test_there_is_always_somebody_and_never_somebody_involved(policy: Policy, question: Question) -> None:
    choices = possible_recipients(policy, question)
    assert choices
    for choice in choices:
        if choice.kind is Kind.PERSON:
            reader = next(one for one in READERS if one.mark == choice.code)
            assert reader.mark not in question.involved.marks
            assert not set(reader.roles) & set(question.involved.roles)
        elif choice.kind is Kind.ROLE:
            assert choice.code not in question.involved.roles
        else:
            assert choice.code == LAST_DESK or choice.code not in question.involved.desks
    assert len(set(choices)) == len(choices)


@given(policies, questions)
def test_a_report_without_a_name_is_not_led_to_a_manager(policy: Policy, question: Question) -> None:
    if question.is_anonymous:
        dependent = {Role.LINE_MANAGER, Role.NEXT_HIGHER_MANAGER, Role.HR} | TOP
        assert not {choice.code for choice in possible_recipients(policy, question)} & dependent


@given(policies, questions)
def test_the_way_outside_is_always_open(policy: Policy, question: Question) -> None:
    assert any(choice.kind is Kind.OUTSIDE for choice in possible_recipients(policy, question))


@given(policies, st.data())
def test_every_category_leads_to_somebody_or_to_a_desk(policy: Policy, data: st.DataObject) -> None:
    reachable = [*offered(TAXONOMY, policy), *(one.code for one in TAXONOMY.no_reports)]
    code = data.draw(st.sampled_from(reachable))
    desk = desk_for(TAXONOMY, policy, code)
    if desk is not None:
        assert desk.roles
        return
    question = Question(subject_of(code), data.draw(somebody), readers=READERS, desks=DESKS)
    assert possible_recipients(policy, question)


def choose(slug: str, question: Question) -> tuple[Choice, ...]:
    return possible_recipients(next(policy for policy in EVERY if policy.slug == slug), question)


def test_an_integrity_matter_suggests_the_specialist_first_and_keeps_the_others() -> None:
    codes = [choice.code for choice in choose("werksaam", Question(Subject.INTEGRITY, readers=READERS))]
    assert codes[0] == "DDDD"
    assert {"AAAA", "BBBB", "CCCC"} <= set(codes)


def test_a_manager_who_is_involved_is_replaced_by_the_next_one_up() -> None:
    question = Question(Subject.ANY, Involved(roles={Role.LINE_MANAGER}), is_anonymous=False)
    codes = [choice.code for choice in choose("interaktcontour", question)]
    assert Role.NEXT_HIGHER_MANAGER in codes
    assert Role.LINE_MANAGER not in codes


def test_a_counsellor_who_is_also_hr_falls_out_when_hr_is_involved() -> None:
    codes = [
        choice.code for choice in choose("senzer", Question(Subject.ANY, Involved(roles={Role.HR}), readers=READERS))
    ]
    assert "BBBB" not in codes
    assert "AAAA" in codes


def test_with_the_top_involved_external_counsellors_and_desks_outside_come_first() -> None:
    question = Question(Subject.INTEGRITY, Involved(roles={Role.MANAGEMENT}), is_anonymous=False, readers=READERS)
    codes = [choice.code for choice in choose("senzer", question)]
    assert codes[:2] == ["DDDD", "CCCC"]
    assert codes.index("huis") < codes.index(Role.LINE_MANAGER)


def test_when_everybody_is_involved_a_lawyer_or_union_is_left() -> None:
    nobody = Involved(frozenset(Role), [reader.mark for reader in READERS], DESKS)
    assert [one.code for one in choose("senzer", Question(Subject.ANY, nobody, readers=READERS, desks=DESKS))] == [
        LAST_DESK
    ]


def test_only_an_officer_or_a_board_is_called_independent_among_roles() -> None:
    question = Question(Subject.ANY, Involved(roles={Role.EXECUTIVE_BOARD}), is_anonymous=False)
    for policy in EVERY:
        for choice in possible_recipients(policy, question):
            if choice.kind is Kind.ROLE and choice.is_independent:
                assert choice.code in INDEPENDENT | {Role.SUPERVISORY_BOARD, Role.DAILY_BOARD}


DESKS_OF_THE_TEXTS = {
    ("de-connectie", "data_breach"): ((Role.LINE_MANAGER, Role.DATA_PROTECTION_OFFICER), True, "phone"),
    ("de-connectie", "incident"): ((Role.FRONT_OFFICE, Role.LINE_MANAGER), True, "phone"),
    ("de-connectie", "relation"): ((Role.LINE_MANAGER, Role.HR), False, "any"),
    ("de-connectie", "financial_interest"): ((Role.LINE_MANAGER, Role.PURCHASING), True, "any"),
    ("werksaam", "side_job"): ((Role.DAILY_BOARD,), False, "writing"),
    ("senzer", "side_job"): ((Role.LINE_MANAGER,), False, "form"),
    ("interaktcontour", "client_complaint"): ((Role.CLIENT_COUNSELLOR,), False, "any"),
}


def test_what_is_no_report_goes_to_the_desk_of_the_text() -> None:
    for (slug, code), expected in DESKS_OF_THE_TEXTS.items():
        policy = next(one for one in EVERY if one.slug == slug)
        desk = desk_for(TAXONOMY, policy, code)
        assert desk is not None
        assert (desk.roles, desk.all_of, desk.manner) == expected
        assert desk.section


def test_where_the_text_is_silent_there_is_a_general_desk_and_it_is_said_so() -> None:
    policy = next(one for one in EVERY if one.slug == "interaktcontour")
    desk = desk_for(TAXONOMY, policy, "data_breach")
    assert desk is not None
    assert desk.urgent
    assert desk.section is None
    assert desk.still_a_report.nl
