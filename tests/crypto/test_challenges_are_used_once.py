"""Challenges: for one kind and one locator, for two minutes, and once."""

import threading

import pytest

from crypto import challenge
from crypto.errors import FormatError, KeyMaterialError, PolicyError, SignatureError
from tests.crypto.examples import anna, seed

K_CHAL = seed("k_chal")
NOW = 1_800_000_000
LOCATOR = anna().locator


def _login(now: int = NOW, difficulty: int = 0) -> bytes:
    return challenge.issue(challenge.LOGIN, difficulty, LOCATOR, K_CHAL, now)


@pytest.mark.parametrize("kind", [challenge.LOGIN, challenge.REGISTER, challenge.PROOF_OF_WORK])
def test_a_challenge_is_good_once(kind: int) -> None:
    locator = b"" if kind == challenge.PROOF_OF_WORK else LOCATOR
    issued = challenge.issue(kind, 3, locator, K_CHAL, NOW)
    spent = challenge.SpentChallenges()
    challenge.redeem(issued, kind, locator, K_CHAL, NOW + 60, spent)

    assert len(issued) == 44
    assert issued[4:6] == bytes((kind, 3))
    with pytest.raises(PolicyError):
        challenge.redeem(issued, kind, locator, K_CHAL, NOW + 60, spent)


def test_two_challenges_differ() -> None:
    assert _login() != _login()


@pytest.mark.parametrize("later", [0, 1, 120])
def test_it_is_good_for_two_minutes(later: int) -> None:
    challenge.redeem(_login(), challenge.LOGIN, LOCATOR, K_CHAL, NOW + later, challenge.SpentChallenges())


@pytest.mark.parametrize("later", [-1, 121, 100_000])
def test_it_is_refused_before_and_after(later: int) -> None:
    with pytest.raises(PolicyError):
        challenge.redeem(_login(), challenge.LOGIN, LOCATOR, K_CHAL, NOW + later, challenge.SpentChallenges())


def test_another_key_locator_or_kind_is_refused() -> None:
    spent = challenge.SpentChallenges()
    with pytest.raises(SignatureError):
        challenge.redeem(_login(), challenge.LOGIN, LOCATOR, seed("other"), NOW, spent)
    with pytest.raises(SignatureError):
        challenge.redeem(_login(), challenge.LOGIN, bytes(32), K_CHAL, NOW, spent)
    with pytest.raises(FormatError):
        challenge.redeem(_login(), challenge.REGISTER, LOCATOR, K_CHAL, NOW, spent)
    challenge.redeem(_login(), challenge.LOGIN, LOCATOR, K_CHAL, NOW, spent)


@pytest.mark.parametrize(("kind", "locator"), [(0, LOCATOR), (4, LOCATOR), (1, b""), (2, bytes(31)), (3, LOCATOR)])
def test_a_wrong_kind_or_locator_is_format(kind: int, locator: bytes) -> None:
    with pytest.raises(FormatError):
        challenge.issue(kind, 0, locator, K_CHAL, NOW)
    with pytest.raises(FormatError):
        challenge.redeem(_login(), kind, locator, K_CHAL, NOW, challenge.SpentChallenges())


@pytest.mark.parametrize("difficulty", [-1, 19])
def test_nobody_is_asked_too_much_work(difficulty: int) -> None:
    with pytest.raises(PolicyError):
        _login(difficulty=difficulty)


def test_a_short_service_key_is_refused() -> None:
    with pytest.raises(KeyMaterialError):
        challenge.issue(challenge.LOGIN, 0, LOCATOR, b"short", NOW)


def test_work_is_recognised() -> None:
    work = challenge.issue(challenge.PROOF_OF_WORK, 6, b"", K_CHAL, NOW)
    counter = next(n for n in range(10_000) if challenge.pow_ok(work, n))

    assert challenge.pow_digest(work, counter)[0] < 4
    assert not any(challenge.pow_ok(work, n) for n in range(counter))
    assert challenge.pow_ok(_login(), 0)
    for wrong in (-1, 2**64):
        with pytest.raises(FormatError):
            challenge.pow_ok(work, wrong)


def test_a_full_memory_refuses_and_recovers() -> None:
    spent = challenge.SpentChallenges(capacity=3)
    used = [_login() for _ in range(3)]

    assert all(spent.spend(one) for one in used)
    assert spent.is_full
    assert not spent.spend(_login())
    assert not spent.spend(used[0])
    assert spent.spend(_login(NOW + 121))  # the others have expired by now
    assert not spent.is_full


def test_a_challenge_raced_by_many_is_good_once() -> None:
    spent, issued = challenge.SpentChallenges(), _login()
    start, answers = threading.Barrier(8), []

    def redeem() -> None:
        start.wait()
        answers.append(spent.spend(issued))

    threads = [threading.Thread(target=redeem) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [False] * 7 + [True]


def test_a_registration_binds_every_field() -> None:
    fields = {
        "org_id": bytes(16),
        "case_id": bytes(16),
        "locator": bytes(32),
        "self_kid": bytes(16),
        "track": 2,
        "env_hash": bytes(32),
        "challenge": bytes(44),
    }
    message = challenge.registration_message(**fields)  # type: ignore[arg-type]

    assert len(message) == 157
    for name, value in fields.items():
        other = 3 if isinstance(value, int) else b"\x01" + bytes(len(bytes(value)) - 1)  # type: ignore[call-overload]
        assert challenge.registration_message(**{**fields, name: other}) != message  # type: ignore[arg-type]
        short = 256 if isinstance(value, int) else b""
        with pytest.raises(FormatError):
            challenge.registration_message(**{**fields, name: short})  # type: ignore[arg-type]
