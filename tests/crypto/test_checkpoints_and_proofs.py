"""The log signs its length and contents once, and a proof convinces whoever knows only the root of the organisation."""

import pytest

from crypto.checkpoint import COSIGNATURE_MAX_AGE_S, Checkpoint, make_checkpoint, verify_checkpoint
from crypto.conformance import OK, run
from crypto.directory import verify_directory
from crypto.encoding import b64, utf8
from crypto.errors import FormatError, ProofError, SignatureError, WbpError
from crypto.note import COSIGNATURE, Signer, VerifierKey, sign_note
from crypto.note import _key_id as key_id
from crypto.primitives import sign_public_key, sign_raw
from crypto.root import Root, root_text, verify_root_chain
from crypto.tlog_proof import make_tlog_proof, verify_tlog_proof
from crypto.tree import consistency, inclusion, leaf_hash, root
from tests.crypto import examples as ex
from tests.crypto.log_examples import (
    EVENT,
    SALT,
    checkpoint,
    directory_proof,
    entries,
    event,
    event_proof,
    leaves,
    logged_directory,
)
from tests.crypto.test_vectors_hold import CASES, VECTORS

NOW = 1_795_000_000
WITNESS_SEED = ex.seed("witness")


def _witness(name: str = "getuige.example/1", seed: bytes = WITNESS_SEED) -> VerifierKey:
    public_key = sign_public_key(seed)
    return VerifierKey(name, key_id(name, COSIGNATURE, public_key), COSIGNATURE, public_key)


def _cosigned(note: str, seconds: int, seed: bytes = WITNESS_SEED) -> str:
    text = note.rpartition("\n\n")[0] + "\n"
    signature = sign_raw(seed, utf8(f"cosignature/v1\ntime {seconds}\n{text}"))
    blob = _witness().key_id + seconds.to_bytes(8, "big") + signature
    return f"{note}— {_witness().name} {b64(blob)}\n"


def _root_with_quorum() -> Root:
    text = root_text("Ander", [ex.SIGNER.verifier.text], ex.LOG, ex.RECEIPT, witnesses=[_witness().text], quorum=1)
    return verify_root_chain([sign_note(text, [ex.SIGNER])])


def test_a_checkpoint_says_how_long_the_log_is() -> None:
    found = verify_checkpoint(checkpoint(), ex.root())

    assert found == Checkpoint(20, root(leaves()), "meld.example/log/1")


def test_a_signer_signs_only_what_continues_its_last_word() -> None:
    signed = verify_checkpoint(make_checkpoint(5, root(leaves()[:5]), ex.LOG_SIGNER), ex.root())
    whole = root(leaves())

    make_checkpoint(20, whole, ex.LOG_SIGNER, signed, consistency(5, leaves()))
    make_checkpoint(5, signed.root, ex.LOG_SIGNER, signed)
    make_checkpoint(20, whole, ex.LOG_SIGNER, Checkpoint(0, root(()), ex.LOG_SIGNER.name))
    falsified = (leaf_hash(b"false"), *leaves()[1:])
    for size, tree_root, path in (
        (20, root(falsified), consistency(5, falsified)),
        (20, whole, ()),
        (4, root(leaves()[:4]), ()),
        (5, root(falsified[:5]), ()),
    ):
        with pytest.raises(ProofError):
            make_checkpoint(size, tree_root, ex.LOG_SIGNER, signed, path)


@pytest.mark.parametrize("size", [-1, 10**10])
def test_a_size_that_cannot_be_written_is_not_signed(size: int) -> None:
    with pytest.raises(FormatError):
        make_checkpoint(size, bytes(32), ex.LOG_SIGNER)


@pytest.mark.parametrize("tail", ["", "x\n", "\n", "extension\n"])
def test_a_checkpoint_has_three_lines(tail: str) -> None:
    text = f"{ex.LOG_SIGNER.name}\n20\n{b64(root(leaves()))}\n"
    note = sign_note(text + tail, [ex.LOG_SIGNER])
    if tail:
        with pytest.raises(FormatError):
            verify_checkpoint(note, ex.root())
    else:
        assert verify_checkpoint(note, ex.root()).size == 20


def test_another_key_cannot_sign_for_the_log() -> None:
    text = f"{ex.LOG_SIGNER.name}\n20\n{b64(root(leaves()))}\n"
    for signer in (Signer(ex.LOG_SIGNER.name, ex.seed("other")), ex.RECEIPT_SIGNER):
        with pytest.raises(SignatureError):
            verify_checkpoint(sign_note(text, [signer]), ex.root())
    with pytest.raises(FormatError):
        verify_checkpoint(sign_note(f"elders.example/log\n20\n{b64(bytes(32))}\n", [ex.LOG_SIGNER]), ex.root())


def test_cosignatures_are_tolerated_where_no_quorum_is_asked() -> None:
    false = _cosigned(checkpoint(), NOW, ex.seed("other"))

    assert verify_checkpoint(false, ex.root()) == verify_checkpoint(checkpoint(), ex.root())


def test_a_quorum_asks_for_a_fresh_cosignature_of_a_witness_this_client_knows() -> None:
    strict, known = _root_with_quorum(), [_witness().text]
    fresh = _cosigned(checkpoint(), NOW)

    assert verify_checkpoint(fresh, strict, known, NOW + COSIGNATURE_MAX_AGE_S).size == 20
    for note, witnesses, now in (
        (checkpoint(), known, NOW),
        (fresh, [], NOW),
        (fresh, known, NOW + COSIGNATURE_MAX_AGE_S + 1),
        (_cosigned(checkpoint(), NOW, ex.seed("other")), known, NOW),
        (_cosigned(fresh, NOW, ex.seed("other")), known, NOW),
    ):
        with pytest.raises(SignatureError):
            verify_checkpoint(note, strict, witnesses, now)


def test_the_vectors_with_witnesses_hold_already() -> None:
    found = [case for case in run([VECTORS], 5).cases if case.stage == 5 and case.kind == "checkpoint_verify"]

    assert len(CASES) > 600
    assert [case.verdict for case in found] == [OK] * 4


def test_a_proof_opens_the_commitment_of_an_event() -> None:
    proven = verify_tlog_proof(event_proof(), ex.root())

    assert (proven.event, proven.salt, proven.index) == (EVENT, SALT, 7)
    assert proven.entry == entries()[7]
    assert proven.checkpoint.size == 20


def test_a_proof_of_an_entry_in_clear_names_the_entry() -> None:
    proven = verify_tlog_proof(directory_proof(), ex.root(), logged_directory())

    assert (proven.event, proven.salt, proven.index) == (None, None, 13)


def test_a_proof_proves_its_own_entry_place_and_tree_only() -> None:
    path, other_path = inclusion(7, leaves()), inclusion(8, leaves())
    older = make_checkpoint(8, root(leaves()[:8]), ex.LOG_SIGNER)
    for proof in (
        make_tlog_proof(7, path, checkpoint(), (ex.seed("other"), EVENT)),
        make_tlog_proof(7, path, checkpoint(), (SALT, event(3))),
        make_tlog_proof(8, path, checkpoint(), (SALT, EVENT)),
        make_tlog_proof(7, other_path, checkpoint(), (SALT, EVENT)),
        make_tlog_proof(7, path[:-1], checkpoint(), (SALT, EVENT)),
        make_tlog_proof(7, path, older, (SALT, EVENT)),
    ):
        with pytest.raises(ProofError):
            verify_tlog_proof(proof, ex.root())
    with pytest.raises(ProofError):
        verify_tlog_proof(directory_proof(), ex.root(), entries()[12])


def test_a_proof_carries_an_event_exactly_when_no_entry_is_expected() -> None:
    with pytest.raises(FormatError):
        verify_tlog_proof(event_proof(), ex.root(), entries()[7])
    with pytest.raises(FormatError):
        verify_tlog_proof(directory_proof(), ex.root())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("proof@v1", "proof@v2"),
        ("index 7", "index 07"),
        ("index 7", "Index 7"),
        ("index 7\n", ""),
        ("extra ", "extra  "),
        ("extra ", "more "),
        ("\n\n", "\n"),
        ("\n\n", "\nAAAA\n\n"),
    ],
)
def test_a_proof_has_one_spelling(old: str, new: str) -> None:
    with pytest.raises(FormatError):
        verify_tlog_proof(event_proof().replace(old, new, 1), ex.root())


def test_what_is_no_proof_is_not_made() -> None:
    with pytest.raises(FormatError):
        make_tlog_proof(7, [bytes(31)], checkpoint())
    with pytest.raises(FormatError):
        make_tlog_proof(-1, [], checkpoint())
    with pytest.raises(FormatError):
        make_tlog_proof(7, [], checkpoint(), (SALT, bytes(128)))


def test_a_directory_counts_when_the_log_holds_this_very_version() -> None:
    verified = verify_directory(ex.directory_note(), ex.root(), ex.TODAY, proof=directory_proof())

    assert verified == ex.directory()


def test_a_directory_that_is_not_in_the_log_is_refused() -> None:
    wrong_place = make_tlog_proof(12, inclusion(12, leaves()), checkpoint())
    foreign_log = Signer("elders.example/log/1", ex.seed("foreign log"))
    foreign = make_checkpoint(20, root(leaves()), foreign_log)
    refusals = [
        (wrong_place, "proof"),
        (event_proof(), "format"),
        (make_tlog_proof(13, inclusion(13, leaves()), foreign), "signature"),
    ]
    for proof, code in refusals:
        with pytest.raises(WbpError) as caught:
            verify_directory(ex.directory_note(), ex.root(), ex.TODAY, proof=proof)
        assert caught.value.code == code
