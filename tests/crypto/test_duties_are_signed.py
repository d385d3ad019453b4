"""Signed statements: who may say what about which case."""

import pytest

from crypto.duty import DutyKind, NotReportReason, allowed_actors, check_due, sign_duty, verify_duty
from crypto.errors import FormatError, KeyMaterialError, PolicyError, SenderError, SignatureError
from tests.crypto.examples import TODAY, VERA_ID, anna, seed, vera

ORG, CASE = anna().org_id, anna().case_id
ALLOWED = {kind: {vera().id_pk} for kind in range(1, 15)}


def _statement(kind: int = 2, flags: int = 0, space: int = 0, detail: int = 0) -> bytes:
    return sign_duty(kind, flags, space, ORG, CASE, VERA_ID, seed("envelope"), TODAY, TODAY + 7, detail)


def test_an_acknowledgement_says_what_and_when() -> None:
    found = verify_duty(_statement(), ALLOWED, ORG, CASE)

    assert len(found.raw) == 176
    assert (found.kind, found.actor, found.ref) == (2, vera().id_pk, seed("envelope"))
    assert (found.day, found.due) == (TODAY, TODAY + 7)


@pytest.mark.parametrize("kind", range(1, 15))
def test_every_kind_has_its_own_actors(kind: int) -> None:
    detail = 1 if kind == 14 else 0
    statement = _statement(kind, detail=detail)

    assert verify_duty(statement, {kind: {vera().id_pk}}, ORG, CASE).kind == kind
    wrong: list[dict[int, set[bytes]]] = [
        {},
        {kind: set()},
        {kind % 14 + 1: {vera().id_pk}},
        {kind: {anna().sign_pk}},
    ]
    for others in wrong:
        with pytest.raises(SenderError):
            verify_duty(statement, others, ORG, CASE)


@pytest.mark.parametrize(
    ("kind", "flags", "space", "detail"),
    [
        (0, 0, 0, 0),
        (15, 0, 0, 0),
        (2, 1, 0, 0),
        (6, 2, 0, 0),
        (2, 0, 16, 0),
        (2, 0, 0, 1),
        (14, 0, 0, 0),
        (14, 0, 0, 6),
        (256, 0, 0, 0),
    ],
)
def test_what_no_statement_may_hold_is_not_even_signed(kind: int, flags: int, space: int, detail: int) -> None:
    with pytest.raises(FormatError):
        _statement(kind, flags, space, detail)


def test_the_manual_flag_belongs_to_external_routing() -> None:
    assert verify_duty(_statement(6, flags=1), ALLOWED, ORG, CASE).flags == 1


def test_a_statement_about_another_case_or_organisation_is_policy() -> None:
    for org, case in ((bytes(16), CASE), (ORG, bytes(16))):
        with pytest.raises(PolicyError):
            verify_duty(_statement(), ALLOWED, org, case)


def test_every_changed_byte_is_refused() -> None:
    for at in range(176):
        changed = bytearray(_statement())
        changed[at] ^= 1
        with pytest.raises((FormatError, SenderError, PolicyError, SignatureError)):
            verify_duty(bytes(changed), ALLOWED, ORG, CASE)


def test_fields_have_their_lengths() -> None:
    with pytest.raises(FormatError):
        sign_duty(2, 0, 0, ORG[1:], CASE, VERA_ID, bytes(32), TODAY, 0)
    with pytest.raises(FormatError):
        sign_duty(2, 0, 0, ORG, CASE, VERA_ID, bytes(32), TODAY, 2**32)
    with pytest.raises(KeyMaterialError):
        sign_duty(2, 0, 0, ORG, CASE, b"", bytes(32), TODAY, 0)


ASSIGNEE, AUTHORITY, REPORTER = bytes([1]) * 32, bytes([2]) * 32, bytes([3]) * 32


def test_each_party_speaks_for_itself() -> None:
    allowed = allowed_actors(ASSIGNEE, AUTHORITY, REPORTER)

    assert {kind for kind, actors in allowed.items() if actors == {ASSIGNEE}} == {1, 2, 3, 4, 5, 6, 10, 11, 14}
    assert {kind for kind, actors in allowed.items() if actors == {AUTHORITY}} == {7, 8, 12, 13}
    assert {kind for kind, actors in allowed.items() if actors == {REPORTER}} == {9}


def test_where_a_party_is_missing_nobody_speaks_for_it() -> None:
    alone = allowed_actors(reporter=REPORTER)

    assert [kind for kind, actors in alone.items() if actors] == [DutyKind.CONTEST]
    with pytest.raises(SenderError):
        verify_duty(_statement(), alone, ORG, CASE)


def test_a_contest_is_the_reporters() -> None:
    contest = sign_duty(9, 0, 0, ORG, CASE, anna().sign_seed, seed("claimed"), TODAY, 0)
    allowed = allowed_actors(vera().id_pk, reporter=anna().sign_pk)

    assert verify_duty(contest, allowed, ORG, CASE).kind == DutyKind.CONTEST
    with pytest.raises(SenderError):
        verify_duty(_statement(9), allowed, ORG, CASE)


@pytest.mark.parametrize("kind", DutyKind)
def test_a_statement_names_the_limit_its_duty_had(kind: DutyKind) -> None:
    ack, feedback, new = TODAY + 7, TODAY + 99, TODAY + 180
    due = {2: ack, 7: ack, 3: feedback, 8: feedback, 12: new}.get(kind, 0)
    detail = NotReportReason.TEST if kind is DutyKind.NOT_A_REPORT else 0
    for claimed in (0, ack, feedback, new, ack + 1):
        raw = sign_duty(kind, 0, 0, ORG, CASE, VERA_ID, seed("envelope"), TODAY, claimed, detail)
        statement = verify_duty(raw, ALLOWED, ORG, CASE)
        if claimed == due:
            check_due(statement, ack, feedback, new)
        else:
            with pytest.raises(PolicyError):
                check_due(statement, ack, feedback, new)


def test_advice_has_no_limits() -> None:
    raw = sign_duty(2, 0, 0, ORG, CASE, VERA_ID, seed("envelope"), TODAY, 0)
    check_due(verify_duty(raw, ALLOWED, ORG, CASE), 0, 0)
    with pytest.raises(PolicyError):
        check_due(verify_duty(_statement(), ALLOWED, ORG, CASE), 0, 0)
