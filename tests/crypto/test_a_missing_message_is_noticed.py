"""The chain of a case: gaps, replacements and roll-back give warnings and hide nothing."""

from dataclasses import replace

from crypto.envelope_inspect import Context
from crypto.envelope_open import ChainWarning, Opened, check_chain
from crypto.message import ACK_NONE, NO_HASH
from tests.crypto.examples import anna, seed


def _message(direction: int, index: int, prev: bytes = NO_HASH, ack: tuple[int, bytes] | None = None) -> Opened:
    ack_index, ack_hash = (ACK_NONE, NO_HASH) if ack is None else ack
    return Opened(
        context=Context(anna().org_id, anna().case_id, direction, 0, index),
        type=2,
        flags=0,
        track=0,
        day=1,
        sign_pk=b"",
        box_pk=b"",
        prev=prev,
        ack_index=ack_index,
        ack_hash=ack_hash,
        dir_hash=b"",
        body=b"",
        env_hash=seed(f"{direction} {index}"),
    )


REPORT = _message(0, 0)
ANSWER = _message(1, 0, ack=(0, REPORT.env_hash))
QUESTION = _message(0, 1, prev=REPORT.env_hash, ack=(0, ANSWER.env_hash))
WHOLE = [REPORT, ANSWER, QUESTION]


def test_a_whole_case_gives_no_warning_in_any_order() -> None:
    assert check_chain(WHOLE) == check_chain(WHOLE[::-1]) == check_chain([]) == []


def test_a_missing_first_message_is_a_gap_and_an_unknown_acknowledgement() -> None:
    assert check_chain([ANSWER, QUESTION]) == [ChainWarning("gap", 0, 0, 1), ChainWarning("ack", 1, 0, 0)]


def test_a_missing_answer_is_noticed_by_its_acknowledgement() -> None:
    assert check_chain([REPORT, QUESTION]) == [ChainWarning("ack", 0, 0, 1)]


def test_a_replaced_message_is_noticed() -> None:
    other = replace(REPORT, env_hash=seed("another"))

    assert check_chain([other, QUESTION, ANSWER]) == [ChainWarning("prev", 0, 0, 1), ChainWarning("ack", 1, 0, 0)]


def test_a_first_message_that_follows_another_is_noticed() -> None:
    assert check_chain([replace(REPORT, prev=seed("x"))]) == [ChainWarning("prev", 0, 0, 0)]


def test_an_acknowledgement_of_nothing_with_a_hash_is_noticed() -> None:
    assert check_chain([replace(REPORT, ack_hash=seed("x"))]) == [ChainWarning("ack", 0, 0, 0)]


def test_two_messages_in_one_place_are_noticed() -> None:
    assert ChainWarning("double", 0, 0, 0) in check_chain([REPORT, replace(REPORT, env_hash=seed("x"))])


def test_a_rolled_back_case_is_noticed_by_what_was_seen_before() -> None:
    pinned = [(0, 0, 1, QUESTION.env_hash)]

    assert check_chain(WHOLE, pinned) == []
    assert check_chain([REPORT, ANSWER], pinned) == [ChainWarning("pinned", 0, 0, 1)]
