"""A release note is made again, line by line, by whoever gets the package; nothing in it has to be taken on trust."""

from dataclasses import replace

import pytest

from crypto.consent_verify import Purpose, Release, check_unable_actor, issue_release, verify_release
from crypto.encoding import b64, day_str
from crypto.errors import FormatError, PolicyError, ProofError, SignatureError
from crypto.note import sign_note
from crypto.tree import EventType, event_make, event_parse
from tests.crypto import examples as ex
from tests.crypto import release_examples as release

LINES = release.note().partition("\n\n")[0].split("\n")


def _verify(note: str = "", **other: object) -> Release:
    arguments: dict[str, object] = {
        "token": release.token(),
        "rewrap_hash": release.rewrap_hash(),
        "proof": release.proof(release.MISSED),
        "today": release.RELEASED,
        "report_day": ex.TODAY,
    }
    return verify_release(note or release.note(), ex.root(), **(arguments | other))  # type: ignore[arg-type]


def _signed(lines: list[str]) -> str:
    return sign_note("".join(f"{line}\n" for line in lines), [ex.RECEIPT_SIGNER])


def test_a_note_says_what_was_missed_and_when_it_was_released() -> None:
    found = _verify()

    assert (found.duty, found.due, found.missed) == ("ack", release.DUE, release.DUE + 1)
    assert found.released == release.RELEASED
    assert found.event == event_parse(release.MISSED)


def test_a_deputys_note_says_that_a_counsellor_was_unable() -> None:
    deputy = release.token(Purpose.PREPARED_DEPUTY)
    found = _verify(release.deputy_note(), token=deputy, proof=release.proof(release.UNABLE))

    assert (found.duty, found.due, found.released) == ("unable", 0, ex.TODAY + 1)
    check_unable_actor(found.event, ex.directory())
    for other in (replace(found.event, actor=ex.entries()[2][0][:16]), replace(found.event, actor=bytes(16))):
        with pytest.raises(PolicyError):
            check_unable_actor(other, ex.directory())
    check_unable_actor(event_parse(release.MISSED), ex.directory())


@pytest.mark.parametrize("line", LINES[1:], ids=lambda line: line.partition(" ")[0])
def test_no_line_can_say_something_else(line: str) -> None:
    """Signed by the service itself: a false line is seen, because the recipient knows what it must be."""
    keyword, _, value = line.partition(" ")
    others = {
        "duty": ["feedback", "unable", "unacknowledged"],
        "due": ["-", day_str(release.DUE - 1)],
        "missed": [day_str(release.DUE), day_str(release.DUE + 2)],
        "released": [day_str(release.RELEASED - 1), day_str(release.RELEASED + 2), day_str(ex.TODAY + 400)],
        "event": [b64(release.UNABLE), b64(release.MISSED[:-1] + b"x")],
        "salt": [b64(bytes(32))],
    }
    for other in others.get(keyword, ["00" * (len(value) // 2)]):
        changed = [f"{keyword} {other}" if one == line else one for one in LINES]
        with pytest.raises((PolicyError, ProofError)):
            _verify(_signed(changed))


@pytest.mark.parametrize("at", range(12))
def test_no_line_is_left_out_doubled_or_moved(at: int) -> None:
    for changed in ([*LINES[:at], *LINES[at + 1 :]], [*LINES[:at], LINES[at], *LINES[at:]], [*LINES, LINES[at]]):
        with pytest.raises(FormatError):
            _verify(_signed(changed))


def test_only_the_receipt_key_signs_releases() -> None:
    text = release.note().partition("\n\n")[0] + "\n"
    for signer in (ex.LOG_SIGNER, ex.SIGNER):
        with pytest.raises(SignatureError):
            _verify(sign_note(text, [signer]))


def test_a_note_of_the_day_after_tomorrow_is_refused() -> None:
    assert _verify(today=release.RELEASED - 1).released == release.RELEASED
    with pytest.raises(PolicyError):
        _verify(today=release.RELEASED - 2)


@pytest.mark.parametrize(("detail", "days"), [(2, 7), (3, 92)])
def test_a_limit_cannot_be_invented(detail: int, days: int) -> None:
    """Counted from the day that the reporter signed in the report, here 21 November; one day is left to clocks."""
    token = replace(release.token(), duty=detail, expires=ex.TODAY + 300)
    for early in (1, 2):
        due = ex.TODAY + days - early
        event = event_make(EventType.DEADLINE_MISSED, 2, 0, *release.IDS, due + 1, detail=detail, due=due)
        note = issue_release(token, release.rewrap_hash(), event, release.SALT, due + 3, ex.RECEIPT_SIGNER)
        values = {"token": token, "proof": release.proof(event), "today": due + 3}
        if early == 1:
            assert _verify(note, **values).due == due
        else:
            with pytest.raises(PolicyError):
                _verify(note, **values)


def test_the_event_stands_in_the_log() -> None:
    for proof in (None, release.proof(release.UNABLE), release.proof(release.MISSED, ex.seed("another salt"))):
        with pytest.raises(ProofError):
            _verify(proof=proof)


def test_the_service_signs_nothing_that_the_gate_refuses() -> None:
    arguments = release.rewrap_hash(), release.MISSED, release.SALT
    with pytest.raises(PolicyError):
        issue_release(release.token(), *arguments, release.DUE + 2, ex.RECEIPT_SIGNER)
    with pytest.raises(PolicyError):
        issue_release(release.token(Purpose.PREPARED_DEPUTY), *arguments, release.RELEASED, ex.RECEIPT_SIGNER)
    with pytest.raises(FormatError):
        issue_release(release.token(), bytes(31), *arguments[1:], release.RELEASED, ex.RECEIPT_SIGNER)
