"""A package is opened when all of it holds: consent, record, every message in its place and nothing beside them."""

from dataclasses import replace

import pytest

from crypto.consent_make import OpenedPackage, make_rewrap, open_package, open_package_with
from crypto.consent_verify import ConsentToken, Package, Purpose, pack, parse_package
from crypto.directory import Entry
from crypto.envelope_inspect import Context, env_hash
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.errors import (
    DecryptError,
    FormatError,
    NotRecipientError,
    PolicyError,
    SenderError,
    SignatureError,
    WbpError,
)
from crypto.rewrap_make import passed_on_key
from tests.crypto import consent_examples as consent
from tests.crypto import examples as ex

PARTS = parse_package(consent.package())
ME = consent.entry(consent.AUTHORITY)
Messages = tuple[tuple[Context, bytes], ...]


def _open(raw: bytes, me: Entry = ME, today: int = ex.TODAY) -> OpenedPackage:
    return open_package(raw, ex.anna().org_id, me, (consent.box(consent.AUTHORITY),), today)


def _made(messages: Messages, flags: int = 1, purpose: Purpose = Purpose.EXTERNAL) -> bytes:
    """A package of these messages, consented to and passed on by Anna."""
    raw = consent.signed(consent.offer(purpose, flags, scope=messages))
    token: ConsentToken = consent.verified(raw, ME)
    record = make_rewrap(consent.items(messages), ME.record, token, consent.wrapper())
    return pack(Package(ex.anna().sign_pk, raw, record, messages))


def test_it_tells_who_wrote_who_passed_it_on_and_what_was_consented_to() -> None:
    opened = _open(consent.package())

    assert [message.body for message in opened.messages] == [b'{"v":1,"text":"%d"}' % n for n in (0, 1, 3)]
    assert [message.sign_pk for message in opened.messages] == [ex.anna().sign_pk] * 2 + [ex.vera().id_pk]
    assert opened.sign_pk == ex.anna().sign_pk
    assert opened.rewrap.wrapper_pk == ex.vera().id_pk
    assert opened.token.gives_attachments
    assert not opened.token.may_write


def test_a_colleague_opens_it_with_the_keys_that_were_passed_on_and_with_no_others() -> None:
    own = (consent.box(consent.AUTHORITY),)
    rewrap = _open(consent.package()).rewrap
    keys = {wanted: passed_on_key(rewrap, wanted, own) for wanted in rewrap.env_hashes}

    def opened(given: dict[bytes, bytes], today: int = ex.TODAY) -> OpenedPackage:
        return open_package_with(consent.package(), ex.anna().org_id, ME, lambda _, wanted: given[wanted], today)

    assert opened(keys) == _open(consent.package())
    first, *rest = keys
    with pytest.raises(KeyError):
        opened({wanted: keys[wanted] for wanted in rest})
    with pytest.raises(DecryptError):
        opened(keys | {first: keys[rest[0]]})
    with pytest.raises(WbpError):
        opened(keys, ex.TODAY + 400)


def test_packing_and_parsing_are_each_others_opposite() -> None:
    assert pack(PARTS) == consent.package()
    for wrong in (
        replace(PARTS, sign_pk=bytes(31)),
        replace(PARTS, token=PARTS.token[:-1]),
        replace(PARTS, messages=()),
        replace(PARTS, messages=PARTS.messages[:1] * 1_001),
    ):
        with pytest.raises(FormatError):
            pack(wrong)


@pytest.mark.parametrize(
    ("messages", "reason"),
    [
        (PARTS.messages[:-1], "dropped"),
        (PARTS.messages[::-1], "swapped"),
        (PARTS.messages + consent.messages()[2:3], "added"),
        (PARTS.messages + PARTS.messages[:1], "doubled"),
    ],
)
def test_only_exactly_the_messages_of_the_record_are_opened(messages: Messages, reason: str) -> None:
    assert reason
    with pytest.raises(PolicyError):
        _open(pack(replace(PARTS, messages=messages)))


def test_a_message_in_another_place_or_case_is_refused() -> None:
    where, envelope = PARTS.messages[0]
    for moved in (replace(where, index=5), replace(where, direction=1), replace(where, case_id=bytes(16))):
        with pytest.raises(WbpError):
            _open(pack(replace(PARTS, messages=((moved, envelope), *PARTS.messages[1:]))))


def test_two_messages_in_one_place_are_refused() -> None:
    twice = (ex.context(), ex.sealed()), (ex.context(), ex.sealed())

    with pytest.raises(PolicyError):
        _open(_made(twice))


def test_notes_to_self_are_never_in_a_package() -> None:
    where = ex.context(2)
    note = seal(where, replace(ex.message(), type=2, track=0), ex.sender(), Recipients.of(ex.vera(), ex.anna()))

    with pytest.raises(PolicyError):
        _open(_made(((where, note),)))


def test_identity_details_need_the_reporters_word() -> None:
    assert [message.type for message in _open(_made(consent.messages(), flags=3)).messages] == [1, 2, 10, 3]
    with pytest.raises(PolicyError):
        _open(_made(consent.messages(), flags=1))


def test_a_summary_without_the_report_is_enough() -> None:
    assert [message.type for message in _open(_made(consent.messages()[1:2])).messages] == [2]


def test_words_put_into_the_reporters_mouth_are_refused() -> None:
    """Sealed by Vera in Anna's place, and wrapped properly: the pseudonym is another."""
    forged = seal(ex.context(), ex.message(), Sender(ex.VERA_ID, ex.anna().box_pk), Recipients.of(ex.vera(), ex.anna()))

    with pytest.raises(SenderError):
        _open(_made(((ex.context(), forged),)))


def test_somebody_elses_package_stays_shut() -> None:
    another = consent.entry(consent.AUTHORITY, "another")
    with pytest.raises(PolicyError):
        _open(consent.package(), another)
    with pytest.raises(PolicyError):
        _open(consent.package(), today=consent.LAST_DAY + 1)
    with pytest.raises(PolicyError):
        open_package(consent.package(), bytes(16), ME, (consent.box(consent.AUTHORITY),), ex.TODAY)
    with pytest.raises(NotRecipientError):
        open_package(consent.package(), ex.anna().org_id, ME, (consent.box(consent.HELPER),), ex.TODAY)


def test_a_reporter_cannot_be_exchanged() -> None:
    with pytest.raises(SignatureError):
        _open(pack(replace(PARTS, sign_pk=ex.vera().id_pk)))
    with pytest.raises(SignatureError):
        _open(pack(replace(PARTS, sign_pk=bytes(32))))


def test_the_scope_is_what_was_hashed() -> None:
    assert tuple(env_hash(envelope) for _, envelope in PARTS.messages) == _open(consent.package()).rewrap.env_hashes
