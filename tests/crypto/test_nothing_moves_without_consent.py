"""A token moves what the reporter signed, to whom, for how long; every other token and record is refused."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.consent_make import Offer, make_rewrap, sign_consent, sign_token, sign_withdrawal
from crypto.consent_token import TOKEN_BYTES, roles_of, scope_hash
from crypto.consent_verify import ConsentToken, Purpose, verify_consent, verify_rewrap
from crypto.envelope_inspect import env_hash
from crypto.errors import FormatError, PolicyError, SenderError, SignatureError, WbpError
from crypto.keys import KeyRecord
from tests.crypto import consent_examples as consent
from tests.crypto import examples as ex

ALLOWED = pytest.mark.parametrize("given_terms", consent.ALLOWED, ids=lambda terms: f"{terms[0].name}-{terms[2]}")
Terms = tuple[Purpose, int, int, int, int]


def _rewrap(token: ConsentToken, seed: bytes) -> bytes:
    return make_rewrap(consent.items(), _recipient(token), token, consent.wrapper(seed))


def _recipient(token: ConsentToken) -> KeyRecord:
    people = (consent.entry(role).record for role in range(1, 7))
    return next(record for record in people if record.kid_box == token.recipient_kid)


def _check(raw: bytes, token: ConsentToken | None, wrapper_pk: bytes) -> object:
    return verify_rewrap(raw, ex.anna().org_id, ex.anna().case_id, token, wrapper_pk, ex.anna().sign_pk)


@ALLOWED
def test_what_the_reporter_may_consent_to_is_signed_and_holds(given_terms: Terms) -> None:
    purpose, flags, space, duty, role = given_terms
    raw = consent.signed(consent.offer(*given_terms))
    token = consent.verified(raw, consent.entry(role))

    assert len(raw) == TOKEN_BYTES
    assert (token.purpose, token.flags, token.space, token.duty) == (purpose, flags, space, duty)
    assert (token.issued, token.expires) == (ex.TODAY, consent.LAST_DAY)


@ALLOWED
def test_nobody_else_receives(given_terms: Terms) -> None:
    """Another role, another person with the same role, and the right person once the key is no longer good."""
    role = given_terms[4]
    raw = consent.signed(consent.offer(*given_terms))
    others = [consent.entry(other) for other in range(1, 7) if other != role]
    others += [consent.entry(role, "another"), *(consent.entry(role, state=state) for state in ("retired", "revoked"))]
    others.append(consent.entry(role, not_after=ex.TODAY - 1))

    for other in (*others, None):
        with pytest.raises(PolicyError):
            consent.verified(raw, other)


@ALLOWED
def test_a_token_is_of_one_case_and_signed_by_its_reporter_alone(given_terms: Terms) -> None:
    made = consent.offer(*given_terms)
    anna = ex.anna()
    for other in (replace(made, case_id=bytes(16)), replace(made, org_id=bytes(16))):
        with pytest.raises(PolicyError):
            consent.verified(sign_consent(other, anna.sign_seed, ex.TODAY), made.recipient)
    with pytest.raises(SignatureError):
        consent.verified(sign_consent(made, ex.VERA_ID, ex.TODAY), made.recipient)


@ALLOWED
def test_a_token_holds_from_its_day_to_its_last_day(given_terms: Terms) -> None:
    made = consent.offer(*given_terms)
    raw = consent.signed(made)

    for today in (ex.TODAY - 1, ex.TODAY, consent.LAST_DAY):
        assert consent.verified(raw, made.recipient, today).expires == consent.LAST_DAY
    for today in (ex.TODAY - 2, consent.LAST_DAY + 1):
        with pytest.raises(PolicyError):
            consent.verified(raw, made.recipient, today)


@ALLOWED
def test_no_token_lives_longer_than_its_purpose(given_terms: Terms) -> None:
    made = consent.offer(*given_terms)
    longest = 400 if given_terms[0] in {Purpose.CONDITIONAL_EXTERNAL, Purpose.PREPARED_DEPUTY} else 31

    assert consent.signed(replace(made, expires=ex.TODAY + longest))
    for last_day in (ex.TODAY + longest + 1, ex.TODAY - 1):
        with pytest.raises(PolicyError):
            consent.signed(replace(made, expires=last_day))


def test_every_other_combination_is_refused() -> None:
    """All purposes, spaces, duties and roles: exactly what the table of PROTOCOL 5.1 says, and nothing beside it."""
    signed = set()
    for purpose in set(Purpose) - {Purpose.WITHDRAW}:
        for space in range(17):
            for duty in range(5):
                for role in range(1, 7):
                    try:
                        consent.signed(consent.offer(purpose, 2, space, duty, role))
                    except PolicyError:
                        continue
                    signed.add((int(purpose), space, duty, role))
    outside = range(2, 16)
    expected = {(p, 0, 0, r) for p in (1, 3, 4, 7) for r in (1, 2)} | {(p, 1, 0, 5) for p in (3, 4, 5)}
    expected |= {(p, space, 0, r) for p in (2, 4) for space in outside for r in (3, 6)}
    expected |= {(6, space, duty, r) for space in outside for duty in (2, 3) for r in (3, 6)}

    assert signed == expected
    assert roles_of(Purpose.WITHDRAW, 0) == frozenset()


def test_identity_is_disclosed_only_when_the_token_says_so() -> None:
    with pytest.raises(PolicyError):
        consent.signed(consent.offer(Purpose.IDENTITY, 1, 1, 0, consent.OFFICER))


def test_a_token_moves_something_and_nothing_twice() -> None:
    one = consent.offer().scope[0]
    for scope in ((), (one, one)):
        with pytest.raises(PolicyError):
            consent.signed(replace(consent.offer(), scope=scope))
    with pytest.raises(FormatError):
        scope_hash([bytes(31)])


@ex.PROPERTY
@given(at=st.integers(0, TOKEN_BYTES - 1), bit=st.integers(0, 7))
def test_no_bit_of_a_token_can_be_changed(at: int, bit: int) -> None:
    raw = bytearray(consent.signed(consent.offer()))
    raw[at] ^= 1 << bit

    with pytest.raises((FormatError, PolicyError, SignatureError)):
        consent.verified(bytes(raw), consent.entry(consent.AUTHORITY))


def test_a_withdrawal_names_its_token_gives_nothing_and_never_comes_too_late() -> None:
    token = consent.token(consent.offer())
    raw = sign_withdrawal(token, ex.anna().sign_seed, ex.TODAY + 3)

    for today in (ex.TODAY + 3, ex.TODAY + 5_000):
        back = consent.verified(raw, None, today)
        assert (back.purpose, back.token_id, back.space) == (Purpose.WITHDRAW, token.token_id, token.space)
        assert not back.flags
    with pytest.raises(PolicyError):
        consent.verified(raw, None, ex.TODAY)
    with pytest.raises(SignatureError):
        consent.verified(sign_withdrawal(token, ex.VERA_ID, ex.TODAY), None)


def test_a_withdrawal_moves_nothing() -> None:
    token = consent.token(consent.offer())
    raw = _rewrap(token, ex.VERA_ID)
    back = consent.verified(sign_withdrawal(token, ex.anna().sign_seed, ex.TODAY), None)

    with pytest.raises(PolicyError):
        _check(raw, back, ex.vera().id_pk)


@pytest.mark.parametrize(
    "other",
    [
        consent.offer(),
        consent.offer(scope=consent.messages()),
        consent.offer(scope=consent.without_identity()[:1]),
        consent.offer(scope=tuple(reversed(consent.without_identity()))),
        consent.offer(role=consent.HELPER),
        consent.offer(Purpose.RELEASE, 1, 1, 0, consent.OFFICER),
    ],
    ids=["replayed", "wider", "narrower", "reordered", "other-recipient", "other-purpose"],
)
def test_a_record_fits_one_token_only(other: Offer) -> None:
    """Even a token that says the same has an id of its own: a record of an older one is not taken again."""
    raw = _rewrap(consent.token(consent.offer()), ex.VERA_ID)

    with pytest.raises(PolicyError):
        _check(raw, consent.token(other), ex.vera().id_pk)


@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_record_holds_exactly_the_scope_of_its_token(count: int) -> None:
    """The same token id, recipient and wrapper: only what is moved differs."""
    token = consent.token(consent.offer())
    raw = _rewrap(token, ex.VERA_ID)
    other = replace(token, scope=scope_hash([env_hash(envelope) for _, envelope in consent.messages()[:count]]))
    signed = consent.verified(sign_token(other, ex.anna().sign_seed), consent.entry(consent.AUTHORITY))

    assert _check(raw, token, ex.vera().id_pk)
    with pytest.raises(PolicyError):
        _check(raw, signed, ex.vera().id_pk)


def test_nobody_makes_a_record_beside_the_token() -> None:
    token = consent.token(consent.offer())
    target = consent.entry(consent.AUTHORITY).record
    wrong_cases: list[Callable[[], bytes]] = [
        lambda: make_rewrap(consent.items(consent.messages()), target, token, consent.wrapper()),
        lambda: make_rewrap(consent.items()[:1], target, token, consent.wrapper()),
        lambda: make_rewrap(consent.items(), consent.entry(consent.HELPER).record, token, consent.wrapper()),
        lambda: make_rewrap(consent.items(), target, token, replace(consent.wrapper(), case_id=bytes(16))),
        lambda: make_rewrap([], target, None, consent.wrapper()),
    ]
    for wrong in wrong_cases:
        with pytest.raises(PolicyError):
            wrong()


def test_a_record_is_signed_by_whom_the_service_expects() -> None:
    token = consent.token(consent.offer())
    raw = _rewrap(token, ex.seed("rik"))

    with pytest.raises(SenderError):
        _check(raw, token, ex.vera().id_pk)


@ALLOWED
def test_conditional_records_are_made_by_the_reporter_alone(given_terms: Terms) -> None:
    token = consent.token(consent.offer(*given_terms))
    by_vera = _rewrap(token, ex.VERA_ID)

    assert _check(_rewrap(token, ex.anna().sign_seed), token, ex.anna().sign_pk)
    if token.is_conditional:
        with pytest.raises(PolicyError):
            _check(by_vera, token, ex.vera().id_pk)
    else:
        assert _check(by_vera, token, ex.vera().id_pk)


def test_without_a_token_only_the_reporter_moves_anything() -> None:
    target = consent.entry(consent.COUNSELLOR).record
    own = make_rewrap(consent.items(), target, None, consent.wrapper())
    of_vera = make_rewrap(consent.items(), target, None, consent.wrapper(ex.VERA_ID))

    assert _check(own, None, ex.anna().sign_pk)
    with pytest.raises(PolicyError):
        _check(of_vera, None, ex.vera().id_pk)
    with pytest.raises(PolicyError):
        _check(_rewrap(consent.token(consent.offer()), ex.anna().sign_seed), None, ex.anna().sign_pk)


@ex.PROPERTY
@given(raw=st.binary(min_size=TOKEN_BYTES, max_size=TOKEN_BYTES))
def test_no_token_out_of_the_blue_is_believed(raw: bytes) -> None:
    ids = ex.anna().org_id, ex.anna().case_id
    with pytest.raises(WbpError):
        verify_consent(b"WBT1\x02\x01\x02\x00" + b"".join(ids) + raw[40:], ex.anna().sign_pk, *ids, ex.TODAY, None)


def test_no_token_is_signed_with_fields_of_another_length() -> None:
    token = consent.token(consent.offer())
    for shifted in (
        replace(token, org_id=bytes(17), case_id=bytes(15)),
        replace(token, recipient_id=bytes(31), recipient_kid=bytes(17)),
        replace(token, scope=bytes(33)),
    ):
        with pytest.raises(FormatError):
            sign_token(shifted, ex.anna().sign_seed)
