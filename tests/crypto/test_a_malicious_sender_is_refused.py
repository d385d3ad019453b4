"""Somebody who holds the keys and breaks one rule on purpose: everything else about the envelope is genuine."""

from collections.abc import Callable

import pytest

from crypto import boxes, envelope_seal, primitives, reporter
from crypto.envelope_open import open_
from crypto.envelope_seal import Recipients, seal
from crypto.errors import DecryptError, FormatError, PayloadError, SignatureError, WbpError
from crypto.padding import pad
from crypto.primitives import kdf
from tests.crypto.examples import VERA_BOX, Fields, anna, context, envelope, message, seed, sender, vera


def _refusal(env: bytes) -> type[WbpError]:
    with pytest.raises(WbpError) as caught:
        open_(env, context(), (VERA_BOX,), anna().sign_pk)
    return type(caught.value)


def _sealed() -> bytes:
    return seal(context(), message(), sender(), Recipients.of(vera(), anna()))


def test_a_key_that_the_commitment_does_not_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cipher alone would be content: a text for each of two keys. The commitment allows one."""

    def wrong_commitment(key: bytes, name: str, info: bytes = b"") -> bytes:
        return seed("another key") if name == "commit" else kdf(key, name, info)

    monkeypatch.setattr(envelope_seal, "kdf", wrong_commitment)

    assert _refusal(_sealed()) is DecryptError


def _nonzero(data: bytes) -> bytes:
    return pad(data)[:-1] + b"\x01"


def _longer(data: bytes) -> bytes:
    return pad(data) + bytes(4_096)


def _unpadded(data: bytes) -> bytes:
    return data + bytes(4_100 - len(data))


@pytest.mark.parametrize("padding", [_nonzero, _longer, _unpadded])
def test_room_for_hidden_bytes_is_refused(monkeypatch: pytest.MonkeyPatch, padding: Callable[[bytes], bytes]) -> None:
    monkeypatch.setattr(envelope_seal, "pad", padding)

    assert _refusal(_sealed()) is PayloadError


def test_a_signature_under_another_label_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def sign_as_login(sign_seed: bytes, _: str, text: bytes) -> bytes:
        return primitives.sign(sign_seed, "login", text)

    monkeypatch.setattr(envelope_seal, "sign", sign_as_login)

    assert _refusal(_sealed()) is SignatureError


def test_a_signature_for_another_place_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = envelope_seal._signed_plaintext
    elsewhere = context(index=1).encode()
    monkeypatch.setattr(envelope_seal, "_signed_plaintext", lambda _, *rest: genuine(elsewhere, *rest))

    assert _refusal(_sealed()) is SignatureError


def test_a_doubled_recipient_is_format() -> None:
    report = Fields.of(envelope())

    assert _refusal(Fields((*report.stanzas, report.stanzas[0]), report.rest).join()) is FormatError


@pytest.mark.parametrize(
    "plain",
    [
        (2).to_bytes(4, "big") + b"{}" + bytes(4_089) + b"\x01",
        (4_093).to_bytes(4, "big") + bytes(4_092),
        b"\xff" * 4_096,
    ],
    ids=["bytes after the end", "one byte too long", "no length"],
)
def test_a_state_with_room_for_hidden_bytes_is_refused(plain: bytes) -> None:
    keys, nonce = anna(), bytes(24)
    aad = b"WBN1" + keys.org_id + keys.case_id
    blob = b"WBN1" + nonce + boxes.aead_seal(kdf(keys.root, "reporter-state"), nonce, plain, aad)

    with pytest.raises(PayloadError):
        reporter.open_state(keys, blob)
