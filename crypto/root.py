"""The root of an organisation: who may sign its key list, as a chain of signed notes (PROTOCOL 3.3).

The hash of version 1 is the organisation's identity (org_id). Each later version is signed by enough signers
of the version before it and of its own. ``root_text`` makes the unsigned text; ``note.sign_note`` signs it on
the machine that holds the seeds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crypto.encoding import Lines, b64, decimal, unb64, utf8
from crypto.errors import FormatError, PolicyError, SignatureError
from crypto.note import COSIGNATURE, ED25519, SignedText, VerifierKey, parse_vkey, signed_by, split_note
from crypto.primitives import HASH_BYTES, hash_

HEAD: Final = "wbp/1/root"
ORG_ID_BYTES: Final = 16
SIGNERS_MAX: Final = 7
WITNESSES_MAX: Final = 7
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Root:
    """The newest verified version. ``single_signer`` is shown to reporters: one person controls the key list."""

    org_id: bytes
    org_name: str
    version: int
    threshold: int
    single_signer: bool
    practice: bool
    signers: tuple[VerifierKey, ...]
    log: VerifierKey
    receipt: VerifierKey
    witnesses: tuple[VerifierKey, ...]
    quorum: int


@dataclass(frozen=True)
class _Version:
    """One version as its lines say, nothing verified."""

    signed: SignedText
    org_name: str
    version: int
    previous: bytes | None
    threshold: int
    single_signer: bool
    practice: bool
    signers: tuple[VerifierKey, ...]
    log: VerifierKey
    receipt: VerifierKey
    witnesses: tuple[VerifierKey, ...]
    quorum: int


def root_text(
    org_name: str,
    signers: Sequence[str],
    log: str,
    receipt: str,
    *,
    threshold: int = 1,
    practice: bool = False,
    version: int = 1,
    previous_text: str | None = None,
    witnesses: Sequence[str] = (),
    quorum: int = 0,
) -> str:
    """Return the unsigned text of a root version. Keys are verifier keys as text; signers get sorted.

    ``previous_text`` is the text (without signatures) of the version before, from version 2 on.
    Raises FormatError or PolicyError for what ``verify_root_chain`` would refuse.
    """
    lines = [HEAD, f"org-name {org_name}", f"version {version}"]
    if previous_text is not None:
        lines.append(f"previous {b64(_text_hash(previous_text))}")
    lines.append(f"threshold {threshold}")
    lines += ["single-signer yes"] if threshold == 1 else []
    lines += ["practice yes"] if practice else []
    lines += [f"signer {vkey}" for vkey in sorted(signers)]
    lines += [f"log {log}", f"receipt {receipt}"]
    lines += [f"witness {vkey}" for vkey in witnesses]
    lines.append(f"quorum {quorum}")
    text = "".join(f"{line}\n" for line in lines)
    _check_numbers(_parse(SignedText(text, ())), version)
    return text


def org_id_of(text: str) -> bytes:
    """Return the org_id (16) that a root text of version 1 gives its organisation."""
    return hash_("org-id", utf8(text))[:ORG_ID_BYTES]


def verify_root_chain(notes: Sequence[str], pinned: bytes | None = None) -> Root:
    """Verify all versions, oldest first, in the check order of PROTOCOL 3.3, and return the newest.

    ``pinned`` is the 16-byte org_id that the client knew beforehand. FormatError: note or lines.
    PolicyError: numbers, version, previous, practice, pin. SignatureError: too few signatures, or a bad one.
    """
    if not notes:
        raise FormatError
    newest: _Version | None = None
    for position, note in enumerate(notes, start=1):
        current = _parse(split_note(note))
        _check_numbers(current, position)
        _check_signed(current.signed, current)
        if newest is not None:
            _check_successor(current, newest)
        newest = current
    first = split_note(notes[0])
    org_id = org_id_of(first.text)
    if newest is None or (pinned is not None and org_id != pinned):
        raise PolicyError
    return _root(newest, org_id)


def _check_numbers(root: _Version, position: int) -> None:
    """Threshold, single-signer line and quorum first, then the version: all ``policy``."""
    if not 1 <= root.threshold <= len(root.signers) or root.quorum > len(root.witnesses):
        raise PolicyError
    if root.single_signer != (root.threshold == 1):
        raise PolicyError
    if root.version != position:
        raise PolicyError


def _check_signed(signed: SignedText, by: _Version) -> None:
    if len(signed_by(signed, by.signers)) < by.threshold:
        raise SignatureError


def _check_successor(current: _Version, former: _Version) -> None:
    if current.previous != _text_hash(former.signed.text) or current.practice != former.practice:
        raise PolicyError
    _check_signed(current.signed, former)


def _parse(signed: SignedText) -> _Version:
    lines = Lines(signed.text, HEAD)
    org_name = lines.take("org-name")
    version = decimal(lines.take("version"))
    previous = unb64(lines.take("previous")) if version > 1 else None
    threshold = decimal(lines.take("threshold"))
    single_signer = _yes(lines.take_if("single-signer"))
    practice = _yes(lines.take_if("practice"))
    signer_lines = lines.take_all("signer")
    log, receipt = lines.take("log"), lines.take("receipt")
    witness_lines = lines.take_all("witness")
    quorum = decimal(lines.take("quorum"))
    lines.done()
    if version < 1 or (previous is not None and len(previous) != HASH_BYTES) or _CONTROL.search(org_name):
        raise FormatError
    return _Version(
        signed=signed,
        org_name=org_name,
        version=version,
        previous=previous,
        threshold=threshold,
        single_signer=single_signer,
        practice=practice,
        signers=_signers(signer_lines),
        log=_vkey(log, ED25519),
        receipt=_vkey(receipt, ED25519),
        witnesses=_distinct(tuple(_vkey(line, COSIGNATURE) for line in witness_lines), WITNESSES_MAX),
        quorum=quorum,
    )


def _root(root: _Version, org_id: bytes) -> Root:
    return Root(
        org_id=org_id,
        org_name=root.org_name,
        version=root.version,
        threshold=root.threshold,
        single_signer=root.single_signer,
        practice=root.practice,
        signers=root.signers,
        log=root.log,
        receipt=root.receipt,
        witnesses=root.witnesses,
        quorum=root.quorum,
    )


def _signers(lines: tuple[str, ...]) -> tuple[VerifierKey, ...]:
    # Code points sort as UTF-8 bytes do; a key may not stand there twice under two names.
    if not lines or list(lines) != sorted(lines):
        raise FormatError
    return _distinct(tuple(_vkey(line, ED25519) for line in lines), SIGNERS_MAX)


def _distinct(vkeys: tuple[VerifierKey, ...], at_most: int) -> tuple[VerifierKey, ...]:
    if len(vkeys) > at_most or len({vkey.public_key for vkey in vkeys}) != len(vkeys):
        raise FormatError
    return vkeys


def _vkey(text: str, kind: int) -> VerifierKey:
    vkey = parse_vkey(text)
    if vkey.kind != kind:
        raise FormatError
    return vkey


def _yes(value: str | None) -> bool:
    if value not in {None, "yes"}:
        raise FormatError
    return value is not None


def _text_hash(text: str) -> bytes:
    return hash_("root", utf8(text))
