"""Anna's case with four messages, people who may or may not receive it, and tokens for each purpose."""

from functools import cache

from crypto.boxes import BoxKeys
from crypto.consent_make import Offer, RewrapItem, Wrapper, item_of, make_rewrap, sign_consent
from crypto.consent_verify import ConsentToken, Package, Purpose, pack, verify_consent, verify_rewrap
from crypto.directory import Entry
from crypto.envelope_inspect import Context, env_hash
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.keys import make_record, verify_record
from crypto.message import Message, MessageType
from tests.crypto import examples as ex

LAST_DAY = ex.TODAY + 20
COUNSELLOR, INTEGRITY, AUTHORITY, AUDITOR, OFFICER, HELPER = range(1, 7)
P = Purpose
# Purpose, flags, space, duty, and the role of who receives.
ALLOWED = (
    (P.HAND_OVER, 1, 0, 0, INTEGRITY),
    (P.EXTERNAL, 1, 2, 0, AUTHORITY),
    (P.EXTERNAL, 4, 15, 0, HELPER),
    (P.DEPUTY, 1, 0, 0, COUNSELLOR),
    (P.DEPUTY, 1, 1, 0, OFFICER),
    (P.IDENTITY, 2, 1, 0, OFFICER),
    (P.RELEASE, 1, 1, 0, OFFICER),
    (P.CONDITIONAL_EXTERNAL, 1, 2, 2, AUTHORITY),
    (P.CONDITIONAL_EXTERNAL, 1, 3, 3, HELPER),
    (P.PREPARED_DEPUTY, 1, 0, 0, COUNSELLOR),
)


@cache
def entry(role: int, who: str = "somebody", state: str = "active", not_after: int = ex.TODAY + 90) -> Entry:
    """Somebody with an identity and a box key of their own."""
    name = f"{who}; external; OO+IS" if role in {COUNSELLOR, INTEGRITY} else who
    seeds = ex.seed(f"{who} {role} identity"), ex.seed(f"{who} {role} box")
    raw = make_record(role, 1, ex.TODAY - 30, not_after, *seeds, name)
    return Entry(verify_record(raw, name), state, name)


def box(role: int, who: str = "somebody") -> BoxKeys:
    return BoxKeys.from_seed(ex.seed(f"{who} {role} box"))


PLACES = (
    (0, 0, MessageType.REPORT),
    (0, 1, MessageType.MESSAGE),
    (0, 2, MessageType.IDENTITY),
    (1, 0, MessageType.STATUS),
)


@cache
def messages() -> tuple[tuple[Context, bytes], ...]:
    """Report, message and identity details of Anna, then an answer of Vera; in scope order."""
    made: list[tuple[Context, bytes]] = []
    for direction, index, kind in PLACES:
        where = ex.context(direction, 0, index)
        body = b'{"v":1,"text":"%d"}' % len(made)
        message = Message(kind, ex.TODAY, ex.directory().dir_hash, body, track=2 if kind == MessageType.REPORT else 0)
        sender = ex.sender() if direction == 0 else Sender(ex.VERA_ID, ex.VERA_BOX.box_pk)
        made.append((where, seal(where, message, sender, Recipients.of(ex.vera(), ex.anna()))))
    return tuple(made)


def without_identity() -> tuple[tuple[Context, bytes], ...]:
    return tuple(one for one in messages() if one[0].index != 2)


def offer(
    purpose: Purpose = P.EXTERNAL,
    flags: int = 1,
    space: int = 2,
    duty: int = 0,
    role: int = AUTHORITY,
    scope: tuple[tuple[Context, bytes], ...] | None = None,
) -> Offer:
    moved = without_identity() if scope is None else scope
    hashes = tuple(env_hash(envelope) for _, envelope in moved)
    return Offer(purpose, ex.anna().org_id, ex.anna().case_id, space, entry(role), hashes, LAST_DAY, flags, duty)


def signed(made: Offer, today: int = ex.TODAY) -> bytes:
    return sign_consent(made, ex.anna().sign_seed, today)


def verified(raw: bytes, recipient: Entry | None, today: int = ex.TODAY) -> ConsentToken:
    return verify_consent(raw, ex.anna().sign_pk, ex.anna().org_id, ex.anna().case_id, today, recipient)


def token(made: Offer) -> ConsentToken:
    return verified(signed(made), made.recipient)


def wrapper(seed: bytes | None = None) -> Wrapper:
    """Anna herself, or whoever has the seed."""
    return Wrapper(ex.anna().org_id, ex.anna().case_id, seed or ex.anna().sign_seed)


def items(scope: tuple[tuple[Context, bytes], ...] | None = None) -> list[RewrapItem]:
    moved = without_identity() if scope is None else scope
    return [item_of(envelope, where, (ex.anna().box,)) for where, envelope in moved]


@cache
def package() -> bytes:
    """Three messages for the authority, passed on by Vera."""
    raw = signed(offer())
    consent = verified(raw, entry(AUTHORITY))
    record = make_rewrap(items(), entry(AUTHORITY).record, consent, wrapper(ex.VERA_ID))
    ids = ex.anna().org_id, ex.anna().case_id
    verify_rewrap(record, *ids, consent, ex.vera().id_pk, ex.anna().sign_pk)
    return pack(Package(ex.anna().sign_pk, raw, record, without_identity()))
