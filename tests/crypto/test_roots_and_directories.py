"""The chain of roots and the directory under it: what counts, until when, and who must have signed."""

import pytest

from crypto.codes import pin_encode, pin_parse
from crypto.directory import (
    Entry,
    directory_text,
    org_id_of,
    root_text,
    verify_directory,
    verify_root_chain,
)
from crypto.errors import FormatError, PolicyError, SignatureError
from crypto.keys import verify_record
from crypto.note import Signer, open_note, parse_vkey, sign_note, split_note, vkey_text
from tests.crypto.examples import (
    LOG,
    RECEIPT,
    SECOND_SIGNER,
    SIGNER,
    TODAY,
    VERA_NAME,
    directory,
    directory_note,
    entries,
    record,
    root,
    root_note,
    second_root_note,
    seed,
)

SIGNERS = [SIGNER, SECOND_SIGNER]
STRANGER = Signer("vreemd.example/1", seed("stranger"))


def _directory_note(
    version: int = 4, issued: int = TODAY, expires: int = TODAY + 90, signers: list[Signer] | None = None
) -> str:
    return sign_note(directory_text(root(), version, issued, expires, entries()), signers or [SIGNER])


def test_a_single_signer_is_said_aloud() -> None:
    assert "single-signer yes\n" in root_note()
    assert root().single_signer
    assert not verify_root_chain([root_note(), second_root_note()]).single_signer


def test_the_first_version_names_the_organisation_for_ever() -> None:
    grown = verify_root_chain([root_note(), second_root_note()], pinned=root().org_id)

    assert grown.org_id == root().org_id == org_id_of(split_note(root_note()).text)
    assert (grown.version, grown.threshold, len(grown.signers)) == (2, 2, 2)
    assert pin_parse(pin_encode(grown.org_id)) == grown.org_id


def test_another_pin_is_refused() -> None:
    with pytest.raises(PolicyError):
        verify_root_chain([root_note()], pinned=bytes(16))


@pytest.mark.parametrize("signers", [[SIGNER], [SECOND_SIGNER], [STRANGER], [SIGNER, SIGNER], [SIGNER, STRANGER]])
def test_a_new_version_needs_old_and_new_signers(signers: list[Signer]) -> None:
    text = split_note(second_root_note()).text

    with pytest.raises(SignatureError):
        verify_root_chain([root_note(), sign_note(text, signers)])


def test_new_signers_alone_cannot_take_over() -> None:
    previous = split_note(root_note()).text
    text = root_text("Gemeente Voorbeeld", [vkey_text(STRANGER)], LOG, RECEIPT, version=2, previous_text=previous)

    with pytest.raises(SignatureError):
        verify_root_chain([root_note(), sign_note(text, [STRANGER])])


def test_the_chain_starts_at_one_and_has_no_gap() -> None:
    with pytest.raises(PolicyError):
        verify_root_chain([second_root_note()])
    with pytest.raises(PolicyError):
        verify_root_chain([root_note(), root_note()])
    with pytest.raises(FormatError):
        verify_root_chain([])


def test_a_version_after_another_history_is_refused() -> None:
    other = sign_note(root_text("Gemeente Voorbeelt", [vkey_text(SIGNER)], LOG, RECEIPT), [SIGNER])

    with pytest.raises(PolicyError):
        verify_root_chain([other, second_root_note()])


def test_practice_is_for_ever_too() -> None:
    practice = root_text("Oefening", [vkey_text(SIGNER)], LOG, RECEIPT, practice=True)
    serious = root_text("Oefening", [vkey_text(SIGNER)], LOG, RECEIPT, version=2, previous_text=practice)
    first = sign_note(practice, [SIGNER])

    assert verify_root_chain([first]).practice
    with pytest.raises(PolicyError):
        verify_root_chain([first, sign_note(serious, [SIGNER])])


@pytest.mark.parametrize(
    ("signers", "threshold", "error"),
    [
        ([SIGNER], 2, PolicyError),
        ([SIGNER], 0, PolicyError),
        ([], 1, FormatError),
        ([SIGNER, SIGNER], 2, FormatError),
        ([SIGNER, Signer("ander.example/1", SIGNER.seed)], 2, FormatError),
        ([Signer(f"s{n}.example/1", seed(str(n))) for n in range(8)], 3, FormatError),
    ],
    ids=["too few", "none needed", "nobody", "twice", "one key, two names", "eight"],
)
def test_impossible_signer_lists_are_not_even_written(
    signers: list[Signer], threshold: int, error: type[Exception]
) -> None:
    with pytest.raises(error):
        root_text("X", [vkey_text(signer) for signer in signers], LOG, RECEIPT, threshold=threshold)


@pytest.mark.parametrize("name", ["", "a\nb", "a\x00b", "a\x85b", "a\x7f"])
def test_an_organisation_has_a_printable_name(name: str) -> None:
    with pytest.raises(FormatError):
        root_text(name, [vkey_text(SIGNER)], LOG, RECEIPT)


def test_a_directory_holds_its_entries() -> None:
    found = directory()
    vera = next(entry for entry in found.entries if entry.name == VERA_NAME)

    assert len(found.entries) == 6
    assert found.entry(vera.record.kid_box) == vera
    assert vera == Entry(verify_record(record(), VERA_NAME), "active", VERA_NAME)
    assert found.entry(bytes(16)) is None
    assert (found.nojs, found.selfcopy, found.expired) == ("off", "allow", False)


@pytest.mark.parametrize(("day", "is_good"), [(-2, False), (-1, True), (0, True), (91, True), (92, False)])
def test_a_directory_is_good_from_a_day_before_issue_to_a_day_after_expiry(day: int, is_good: bool) -> None:
    note, when = _directory_note(), TODAY + day
    if is_good:
        assert not verify_directory(note, root(), when).is_expired_on(when)
    else:
        with pytest.raises(PolicyError):
            verify_directory(note, root(), when)


def test_an_existing_case_outlives_its_directory() -> None:
    late = TODAY + 92

    assert verify_directory(_directory_note(), root(), late, existing=True).expired
    with pytest.raises(PolicyError):
        verify_directory(_directory_note(), root(), TODAY - 2, existing=True)


def test_an_older_version_than_seen_is_refused() -> None:
    assert verify_directory(_directory_note(version=4), root(), TODAY, min_version=4).version == 4
    with pytest.raises(PolicyError):
        verify_directory(_directory_note(version=4), root(), TODAY, min_version=5)


@pytest.mark.parametrize(("version", "expires"), [(0, TODAY + 1), (1, TODAY + 101), (1, TODAY - 1)])
def test_impossible_numbers_are_not_even_written(version: int, expires: int) -> None:
    with pytest.raises(PolicyError):
        directory_text(root(), version, TODAY, expires, entries())


def test_only_the_signers_of_the_root_count() -> None:
    for signers in ([STRANGER], [SECOND_SIGNER]):
        with pytest.raises(SignatureError):
            verify_directory(_directory_note(signers=signers), root(), TODAY)
    assert verify_directory(_directory_note(signers=[STRANGER, SIGNER]), root(), TODAY) is not None


def test_a_bad_signature_of_a_signer_is_fatal_next_to_good_ones() -> None:
    grown = verify_root_chain([root_note(), second_root_note()])
    text = directory_text(grown, 1, TODAY, TODAY + 1, entries())
    good = sign_note(text, SIGNERS)
    bad_line = sign_note(text.replace("version 1\n", "version 2\n"), [SECOND_SIGNER]).splitlines()[-1]

    assert verify_directory(good, grown, TODAY) is not None
    with pytest.raises(SignatureError):
        verify_directory(f"{good}{bad_line}\n", grown, TODAY)


def test_a_directory_of_another_root_is_refused() -> None:
    other = verify_root_chain([sign_note(root_text("Ander", [vkey_text(SIGNER)], LOG, RECEIPT), [SIGNER])])
    grown = verify_root_chain([root_note(), second_root_note()])

    with pytest.raises(PolicyError):
        verify_directory(directory_note(), other, TODAY)
    with pytest.raises(SignatureError):
        verify_directory(directory_note(), grown, TODAY)


def test_an_inclusion_proof_is_not_silently_ignored() -> None:
    with pytest.raises(FormatError):
        verify_directory(directory_note(), root(), TODAY, proof="c2sp.org/tlog-proof@v1\n")


def test_200_entries_fit_and_201_do_not() -> None:
    many = [(record("Huis", 3, f"box {n}"), "active", "Huis") for n in range(201)]

    assert directory_text(root(), 1, TODAY, TODAY, many[:200]).count("\nentry ") == 200
    with pytest.raises(FormatError):
        directory_text(root(), 1, TODAY, TODAY, many)


def test_one_box_key_stands_once() -> None:
    both = [(record(), "active", VERA_NAME), (record(not_after=TODAY + 61), "active", VERA_NAME)]

    with pytest.raises(FormatError):
        directory_text(root(), 1, TODAY, TODAY, both)


def test_an_entry_needs_a_known_state_and_its_own_name() -> None:
    with pytest.raises(FormatError):
        directory_text(root(), 1, TODAY, TODAY, [(record(), "pending", VERA_NAME)])
    with pytest.raises(PolicyError):
        directory_text(root(), 1, TODAY, TODAY, [(record(), "active", "Vincent; internal; OO")])


@pytest.mark.parametrize("name", ["", "a b", "a+b", "\u00e9", "a\n"])
def test_a_note_key_has_a_plain_name(name: str) -> None:
    with pytest.raises(FormatError):
        vkey_text(Signer(name, seed("x")))


def test_a_note_tells_which_of_the_listed_keys_signed() -> None:
    note = sign_note("one\n\ntwo\n", SIGNERS)
    first, second = SIGNER.verifier, SECOND_SIGNER.verifier

    assert open_note(note, [second, first, STRANGER.verifier]) == ("one\n\ntwo\n", (second, first))
    assert parse_vkey(vkey_text(SIGNER)) == first
    with pytest.raises(SignatureError):
        open_note(note, [STRANGER.verifier])


def test_a_cosignature_is_refused_rather_than_guessed() -> None:
    witness = "getuige.example/1+86b83566+BLv19+V1JJyRUcxTO0xyl4pWGwG2uxxB6Mc3Cbor8qJj"
    key = parse_vkey(witness)
    line = sign_note("text\n", [SIGNER]).splitlines()[-1].replace(SIGNER.name, key.name)
    forged = line.rpartition(" ")[0] + " " + "hrg1Zg" + "A" * 88 + "=="

    with pytest.raises((PolicyError, FormatError)):
        open_note(f"text\n\n{forged}\n", [key])


@pytest.mark.parametrize(("text", "signers"), [("no newline", [SIGNER]), ("a\tb\n", [SIGNER]), ("text\n", [])])
def test_what_cannot_be_a_note_is_not_signed(text: str, signers: list[Signer]) -> None:
    with pytest.raises(FormatError):
        sign_note(text, signers)
