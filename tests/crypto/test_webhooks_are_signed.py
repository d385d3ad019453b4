"""A webhook carries a MAC over id, time and body, and is good for five minutes."""

import hashlib
import hmac

import pytest

from crypto.encoding import b64
from crypto.errors import FormatError, KeyMaterialError, PolicyError, SignatureError
from crypto.webhook_signature import new_secret, sign, verify
from tests.crypto import examples as ex

SECRET = ex.seed("webhook")
NOW = 1_800_000_000
BODY = b'{"changed":true}'


def test_the_value_is_what_any_receiver_computes() -> None:
    expected = hmac.new(SECRET, b"msg_1.1800000000." + BODY, hashlib.sha256).digest()

    assert sign(SECRET, "msg_1", NOW, BODY) == f"v1,{b64(expected)}"


def test_it_holds_for_five_minutes_both_ways() -> None:
    value = sign(SECRET, "msg_1", NOW, BODY)
    for now in (NOW - 300, NOW, NOW + 300):
        verify(SECRET, "msg_1", NOW, BODY, value, now)
    for now in (NOW - 301, NOW + 301):
        with pytest.raises(PolicyError):
            verify(SECRET, "msg_1", NOW, BODY, value, now)


@pytest.mark.parametrize(
    ("secret", "id_", "timestamp", "body"),
    [
        (ex.seed("another"), "msg_1", NOW, BODY),
        (SECRET, "msg_2", NOW, BODY),
        (SECRET, "msg_1", NOW + 1, BODY),
        (SECRET, "msg_1", NOW, BODY + b" "),
    ],
)
def test_nothing_of_it_can_be_changed(secret: bytes, id_: str, timestamp: int, body: bytes) -> None:
    with pytest.raises(SignatureError):
        verify(secret, id_, timestamp, body, sign(SECRET, "msg_1", NOW, BODY), NOW)


@pytest.mark.parametrize("value", ["", " ", "v1,", "v1,AAAA", "v2,x", "\ud800", "v1"])
def test_another_value_is_refused(value: str) -> None:
    with pytest.raises(SignatureError):
        verify(SECRET, "msg_1", NOW, BODY, value, NOW)


def test_while_a_secret_is_replaced_either_value_counts() -> None:
    both = f"{sign(new_secret(), 'msg_1', NOW, BODY)} {sign(SECRET, 'msg_1', NOW, BODY)}"

    verify(SECRET, "msg_1", NOW, BODY, both, NOW)


def test_no_id_can_pretend_to_hold_the_time() -> None:
    for id_ in ("", "a.1", "a b", "é", "x" * 65, "a\n"):
        with pytest.raises(FormatError):
            sign(SECRET, id_, NOW, BODY)
    for timestamp in (-1, 2**53):
        with pytest.raises(FormatError):
            sign(SECRET, "a", timestamp, BODY)
    for secret in (b"", bytes(31), bytes(33)):
        with pytest.raises(KeyMaterialError):
            sign(secret, "a", NOW, BODY)
    assert len(new_secret()) == 32
