"""The reporter's own consents as this client checks them, and which counsellor they let hold the case (PROTOCOL 3.4).

The service names who holds the case now. This client follows only when the reporter's own signature names that key;
otherwise it stays with the counsellor it knew, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from crypto.consent_token import ConsentToken, Purpose, parse_token, scope_hash
from crypto.encoding import b64, day_str, unb64
from crypto.envelope_inspect import SPACE_COUNSELLOR
from crypto.errors import WbpError
from crypto.primitives import verify

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject

_SIGNED_BYTES: Final = 144
_NEW_COUNSELLOR: Final = frozenset({Purpose.HAND_OVER, Purpose.DEPUTY, Purpose.PREPARED_DEPUTY})
_CARRIED_OUT: Final = frozenset({"used", "released"})
_NAMES: Final = {
    Purpose.HAND_OVER: "hand-over",
    Purpose.EXTERNAL: "external",
    Purpose.DEPUTY: "deputy",
    Purpose.IDENTITY: "identity",
    Purpose.RELEASE: "release",
    Purpose.CONDITIONAL_EXTERNAL: "conditional-external",
    Purpose.PREPARED_DEPUTY: "prepared-deputy",
}


@dataclass(frozen=True)
class SignedConsent:
    """A consent whose signature holds, with the messages that its hash names and what the service says of it."""

    token: ConsentToken
    raw: bytes
    scope: tuple[bytes, ...]
    state: str

    @property
    def names_counsellor(self) -> bool:
        """Return whether it lets somebody hold the counsellor's space."""
        return self.token.purpose in _NEW_COUNSELLOR and self.token.space == SPACE_COUNSELLOR

    def as_json(self) -> dict[str, object]:
        """Return the members for `--json`."""
        return {
            "id": self.token.token_id.hex(),
            "purpose": purpose_name(self.token.purpose),
            "recipient": b64(self.token.recipient_id),
            "messages": len(self.scope),
            "until": day_str(self.token.expires),
            "state": self.state,
        }


@dataclass(frozen=True)
class CaseHolders:
    """Whom to seal to now, whose words count as the counsellor's, and what is doubtful about it."""

    assignee: bytes
    earlier: tuple[bytes, ...]
    notices: tuple[str, ...] = ()


def purpose_name(purpose: int) -> str:
    """Return a purpose in one word."""
    return _NAMES.get(Purpose(purpose), "other") if purpose in set(Purpose) else "other"


def signed_consents(answer: JsonObject, place: tuple[bytes, bytes], sign_pk: bytes) -> list[SignedConsent]:
    """Return the consents of a case answer that the reporter (Ed25519, 32) signed; others are left out."""
    found = []
    for item in answer.get("consents", ()):
        raw = unb64(str(item["token"]))
        scope = tuple(unb64(str(one)) for one in item["scope"])
        try:
            token = parse_token(raw)
            verify(sign_pk, "consent", raw[:_SIGNED_BYTES], raw[_SIGNED_BYTES:])
        except WbpError:
            continue
        if (token.org_id, token.case_id) == place and scope_hash(scope) == token.scope:
            found.append(SignedConsent(token, raw, scope, str(item["state"])))
    return found


def holders_of(answer: JsonObject, state: dict[str, Any], consents: list[SignedConsent]) -> CaseHolders:
    """Return who holds the case by the reporter's own word; `state` is the reporter's, with the pin."""
    pinned = unb64(str(state["assignee"]))
    earlier = [unb64(str(one)) for one in state.get("former", ())]
    taken_back = {str(one.get("id")) for one in state.get("tokens", ()) if one.get("withdrawn")}
    allowed = [
        one.token.recipient_id
        for one in consents
        if one.names_counsellor and one.state in _CARRIED_OUT and one.token.token_id.hex() not in taken_back
    ]
    told = unb64(str(answer["assignee"])) if "assignee" in answer else pinned
    known = dict.fromkeys([pinned, *earlier, *allowed])
    if told not in {pinned, *allowed}:
        notice = "The service names another counsellor than you agreed to. Nothing is sealed to that person."
        return CaseHolders(pinned, tuple(one for one in known if one != pinned), (notice,))
    return CaseHolders(told, tuple(one for one in known if one != told))


def asked_json(item: JsonObject) -> dict[str, object]:
    """Return a counsellor's request as told by the service, for `--json`."""
    return {
        "id": str(item["id"]),
        "purpose": purpose_name(int(item["purpose"])),
        "recipient": str(item["recipient"]),
        "asked_on": str(item["askedOn"]),
        "state": str(item["state"]),
    }
