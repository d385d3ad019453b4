"""Client assertions: a JWT by which an authority's system proves who it is (RFC 7523), read with joserfc.

Only Ed25519 signatures count, under the name of RFC 8037 or that of RFC 9864. The key is the one that was registered
under `kid`: a key or an address inside the assertion is never looked at, and no other algorithm is tried.
"""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from typing import Any, Final

from app.domain.errors import DeniedError
from crypto.client_key import jwk_of, unb64url
from crypto.errors import WbpError

ALGORITHMS: Final = frozenset({"EdDSA", "Ed25519"})
LIFE_SECONDS: Final = 60
SKEW_SECONDS: Final = 5
"""So far a client's clock may be ahead of ours."""
SIZE_LIMIT: Final = 4096
ID_LIMIT: Final = 128
CLIENT_ID_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Claimed:
    """What an assertion says of itself before anything is believed: the client (16 bytes), its key (thumbprint, 32)."""

    client_id: bytes
    thumbprint: bytes
    algorithm: str
    raw: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """A verified assertion: its id, which counts once."""

    assertion_id: str


def read_assertion(raw: str) -> Claimed:
    """Read who an assertion says it is from.

    Raises:
        DeniedError: no signed JWT of this kind.

    """
    try:
        header, payload = (_json_part(part) for part in raw.split(".")[:2])
        client_id = bytes.fromhex(str(payload["iss"]))
        thumbprint = unb64url(header["kid"])
        algorithm = str(header["alg"])
    except (WbpError, ValueError, KeyError, TypeError):
        raise DeniedError from None
    if len(raw) > SIZE_LIMIT or algorithm not in ALGORITHMS or len(client_id) != CLIENT_ID_BYTES:
        raise DeniedError
    return Claimed(client_id, thumbprint, algorithm, raw)


def verify_assertion(claimed: Claimed, public_key: bytes, audience: str, now: int, started: int) -> Assertion:
    """Check signature and claims with the registered key (32 bytes); `now`, `started` in seconds since 1970, UTC.

    Raises:
        DeniedError: any of it does not hold.

    """
    claims = _verified_claims(claimed, public_key)
    who, name = claimed.client_id.hex(), claims.get("jti")
    issued, expires, begins = (_second(claims.get(key, 0)) for key in ("iat", "exp", "nbf"))
    if (claims.get("iss"), claims.get("sub")) != (who, who) or claims.get("aud") not in (audience, [audience]):
        raise DeniedError
    if not now < expires <= issued + LIFE_SECONDS or max(issued, begins) > now + SKEW_SECONDS:
        raise DeniedError
    # What was used before a restart is forgotten, so nothing from before it is taken.
    if issued < started or not isinstance(name, str) or not 1 <= len(name) <= ID_LIMIT:
        raise DeniedError
    return Assertion(name)


def _verified_claims(claimed: Claimed, public_key: bytes) -> dict[str, Any]:
    # Only now: the service starts without it, and most requests carry a token.
    from joserfc import jws  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415
    from joserfc.jwk import OKPKey  # noqa: PLC0415

    key = OKPKey.import_key({name: value for name, value in jwk_of(public_key).items() if name != "kid"})
    try:
        with warnings.catch_warnings():
            # RFC 9864 renames EdDSA; the Dutch profile and our own protocol still call it so.
            warnings.simplefilter("ignore")
            signed = jws.deserialize_compact(claimed.raw, key, algorithms=[claimed.algorithm])
        claims = json.loads(signed.payload or b"")
    except (JoseError, ValueError):
        raise DeniedError from None
    if not isinstance(claims, dict):
        raise DeniedError
    return claims


def _json_part(part: str) -> dict[str, Any]:
    document = json.loads(unb64url(part))
    if not isinstance(document, dict):
        raise DeniedError
    return document


def _second(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise DeniedError
    return value
