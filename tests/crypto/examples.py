"""One organisation, one counsellor, one reporter: real keys, records, notes and envelopes for the tests here.

Seeds are fixed, so that a failure can be repeated; nothing in here guards anything.
"""

import hashlib
from dataclasses import dataclass
from functools import cache

from hypothesis import HealthCheck, settings

from crypto.boxes import BoxKeys
from crypto.directory import Directory, Root, directory_text, root_text, verify_directory, verify_root_chain
from crypto.envelope_inspect import Context
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.keys import KeyRecord, make_record, verify_record
from crypto.message import Message, MessageType
from crypto.note import Signer, sign_note, vkey_text
from crypto.primitives import kdf, kid_box, sign_public_key
from crypto.reporter import ReporterKeys

TODAY = 20_778  # 2026-11-21
VERA_NAME = "Vera Jansen; external; OO+IS"
TEXT = "Op de werkvloer worden bonnen vervalst. \u20ac 1.200 \U0001f4c4"
BODY = b'{"v":1,"text":"' + TEXT.encode() + b'"}'

# A few dozen examples per property: this whole folder stays well under a minute on one core.
PROPERTY = settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
FUZZ = settings(max_examples=40, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


def seed(name: str) -> bytes:
    """32 bytes that belong to a name."""
    return hashlib.blake2b(name.encode(), digest_size=32).digest()


SIGNER = Signer("werkgever.example/1", seed("signer"))
SECOND_SIGNER = Signer("or.example/1", seed("second signer"))
LOG_SIGNER = Signer("meld.example/log/1", seed("log"))
RECEIPT_SIGNER = Signer("meld.example/receipt/1", seed("receipt"))
LOG = vkey_text(LOG_SIGNER)
RECEIPT = vkey_text(RECEIPT_SIGNER)

VERA_ID = seed("vera identity")
VERA_BOX = BoxKeys.from_seed(seed("vera box"))
VINCENT_BOX = BoxKeys.from_seed(seed("vincent box"))


@cache
def root_note() -> str:
    """Version 1 of the root, one signer."""
    return sign_note(root_text("Gemeente Voorbeeld", [vkey_text(SIGNER)], LOG, RECEIPT), [SIGNER])


@cache
def root() -> Root:
    return verify_root_chain([root_note()])


@cache
def second_root_note() -> str:
    """Version 2 of the root, two signers."""
    text = root_text(
        "Gemeente Voorbeeld",
        [vkey_text(SIGNER), vkey_text(SECOND_SIGNER)],
        LOG,
        RECEIPT,
        threshold=2,
        version=2,
        previous_text=root_note().rpartition("\n\n")[0] + "\n",
    )
    return sign_note(text, [SIGNER, SECOND_SIGNER])


def record(
    name: str = VERA_NAME,
    role: int = 1,
    box: str = "vera box",
    not_before: int = TODAY - 30,
    not_after: int = TODAY + 60,
) -> bytes:
    return make_record(role, 1, not_before, not_after, VERA_ID, seed(box), name)


@cache
def vera() -> KeyRecord:
    return verify_record(record(), VERA_NAME, TODAY)


def entries() -> list[tuple[bytes, str, str]]:
    return [
        (record(), "active", VERA_NAME),
        (record("Vincent de Boer; internal; IS", 2, "vincent box"), "active", "Vincent de Boer; internal; IS"),
        (record("Carla", 5, "carla box"), "active", "Carla"),
        (record("Rik; internal; OO", 1, "rik box"), "revoked", "Rik; internal; OO"),
        (record("Rob; internal; OO", 1, "rob box"), "retired", "Rob; internal; OO"),
        (record("Huis", 3, "huis box"), "active", "Huis"),
    ]


@cache
def directory_note() -> str:
    return sign_note(directory_text(root(), 4, TODAY - 2, TODAY + 60, entries()), [SIGNER])


@cache
def directory() -> Directory:
    return verify_directory(directory_note(), root(), TODAY)


@cache
def anna() -> ReporterKeys:
    """A reporter's keys, made without Argon2id."""
    root_key = seed("anna")
    sign_seed = kdf(root_key, "reporter-sign")
    return ReporterKeys(
        org_id=root().org_id,
        case_id=kdf(root_key, "case-id")[:16],
        sign_pk=sign_public_key(sign_seed),
        box=BoxKeys.from_seed(kdf(root_key, "reporter-box")),
        root=root_key,
        sign_seed=sign_seed,
        locator=kdf(root_key, "reporter-locator"),
    )


def context(direction: int = 0, space: int = 0, index: int = 0) -> Context:
    return Context(anna().org_id, anna().case_id, direction, space, index)


@dataclass(frozen=True)
class Fields:
    """The parts of an envelope, to be put together wrongly."""

    stanzas: tuple[bytes, ...]
    rest: bytes

    @classmethod
    def of(cls, envelope: bytes) -> "Fields":
        count = envelope[5]
        end = 8 + 96 * count
        return cls(tuple(envelope[at : at + 96] for at in range(8, end, 96)), envelope[end:])

    def join(self) -> bytes:
        return b"WBE1\x01" + bytes((len(self.stanzas),)) + b"\x00\x00" + b"".join(self.stanzas) + self.rest


def message(body: bytes = BODY) -> Message:
    return Message(type=MessageType.REPORT, track=2, day=TODAY, dir_hash=directory().dir_hash, body=body)


def sender() -> Sender:
    return Sender(anna().sign_seed, anna().box_pk)


def sealed(body: bytes = BODY, where: Context | None = None) -> bytes:
    """A report of Anna to Vera, with a copy for herself; freshly sealed."""
    return seal(where or context(), message(body), sender(), Recipients.of(vera(), anna()))


@cache
def envelope() -> bytes:
    """One sealed report, the same within a run."""
    return sealed()


def kid(box: str) -> bytes:
    return kid_box(BoxKeys.from_seed(seed(box)).box_pk)
