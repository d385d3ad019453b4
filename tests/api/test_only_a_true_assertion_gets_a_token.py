"""Assertions (RFC 7523): everything that is not exactly right is refused, in one shape."""

import base64
import hashlib
import hmac
import json
import secrets
from datetime import timedelta
from typing import Any

import pytest

from app.domain.api_client import OVERLAP_DAYS, Scope
from app.domain.errors import ClientError
from app.services.api_access import TOKEN_SECONDS
from app.services.api_clients import revoke_client, revoke_key, rotate_key
from crypto.client_key import b64url, jwk_of, thumbprint
from crypto.primitives import sign_public_key
from tests.api.api_client import AUDIENCE, System, access_in, added, as_new, signed_jwt
from tests.going_outside import AUTHORITY, OMARS_DESK
from tests.world import CounsellorKeys, World

OTHER_SEED = b"\x21" * 32
NEXT_SEED = b"\x22" * 32


@pytest.fixture
def world(one_world: World) -> World:
    """One world for all of this file."""
    return as_new(one_world)


@pytest.fixture
def desk(one_world: World) -> CounsellorKeys:
    """The authority that is listed there."""
    return one_world.make_keys(OMARS_DESK, AUTHORITY)


def refused(system: System, assertion: str) -> None:
    answer = system.post_form(system.form(client_assertion=assertion))
    assert (answer.status_code, answer.json()["error"], answer.json()["code"]) == (
        401, "invalid_client", "invalid-client",
    ), answer.text  # fmt: skip
    assert assertion not in answer.text


def test_a_true_assertion_gets_a_token_of_ten_minutes(system: System) -> None:
    told = system.post_form(system.form()).json()
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 600)
    assert set(told["scope"].split()) == {scope.value for scope in Scope}
    assert len(base64.urlsafe_b64decode(told["access_token"] + "=")) == 32


def test_the_name_of_rfc_9864_counts_too(system: System) -> None:
    form = system.form(client_assertion=system.assertion(header={"alg": "Ed25519"}))
    assert system.post_form(form).status_code == 200


WRONG_CLAIMS: tuple[dict[str, Any], ...] = (
    {"aud": "https://elsewhere.example/api/v1/token"},
    {"aud": AUDIENCE.removesuffix("/token")},
    {"aud": [AUDIENCE, "https://elsewhere.example"]},
    {"aud": None},
    {"sub": "00" * 16},
    {"sub": None},
    {"exp": None},
    {"iat": None},
    {"jti": None},
    {"jti": ""},
    {"jti": "x" * 129},
    {"jti": 7},
    {"exp": "later"},
    {"exp": True},
)


def test_wrong_claims_are_refused(system: System) -> None:
    for changed in WRONG_CLAIMS:
        refused(system, system.assertion(**changed))


# Expired, expires now, from the future, too long, longer than it says, old, later.
WRONG_TIMES = ((-61, -1), (-60, 0), (6, 60), (0, 61), (-30, 31), (-200, 10), (30, 90))


def test_wrong_times_are_refused(system: System) -> None:
    now = system.world.clock.seconds()
    access_in(system.world).started = 0
    for issued, expires in WRONG_TIMES:
        refused(system, system.assertion(iat=now + issued, exp=now + expires))


def test_not_before_is_obeyed(system: System) -> None:
    refused(system, system.assertion(nbf=system.world.clock.seconds() + 20))


def test_an_assertion_counts_once(system: System) -> None:
    form = system.form()
    assert system.post_form(form).status_code == 200
    refused(system, form["client_assertion"])


def test_an_assertion_from_before_the_start_is_refused(system: System) -> None:
    refused(system, system.assertion(iat=system.world.clock.seconds() - 1))


def test_a_foreign_key_is_refused(system: System) -> None:
    refused(system, system.assertion(seed=OTHER_SEED))
    refused(system, system.assertion(seed=OTHER_SEED, header={"kid": jwk_of(sign_public_key(OTHER_SEED))["kid"]}))


def test_another_clients_key_is_refused(world: World, desk: CounsellorKeys, system: System) -> None:
    other = added(world, desk, seed=OTHER_SEED)
    kid = {"kid": jwk_of(other.public_key)["kid"]}
    refused(system, system.assertion(seed=OTHER_SEED, header=kid))
    assert other.post_form(other.form()).status_code == 200


def test_a_key_inside_the_assertion_is_never_looked_at(system: System) -> None:
    public = jwk_of(sign_public_key(OTHER_SEED))
    for more in ({"jwk": public}, {"jwk": public, "kid": public["kid"]}, {"jku": "https://elsewhere.example/keys"}):
        refused(system, system.assertion(seed=OTHER_SEED, header=more))


def test_no_other_algorithm_is_tried(system: System) -> None:
    header = {"kid": jwk_of(system.public_key)["kid"]}
    claims = system.claims()
    unsigned = f"{b64url(json.dumps({**header, 'alg': 'none'}).encode())}.{b64url(json.dumps(claims).encode())}."
    refused(system, unsigned)
    for algorithm in ("HS256", "HS512"):
        head = b64url(json.dumps({**header, "alg": algorithm}).encode())
        body = f"{head}.{b64url(json.dumps(system.claims()).encode())}"
        digest = hashlib.sha256 if algorithm == "HS256" else hashlib.sha512
        for secret in (system.public_key, b64url(system.public_key).encode()):
            refused(system, f"{body}.{b64url(hmac.digest(secret, body.encode(), digest))}")
    for algorithm in ("RS256", "PS256", "ES256", "eddsa", "Ed448", ""):
        refused(system, signed_jwt({**header, "alg": algorithm}, system.claims(), system.seed))


def test_a_critical_header_that_nobody_knows_is_refused(system: System) -> None:
    refused(system, system.assertion(header={"crit": ["b64"], "b64": False}))


def test_what_is_no_assertion_is_refused(system: System) -> None:
    for text in ("", "a", "a.b", "a.b.c", "....", "é.é.é", "x" * 5000):
        answer = system.post_form({**system.form(), "client_assertion": text})
        assert answer.status_code in {400, 401}
        assert answer.json()["error"] in {"invalid_client", "invalid_request"}


def test_a_changed_signature_is_refused(system: System) -> None:
    head, claims, signature = system.assertion().split(".")
    refused(system, f"{head}.{claims}.{signature[:-3]}AAA")
    refused(system, f"{head}.{b64url(json.dumps(system.claims()).encode())}.{signature}")


def test_the_form_must_be_the_right_one(system: System) -> None:
    for changed, error in (
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"client_assertion_type": "urn:other"}, "invalid_request"),
        ({"scope": "packages:read everything:do"}, "invalid_scope"),
        ({"client_id": "00" * 16}, "invalid_client"),
    ):
        answer = system.post_form(system.form(**changed))
        assert answer.json()["error"] == error
    assert system.post_form(system.form(), **{"Content-Type": "application/json"}).status_code == 415


def test_scopes_can_be_less_and_never_more(world: World, desk: CounsellorKeys) -> None:
    reader = added(world, desk, frozenset({Scope.PACKAGES_READ}))
    assert reader.post_form(reader.form(scope="packages:read")).json()["scope"] == "packages:read"
    assert reader.post_form(reader.form(scope="statements:write")).json()["error"] == "invalid_scope"


def test_a_token_ends_after_ten_minutes(system: System) -> None:
    system.sign_in()
    assert system.get("/packages").status_code == 200
    system.world.clock.elapsed += TOKEN_SECONDS
    assert system.get("/packages").status_code == 401


def test_keys_overlap_while_they_are_changed(system: System) -> None:
    world, today = system.world, system.world.clock.today()
    new = sign_public_key(NEXT_SEED)
    last = world.store.write(lambda work: rotate_key(work, system.client_id, new, today))
    assert last == today + timedelta(days=OVERLAP_DAYS)
    follower = System(world, system.client_id, NEXT_SEED, system.desk)
    assert system.post_form(system.form()).status_code == 200
    assert follower.post_form(follower.form()).status_code == 200
    with pytest.raises(ClientError):
        world.store.write(lambda work: rotate_key(work, system.client_id, sign_public_key(OTHER_SEED), today))
    world.clock.day = last
    assert system.post_form(system.form()).status_code == 200
    world.clock.day = last + timedelta(days=1)
    refused(system, system.assertion())
    assert follower.post_form(follower.form()).status_code == 200


def test_a_token_of_a_key_that_ended_counts_no_more(system: System) -> None:
    world, today = system.world, system.world.clock.today()
    new = sign_public_key(secrets.token_bytes(32))
    last = world.store.write(lambda work: rotate_key(work, system.client_id, new, today))
    system.sign_in()
    world.clock.day = last + timedelta(days=1)
    assert system.get("/packages").status_code == 401


def test_a_revoked_client_is_out_at_once(system: System) -> None:
    system.sign_in()
    assert system.get("/packages").status_code == 200
    world, today = system.world, system.world.clock.today()
    world.store.write(lambda work: revoke_client(work, system.client_id, today))
    assert system.get("/packages").status_code == 401
    refused(system, system.assertion())


def test_a_revoked_key_is_out_at_once(system: System) -> None:
    system.sign_in()
    world, today = system.world, system.world.clock.today()
    world.store.write(lambda work: revoke_key(work, system.client_id, thumbprint(system.public_key), today))
    assert system.get("/packages").status_code == 401
    refused(system, system.assertion())


def test_the_identity_key_signs_no_assertions(world: World, desk: CounsellorKeys) -> None:
    with pytest.raises(ClientError):
        added(world, desk, seed=desk.identity_seed)


def test_a_client_that_asks_too_much_is_told_when_to_come_back(system: System) -> None:
    system.sign_in()
    access_in(system.world)._limit = 3
    system.world.clock.step = 0.0
    statuses = [system.get("/packages").status_code for _ in range(4)]
    assert statuses[-1] == 429
    answer = system.get("/packages")
    assert (answer.json()["code"], answer.headers["retry-after"]) == ("too-many", "60")
    system.world.clock.elapsed += 61
    assert system.get("/packages").status_code == 200
