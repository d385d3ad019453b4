"""The vault: opened by password and server share, or by the recovery code; by nothing else."""

import json
from collections.abc import Callable, Sequence

import pytest

from crypto import codes, vault
from crypto.boxes import aead_seal
from crypto.errors import DecryptError, FormatError, KeyMaterialError, PayloadError, PolicyError
from crypto.password import server_share
from tests.crypto.examples import seed

ACCOUNT, REALM, SALT = seed("account")[:16], seed("realm")[:16], seed("salt")[:16]
CODE = codes.new_recovery_code()
SHARE = server_share(seed("k_share"), ACCOUNT)
MASTER = seed("master")
RECOVERY = vault.recovery_keys(REALM, ACCOUNT, CODE)
CONTENT = json.dumps({"v": 1, "seq": 1, "identity": "\u00e9" * 40})
BLOB = vault.seal_vault(CONTENT, ACCOUNT, SALT, MASTER, SHARE, RECOVERY.wrap)


def test_it_opens_with_password_and_share() -> None:
    master = vault.master_key("vijf rustige woorden bij elkaar", SALT)
    blob = vault.seal_vault(CONTENT, ACCOUNT, SALT, master, SHARE, RECOVERY.wrap)

    assert vault.open_vault(blob, ACCOUNT, master, SHARE).json == CONTENT
    assert vault.salt_of(blob) == SALT
    assert len(blob) == 192 + 4_096 + 16


def test_one_spelling_of_a_password_counts() -> None:
    assert vault.master_key("e\u0301e\u0301n wachtwoord", SALT) == vault.master_key("\u00e9\u00e9n wachtwoord", SALT)
    assert vault.auth_secret(MASTER) != MASTER


def test_it_opens_with_the_recovery_code() -> None:
    again = vault.recovery_keys(REALM, ACCOUNT, codes.parse_recovery_code(CODE.printed.lower()))

    assert vault.recover_vault(BLOB, ACCOUNT, again.wrap).json == CONTENT


def test_password_without_share_or_share_without_password_opens_nothing() -> None:
    for account, master, share in (
        (ACCOUNT, MASTER, bytes(32)),
        (ACCOUNT, bytes(32), SHARE),
        (bytes(16), MASTER, SHARE),
    ):
        with pytest.raises(DecryptError):
            vault.open_vault(BLOB, account, master, share)
    for account, wrap in ((ACCOUNT, bytes(32)), (bytes(16), RECOVERY.wrap), (ACCOUNT, RECOVERY.auth)):
        with pytest.raises(DecryptError):
            vault.recover_vault(BLOB, account, wrap)


def test_new_contents_keep_password_and_code() -> None:
    opened = vault.open_vault(BLOB, ACCOUNT, MASTER, SHARE)
    longer = vault.update_vault(BLOB, ACCOUNT, opened, "x" * 10_000)

    assert vault.open_vault(longer, ACCOUNT, MASTER, SHARE).json == "x" * 10_000
    assert vault.recover_vault(longer, ACCOUNT, RECOVERY.wrap).json == "x" * 10_000
    assert longer[168:192] != BLOB[168:192]


def test_a_new_password_replaces_the_old_one_and_keeps_the_code() -> None:
    recovered = vault.recover_vault(BLOB, ACCOUNT, RECOVERY.wrap)
    changed = vault.change_password(BLOB, ACCOUNT, recovered, bytes(16), seed("new master"), SHARE)

    assert vault.open_vault(changed, ACCOUNT, seed("new master"), SHARE).json == CONTENT
    assert vault.recover_vault(changed, ACCOUNT, RECOVERY.wrap).json == CONTENT
    assert vault.salt_of(changed) == bytes(16)
    with pytest.raises(DecryptError):
        vault.open_vault(changed, ACCOUNT, MASTER, SHARE)


def _by_password(blob: bytes) -> str:
    return vault.open_vault(blob, ACCOUNT, MASTER, SHARE).json


def _by_code(blob: bytes) -> str:
    return vault.recover_vault(blob, ACCOUNT, RECOVERY.wrap).json


@pytest.mark.parametrize(
    ("way_in", "unused"),
    [(_by_password, (*range(8, 24), *range(96, 168))), (_by_code, range(8, 96))],
    ids=["password", "code"],
)
def test_every_byte_that_a_way_in_uses_is_authenticated(way_in: Callable[[bytes], str], unused: Sequence[int]) -> None:
    """The salt decides what the master key is, and each way in ignores the other one's wrap; all else counts."""
    for at in range(len(BLOB)):
        changed = bytearray(BLOB)
        changed[at] ^= 1
        if at in unused:
            assert way_in(bytes(changed)) == CONTENT
        else:
            with pytest.raises((FormatError, DecryptError)):
                way_in(bytes(changed))


def test_wraps_cannot_trade_places() -> None:
    moved = BLOB[:24] + BLOB[96:168] + BLOB[24:96] + BLOB[168:]

    with pytest.raises(DecryptError):
        vault.open_vault(moved, ACCOUNT, MASTER, SHARE)
    with pytest.raises(DecryptError):
        vault.recover_vault(moved, ACCOUNT, RECOVERY.wrap)


def test_a_lie_about_the_length_inside_is_payload() -> None:
    opened = vault.open_vault(BLOB, ACCOUNT, MASTER, SHARE)
    aad = b"WBU1" + ACCOUNT + b"\x03"
    for plain in (b"\xff" * 4_096, (5_000).to_bytes(4, "big") + bytes(4_092), b"\x00\x00\x00\x01\xff" + bytes(4_091)):
        lying = BLOB[:168] + bytes(24) + aead_seal(opened.vault_key, bytes(24), plain, aad)
        with pytest.raises(PayloadError):
            vault.open_vault(lying, ACCOUNT, MASTER, SHARE)


@pytest.mark.parametrize("password", ["", "dertien teken", "x" * 13])
def test_a_short_password_is_policy(password: str) -> None:
    with pytest.raises(PolicyError):
        vault.check_password(password)


def test_a_long_password_is_enough() -> None:
    vault.check_password("veertien teken")
    vault.check_password(" ".join(codes.new_passphrase("nl").words[:5]))


def test_lengths_are_checked_before_anything_is_sealed() -> None:
    with pytest.raises(FormatError):
        vault.seal_vault(CONTENT, ACCOUNT[1:], SALT, MASTER, SHARE, RECOVERY.wrap)
    with pytest.raises(FormatError):
        vault.recovery_keys(REALM, ACCOUNT[1:], CODE)
    with pytest.raises(KeyMaterialError):
        vault.seal_vault(CONTENT, ACCOUNT, SALT, MASTER, SHARE[1:], RECOVERY.wrap)
    with pytest.raises(KeyMaterialError):
        vault.master_key("een wachtwoord dat lang is", SALT[1:])
    assert len(vault.new_salt()) == 16
