"""Public keys of authorities' systems: one form, one thumbprint (RFC 7638, RFC 8037)."""

import pytest

from crypto.client_key import jwk_of, parse_jwk, thumbprint, unb64url
from crypto.errors import FormatError

# RFC 8037, appendix A.3.
JWK = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_the_thumbprint_is_that_of_the_standard() -> None:
    key = parse_jwk(JWK)
    assert jwk_of(key) == {**JWK, "kid": THUMBPRINT}
    assert thumbprint(key) == unb64url(THUMBPRINT)


@pytest.mark.parametrize(
    "changed",
    [
        {"kty": "RSA"},
        {"crv": "X25519"},
        {"crv": "P-256"},
        {"d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"},
        {"x": JWK["x"][:-2]},
        {"x": JWK["x"] + "="},
        {"x": JWK["x"][:-1] + "p"},
        {"x": JWK["x"].replace("_", "/")},
        {"x": None},
        {"x": 7},
    ],
)
def test_what_is_no_public_ed25519_key_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        parse_jwk({**JWK, **changed})


def test_a_key_of_another_length_has_no_name() -> None:
    for length in (0, 31, 33):
        with pytest.raises(FormatError):
            thumbprint(bytes(length))
