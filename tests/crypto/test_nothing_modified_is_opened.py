"""Change one byte, one field of the context, or the recipients: the envelope no longer opens."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import envelope_seal
from crypto.boxes import box_seal
from crypto.envelope_inspect import Context
from crypto.envelope_open import open_
from crypto.envelope_seal import Randomness, Recipients, seal, seal_fixed
from crypto.errors import DecryptError, FormatError, KeyMaterialError, NotRecipientError, SignatureError, WbpError
from crypto.message import Message
from tests.crypto.examples import (
    FUZZ,
    TODAY,
    VERA_BOX,
    VINCENT_BOX,
    Fields,
    anna,
    context,
    envelope,
    message,
    sealed,
    sender,
    vera,
)

DECLARED = (FormatError, NotRecipientError, DecryptError)


def _opens(data: bytes, where: Context | None = None) -> bool:
    try:
        open_(data, where or context(), (VERA_BOX, anna().box), anna().sign_pk)
    except WbpError:
        return False
    return True


def test_the_unchanged_envelope_opens() -> None:
    assert _opens(envelope())


def test_any_single_byte_changed_is_refused() -> None:
    original = envelope()
    for at in range(len(original)):
        changed = bytearray(original)
        changed[at] ^= 1 << at % 8
        with pytest.raises(DECLARED):
            open_(bytes(changed), context(), (VERA_BOX,), anna().sign_pk)


def test_any_truncation_or_addition_is_refused() -> None:
    for length in (*range(300), *range(300, len(envelope()), 97)):
        with pytest.raises(FormatError):
            open_(envelope()[:length], context(), (VERA_BOX,), anna().sign_pk)
    with pytest.raises(FormatError):
        open_(envelope() + b"\x00", context(), (VERA_BOX,), anna().sign_pk)


@FUZZ
@given(start=st.integers(0, 4_371), patch=st.binary(min_size=1, max_size=60))
def test_any_patch_is_refused(start: int, patch: bytes) -> None:
    changed = (envelope()[:start] + patch + envelope()[start + len(patch) :])[: len(envelope())]

    assert _opens(changed) == (changed == envelope())


@pytest.mark.parametrize(
    "other",
    [
        Context(bytes(16), anna().case_id, 0, 0, 0),
        Context(anna().org_id, bytes(16), 0, 0, 0),
        context(direction=1),
        context(direction=2),
        context(space=1),
        context(index=1),
        context(index=2**24),
    ],
    ids=["organisation", "case", "reply", "note", "space", "index", "high index"],
)
def test_any_other_context_is_refused(other: Context) -> None:
    with pytest.raises(DecryptError):
        open_(envelope(), other, (VERA_BOX,), anna().sign_pk)


def test_stanzas_in_another_order_are_refused() -> None:
    report = Fields.of(seal(context(), message(), sender(), Recipients.of(vera(), anna(), VINCENT_BOX)))
    orders = list(permutations(report.stanzas))

    assert len(orders) == 6
    assert [_opens(Fields(order, report.rest).join()) for order in orders] == [True] + [False] * 5


def test_a_removed_stanza_is_refused() -> None:
    report = Fields.of(envelope())
    for left in (report.stanzas[:1], report.stanzas[1:]):
        assert not _opens(Fields(left, report.rest).join())
    with pytest.raises(FormatError):
        open_(Fields((), report.rest).join(), context(), (VERA_BOX,), anna().sign_pk)


def test_an_added_or_doubled_stanza_is_refused() -> None:
    report = Fields.of(envelope())
    stranger = VINCENT_BOX.kid + box_seal(bytes(32), VINCENT_BOX.box_pk)

    assert not _opens(Fields((*report.stanzas, stranger), report.rest).join())
    assert not _opens(Fields((*report.stanzas, report.stanzas[0]), report.rest).join())


def test_the_content_key_of_another_envelope_is_refused() -> None:
    mine, other = Fields.of(envelope()), Fields.of(sealed(b"{}"))

    assert not _opens(Fields((other.stanzas[0], mine.stanzas[1]), mine.rest).join())


def test_a_forwarded_message_is_refused_by_its_new_reader() -> None:
    """Surreptitious forwarding: Vera reseals Anna's signed words to Vincent. The signature names the readers."""
    signed_for_vera = envelope_seal._signed_plaintext(
        context().encode(), message(), sender(), Recipients.of(vera(), anna())
    )
    genuine = envelope_seal._signed_plaintext
    envelope_seal._signed_plaintext = lambda *_: signed_for_vera
    try:
        forwarded = seal(context(), message(), sender(), Recipients.of(VINCENT_BOX, anna()))
    finally:
        envelope_seal._signed_plaintext = genuine

    with pytest.raises(SignatureError):
        open_(forwarded, context(), (VINCENT_BOX,), anna().sign_pk)


def test_a_message_signed_by_another_case_key_is_refused() -> None:
    where = context(index=1)
    follow_up = Message(type=2, day=TODAY, dir_hash=bytes(32), body=b"{}")
    genuine = seal(where, follow_up, sender(), Recipients.of(vera()))

    assert _opens(genuine, where)
    assert not _opens(genuine, context(index=2))


def test_randomness_must_fit_the_recipients() -> None:
    with pytest.raises(KeyMaterialError):
        seal_fixed(context(), message(), sender(), Recipients.of(vera(), anna()), Randomness.fresh(1))
