"""The traps of PROTOCOL 2.3, by number, as far as they concern libsodium and Python."""

import hashlib

import pytest
from nacl import bindings
from nacl.signing import SigningKey

from crypto import boxes, padding, primitives, reporter
from crypto.errors import DecryptError, KeyMaterialError, PayloadError, SignatureError
from tests.crypto.examples import anna, seed

# A point of order 8 in Edwards form, and the group order L.
ORDER_8 = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
ORDER = 2**252 + 27742317777372353535851937790883648493
LOW_ORDER_X25519 = [
    bytes(32),
    b"\x01" + bytes(31),
    bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
    bytes.fromhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
    bytes.fromhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    bytes.fromhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    bytes.fromhex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
]


def _secret_scalar(name: str) -> int:
    digest = bytearray(hashlib.sha512(seed(name)).digest()[:32])
    digest[0] &= 248
    digest[31] = digest[31] & 127 | 64
    return int.from_bytes(digest, "little") % ORDER


def _point(scalar: int) -> bytes:
    return bytes(bindings.crypto_scalarmult_ed25519_base_noclamp(scalar.to_bytes(32, "little")))


def _challenge(nonce_point: bytes, public: bytes, message: bytes) -> int:
    return int.from_bytes(hashlib.sha512(nonce_point + public + message).digest(), "little") % ORDER


def test_trap_1_a_signature_with_an_order_8_nonce_point_is_refused() -> None:
    """Valid for a cofactored verifier, and only for that one."""
    secret, nonce, message = _secret_scalar("mixed"), 123_456_789, b"text"
    public = _point(secret)
    mixed = bytes(bindings.crypto_core_ed25519_add(_point(nonce), ORDER_8))
    response = (nonce + _challenge(mixed, public, message) * secret) % ORDER

    with pytest.raises(SignatureError):
        primitives.verify_raw(public, message, mixed + response.to_bytes(32, "little"))


def test_trap_1_torsion_in_the_public_key_is_refused_even_when_the_equation_holds() -> None:
    """When the challenge is a multiple of 8 the torsion vanishes, and libsodium alone accepts the signature."""
    secret, message = _secret_scalar("mixed"), b"text"
    public = bytes(bindings.crypto_core_ed25519_add(_point(secret), ORDER_8))
    nonce = next(n for n in range(1, 500) if _challenge(_point(n), public, message) % 8 == 0)
    response = (nonce + _challenge(_point(nonce), public, message) * secret) % ORDER
    signature = _point(nonce) + response.to_bytes(32, "little")

    assert bindings.crypto_sign_open(signature + message, public) == message
    with pytest.raises(SignatureError):
        primitives.verify_raw(public, message, signature)


def test_trap_1_a_signature_without_a_nonce_point_is_refused() -> None:
    """R = 0: the equation holds, and libsodium looks at R before it asks."""
    secret, message, nothing = _secret_scalar("mixed"), b"text", b"\x01" + bytes(31)
    public = _point(secret)
    response = _challenge(nothing, public, message) * secret % ORDER

    with pytest.raises(SignatureError):
        primitives.verify_raw(public, message, nothing + response.to_bytes(32, "little"))


@pytest.mark.parametrize("forged", primitives._FORGED)
def test_trap_1_with_a_lax_library_the_nonce_point_is_looked_at(forged: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """This libsodium makes R anew and compares bytes, so R need not be looked at; one that takes these two must."""
    assert not primitives._MUST_LOOK_AT_R
    monkeypatch.setattr(bindings, "crypto_sign_open", lambda _signed, _pk: b"")
    primitives.verify_raw(primitives._FORGER_PK, b"", forged)

    monkeypatch.setattr(primitives, "_MUST_LOOK_AT_R", True)
    with pytest.raises(SignatureError):
        primitives.verify_raw(primitives._FORGER_PK, b"", forged)


def test_trap_2_a_secret_key_is_its_seed_here() -> None:
    secret = seed("some identity")
    key = SigningKey(secret)

    assert primitives.sign_public_key(secret) == bytes(key.verify_key)
    assert primitives.sign_raw(secret, b"m") == key.sign(b"m").signature
    with pytest.raises(KeyMaterialError):
        primitives.sign_raw(secret + bytes(key.verify_key), b"m")


def test_trap_2_a_box_secret_is_the_hash_of_its_seed() -> None:
    secret = hashlib.sha512(seed("box")).digest()[:32]
    pair = boxes.BoxKeys.from_seed(seed("box"))

    assert pair.box_sk == secret
    assert pair.box_pk == bindings.crypto_scalarmult_base(secret) == primitives.box_public_key(seed("box"))


def test_trap_3_the_box_spelled_out_is_the_box_of_libsodium() -> None:
    pair = boxes.BoxKeys.from_seed(seed("box"))

    assert bindings.crypto_box_seal_open(boxes.box_seal(b"text", pair.box_pk), pair.box_pk, pair.box_sk) == b"text"
    assert boxes.box_open(bindings.crypto_box_seal(b"text", pair.box_pk), pair) == b"text"


def test_trap_4_a_failed_decryption_releases_nothing() -> None:
    key, nonce = seed("key"), seed("nonce")[:24]
    sealed = boxes.aead_seal(key, nonce, b"text", b"aad")

    with pytest.raises(DecryptError) as caught:
        boxes.aead_open(key, nonce, sealed[:-1] + bytes((sealed[-1] ^ 1,)), b"aad")
    assert caught.value.args == ()
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("pk", LOW_ORDER_X25519, ids=lambda pk: pk.hex()[:8])
def test_trap_5_low_order_box_keys_fail_by_name(pk: bytes) -> None:
    pair = boxes.BoxKeys.from_seed(seed("box"))

    with pytest.raises(KeyMaterialError):
        boxes.box_seal(b"text", pk)
    with pytest.raises(DecryptError):
        boxes.box_open(pk + bytes(20), pair)


@pytest.mark.parametrize("length", [0, 1, 31, 47, 48])
def test_trap_5_short_boxes_fail_by_name(length: int) -> None:
    with pytest.raises(DecryptError):
        boxes.box_open(bytes(length), boxes.BoxKeys.from_seed(seed("box")))


@pytest.mark.parametrize("length", [0, 1, 15, 16])
def test_trap_5_short_ciphertexts_fail_by_name(length: int) -> None:
    with pytest.raises(DecryptError):
        boxes.aead_open(seed("key"), bytes(24), bytes(length), b"")


def test_trap_6_derivation_is_keyed_blake2b_over_the_label() -> None:
    spelled_out = hashlib.blake2b(b"\x0cwbp/1/commitinfo", key=seed("key"), digest_size=32).digest()

    assert primitives.kdf(seed("key"), "commit", b"info") == spelled_out


@pytest.mark.parametrize("length", [2**32 + 1, 2**33 + 12_345, 2**34, 2**52 - 1])
def test_trap_7_lengths_beyond_32_bits_are_exact(length: int) -> None:
    padded = padding.padme(length)

    assert length <= padded <= length * 1.0625
    assert padding.padme(padded) == padded


def test_trap_7_text_is_decoded_strictly_and_keeps_a_byte_order_mark() -> None:
    keys, nonce = anna(), bytes(24)
    text = '\ufeff{"v":1}'
    aad = b"WBN1" + keys.org_id + keys.case_id
    plain = (1).to_bytes(4, "big") + b"\xff" + bytes(4_091)
    broken = b"WBN1" + nonce + boxes.aead_seal(primitives.kdf(keys.root, "reporter-state"), nonce, plain, aad)

    assert reporter.open_state(keys, reporter.seal_state(keys, text)) == text
    with pytest.raises(PayloadError):
        reporter.open_state(keys, broken)
