"""The gate of the conditional route and of the deputy, as a machine pushed in any order (PROTOCOL 5.6)."""

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from crypto.consent_make import sign_withdrawal
from crypto.consent_verify import ConsentToken, Purpose, release_allowed
from crypto.errors import PolicyError, WbpError
from crypto.tree import Event, EventType, event_make, event_parse
from tests.crypto import consent_examples as consent
from tests.crypto import examples as ex

DUE = ex.TODAY + 7
ACK, FEEDBACK = 2, 3


def event(kind: EventType = EventType.DEADLINE_MISSED, detail: int = ACK, day: int = DUE + 1, due: int = DUE) -> Event:
    actor = ex.vera().kid_sign if kind is EventType.UNABLE else bytes(16)
    ids = ex.anna().org_id, ex.anna().case_id
    return event_parse(event_make(kind, 2, 0, *ids, day, detail=detail, actor=actor, due=due))


def unable(day: int = ex.TODAY + 1) -> Event:
    return event(EventType.UNABLE, 0, day, 0)


def route(duty: int = ACK) -> ConsentToken:
    made = consent.offer(Purpose.CONDITIONAL_EXTERNAL, 1, 2, duty, consent.AUTHORITY)
    return consent.token(replace(made, expires=ex.TODAY + 300))


def deputy() -> ConsentToken:
    return consent.token(consent.offer(Purpose.PREPARED_DEPUTY, 1, 0, 0, consent.INTEGRITY))


def is_open(token: ConsentToken, missed: Event | None, today: int) -> bool:
    try:
        release_allowed(token, missed, withdrawn=False, disputed=False, today=today)
    except PolicyError:
        return False
    return True


@pytest.mark.parametrize("duty", [ACK, FEEDBACK])
def test_the_route_opens_two_days_after_its_own_miss(duty: int) -> None:
    token, missed = route(duty), event(detail=duty)

    assert [is_open(token, missed, DUE + n) for n in range(5)] == [False, False, False, True, True]
    assert is_open(token, missed, token.expires)
    assert not is_open(token, missed, token.expires + 1)
    assert not is_open(token, event(detail=5 - duty), DUE + 3)
    assert not is_open(token, event(detail=0), DUE + 3)
    assert not is_open(token, unable(), DUE + 3)


def test_the_deputy_is_let_in_on_the_day_itself() -> None:
    token = deputy()
    waited = event(detail=0, day=ex.TODAY + 6, due=ex.TODAY + 5)

    assert [is_open(token, unable(), ex.TODAY + n) for n in (0, 1, 2)] == [False, True, True]
    assert [is_open(token, waited, ex.TODAY + n) for n in (5, 6)] == [False, True]
    assert not is_open(token, event(), DUE + 3)


@pytest.mark.parametrize("token", [route(), deputy()], ids=["route", "deputy"])
def test_what_is_withdrawn_or_disputed_stays_shut(token: ConsentToken) -> None:
    missed = event() if token.duty else unable()

    assert is_open(token, missed, DUE + 3)
    for withdrawn, disputed in ((True, False), (False, True), (True, True)):
        with pytest.raises(PolicyError):
            release_allowed(token, missed, withdrawn, disputed, DUE + 3)


@pytest.mark.parametrize("token", [route(), deputy()], ids=["route", "deputy"])
def test_another_case_another_event_or_an_older_one_opens_nothing(token: ConsentToken) -> None:
    missed = event() if token.duty else event(detail=0)
    today = DUE + 3

    assert is_open(token, missed, today)
    assert not is_open(token, None, today)
    for other in (
        replace(missed, case_id=bytes(16)),
        replace(missed, org_id=bytes(16)),
        replace(missed, type=EventType.CLOSED),
        replace(missed, day=ex.TODAY - 1, due=ex.TODAY - 2),
        replace(missed, due=missed.day),
        replace(missed, due=0),
    ):
        assert not is_open(token, other, today)


def test_an_inability_is_a_counsellors_word_in_the_counsellors_space() -> None:
    for other in (replace(unable(), space=1), replace(unable(), actor=bytes(16)), replace(unable(), due=1)):
        assert not is_open(deputy(), other, ex.TODAY + 1)


@pytest.mark.parametrize("terms", consent.ALLOWED, ids=lambda terms: f"{terms[0].name}-{terms[2]}")
def test_only_conditional_tokens_wait_for_anything(terms: tuple[Purpose, int, int, int, int]) -> None:
    token = consent.token(consent.offer(*terms))
    opened = [is_open(token, missed, DUE + 3) for missed in (event(), event(detail=3), event(detail=0), unable())]

    assert any(opened) == token.is_conditional


@dataclass
class Item:
    """What a service keeps of one conditional item."""

    token: ConsentToken
    state: str = "STORED"
    log: list[str] = field(default_factory=list)
    reason: tuple[Event, int] | None = None


class Gate(RuleBasedStateMachine):
    """A service in small: days pass, events are logged, the reporter withdraws, a counsellor disputes.

    It decides by ``release_allowed`` and the reporter's signature alone; the invariants are the promises of 5.6.
    """

    @initialize(is_route=st.booleans())
    def store(self, is_route: bool) -> None:
        self.today = ex.TODAY
        self.item = Item(route() if is_route else deputy())
        self.missed: Event | None = None

    @rule(days=st.integers(0, 4))
    def days_pass(self, days: int) -> None:
        self.today += days

    @rule(kind=st.sampled_from(("ack", "waited", "unable")))
    def something_is_logged(self, kind: str) -> None:
        detail = ACK if kind == "ack" else 0
        self.missed = (
            unable(self.today) if kind == "unable" else event(detail=detail, day=self.today, due=self.today - 1)
        )

    @rule()
    def the_counsellor_disputes(self) -> None:
        if self.item.state == "STORED":
            self.item.state = "SUSPENDED"

    @rule()
    def the_reporter_contests_the_dispute(self) -> None:
        if self.item.state == "SUSPENDED":
            self.item.state = "STORED"

    @rule(forged=st.booleans())
    def the_reporter_withdraws(self, forged: bool) -> None:
        """Before the release it stops it; after it, it is too late, and counts for the future."""
        seed = ex.VERA_ID if forged else ex.anna().sign_seed
        raw = sign_withdrawal(self.item.token, seed, self.today)
        try:
            back = consent.verified(raw, None, self.today)
        except WbpError:
            assert forged
            return
        assert not forged
        assert back.token_id == self.item.token.token_id
        self.item.log.append("already-released" if self.item.state == "RELEASED" else "withdrawn")
        if self.item.state != "RELEASED":
            self.item.state = "WITHDRAWN"

    @precondition(lambda self: self.item.state != "RELEASED")
    @rule()
    def the_service_tries(self) -> None:
        withdrawn, disputed = self.item.state == "WITHDRAWN", self.item.state == "SUSPENDED"
        try:
            release_allowed(self.item.token, self.missed, withdrawn, disputed, self.today)
        except PolicyError:
            return
        assert self.missed is not None
        self.item.state, self.item.reason = "RELEASED", (self.missed, self.today)
        self.item.log.append("released")

    @invariant()
    def what_was_withdrawn_first_is_never_released(self) -> None:
        if "released" in self.item.log:
            assert self.item.log.index("released") == 0
        assert self.item.log.count("released") <= 1

    @invariant()
    def what_was_released_had_its_reason_and_its_days(self) -> None:
        if self.item.reason is None:
            return
        (missed, day), token = self.item.reason, self.item.token
        assert (missed.org_id, missed.case_id) == (token.org_id, token.case_id)
        assert missed.type is EventType.UNABLE or missed.detail == token.duty
        assert missed.type is not EventType.UNABLE or token.purpose is Purpose.PREPARED_DEPUTY
        assert token.issued <= missed.day
        assert missed.day + (2 if token.duty else 0) <= day <= token.expires

    @invariant()
    def a_withdrawal_after_the_release_says_so(self) -> None:
        after = self.item.log[1:] if "released" in self.item.log else []
        assert set(after) <= {"already-released"}


TestGate = Gate.TestCase
TestGate.settings = settings(
    max_examples=80,
    stateful_step_count=25,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
