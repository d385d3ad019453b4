"""Code and words give keys; any other code, words or organisation give unrelated ones."""

import pytest

from crypto import challenge, codes, reporter
from crypto.errors import DecryptError, FormatError, PolicyError, SignatureError
from crypto.primitives import verify
from tests.crypto.examples import anna, seed

ORG = seed("organisation")[:16]
CODE = codes.parse_case_code("1X1T-KRK9-KV7J-1X6H")
WORDS = codes.normalise("tulp fiets brug molen kaas regen duin")


def test_the_same_secrets_give_the_same_keys() -> None:
    typed = reporter.derive(
        ORG, codes.parse_case_code("lxlt krk9 kv7j lx6h"), codes.normalise("Tulp,Fiets,Brug,Molen,Kaas,Regen,Duin!")
    )

    assert typed == reporter.derive(ORG, CODE, WORDS)
    assert (len(typed.locator), len(typed.case_id), len(typed.self_kid)) == (32, 16, 16)
    assert typed.self_kid == typed.box.kid


def test_other_secrets_give_unrelated_keys() -> None:
    all_keys = [
        reporter.derive(ORG, CODE, WORDS),
        reporter.derive(seed("other")[:16], CODE, WORDS),
        reporter.derive(ORG, codes.new_case_code(), WORDS),
        reporter.derive(ORG, CODE, codes.normalise("tulp fiets brug molen kaas regen duinen")),
    ]

    for member in ("root", "locator", "case_id", "sign_pk", "box_pk", "self_kid"):
        assert len({getattr(keys, member) for keys in all_keys}) == 4


def test_an_organisation_has_sixteen_bytes() -> None:
    with pytest.raises(FormatError):
        reporter.derive(ORG[1:], CODE, WORDS)


def test_login_and_registration_are_signed_for_one_challenge() -> None:
    issued, other = bytes(44), b"\x01" * 44
    login = reporter.sign_login(anna(), issued)
    registration = reporter.sign_registration(anna(), 2, bytes(32), issued)
    said = challenge.login_message(anna().org_id, anna().locator, issued)
    registered = challenge.registration_message(
        anna().org_id, anna().case_id, anna().locator, anna().self_kid, 2, bytes(32), issued
    )
    verify(anna().sign_pk, "login", said, login)
    verify(anna().sign_pk, "register", registered, registration)

    for name, message, signature in (
        ("login", challenge.login_message(anna().org_id, anna().locator, other), login),
        ("register", said, login),
        ("login", registered, registration),
    ):
        with pytest.raises(SignatureError):
            verify(anna().sign_pk, name, message, signature)


def test_a_state_opens_to_what_was_sealed_and_has_one_size() -> None:
    for text in ("", "{}", "\u20ac" * 1_364, "x" * 4_092):
        blob = reporter.seal_state(anna(), text)
        assert len(blob) == 4_140
        assert reporter.open_state(anna(), blob) == text


def test_a_state_that_does_not_fit_is_policy() -> None:
    with pytest.raises(PolicyError):
        reporter.seal_state(anna(), "x" * 4_093)


def test_a_state_of_another_case_or_with_a_changed_byte_does_not_open() -> None:
    blob = reporter.seal_state(anna(), "{}")

    with pytest.raises(DecryptError):
        reporter.open_state_raw(anna().root, anna().org_id, bytes(16), blob)
    with pytest.raises(DecryptError):
        reporter.open_state_raw(anna().root, bytes(16), anna().case_id, blob)
    for at in range(0, len(blob), 7):
        changed = bytearray(blob)
        changed[at] ^= 0x80
        with pytest.raises((FormatError, DecryptError)):
            reporter.open_state(anna(), bytes(changed))
