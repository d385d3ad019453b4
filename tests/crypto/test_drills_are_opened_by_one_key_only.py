"""A drill is answered by the key it was made for, in its month, and by nothing that was sealed for something else."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from crypto import drill
from crypto.boxes import box_open, box_seal
from crypto.conformance import HIGHEST_STAGE_BUILT, OK, run_case
from crypto.drill_check import SEALED_BYTES, check_answer, kept_hash
from crypto.errors import DecryptError, FormatError, PayloadError, PolicyError, WbpError
from tests.crypto import examples as ex

ORG, MONTH = ex.anna().org_id, "2026-11"
CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "drills.json").read_text(encoding="utf-8")
)["cases"]


def _plain(secret: bytes = bytes(32)) -> bytes:
    return b"WBO1" + (2026).to_bytes(2, "big") + bytes((11, 0)) + ORG + ex.VERA_BOX.kid + secret


def _blake(name: str, data: bytes) -> bytes:
    text = b"wbp/1/" + name.encode()
    return hashlib.blake2b(bytes((len(text),)) + text + data, digest_size=32).digest()


def test_the_file_holds_both_kinds() -> None:
    assert {case["kind"] for case in CASES} == {"drill_make", "drill_open"}
    assert sum("error" in case for case in CASES) == 29
    assert len({case["id"] for case in CASES}) == len(CASES) == 35


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_vector(case: dict[str, Any]) -> None:
    done = run_case(case, HIGHEST_STAGE_BUILT)
    assert done.verdict == OK, done.reason


def test_who_holds_the_key_gives_the_answer_that_was_kept() -> None:
    made = drill.make(ORG, ex.VERA_BOX.box_pk, MONTH)
    answer = drill.open_(made.sealed, ex.VERA_BOX, ORG, MONTH)

    check_answer(answer, made.kept)
    assert len(made.sealed) == SEALED_BYTES
    assert made.sealed != drill.make(ORG, ex.VERA_BOX.box_pk, MONTH).sealed


def test_the_answer_is_what_the_paper_says() -> None:
    answer = drill.open_(box_seal(_plain(), ex.VERA_BOX.box_pk), ex.VERA_BOX, ORG, MONTH)

    assert answer == _blake("drill", _plain())
    assert kept_hash(answer) == _blake("drill-kept", answer)


def test_another_answer_is_refused() -> None:
    kept = drill.make(ORG, ex.VERA_BOX.box_pk, MONTH).kept
    for answer in (bytes(32), kept):
        with pytest.raises(PolicyError):
            check_answer(answer, kept)
    with pytest.raises(FormatError):
        check_answer(bytes(31), kept)


def test_another_key_organisation_or_month_opens_nothing() -> None:
    sealed = drill.make(ORG, ex.VERA_BOX.box_pk, MONTH).sealed
    with pytest.raises(DecryptError):
        drill.open_(sealed, ex.VINCENT_BOX, ORG, MONTH)
    with pytest.raises(PolicyError):
        drill.open_(sealed, ex.VERA_BOX, bytes(16), MONTH)
    with pytest.raises(PolicyError):
        drill.open_(sealed, ex.VERA_BOX, ORG, "2026-12")


def test_a_stanza_of_an_envelope_is_no_drill() -> None:
    """The service has these 80 bytes; handed out as a drill they must not lead to their content key in any form."""
    envelope = ex.envelope()
    stanza = envelope[8 + 16 : 8 + 96]
    assert len(box_open(stanza, ex.VERA_BOX)) == 32

    for offered in (stanza, stanza + bytes(40), bytes(40) + stanza):
        with pytest.raises((FormatError, DecryptError)):
            drill.open_(offered, ex.VERA_BOX, ORG, MONTH)


def test_a_drill_is_no_stanza_of_an_envelope() -> None:
    assert len(drill.make(ORG, ex.VERA_BOX.box_pk, MONTH).sealed) != 80


@pytest.mark.parametrize("at", range(8))
def test_what_is_no_drill_inside_is_refused(at: int) -> None:
    plain = bytearray(_plain())
    plain[at] ^= 1
    with pytest.raises((PayloadError, PolicyError)):
        drill.open_(box_seal(bytes(plain), ex.VERA_BOX.box_pk), ex.VERA_BOX, ORG, MONTH)


@pytest.mark.parametrize("at", range(SEALED_BYTES))
def test_no_changed_byte_is_believed(at: int) -> None:
    sealed = bytearray(drill.make(ORG, ex.VERA_BOX.box_pk, MONTH).sealed)
    sealed[at] ^= 1
    # The topmost bit of a Curve25519 key is ignored on the curve, and bound by the nonce.
    with pytest.raises(DecryptError):
        drill.open_(bytes(sealed), ex.VERA_BOX, ORG, MONTH)


@pytest.mark.parametrize("month", ["", "2026", "2026-1", "2026-00", "2026-13", "2026-11-01", " 2026-11", "２026-11"])
def test_a_month_has_one_spelling(month: str) -> None:
    with pytest.raises(FormatError):
        drill.make(ORG, ex.VERA_BOX.box_pk, month)


def test_a_refusal_says_no_more_than_its_name() -> None:
    sealed = drill.make(ORG, ex.VERA_BOX.box_pk, MONTH).sealed
    with pytest.raises(WbpError) as failure:
        drill.open_(sealed, ex.VINCENT_BOX, ORG, MONTH)
    assert (str(failure.value), failure.value.args) == ("decrypt", ())
