"""Fuzzing: whatever goes in, only declared failures come out, and nothing modified is believed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crypto import (
    bearer_token,
    boxes,
    challenge,
    checkpoint,
    codes,
    consent_verify,
    directory,
    drill,
    duty,
    encoding,
    envelope_inspect,
    envelope_open,
    keys,
    message,
    note,
    package_open,
    password,
    receipt,
    reporter,
    rewrap_make,
    tlog_proof,
    track,
    tree,
    vault,
)
from crypto.errors import WbpError
from tests.crypto import consent_examples as consent
from tests.crypto import examples as ex
from tests.crypto import log_examples as log
from tests.crypto import release_examples as release

ALL_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)  # with halves of surrogate pairs
K_CHAL = ex.seed("k_chal")
NOW = 1_800_000_000


@dataclass(frozen=True)
class Parser:
    """A parser, a genuine input, the failures it declares, and whether every byte is authenticated."""

    parse: Callable[[bytes], object]
    genuine: bytes
    declared: str
    is_authentic: bool = True


def _text(parse: Callable[[str], object]) -> Callable[[bytes], object]:
    """Feed bytes to a parser of text; bytes that are no UTF-8 become halves of surrogate pairs."""
    return lambda data: parse(data.decode("utf-8", "surrogateescape"))


STATEMENT = duty.sign_duty(2, 0, 0, ex.anna().org_id, ex.anna().case_id, ex.VERA_ID, bytes(32), ex.TODAY, ex.TODAY + 7)
MASTER, SHARE, RECOVERY, ACCOUNT = (ex.seed(name) for name in ("master", "share", "recovery", "account"))
VAULT = vault.seal_vault("{}", ACCOUNT[:16], bytes(16), MASTER, SHARE, RECOVERY)
CHALLENGE = challenge.issue(challenge.LOGIN, 0, ex.anna().locator, K_CHAL, NOW)
SEALED_BOX = boxes.box_seal(b"text", ex.VERA_BOX.box_pk)
AEAD = boxes.aead_seal(ex.seed("key"), bytes(24), b"text", b"")
VKEY = note.vkey_text(ex.SIGNER)
PLAINTEXT = message.encode(ex.message(), ex.anna().sign_pk, ex.anna().box_pk)
TRACK = track.sign_track(2, 1, ex.anna().org_id, ex.anna().case_id, bytes(32), ex.TODAY, ex.anna().sign_seed)
DRILL = drill.make(ex.anna().org_id, ex.VERA_BOX.box_pk, "2026-11").sealed
PADDED = PLAINTEXT + bytes(4_096 - len(PLAINTEXT))
AUTHORITY = consent.entry(consent.AUTHORITY)
CONSENT = consent.signed(consent.offer())
TOKEN = consent.verified(CONSENT, AUTHORITY)
REPORT = consent.messages()[0][1]
REWRAP = rewrap_make.make_rewrap(consent.items(), AUTHORITY.record, TOKEN, consent.wrapper())


def _redeem(data: bytes) -> object:
    spent = challenge.SpentChallenges()
    challenge.redeem(data, challenge.LOGIN, ex.anna().locator, K_CHAL, NOW, spent)
    return True


def _lines(text: str) -> object:
    lines = encoding.Lines(text, "head")
    values = lines.take("a"), lines.take_if("b"), lines.take_all("c")
    lines.done()
    return values


PARSERS = {
    "inspect": Parser(envelope_inspect.inspect, ex.envelope(), "format", is_authentic=False),
    "context": Parser(envelope_inspect.Context.parse, ex.context().encode(), "format", is_authentic=False),
    "open": Parser(
        lambda data: envelope_open.open_(data, ex.context(), (ex.VERA_BOX,), ex.anna().sign_pk),
        ex.envelope(),
        "format not-recipient decrypt",
    ),
    "open_with_ck": Parser(
        lambda data: envelope_open.open_with_ck(data, ex.context(), bytes(32), None), ex.envelope(), "format decrypt"
    ),
    "plaintext": Parser(message.decode, PADDED, "payload", is_authentic=False),
    "key record": Parser(
        lambda data: keys.verify_record(data, ex.VERA_NAME, ex.TODAY), ex.record(), "format signature"
    ),
    "key record name": Parser(
        _text(lambda name: keys.verify_record(ex.record(), name)), ex.VERA_NAME.encode(), "format policy"
    ),
    "duty": Parser(
        lambda data: duty.verify_duty(data, {2: {ex.vera().id_pk}}, ex.anna().org_id, ex.anna().case_id),
        STATEMENT,
        "format sender policy signature",
    ),
    "drill": Parser(lambda data: drill.open_(data, ex.VERA_BOX, ex.anna().org_id, "2026-11"), DRILL, "format decrypt"),
    "challenge": Parser(_redeem, CHALLENGE, "format signature"),
    "proof of work": Parser(lambda data: challenge.pow_ok(data, 0), CHALLENGE, "format", is_authentic=False),
    "token": Parser(bearer_token.hash_of, bytes(32), "format", is_authentic=False),
    "verifier key": Parser(_text(note.parse_vkey), VKEY.encode(), "format"),
    "note": Parser(
        _text(lambda text: note.open_note(text, [ex.SIGNER.verifier])), ex.root_note().encode(), "format signature"
    ),
    "root": Parser(
        _text(lambda text: directory.verify_root_chain([text])), ex.root_note().encode(), "format signature policy"
    ),
    "pinned root": Parser(
        _text(lambda text: directory.verify_root_chain([text], ex.root().org_id)),
        ex.root_note().encode(),
        "format signature policy",
    ),
    "second root": Parser(
        _text(lambda text: directory.verify_root_chain([ex.root_note(), text])),
        ex.second_root_note().encode(),
        "format signature policy",
    ),
    "directory": Parser(
        _text(lambda text: directory.verify_directory(text, ex.root(), ex.TODAY)),
        ex.directory_note().encode(),
        "format signature",
    ),
    "logged directory": Parser(
        _text(lambda text: directory.verify_directory(ex.directory_note(), ex.root(), ex.TODAY, 1, text)),
        log.directory_proof().encode(),
        "format signature proof",
    ),
    "change of track": Parser(
        lambda data: track.verify_track(data, ex.anna().sign_pk, ex.anna().org_id, ex.anna().case_id, 1, 0),
        TRACK,
        "format policy signature",
    ),
    "event": Parser(tree.event_parse, log.EVENT, "format", is_authentic=False),
    "checkpoint": Parser(
        _text(lambda text: checkpoint.verify_checkpoint(text, ex.root())), log.checkpoint().encode(), "format signature"
    ),
    "proof of an event": Parser(
        _text(lambda text: tlog_proof.verify_tlog_proof(text, ex.root())),
        log.event_proof().encode(),
        "format signature proof",
    ),
    "receipt": Parser(
        _text(
            lambda text: receipt.verify(
                text, ex.root(), ex.anna().org_id, ex.anna().case_id, log.MELDING, log.SUBJECT, ex.TODAY
            )
        ),
        log.receipt().encode(),
        "format signature",
    ),
    "consent": Parser(lambda data: consent.verified(data, AUTHORITY), CONSENT, "format policy signature"),
    "re-wrap record": Parser(
        lambda data: consent_verify.verify_rewrap(
            data, ex.anna().org_id, ex.anna().case_id, TOKEN, ex.anna().sign_pk, ex.anna().sign_pk
        ),
        REWRAP,
        "format policy sender signature",
    ),
    "re-wrap record unverified": Parser(
        lambda data: rewrap_make.open_rewrap(
            data, REPORT, ex.context(), (consent.box(consent.AUTHORITY),), ex.anna().sign_pk
        ),
        REWRAP,
        "format not-recipient decrypt",
        is_authentic=False,
    ),
    "package unopened": Parser(consent_verify.parse_package, consent.package(), "format", is_authentic=False),
    "package": Parser(
        lambda data: package_open.open_package(
            data, ex.anna().org_id, AUTHORITY, (consent.box(consent.AUTHORITY),), ex.TODAY
        ),
        consent.package(),
        "format policy signature sender decrypt",
    ),
    "release note": Parser(
        _text(
            lambda text: consent_verify.verify_release(
                text,
                ex.root(),
                release.token(),
                release.rewrap_hash(),
                release.proof(release.MISSED),
                release.RELEASED,
                ex.TODAY,
            )
        ),
        release.note().encode(),
        "format signature",
    ),
    "case code": Parser(
        _text(codes.parse_case_code), b"1X1T-KRK9-KV7J-1X6H", "format checksum policy", is_authentic=False
    ),
    "recovery code": Parser(
        _text(codes.parse_recovery_code), b"NMFN2X64FPP8NA9Q82TYQAMTEZNS", "format checksum", is_authentic=False
    ),
    "words": Parser(_text(codes.normalise), b"een twee drie vier vijf zes zeven", "format", is_authentic=False),
    "pin": Parser(_text(codes.pin_parse), b"BPJSWARNF8P36DMT8PMXRX6X4M", "format", is_authentic=False),
    "base64": Parser(_text(encoding.unb64), b"3q2+7w==", "format", is_authentic=False),
    "hex": Parser(_text(lambda text: encoding.unhex(text, 4)), b"deadbeef", "format", is_authentic=False),
    "decimal": Parser(_text(encoding.decimal), b"1234", "format", is_authentic=False),
    "day": Parser(_text(encoding.day_parse), b"2026-11-21", "format", is_authentic=False),
    "lines": Parser(_text(_lines), b"head\na 1\nb 2\nc 3\nc 4\n", "format", is_authentic=False),
    "state": Parser(
        lambda data: reporter.open_state(ex.anna(), data), reporter.seal_state(ex.anna(), "{}"), "format decrypt"
    ),
    "vault": Parser(
        lambda data: vault.open_vault(data, ACCOUNT[:16], MASTER, SHARE), VAULT, "format decrypt", is_authentic=False
    ),
    "recovered vault": Parser(
        lambda data: vault.recover_vault(data, ACCOUNT[:16], RECOVERY), VAULT, "format decrypt", is_authentic=False
    ),
    "vault salt": Parser(vault.salt_of, VAULT, "format", is_authentic=False),
    "password": Parser(_text(vault.check_password), b"een goed wachtwoord", "policy", is_authentic=False),
    "sealed box": Parser(lambda data: boxes.box_open(data, ex.VERA_BOX), SEALED_BOX, "decrypt"),
    "aead": Parser(lambda data: boxes.aead_open(ex.seed("key"), bytes(24), data, b""), AEAD, "decrypt"),
    "fake salt": Parser(_text(lambda name: password.fake_salt(K_CHAL, name)), b"vera", "", is_authentic=False),
}


def _outcome(parser: Parser, data: bytes) -> object:
    """Parse; a failure must be a declared one and is returned by its code."""
    outcome = _value_or_failure(lambda: parser.parse(data))
    if isinstance(outcome, WbpError):
        assert outcome.code in parser.declared.split(), f"undeclared failure {outcome.code}"
    return outcome


def _value_or_failure(action: Callable[[], object]) -> object:
    try:
        return action()
    except WbpError as error:
        return error


@st.composite
def _edits(draw: st.DrawFn, original: bytes) -> bytes:
    """One to three edits: replace, insert, delete, double, swap pieces, or change letters to another case."""
    data = original
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        piece, kind = data[start:end], draw(st.integers(0, 4))
        patch = (
            draw(st.binary(max_size=len(piece) + 1)) if kind < 2 else (b"", piece + piece, piece.swapcase())[kind - 2]
        )
        data = data[:start] + patch + data[end:]
    return data


@pytest.mark.parametrize("name", PARSERS)
def test_the_genuine_input_is_read(name: str) -> None:
    if name != "open_with_ck":  # there the key is wrong on purpose
        assert not isinstance(_outcome(PARSERS[name], PARSERS[name].genuine), WbpError)


@pytest.mark.parametrize("name", PARSERS)
@ex.FUZZ
@given(data=st.data())
def test_edited_input_fails_by_name_or_means_the_same(name: str, data: st.DataObject) -> None:
    parser = PARSERS[name]
    edited = data.draw(_edits(parser.genuine))
    outcome = _outcome(parser, edited)

    if parser.is_authentic and edited != parser.genuine and not isinstance(outcome, WbpError):
        assert outcome == parser.parse(parser.genuine)


@pytest.mark.parametrize("name", PARSERS)
@ex.FUZZ
@given(data=st.one_of(st.binary(max_size=500), ALL_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass"))))
@example(data=b"")
def test_any_input_fails_by_name(name: str, data: bytes) -> None:
    parser = PARSERS[name]
    outcome = _outcome(parser, data)

    if parser.is_authentic:
        assert isinstance(outcome, WbpError)


@ex.FUZZ
@given(name=ALL_TEXT)
def test_any_name_of_a_key_record_fails_by_name(name: str) -> None:
    for role in range(1, 7):
        make = partial(keys.make_record, role, 1, ex.TODAY, ex.TODAY, ex.VERA_ID, ex.seed("box"), name)
        made = _value_or_failure(make)
        if isinstance(made, bytes):
            assert keys.verify_record(made, name, ex.TODAY).name == name
        else:
            assert isinstance(made, WbpError)
            assert made.code in {"format", "policy"}


@ex.FUZZ
@given(position=st.integers(0, 30), other=st.integers(0, 30), doubled=st.booleans())
def test_lines_of_a_directory_in_another_order_are_refused(position: int, other: int, doubled: bool) -> None:
    """Signed properly, so that only the line rules stand in the way."""
    lines = ex.directory_note().partition("\n\n")[0].split("\n")
    position, other = position % len(lines), other % len(lines)
    moved = lines.copy()
    if doubled:
        moved.insert(other, lines[position])
    else:
        moved[position], moved[other] = moved[other], moved[position]
    text = "".join(f"{line}\n" for line in moved)
    resigned = note.sign_note(text, [ex.SIGNER])

    if moved == lines:
        assert directory.verify_directory(resigned, ex.root(), ex.TODAY) == ex.directory()
    else:
        with pytest.raises(WbpError) as caught:
            directory.verify_directory(resigned, ex.root(), ex.TODAY)
        assert caught.value.code == "format"


@ex.FUZZ
@given(data=st.data())
def test_lines_of_a_receipt_or_checkpoint_changed_before_signing_fail_by_name(data: st.DataObject) -> None:
    """Signed properly by the service itself, so that only the line rules and the contents stand in the way."""
    for genuine, signer, read in (
        (log.receipt(), ex.RECEIPT_SIGNER, PARSERS["receipt"]),
        (log.checkpoint(), ex.LOG_SIGNER, PARSERS["checkpoint"]),
    ):
        text = genuine.rpartition("\n\n")[0].encode() + b"\n"
        edited = data.draw(_edits(text)).decode("utf-8", "surrogateescape")
        resigned = _value_or_failure(partial(note.sign_note, edited, [signer]))
        if isinstance(resigned, str):
            found = _value_or_failure(partial(read.parse, resigned.encode()))
            if isinstance(found, WbpError):
                assert found.code in {"format", "policy"}
            elif isinstance(found, receipt.Receipt):
                assert (found.event.ref, found.event.track, found.due) == (log.SUBJECT, log.MELDING, found.day + 7)


@ex.FUZZ
@given(cut=st.integers(0, 8), inserted=st.one_of(st.none(), ALL_TEXT))
def test_lines_of_a_root_left_out_or_put_in_are_refused(cut: int, inserted: str | None) -> None:
    lines = ex.root_note().partition("\n\n")[0].split("\n")
    changed = [*lines[:cut], *(() if inserted is None else (inserted,)), *lines[cut + (inserted is None) :]]
    text = "".join(f"{line}\n" for line in changed)
    resigned = _value_or_failure(lambda: note.sign_note(text, [ex.SIGNER]))
    if isinstance(resigned, WbpError):
        assert resigned.code == "format"
        return

    assert isinstance(resigned, str)
    with pytest.raises(WbpError) as caught:
        directory.verify_root_chain([resigned])
    assert caught.value.code in {"format", "policy"}
