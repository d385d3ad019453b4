"""Errors say their code and nothing else; keys, codes, words and texts stay out of every repr."""

import inspect
import traceback

import pytest

from crypto import boxes, codes, envelope_seal, errors, message, note, vault
from crypto.envelope_open import open_
from crypto.errors import FormatError, WbpError
from tests.crypto import examples as ex

ERRORS = [value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, WbpError)]
NAMED = {
    "FormatError": "format",
    "ChecksumError": "checksum",
    "NotRecipientError": "not-recipient",
    "DecryptError": "decrypt",
    "PayloadError": "payload",
    "SenderError": "sender",
    "SignatureError": "signature",
    "PolicyError": "policy",
    "KeyMaterialError": "key",
    "ProofError": "proof",
}


def test_the_ten_failures_have_the_ten_names() -> None:
    assert {error.__name__: error.code for error in ERRORS if error is not WbpError} == NAMED


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_says_a_constant_and_takes_no_argument(error: type[WbpError]) -> None:
    assert str(error()) == error.code
    assert repr(error()) == f"{error.__name__}()"
    with pytest.raises(TypeError):
        error("what the reporter wrote")  # type: ignore[call-arg]


def test_a_traceback_of_a_failure_does_not_repeat_the_input() -> None:
    with pytest.raises(FormatError) as caught:
        codes.normalise("geheim woord")
    told = "".join(traceback.format_exception(caught.value))

    assert "geheim" not in told.replace('codes.normalise("geheim woord")', "")


SECRET = ex.seed("a secret")
HOLDERS = {
    "box keys": boxes.BoxKeys(bytes(32), SECRET),
    "sender": envelope_seal.Sender(SECRET, bytes(32)),
    "randomness": envelope_seal.Randomness(SECRET, SECRET, (SECRET,)),
    "signer": note.Signer("name", SECRET),
    "recovery keys": vault.RecoveryKeys(SECRET, SECRET),
    "vault randomness": vault.Randomness(SECRET, (SECRET, SECRET, SECRET)),
    "open vault": vault.OpenVault(SECRET.hex(), SECRET),
    "message": message.Message(1, 0, bytes(32), SECRET),
    "case code": codes.CaseCode(SECRET.hex()),
    "recovery code": codes.RecoveryCode(SECRET.hex()),
    "passphrase": codes.Passphrase(SECRET.hex()),
}


@pytest.mark.parametrize("name", HOLDERS)
def test_a_holder_of_secrets_does_not_print_them(name: str) -> None:
    for told in (repr(HOLDERS[name]), str(HOLDERS[name]), f"{HOLDERS[name]}"):
        assert repr(SECRET)[2:-1] not in told
        assert SECRET.hex() not in told


def test_the_reporters_keys_print_only_what_the_service_knows() -> None:
    keys = ex.anna()

    for secret in (keys.root, keys.sign_seed, keys.box.box_sk, keys.locator):
        assert repr(secret)[2:-1] not in repr(keys)


def test_an_opened_message_does_not_print_its_text() -> None:
    opened = open_(ex.envelope(), ex.context(), (ex.VERA_BOX,), None)

    assert ex.TEXT.encode() in opened.body
    assert "bonnen" not in repr(opened)


def test_values_are_frozen() -> None:
    for value in (*HOLDERS.values(), ex.anna(), ex.vera(), ex.root(), ex.directory(), ex.context()):
        first = next(iter(vars(value)))
        with pytest.raises(AttributeError):
            setattr(value, first, None)
