"""A receipt counts only when every line of it follows from the event and from what the reporter sent (PROTOCOL 6.5)."""

import pytest

from crypto.encoding import b64, day_parse
from crypto.errors import FormatError, PolicyError, SignatureError, WbpError
from crypto.note import Signer, sign_note
from crypto.receipt import Receipt, issue, verify
from crypto.tree import EventType, commit, event_make, event_parse
from tests.crypto import examples as ex
from tests.crypto.log_examples import EVENT, EXTERN, MELDING, SALT, SUBJECT, event, receipt

ORG, CASE = ex.anna().org_id, ex.anna().case_id
SPARREN, KLACHT = 1, 3
LOG = ex.LOG_SIGNER.name
MERGE_BY = ex.TODAY + 2
LAST_DAY = day_parse("9999-12-31")


def _verify(note: str, track: int = MELDING, today: int = ex.TODAY) -> Receipt:
    return verify(note, ex.root(), ORG, CASE, track, SUBJECT, today)


def _signed_again(old: str, new: str) -> str:
    """The genuine receipt with one line changed, and signed properly: only the lines stand in the way."""
    text = receipt().rpartition("\n\n")[0] + "\n"
    assert old in text
    return sign_note(text.replace(old, new, 1), [ex.RECEIPT_SIGNER])


@pytest.mark.parametrize(
    ("track", "due", "feedback"),
    [(SPARREN, 0, 0), (MELDING, 7, "2027-02-28"), (KLACHT, 7, "2027-02-28"), (EXTERN, 7, "2027-02-21")],
)
def test_each_track_has_its_limits(track: int, due: int, feedback: str | int) -> None:
    due_day = ex.TODAY + due if due else 0
    raw = event(track, due_day)
    found = _verify(issue(raw, SALT, LOG, MERGE_BY, ex.RECEIPT_SIGNER), track)

    assert (found.day, found.due, found.merge_by) == (ex.TODAY, due_day, MERGE_BY)
    assert found.feedback_due_latest == (day_parse(feedback) if isinstance(feedback, str) else 0)
    assert (found.event, found.commit) == (event_parse(raw), commit(SALT, raw))


def test_a_change_of_track_has_a_receipt_too() -> None:
    note = issue(event(type_=EventType.TRACK), SALT, LOG, MERGE_BY, ex.RECEIPT_SIGNER)

    assert _verify(note).event.type is EventType.TRACK


def test_it_reads_like_this() -> None:
    assert receipt().split("\n")[3:8] == [
        "track melding",
        f"subject {SUBJECT.hex()}",
        "received 2026-11-21",
        "ack-due 2026-11-28",
        "feedback-due-latest 2027-02-28",
    ]


def test_a_receipt_for_something_else_is_refused() -> None:
    for org_id, case_id, track, subject in (
        (bytes(16), CASE, MELDING, SUBJECT),
        (ORG, bytes(16), MELDING, SUBJECT),
        (ORG, CASE, KLACHT, SUBJECT),
        (ORG, CASE, MELDING, bytes(32)),
    ):
        with pytest.raises(PolicyError):
            verify(receipt(), ex.root(), org_id, case_id, track, subject, ex.TODAY)


@pytest.mark.parametrize("days", [-2, 2, 400])
def test_a_receipt_of_another_day_is_refused(days: int) -> None:
    with pytest.raises(PolicyError):
        _verify(receipt(), today=ex.TODAY + days)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_clocks_may_differ_by_a_day(days: int) -> None:
    assert _verify(receipt(), today=ex.TODAY + days).day == ex.TODAY


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"org {ORG.hex()}", f"org {bytes(16).hex()}"),
        (f"case {CASE.hex()}", f"case {bytes(16).hex()}"),
        ("track melding", "track klacht"),
        (f"subject {SUBJECT.hex()}", f"subject {bytes(32).hex()}"),
        ("received 2026-11-21", "received 2026-11-20"),
        ("ack-due 2026-11-28", "ack-due 2026-11-29"),
        ("ack-due 2026-11-28", "ack-due -"),
        ("feedback-due-latest 2027-02-28", "feedback-due-latest 2027-03-28"),
        (f"event {b64(EVENT)}", f"event {b64(event(KLACHT))}"),
        (f"log {LOG}", "log elders.example/log/1"),
        ("merge-by 2026-11-23", "merge-by 2026-11-24"),
        ("merge-by 2026-11-23", "merge-by 2026-11-20"),
    ],
)
def test_a_line_that_does_not_follow_is_refused(old: str, new: str) -> None:
    with pytest.raises(PolicyError):
        _verify(_signed_again(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("wbp/1/receipt", "wbp/2/receipt"),
        ("track melding", "track Melding"),
        ("track melding", "track 2"),
        ("received 2026-11-21", "received 21-11-2026"),
        ("ack-due 2026-11-28", "ack-due none"),
        (f"org {ORG.hex()}", f"org {ORG.hex().upper()}"),
        (f"salt {b64(SALT)}", f"salt {b64(SALT[:31])}"),
        (f"event {b64(EVENT)}", f"event {b64(EVENT[:127])}"),
        ("merge-by 2026-11-23\n", "merge-by 2026-11-23\nmore 1\n"),
        ("merge-by 2026-11-23\n", ""),
    ],
)
def test_a_line_of_another_shape_is_refused(old: str, new: str) -> None:
    with pytest.raises(FormatError):
        _verify(_signed_again(old, new))


def test_only_the_receipt_key_signs_receipts() -> None:
    text = receipt().rpartition("\n\n")[0] + "\n"
    for signer in (ex.LOG_SIGNER, ex.SIGNER, Signer(ex.RECEIPT_SIGNER.name, ex.seed("other"))):
        with pytest.raises(SignatureError):
            _verify(sign_note(text, [signer]))


@pytest.mark.parametrize(
    ("raw", "merge_by"),
    [
        (event(due=ex.TODAY + 8), MERGE_BY),
        (event(due=0), MERGE_BY),
        (event(SPARREN), MERGE_BY),
        (event(type_=EventType.ASSIGNED), MERGE_BY),
        (EVENT, ex.TODAY + 3),
        (EVENT, ex.TODAY - 1),
        (bytes(128), MERGE_BY),
        (event_make(EventType.RECEIVED, 2, 0, ORG, CASE, 2**32 - 1, ref=SUBJECT), 2**32 - 1),
        (event_make(EventType.RECEIVED, 2, 0, ORG, CASE, LAST_DAY - 3, ref=SUBJECT), LAST_DAY - 3),
    ],
)
def test_the_service_issues_nothing_that_its_reader_would_refuse(raw: bytes, merge_by: int) -> None:
    with pytest.raises(WbpError) as caught:
        issue(raw, SALT, LOG, merge_by, ex.RECEIPT_SIGNER)
    assert caught.value.code in {"format", "policy"}


@pytest.mark.parametrize("log", ["", "a\nb", "a\n\nb"])
def test_a_log_name_that_breaks_the_lines_is_refused(log: str) -> None:
    with pytest.raises(FormatError):
        issue(EVENT, SALT, log, MERGE_BY, ex.RECEIPT_SIGNER)
