"""Re-wrap records: the same envelope, one more reader; a key that opens nothing is neither passed on nor believed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.consent_make import RewrapItem, item_of, make_rewrap, open_rewrap
from crypto.consent_verify import parse_rewrap
from crypto.envelope_open import open_, open_unpinned_with_ck
from crypto.envelope_seal import Recipients, seal
from crypto.errors import DecryptError, FormatError, KeyMaterialError, NotRecipientError, PolicyError, SenderError
from tests.crypto import consent_examples as consent
from tests.crypto import examples as ex

TARGET = consent.entry(consent.AUTHORITY).record
OWN = (consent.box(consent.AUTHORITY),)


def _record(items: list[RewrapItem]) -> bytes:
    return make_rewrap(items, TARGET, None, consent.wrapper())


def test_the_new_reader_reads_what_the_first_one_read() -> None:
    record = _record(consent.items())

    assert len(record) == 168 + 112 * 3
    for where, envelope in consent.without_identity():
        sender = ex.anna().sign_pk if where.direction == 0 else ex.vera().id_pk
        opened = open_rewrap(record, envelope, where, OWN, sender)
        assert opened == open_(envelope, where, (ex.VERA_BOX,), sender)


@ex.PROPERTY
@given(body=st.binary(max_size=9_000), count=st.integers(1, 4))
def test_any_messages_pass_whole(body: bytes, count: int) -> None:
    sealed = [(ex.context(0, 0, index), ex.sealed(body, ex.context(0, 0, index))) for index in range(count)]
    record = _record([item_of(envelope, where, (ex.VERA_BOX,)) for where, envelope in sealed])

    assert all(open_rewrap(record, env, where, OWN, ex.anna().sign_pk).body == body for where, env in sealed)


def test_it_can_be_passed_on_again() -> None:
    """The second reader has no stanza; the record that made a reader of them serves."""
    first = parse_rewrap(_record(consent.items()))
    again = [item_of(envelope, where, OWN, (first,)) for where, envelope in consent.without_identity()]

    assert [item.content_key for item in again] == [item.content_key for item in consent.items()]
    third = consent.entry(consent.OFFICER)
    record = make_rewrap(again, third.record, None, consent.wrapper())
    where, envelope = consent.messages()[0]
    assert open_rewrap(record, envelope, where, (consent.box(consent.OFFICER),), ex.anna().sign_pk).type == 1


def test_nobody_passes_on_what_they_cannot_open() -> None:
    where, envelope = consent.messages()[0]
    stranger = consent.box(consent.HELPER)

    with pytest.raises(NotRecipientError):
        item_of(envelope, where, (stranger,))
    with pytest.raises(NotRecipientError):
        item_of(envelope, where, (stranger,), (parse_rewrap(_record(consent.items())),))
    with pytest.raises(DecryptError):
        item_of(envelope, replace(where, index=1), (ex.VERA_BOX,))


def test_a_strict_report_is_passed_on_by_its_reader_alone() -> None:
    strict = seal(ex.context(), ex.message(), ex.sender(), Recipients.of(ex.vera()))

    assert item_of(strict, ex.context(), (ex.VERA_BOX,)).content_key
    with pytest.raises(NotRecipientError):
        item_of(strict, ex.context(), (ex.anna().box,))


def test_a_false_key_opens_nothing_and_goes_no_further() -> None:
    (where, envelope), genuine = consent.messages()[0], consent.items()[0]
    record = _record([replace(genuine, content_key=ex.seed("another key"))])

    with pytest.raises(DecryptError):
        open_rewrap(record, envelope, where, OWN, ex.anna().sign_pk)
    with pytest.raises(DecryptError):
        item_of(envelope, where, OWN, (parse_rewrap(record),))


def test_the_reporter_is_checked_by_the_new_reader_too() -> None:
    record = _record(consent.items())
    where, envelope = consent.messages()[0]

    with pytest.raises(SenderError):
        open_rewrap(record, envelope, where, OWN, ex.vera().id_pk)
    with pytest.raises(NotRecipientError):
        open_rewrap(record, consent.messages()[2][1], consent.messages()[2][0], OWN, ex.anna().sign_pk)


def test_no_record_holds_a_message_twice_a_key_of_another_length_or_shifted_fields() -> None:
    one = consent.items()[0]
    with pytest.raises(PolicyError):
        _record([one, one])
    with pytest.raises(KeyMaterialError):
        _record([replace(one, content_key=bytes(31))])
    with pytest.raises(KeyMaterialError):
        open_unpinned_with_ck(consent.messages()[0][1], consent.messages()[0][0], bytes(31))
    shifted = replace(consent.wrapper(), org_id=bytes(17), case_id=bytes(15))
    with pytest.raises(FormatError):
        make_rewrap([one], TARGET, None, shifted)


def test_content_keys_stay_out_of_what_is_printed() -> None:
    item = consent.items()[0]

    assert repr(item.content_key) not in repr(item)
    assert repr(ex.anna().sign_seed) not in repr(consent.wrapper())
