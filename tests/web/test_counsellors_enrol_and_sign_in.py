"""Invitations, accounts and the split password (PROTOCOL 3.2, 3.4)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crypto.encoding import b64, unb64
from crypto.primitives import blob_hash
from tests.people import RIK, VERA, VINCENT
from tests.world import WORKPLACE, World

OPEN = f"{WORKPLACE}/w/v1/invitations/open"
ENROL = f"{WORKPLACE}/w/v1/enrolments"


def test_an_invitation_shows_what_the_administrator_fixed(world: World) -> None:
    opened = world.ask("POST", OPEN, {"token": b64(world.invite(VINCENT, role=2))}).json()
    assert (opened["name"], opened["role"]) == ("Vincent de Boer; internal; IS", 2)
    assert (opened["signInName"], opened["orgName"]) == ("vincent", "Gemeente Voorbeeldstad")
    assert len(unb64(opened["serverShare"])) == 32


def test_an_invitation_works_once_and_for_seven_days(world: World) -> None:
    token = world.invite(VINCENT)
    world.clock.day += timedelta(days=7)
    assert world.ask("POST", OPEN, {"token": b64(token)}).status_code == 200
    world.clock.day += timedelta(days=1)
    assert world.ask("POST", OPEN, {"token": b64(token)}).json() == {"error": "unknown"}
    world.clock.day -= timedelta(days=2)
    keys = world.make_keys(VINCENT)
    opened = world.ask("POST", OPEN, {"token": b64(token)}).json()
    assert world.ask("POST", ENROL, world.enrolment(keys, token, opened)).status_code == 201
    assert world.ask("POST", OPEN, {"token": b64(token)}).json() == {"error": "unknown"}


def test_who_opened_an_invitation_earlier_cannot_enrol_any_more(world: World) -> None:
    token = world.invite(VINCENT)
    keys = world.make_keys(VINCENT)
    first = world.ask("POST", OPEN, {"token": b64(token)}).json()
    second = world.ask("POST", OPEN, {"token": b64(token)}).json()
    assert first["accountId"] != second["accountId"]
    assert first["serverShare"] != second["serverShare"]
    stale = world.ask("POST", ENROL, world.enrolment(keys, token, first))
    assert (stale.status_code, stale.json()) == (409, {"error": "newer"})
    assert world.ask("POST", ENROL, world.enrolment(keys, token, second)).status_code == 201


@pytest.mark.parametrize("change", ["role", "name"])
def test_a_record_that_does_not_fit_the_invitation_is_refused(sqlite_world: World, change: str) -> None:
    token = sqlite_world.invite(VINCENT, role=2)
    other = replace(RIK, role_words="internal; IS")
    keys = sqlite_world.make_keys(VINCENT, role=1) if change == "role" else sqlite_world.make_keys(other, role=2)
    opened = sqlite_world.ask("POST", OPEN, {"token": b64(token)}).json()
    response = sqlite_world.ask("POST", ENROL, sqlite_world.enrolment(keys, token, opened))
    assert response.json() == {"error": "policy"}


def test_a_sign_in_name_is_taken_once(sqlite_world: World) -> None:
    token = sqlite_world.invite(VERA)
    opened = sqlite_world.ask("POST", OPEN, {"token": b64(token)}).json()
    keys = sqlite_world.make_keys(VERA, epoch=2)
    response = sqlite_world.ask("POST", ENROL, sqlite_world.enrolment(keys, token, opened))
    assert (response.status_code, response.json()) == (409, {"error": "exists"})


def test_an_account_adds_a_key_with_its_own_identity_only(sqlite_world: World) -> None:
    world = sqlite_world
    token = world.invite(VERA)
    newer = world.make_keys(VERA, epoch=2)
    stranger = world.make_keys(VINCENT)
    body = {
        "token": b64(token),
        "vault": b64(world.vera.vault),
        "previousVault": b64(blob_hash(world.vera.vault)),
        "device": "employer",
    }
    refused = world.as_counsellor("POST", "/w/v1/enrolments", body | {"record": b64(stranger.record)})
    assert refused.json() == {"error": "policy"}
    assert world.as_counsellor("POST", "/w/v1/enrolments", body | {"record": b64(newer.record)}).status_code == 201
    records = world.as_counsellor("GET", "/w/v1/organisations").json()["organisations"][0]["records"]
    assert {record["state"] for record in records} == {"active", "pending"}


def test_a_session_needs_the_right_secret(world: World) -> None:
    assert world.sign_in(world.vera).status_code == 200
    world.vera.auth_secret = bytes(32)
    wrong = world.sign_in(world.vera)
    nobody = world.ask("POST", f"{WORKPLACE}/w/v1/session", {"name": "niemand", "authSecret": b64(bytes(32))})
    assert wrong.status_code == nobody.status_code == 403
    assert wrong.content == nobody.content == b'{"error":"denied"}'


def test_the_cookie_is_for_this_host_alone(sqlite_world: World) -> None:
    cookie = sqlite_world.sign_in(sqlite_world.vera).headers["set-cookie"]
    name, _, attributes = cookie.partition(";")
    assert name.startswith("__Host-zegel=")
    assert {part.strip().lower() for part in attributes.split(";")} == {
        "secure",
        "httponly",
        "samesite=strict",
        "path=/",
    }


def test_a_salt_is_steady_and_tells_not_who_has_an_account(world: World) -> None:
    def ask(name: str) -> bytes:
        return world.ask("POST", f"{WORKPLACE}/w/v1/salt", {"name": name}).content

    assert ask("vera") == ask("  VERA ")
    assert ask("niemand") == ask("niemand") != ask("iemand")
    assert len(ask("vera")) == len(ask("niemand"))


def test_signing_out_ends_the_session_on_the_server(sqlite_world: World) -> None:
    sqlite_world.sign_in(sqlite_world.vera)
    assert sqlite_world.as_counsellor("GET", "/w/v1/cases").status_code == 200
    assert sqlite_world.as_counsellor("DELETE", "/w/v1/session").status_code == 204
    assert sqlite_world.as_counsellor("GET", "/w/v1/cases").json() == {"error": "denied"}


@pytest.mark.parametrize("origin", ["", "null", "http://127.0.0.1:8000", "https://localhost", "http://evil.example"])
def test_another_site_cannot_change_anything(sqlite_world: World, origin: str) -> None:
    sqlite_world.sign_in(sqlite_world.vera)
    response = sqlite_world.as_counsellor("DELETE", "/w/v1/session", Origin=origin)
    assert (response.status_code, response.json()) == (403, {"error": "denied"})
    assert sqlite_world.as_counsellor("GET", "/w/v1/cases").status_code == 200


def test_the_printed_code_sets_a_new_password_and_ends_every_session(world: World) -> None:
    world.sign_in(world.vera)
    url = f"{WORKPLACE}/w/v1/recover"
    body = {"name": "vera", "recoveryAuth": b64(world.vera.recovery_auth)}
    assert world.ask("POST", url, body | {"recoveryAuth": b64(bytes(32))}).status_code == 403
    found = world.ask("POST", url, body).json()
    assert unb64(found["vault"]) == world.vera.vault
    new = {
        "salt": b64(b"\x09" * 16),
        "authSecret": b64(b"\x0a" * 32),
        "vault": b64(world.vera.vault[:-1] + bytes([world.vera.vault[-1] ^ 1])),
        "previousVault": b64(blob_hash(world.vera.vault)),
    }
    assert world.ask("POST", url, body | new | {"previousVault": b64(bytes(32))}).json() == {"error": "stale"}
    assert world.ask("POST", url, body | new).status_code == 204
    assert world.as_counsellor("GET", "/w/v1/cases").json() == {"error": "denied"}
    assert world.sign_in(world.vera).status_code == 403
    world.vera.auth_secret = b"\x0a" * 32
    assert world.sign_in(world.vera).status_code == 200


def test_a_vault_is_compared_before_it_is_set(sqlite_world: World) -> None:
    world = sqlite_world
    quoted = f'"{blob_hash(world.vera.vault).hex()}"'
    body = {"vault": b64(world.vera.vault + b"x")}
    assert world.as_counsellor("PUT", "/w/v1/vault", body, If_Match=quoted).status_code == 204
    again = world.as_counsellor("PUT", "/w/v1/vault", body, If_Match=quoted)
    assert (again.status_code, again.json()) == (409, {"error": "stale"})
    assert world.as_counsellor("PUT", "/w/v1/vault", body, If_Match='"zz"').json() == {"error": "format"}
