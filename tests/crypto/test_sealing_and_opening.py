"""What is sealed opens to the same, for every recipient, and only then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.boxes import BoxKeys
from crypto.envelope_inspect import STANZAS_MAX, Context, inspect
from crypto.envelope_open import Opened, open_, open_with_ck
from crypto.envelope_seal import Randomness, Recipients, Sender, seal, seal_fixed
from crypto.errors import (
    DecryptError,
    KeyMaterialError,
    NotRecipientError,
    PayloadError,
    PolicyError,
    SenderError,
)
from crypto.message import BODY_MAX_BYTES, Message, MessageType
from crypto.padding import pad_len
from tests.crypto.examples import (
    BODY,
    PROPERTY,
    TODAY,
    VERA_BOX,
    VINCENT_BOX,
    anna,
    context,
    envelope,
    message,
    sealed,
    seed,
    sender,
    vera,
)

DAYS = st.integers(0, 2**32 - 1)
HASHES = st.binary(min_size=32, max_size=32)
CONTEXTS = st.builds(
    Context,
    org_id=st.binary(min_size=16, max_size=16),
    case_id=st.binary(min_size=16, max_size=16),
    direction=st.integers(0, 2),
    space=st.integers(0, 15),
    index=st.integers(0, 2**32 - 1),
)
BODIES = st.one_of(st.binary(max_size=200), st.integers(3_700, 4_400).map(lambda size: b"x" * size))
REPORTS = st.builds(
    Message,
    type=st.just(1),
    track=st.integers(1, 4),
    day=DAYS,
    dir_hash=HASHES,
    body=BODIES,
    flags=st.integers(0, 3),
    prev=HASHES,
    ack_index=DAYS,
    ack_hash=HASHES,
)
LATER_MESSAGES = st.builds(Message, type=st.integers(2, 10), day=DAYS, dir_hash=HASHES, body=BODIES)


def _said(opened: Opened) -> Message:
    return Message(
        type=opened.type,
        day=opened.day,
        dir_hash=opened.dir_hash,
        body=opened.body,
        track=opened.track,
        flags=opened.flags,
        prev=opened.prev,
        ack_index=opened.ack_index,
        ack_hash=opened.ack_hash,
    )


@PROPERTY
@given(where=CONTEXTS, said=st.one_of(REPORTS, LATER_MESSAGES), count=st.integers(1, STANZAS_MAX), data=st.data())
def test_every_recipient_opens_what_was_sealed(where: Context, said: Message, count: int, data: st.DataObject) -> None:
    pairs = [BoxKeys.from_seed(bytes((number,)) * 32) for number in range(count)]
    sealed_envelope = seal(where, said, sender(), Recipients.of(*pairs))
    reader = data.draw(st.sampled_from(pairs))
    opened = open_(sealed_envelope, where, (VERA_BOX, reader), anna().sign_pk)
    info = inspect(sealed_envelope)

    assert _said(opened) == said
    assert (opened.sign_pk, opened.box_pk, opened.context) == (anna().sign_pk, anna().box_pk, where)
    assert info.kids == tuple(pair.kid for pair in pairs)
    assert info.env_hash == opened.env_hash
    assert info.length == len(sealed_envelope) == 68 + 96 * count + 16 + pad_len(244 + len(said.body))


def test_small_reports_all_have_one_size() -> None:
    assert {len(sealed(b"x" * size)) for size in (0, 1, 500, 3_852)} == {4_372}
    assert len(sealed(b"x" * 3_853)) > 4_372
    assert len(seal(context(), message(), sender(), Recipients.of(vera()))) == 4_276


def test_two_envelopes_of_one_text_share_nothing() -> None:
    first, second = sealed(), sealed()

    assert first[8:24] == second[8:24]  # the recipient
    assert first[24:104] != second[24:104]
    assert first[200:] != second[200:]


def test_others_cannot_open() -> None:
    with pytest.raises(NotRecipientError):
        open_(envelope(), context(), (VINCENT_BOX,), None)
    with pytest.raises(NotRecipientError):
        open_(envelope(), context(), (), None)


def test_a_first_report_needs_no_pin_and_everything_later_does() -> None:
    assert open_(envelope(), context(), (VERA_BOX,), None).sign_pk == anna().sign_pk
    for where in (context(index=1), context(direction=1), context(space=1), context(direction=2), context(space=3)):
        with pytest.raises(SenderError):
            open_(sealed(where=where), where, (VERA_BOX,), None)
    directly = context(space=2)
    assert open_(sealed(where=directly), directly, (VERA_BOX,), None).body == BODY


def test_another_sender_than_the_pinned_one_is_refused() -> None:
    with pytest.raises(SenderError):
        open_(envelope(), context(), (VERA_BOX,), vera().id_pk)


def test_a_handed_over_content_key_opens_that_envelope_only() -> None:
    randomness = Randomness(seed("content key"), bytes(24), (seed("one"),))
    handed = seal_fixed(context(), message(), sender(), Recipients.of(vera()), randomness)

    assert open_with_ck(handed, context(), seed("content key"), anna().sign_pk).body == BODY
    with pytest.raises(DecryptError):
        open_with_ck(envelope(), context(), seed("content key"), anna().sign_pk)
    with pytest.raises(KeyMaterialError):
        open_with_ck(handed, context(), b"short", anna().sign_pk)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": 0},
        {"type": 11},
        {"track": 0},
        {"track": 5},
        {"flags": 4},
        {"type": 2, "track": 1},
        {"body": bytes(BODY_MAX_BYTES + 1)},
        {"prev": b"short"},
        {"day": -1},
        {"ack_index": 2**32},
    ],
    ids=str,
)
def test_nothing_is_sealed_that_nobody_would_open(changes: dict[str, int | bytes]) -> None:
    fields: dict[str, object] = {"type": 1, "track": 2, "day": TODAY, "dir_hash": bytes(32), "body": b""}
    wrong = Message(**{**fields, **changes})  # type: ignore[arg-type]

    with pytest.raises(PayloadError):
        seal(context(), wrong, sender(), Recipients.of(vera()))


def test_the_largest_body_fits_what_the_service_takes() -> None:
    biggest = Message(type=MessageType.MESSAGE, day=TODAY, dir_hash=bytes(32), body=bytes(BODY_MAX_BYTES))
    where = context(index=1)
    sealed_envelope = seal(where, biggest, sender(), Recipients.of(vera(), anna()))

    assert len(sealed_envelope) <= 300 * 1024
    assert open_(sealed_envelope, where, (VERA_BOX,), anna().sign_pk).body == bytes(BODY_MAX_BYTES)


def test_recipients_are_somebody_and_each_once() -> None:
    for holders in ((), (vera(), vera()), tuple(BoxKeys.from_seed(bytes((n,)) * 32) for n in range(17))):
        with pytest.raises(PolicyError):
            Recipients.of(*holders)


def test_a_weak_recipient_key_is_refused() -> None:
    with pytest.raises(KeyMaterialError):
        seal(context(), message(), sender(), Recipients((vera().box_pk, bytes(32))))
    with pytest.raises(KeyMaterialError):
        seal(context(), message(), Sender(b"short", anna().box_pk), Recipients.of(vera()))
