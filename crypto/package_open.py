"""Open a package WBH1: verify all that was promised, then show all of it or nothing (PROTOCOL 5.4). Client half.

open_package(raw, org_id, me, keys, today) -> OpenedPackage
open_package_with(raw, org_id, recipient, key_of, today): for a colleague of the recipient
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from crypto.boxes import BoxKeys
from crypto.consent_token import ConsentToken, parse_token, verify_consent
from crypto.directory import Entry
from crypto.envelope_inspect import FROM_REPORTER, NOTE_TO_SELF, Context, env_hash
from crypto.envelope_open import Opened, open_unpinned_with_ck, open_with_ck
from crypto.errors import PolicyError
from crypto.message import MessageType
from crypto.package import Package, parse_package
from crypto.rewrap_make import passed_on_key
from crypto.rewrap_record import RewrapInfo, parse_rewrap, verify_rewrap


@dataclass(frozen=True)
class OpenedPackage:
    """A package that held. ``sign_pk`` is the reporter's key of the case, to be pinned from now on.

    ``rewrap.wrapper_pk`` says who passed it on. ``messages`` are in scope order; those of direction 1 are signed by
    whom ``sign_pk`` of the message says, which the caller compares with the directory.
    """

    sign_pk: bytes
    token: ConsentToken
    rewrap: RewrapInfo
    messages: tuple[Opened, ...]


def open_package(raw: bytes, org_id: bytes, me: Entry, keys: Sequence[BoxKeys], today: int) -> OpenedPackage:
    """Verify and open a whole package, in the order of 5.4.

    ``me``: the own entry in a verified directory. ``today``: the civil day of first opening; whoever opens again
    later passes that same day. FormatError: shape. Consent and re-wrap record: as ``verify_consent`` and
    ``verify_rewrap``. PolicyError: not exactly these messages, two in one place, another case, a note to self,
    identity details that were not consented to. Then as ``open_with_ck``; SenderError: the reporter's words by
    another key.
    """
    return open_package_with(raw, org_id, me, lambda rewrap, wanted: passed_on_key(rewrap, wanted, keys), today)


def open_package_with(
    raw: bytes, org_id: bytes, recipient: Entry, key_of: Callable[[RewrapInfo, bytes], bytes], today: int
) -> OpenedPackage:
    """Do ``open_package`` for a colleague of the recipient, who has the content keys from a note of the space (5.4).

    ``recipient``: whom the consent names. ``key_of``: gives the content key (32) of a message hash (32), or raises.
    ``today``: the civil day on which somebody of the desk opened it first.
    """
    package = parse_package(raw)
    case_id = parse_token(package.token).case_id
    token = verify_consent(package.token, package.sign_pk, org_id, case_id, today, recipient)
    wrapper_pk = parse_rewrap(package.rewrap).wrapper_pk
    rewrap = verify_rewrap(package.rewrap, org_id, case_id, token, wrapper_pk, package.sign_pk)
    if tuple(env_hash(envelope) for _, envelope in package.messages) != rewrap.env_hashes:
        raise PolicyError
    if len({context for context, _ in package.messages}) != rewrap.count:
        raise PolicyError
    messages = tuple(
        _open(package, token, context, envelope, partial(key_of, rewrap)) for context, envelope in package.messages
    )
    return OpenedPackage(package.sign_pk, token, rewrap, messages)


def _open(
    package: Package, token: ConsentToken, context: Context, envelope: bytes, key_of: Callable[[bytes], bytes]
) -> Opened:
    if (context.org_id, context.case_id) != (token.org_id, token.case_id) or context.direction == NOTE_TO_SELF:
        raise PolicyError
    content_key = key_of(env_hash(envelope))
    if context.direction == FROM_REPORTER:
        opened = open_with_ck(envelope, context, content_key, package.sign_pk)
    else:
        opened = open_unpinned_with_ck(envelope, context, content_key)
    if opened.type == MessageType.IDENTITY and not token.gives_identity:
        raise PolicyError
    return opened
