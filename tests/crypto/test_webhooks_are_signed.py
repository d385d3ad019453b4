"""A webhook carries an Ed25519 signature over id, time and body, and is good for five minutes."""

import pytest
from nacl.signing import VerifyKey

from crypto.encoding import b64, unb64
from crypto.errors import FormatError, KeyMaterialError, PolicyError, SignatureError
from crypto.primitives import sign_public_key
from crypto.webhook_signature import key_seed, parse_public, public_text, sign, verify
from tests.crypto import examples as ex

SEED = ex.seed("webhook")
KEY = sign_public_key(SEED)
NOW = 1_800_000_000
BODY = b'{"changed":true}'
WEBHOOK = bytes(range(16))


def test_the_value_is_what_any_receiver_verifies() -> None:
    version, _, value = sign([SEED], "msg_1", NOW, BODY).partition(",")

    assert version == "v1a"
    VerifyKey(KEY).verify(b"msg_1.1800000000." + BODY, unb64(value))


def test_the_vectors_hold() -> None:
    seed = key_seed(bytes(range(32)), WEBHOOK, 1)

    assert seed.hex() == "79eeee96fa1b6901b03861691ed5cf11827fc7da2842d9fdcadf69be97d0ac3e"
    assert public_text(seed) == "whpk_wMRrcwSPjzISb0FwRmvOkKJDnFzGQbrnQ7XkIRPMo9I="
    assert sign([seed], "msg_1", NOW, BODY) == (
        "v1a,Zp5ACd2r+3YM82A4q521KmKUgP8jjLNZuULWONI+UQJYKDcpm5wgh61g5GL5dYPRfKsMBDXMAJu0EvhO9SRoBQ=="
    )


def test_it_holds_for_five_minutes_both_ways() -> None:
    value = sign([SEED], "msg_1", NOW, BODY)
    for now in (NOW - 300, NOW, NOW + 300):
        verify(KEY, "msg_1", NOW, BODY, value, now)
    for now in (NOW - 301, NOW + 301):
        with pytest.raises(PolicyError):
            verify(KEY, "msg_1", NOW, BODY, value, now)


@pytest.mark.parametrize(
    ("key", "id_", "timestamp", "body"),
    [
        (sign_public_key(ex.seed("another")), "msg_1", NOW, BODY),
        (KEY, "msg_2", NOW, BODY),
        (KEY, "msg_1", NOW + 1, BODY),
        (KEY, "msg_1", NOW, BODY + b" "),
        (b"", "msg_1", NOW, BODY),
    ],
)
def test_nothing_of_it_can_be_changed(key: bytes, id_: str, timestamp: int, body: bytes) -> None:
    with pytest.raises(SignatureError):
        verify(key, id_, timestamp, body, sign([SEED], "msg_1", NOW, BODY), NOW)


@pytest.mark.parametrize("value", ["", " ", "v1a,", "v1a,AAAA", "v2,x", "\ud800", "v1a", "v1a,\ud800", "v1a,é"])
def test_another_value_is_refused(value: str) -> None:
    with pytest.raises(SignatureError):
        verify(KEY, "msg_1", NOW, BODY, value, NOW)


def test_the_value_of_a_shared_secret_counts_for_nothing() -> None:
    value = sign([SEED], "msg_1", NOW, BODY)
    with pytest.raises(SignatureError):
        verify(KEY, "msg_1", NOW, BODY, value.replace("v1a,", "v1,"), NOW)


def test_while_a_key_is_replaced_either_value_counts() -> None:
    former = ex.seed("former")
    both = sign([SEED, former], "msg_1", NOW, BODY)

    assert both == f"{sign([SEED], 'msg_1', NOW, BODY)} {sign([former], 'msg_1', NOW, BODY)}"
    verify(KEY, "msg_1", NOW, BODY, both, NOW)
    verify(sign_public_key(former), "msg_1", NOW, BODY, both, NOW)


def test_every_webhook_and_every_number_has_a_key_of_its_own() -> None:
    seeds = {key_seed(seed, webhook, number) for seed in (SEED, bytes(32)) for webhook in (WEBHOOK, bytes(16))
             for number in (1, 2)}  # fmt: skip

    assert len(seeds) == 8
    for webhook, number in ((WEBHOOK[1:], 1), (WEBHOOK, 0), (WEBHOOK, 2**32)):
        with pytest.raises(FormatError):
            key_seed(SEED, webhook, number)


def test_a_public_key_has_one_spelling() -> None:
    assert parse_public(public_text(SEED)) == KEY
    for text in ("", "whpk_", b64(KEY), f"whsk_{b64(KEY)}", f"whpk_{b64(KEY[1:])}", "whpk_é"):
        with pytest.raises(FormatError):
            parse_public(text)


def test_no_id_can_pretend_to_hold_the_time() -> None:
    for id_ in ("", "a.1", "a b", "é", "x" * 65, "a\n"):
        with pytest.raises(FormatError):
            sign([SEED], id_, NOW, BODY)
    for timestamp in (-1, 2**53):
        with pytest.raises(FormatError):
            sign([SEED], "a", timestamp, BODY)
    for seeds in ([], [b""], [SEED, bytes(31)]):
        with pytest.raises(KeyMaterialError):
            sign(seeds, "a", NOW, BODY)
