"""The server's side of secrets: keyed hashes, steady false salts, tokens of which only the hash stays."""

import pytest

from crypto import bearer_token, challenge, password, primitives
from crypto.errors import FormatError, KeyMaterialError, PolicyError, SignatureError
from tests.crypto.examples import seed

KEY = seed("k_auth")


def test_an_enrolled_secret_is_recognised_and_another_is_not() -> None:
    tag = password.auth_tag(KEY, seed("secret"))
    password.check(KEY, seed("secret"), tag)

    assert len(tag) == 32
    for key, secret, stored in (
        (KEY, seed("other"), tag),
        (seed("k"), seed("secret"), tag),
        (KEY, seed("secret"), b""),
    ):
        with pytest.raises(SignatureError):
            password.check(key, secret, stored)


def test_a_false_salt_is_steady_and_tells_nothing() -> None:
    assert password.fake_salt(KEY, "vera") == password.fake_salt(KEY, "vera")
    assert password.fake_salt(KEY, "vera") != password.fake_salt(KEY, "vincent")
    assert len(password.fake_salt(KEY, "\ud800")) == 16


def test_a_share_belongs_to_one_account() -> None:
    assert password.server_share(KEY, bytes(16)) != password.server_share(KEY, b"\x01" * 16)


def test_key_files_are_recognised_in_their_order() -> None:
    keys = [seed(name) for name in ("loc", "auth", "share")]

    assert password.key_check(keys) == password.key_check(list(keys))
    assert len(password.key_check(keys)) == 16
    assert len({password.key_check(keys), password.key_check(keys[::-1]), password.key_check(keys[:2])}) == 3
    with pytest.raises(KeyMaterialError):
        password.key_check([b"short"])


def test_one_key_file_gives_unrelated_values_for_unrelated_uses() -> None:
    assert password.auth_tag(KEY, b"") != primitives.kdf(KEY, "vault-auth")
    assert challenge.locator_tag(KEY, bytes(32)) == primitives.keyed_hash(KEY, bytes(32))


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33), bytes(64)])
def test_service_keys_have_32_bytes(key: bytes) -> None:
    for use in (password.auth_tag, password.server_share, challenge.locator_tag):
        with pytest.raises(KeyMaterialError):
            use(key, bytes(32))
    with pytest.raises(KeyMaterialError):
        primitives.kdf(key, "commit")


def test_a_token_is_known_by_its_hash() -> None:
    token, stored = bearer_token.issue()

    assert len(token) == len(stored) == 32
    assert bearer_token.hash_of(token) == stored != token
    assert bearer_token.issue()[0] != token
    with pytest.raises(FormatError):
        bearer_token.hash_of(token[1:])


@pytest.mark.parametrize("name", ["", "KID", "nope", "xwing-wrap", "kid\n", "wbp/1/kid"])
def test_an_unregistered_label_is_policy_everywhere(name: str) -> None:
    for use in (
        lambda: primitives.label(name),
        lambda: primitives.hash_(name, b""),
        lambda: primitives.kdf(KEY, name),
        lambda: primitives.sign(KEY, name, b""),
        lambda: primitives.verify(bytes(32), name, b"", bytes(64)),
    ):
        with pytest.raises(PolicyError):
            use()


def test_no_label_is_the_beginning_of_another() -> None:
    labels = {primitives.label(name) for name in primitives.LABELS}

    assert len(labels) == 45
    assert not [(a, b) for a in labels for b in labels if a != b and b.startswith(a)]


def test_a_stored_blob_is_named_without_label() -> None:
    assert primitives.blob_hash(b"").hex() == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"
