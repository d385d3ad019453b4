"""Reports of 2 KB, sealed beforehand as a browser would, so that the load client has little to do while it measures.

One shortcut: the 32 bytes from which a reporter's keys are derived are drawn instead of computed from code and words.
The service cannot tell, and a thousand reports would otherwise take twenty seconds of Argon2id to prepare.
"""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from app.cli.verified_organisation import VerifiedOrganisation, choose_counsellor, verify_organisation
from crypto.boxes import BoxKeys
from crypto.encoding import b64
from crypto.envelope_inspect import FROM_REPORTER, SPACE_COUNSELLOR, Context, env_hash
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.message import Message, MessageType
from crypto.primitives import kdf, sign_public_key
from crypto.reporter import ReporterKeys, seal_state, sign_login, sign_registration

TRACK_MELDING = 2
TEXT_BYTES = 2048


@dataclass(frozen=True)
class SealedReport:
    """A report ready to be handed in; only challenge and signature are missing."""

    keys: ReporterKeys
    env_hash: bytes
    body: bytes

    @property
    def challenge_request(self) -> bytes:
        """Body that asks for a challenge to register."""
        return b'{"kind":2,"locator":"%s"}' % b64(self.keys.locator).encode()

    @property
    def sign_in_request(self) -> bytes:
        """Body that asks for a challenge to sign in."""
        return b'{"kind":1,"locator":"%s"}' % b64(self.keys.locator).encode()

    def registration(self, challenge: bytes) -> bytes:
        """Body of `POST /r/v1/cases`."""
        return self._signed(self.body, challenge, sign_registration(self.keys, TRACK_MELDING, self.env_hash, challenge))

    def sign_in(self, challenge: bytes) -> bytes:
        """Body of `POST /r/v1/open`."""
        head = json.dumps({"orgId": b64(self.keys.org_id), "locator": b64(self.keys.locator)}).encode()
        return self._signed(head, challenge, sign_login(self.keys, challenge))

    @staticmethod
    def _signed(body: bytes, challenge: bytes, signature: bytes) -> bytes:
        return body[:-1] + b',"challenge":"%s","signature":"%s"}' % (b64(challenge).encode(), b64(signature).encode())


def random_keys(org_id: bytes) -> ReporterKeys:
    """Keys of a new case, from a drawn root."""
    root = secrets.token_bytes(32)
    sign_seed = kdf(root, "reporter-sign")
    return ReporterKeys(
        org_id=org_id,
        case_id=kdf(root, "case-id")[:16],
        sign_pk=sign_public_key(sign_seed),
        box=BoxKeys.from_seed(kdf(root, "reporter-box")),
        root=root,
        sign_seed=sign_seed,
        locator=kdf(root, "reporter-locator"),
    )


def seal_reports(answer: dict[str, Any], count: int, text: str = "x" * TEXT_BYTES) -> list[SealedReport]:
    """Reports to the first counsellor of an organisation, as `GET /r/v1/organisations/{slug}` describes it."""
    organisation = verify_organisation(answer, None, existing=False)
    return [_seal(organisation, text) for _ in range(count)]


def _seal(organisation: VerifiedOrganisation, text: str) -> SealedReport:
    counsellor = choose_counsellor(organisation, None).record
    keys = random_keys(organisation.root.org_id)
    envelope = seal(
        Context(keys.org_id, keys.case_id, FROM_REPORTER, SPACE_COUNSELLOR, 0),
        Message(
            MessageType.REPORT,
            organisation.today,
            organisation.listed().dir_hash,
            json.dumps({"v": 1, "lang": "nl", "text": text}).encode(),
            track=TRACK_MELDING,
        ),
        Sender(keys.sign_seed, keys.box_pk),
        Recipients.of(counsellor, keys),
    )
    body = {
        "orgId": keys.org_id,
        "locator": keys.locator,
        "signPk": keys.sign_pk,
        "caseId": keys.case_id,
        "selfKid": keys.self_kid,
        "envelope": envelope,
        "state": seal_state(keys, '{"v":1,"seq":0}'),
    }
    encoded = json.dumps({"track": TRACK_MELDING, **{name: b64(value) for name, value in body.items()}}).encode()
    return SealedReport(keys, env_hash(envelope), encoded)
