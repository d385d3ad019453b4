"""A logbook has keys of its own, is read by its writer alone, and a receipt dates one entry only."""

import json
from pathlib import Path
from typing import Any

import pytest

from crypto import logbook, logbook_receipt, receipt, reporter
from crypto.codes import new_case_code, new_passphrase
from crypto.conformance import HIGHEST_STAGE_BUILT, OK, run_case
from crypto.envelope_inspect import env_hash, inspect
from crypto.errors import FormatError, SenderError, WbpError
from tests.crypto import examples as ex

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "logbooks.json").read_text(encoding="utf-8")
)["cases"]
KINDS = {"logbook_derive", "logbook_sign", "logbook_entry_open", "logbook_receipt_verify"}


def test_the_file_holds_every_kind() -> None:
    assert {case["kind"] for case in CASES} == KINDS
    assert sum("error" in case for case in CASES) == 30
    assert len({case["id"] for case in CASES}) == len(CASES) == 39


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_vector(case: dict[str, Any]) -> None:
    assert run_case(case, HIGHEST_STAGE_BUILT).verdict == OK


def test_one_code_opens_a_case_or_a_logbook_and_nothing_connects_them() -> None:
    org_id, code, phrase = ex.root().org_id, new_case_code(), new_passphrase("nl")
    case, diary = reporter.derive(org_id, code, phrase), logbook.derive_logbook(org_id, code, phrase)
    assert {case.case_id, case.locator, case.sign_pk, case.box_pk, case.root}.isdisjoint(
        {diary.case_id, diary.locator, diary.sign_pk, diary.box_pk, diary.root}
    )


def test_an_entry_has_one_reader_and_says_what_was_written() -> None:
    keys = logbook.derive_logbook(ex.root().org_id, new_case_code(), new_passphrase("en"))
    sealed = logbook.seal_entry(keys, 0, bytes(32), ex.TEXT, ex.TODAY - 3, ("a", "i"), ex.TODAY)
    assert inspect(sealed).kids == (keys.self_kid,)
    entry = logbook.open_entry(keys, 0, sealed)
    assert (entry.text, entry.day, entry.codes, entry.written) == (ex.TEXT, ex.TODAY - 3, ("a", "i"), ex.TODAY)
    assert ex.TEXT not in repr(entry)


def test_what_somebody_else_sealed_to_the_writer_is_no_entry() -> None:
    keys = logbook.derive_logbook(ex.root().org_id, new_case_code(), new_passphrase("en"))
    stranger = ex.anna()
    other = type(keys)(
        org_id=keys.org_id, case_id=keys.case_id, sign_pk=stranger.sign_pk, box=keys.box,
        root=keys.root, sign_seed=stranger.sign_seed, locator=keys.locator,
    )  # fmt: skip
    forged = logbook.seal_entry(other, 0, bytes(32), "Verzonnen.", ex.TODAY, (), ex.TODAY)
    with pytest.raises(SenderError):
        logbook.open_entry(keys, 0, forged)


def test_a_receipt_of_a_logbook_is_none_of_a_report() -> None:
    keys = logbook.derive_logbook(ex.root().org_id, new_case_code(), new_passphrase("en"))
    sealed = env_hash(logbook.seal_entry(keys, 0, bytes(32), ex.TEXT, ex.TODAY, (), ex.TODAY))
    note = logbook_receipt.issue(keys.org_id, keys.case_id, 0, sealed, ex.TODAY, ex.RECEIPT_SIGNER)
    with pytest.raises(FormatError):
        receipt.verify(note, ex.root(), keys.org_id, keys.case_id, 2, sealed, ex.TODAY)


def test_every_changed_byte_of_a_receipt_is_noticed() -> None:
    keys = logbook.derive_logbook(ex.root().org_id, new_case_code(), new_passphrase("en"))
    sealed = env_hash(logbook.seal_entry(keys, 0, bytes(32), ex.TEXT, ex.TODAY, (), ex.TODAY))
    note = logbook_receipt.issue(keys.org_id, keys.case_id, 0, sealed, ex.TODAY, ex.RECEIPT_SIGNER)
    text_end = note.index("\n\n") + 1
    for at in range(text_end):
        changed = note[:at] + chr(ord(note[at]) ^ 1) + note[at + 1 :]
        with pytest.raises(WbpError):
            logbook_receipt.verify(changed, ex.root(), keys.org_id, keys.case_id, 0, sealed, None)
