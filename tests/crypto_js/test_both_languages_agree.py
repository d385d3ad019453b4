"""Both implementations say the same about the same bytes: about valid examples and about broken ones.

Python judges freshly made and freshly broken inputs; the judgements, values and named failures alike, become a vector
file; the JavaScript runner must find every one of them right.
"""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from crypto.checkpoint import make_checkpoint
from crypto.conformance import HIGHEST_STAGE_BUILT
from crypto.conformance_kinds import KINDS
from crypto.directory import directory_text
from crypto.encoding import day_str
from crypto.errors import WbpError
from crypto.keys import make_record
from crypto.note import Signer, sign_note, vkey_text
from crypto.primitives import sign_public_key
from crypto.receipt import issue
from crypto.root import root_text, verify_root_chain
from crypto.tlog_proof import make_tlog_proof
from crypto.tree import EventType, commit, commitment_entry, event_make, inclusion, leaf_hash
from crypto.tree import root as tree_root
from tests.crypto_js.breaking import broken_bytes, broken_lines, broken_text
from tests.crypto_js.conftest import REPOSITORY, Run

Inputs = Iterator[tuple[str, dict[str, Any]]]
TODAY = 20_778
SIGNER = Signer("signer.example/1", bytes([1]) * 32)
SECOND = Signer("works-council.example/1", bytes([2]) * 32)
LOG = Signer("log.example/1", bytes([3]) * 32)
RECEIPT = Signer("receipt.example/1", bytes([4]) * 32)
# The member of each kind's input that comes from somebody else; bytes as hex.
BYTE_MEMBERS = {
    "envelope_open": "envelope",
    "envelope_inspect": "envelope",
    "key_record_verify": "record",
    "duty_verify": "statement",
    "state_open": "blob",
    "vault_open": "blob",
    "box_open": "c",
    "ed25519_verify": "sig",
    "track_verify": "statement",
    "event_parse": "event",
}
TEXT_MEMBERS = {
    "case_code_parse": "text",
    "recovery_code_parse": "text",
    "normalise": "text",
    "pin_parse": "text",
    "note_open": "note",
    "checkpoint_verify": "note",
    "tlog_proof_verify": "proof",
    "receipt_verify": "note",
}


def public_vectors() -> list[dict[str, Any]]:
    document = json.loads((REPOSITORY / "tests" / "vectors" / "public.json").read_text(encoding="utf-8"))
    return [case for case in document["cases"] if case["stage"] <= HIGHEST_STAGE_BUILT and case["js"]]


def broken_vectors(chance: random.Random) -> Inputs:
    """Every public example of a kind, broken in some way."""
    for case in public_vectors():
        kind, values = case["kind"], case["in"]
        if kind in BYTE_MEMBERS:
            name = BYTE_MEMBERS[kind]
            yield kind, values | {name: broken_bytes(chance, bytes.fromhex(values[name])).hex()}
        elif kind in TEXT_MEMBERS:
            name = TEXT_MEMBERS[kind]
            for _ in range(5):
                yield kind, values | {name: broken_text(chance, values[name])}


def signed(text: str, *signers: Signer) -> str | None:
    try:
        return sign_note(text, signers)
    except WbpError:
        return None  # the text can be no note's: nothing to judge


def roots(chance: random.Random) -> Inputs:
    """Roots that are broken first and properly signed then, so that the lines are what is judged."""
    first_text = root_text("Gemeente Voorbeeld", [vkey_text(SIGNER)], vkey_text(LOG), vkey_text(RECEIPT))
    signers = [vkey_text(SIGNER), vkey_text(SECOND)]
    keys = (signers, vkey_text(LOG), vkey_text(RECEIPT))
    second_text = root_text("Gemeente Voorbeeld", *keys, threshold=2, version=2, previous_text=first_text)
    first, second = sign_note(first_text, [SIGNER]), sign_note(second_text, [SIGNER, SECOND])
    yield "root_verify", {"notes": [first]}
    yield "root_verify", {"notes": [first, second]}
    for _ in range(80):
        broken = signed(broken_lines(chance, first_text), SIGNER)
        if broken is not None:
            yield "root_verify", {"notes": [broken]}
        broken = signed(
            broken_lines(chance, second_text), *chance.sample([SIGNER, SECOND], chance.choice([1, 2, 2, 2]))
        )
        if broken is not None:
            yield "root_verify", {"notes": [first, broken]}
        yield "root_verify", {"notes": [first, broken_text(chance, second)]}


def directories(chance: random.Random) -> Inputs:
    """The same for directories, on days around their life."""
    root = sign_note(root_text("Voorbeeld", [vkey_text(SIGNER)], vkey_text(LOG), vkey_text(RECEIPT)), [SIGNER])
    names = ["Vera Jansen; external; OO+IS", "Vincent (VPI)!; internal; IS", "Énée 'tje* ~; internal; OO"]
    entries = [
        (make_record(1, 1, TODAY - 5, TODAY + 85, bytes([9 + i]) * 32, bytes([20 + i]) * 32, name), state, name)
        for i, (name, state) in enumerate(zip(names, ["active", "retired", "revoked"], strict=True))
    ]
    text = directory_text(verify_root_chain([root]), 4, TODAY - 5, TODAY + 60, entries)
    days = [TODAY - 7, TODAY - 6, TODAY - 5, TODAY, TODAY + 60, TODAY + 61, TODAY + 62, TODAY + 300]
    common = {"root": [root], "today": TODAY, "min_version": 4}
    for day in days:
        for existing in (False, True):
            yield "directory_verify", {**common, "note": sign_note(text, [SIGNER]), "today": day, "existing": existing}
    for _ in range(100):
        broken = signed(broken_lines(chance, text), SIGNER)
        if broken is not None:
            yield "directory_verify", {**common, "note": broken, "today": chance.choice(days)}


def the_log(chance: random.Random) -> Inputs:
    """Receipts, checkpoints and proofs: broken first and properly signed then, or broken as a whole."""
    keys = ([vkey_text(SIGNER)], vkey_text(LOG), vkey_text(RECEIPT))
    common = {"root": [sign_note(root_text("Voorbeeld", *keys), [SIGNER])]}
    for _ in range(25):
        ids, track = (chance.randbytes(16), chance.randbytes(16)), chance.randrange(1, 5)
        subject, salt, due = chance.randbytes(32), chance.randbytes(32), TODAY + 7 if track > 1 else 0
        event = event_make(EventType.RECEIVED, track, 0, *ids, TODAY, ref=subject, due=due)
        receipt = issue(event, salt, LOG.name, TODAY + 1, RECEIPT)
        sent = {"org_id": ids[0].hex(), "case_id": ids[1].hex(), "track": track, "subject": subject.hex()}
        yield "receipt_verify", {**common, **sent, "note": receipt, "today": TODAY + chance.randrange(-2, 3)}
        broken = signed(broken_lines(chance, receipt.rpartition("\n\n")[0] + "\n"), RECEIPT)
        if broken is not None:
            yield "receipt_verify", {**common, **sent, "note": broken, "today": TODAY}
        leaves = [chance.randbytes(32) for _ in range(chance.randrange(1, 20))]
        leaves[-1] = leaf_hash(commitment_entry(commit(salt, event)))
        checkpoint = make_checkpoint(len(leaves), tree_root(leaves), LOG)
        broken = signed(broken_lines(chance, checkpoint.rpartition("\n\n")[0] + "\n"), LOG)
        if broken is not None:
            yield "checkpoint_verify", {**common, "note": broken}
        path = inclusion(len(leaves) - 1, leaves)
        proof = make_tlog_proof(len(leaves) - 1, path, checkpoint, (salt, event))
        yield "tlog_proof_verify", {**common, "proof": proof}
        yield "tlog_proof_verify", {**common, "proof": broken_lines(chance, proof)}


def fresh_envelopes(chance: random.Random) -> Inputs:
    """Envelopes of every shape, sealed with the same randomness: byte for byte the same."""
    for size in (0, 1, 3_852, 3_853, 20_000):
        seed = chance.randbytes(32)
        recipients = [KINDS["key_record_make"](record_input(chance, longest=400))["record"] for _ in range(2)]
        payload = {
            "type": 2,
            "flags": chance.randrange(4),
            "track": 0,
            "day": chance.randrange(2**32),
            "sign_pk": sign_public_key(seed).hex(),
            "box_pk": chance.randbytes(32).hex(),
            "prev": chance.randbytes(32).hex(),
            "ack": [chance.randrange(2**32), chance.randbytes(32).hex()],
            "dir_hash": chance.randbytes(32).hex(),
            "body": chance.randbytes(size).hex(),
        }
        ctx = b"WBC1" + chance.randbytes(32) + bytes([chance.randrange(3), chance.randrange(16)]) + chance.randbytes(4)
        yield (
            "envelope_seal",
            {
                "ctx": ctx.hex(),
                "payload": payload,
                "sign_seed": seed.hex(),
                "recipients": [record[96:160] for record in recipients],
                "ck": chance.randbytes(32).hex(),
                "nonce": chance.randbytes(24).hex(),
                "esks": [chance.randbytes(32).hex() for _ in recipients],
            },
        )


def record_input(chance: random.Random, longest: int = 401) -> dict[str, Any]:
    """A key record that lives up to `longest` days; more than 400 are refused."""
    start = chance.randrange(20_000, 30_000)
    return {
        "role": chance.randrange(3, 7),
        "epoch": chance.randrange(1, 65_536),
        "not_before": start,
        "not_after": start + chance.randint(0, longest),
        "id_seed": chance.randbytes(32).hex(),
        "box_seed": chance.randbytes(32).hex(),
        "name": chance.choice(["Huis voor Klokkenluiders", "é", "😀", "e\u0301", "Carla; geen"]),
    }


def rules(chance: random.Random) -> Inputs:
    """Clocks, dates, padding, names of keys, registrations: random values of ordinary size."""
    for _ in range(150):
        day = chance.randrange(20_000, 30_000)
        sent = chance.choice([None, day_str(day + chance.randrange(-1, 12))])
        profile, extended = chance.choice([("employer", False), ("authority", False), ("authority", True)])
        yield "clocks", {"profile": profile, "receipt": day_str(day), "ack_sent": sent, "extended": extended}
        yield "atw_end", {"date": day_str(day)}
        yield "pad_len", {"n": chance.randrange(2 ** chance.randrange(1, 53))}
        yield "case_ref", {"case_id": chance.randbytes(16).hex()}
        yield "fingerprint", {"pk": chance.randbytes(32).hex()}
    for _ in range(30):
        yield "key_record_make", record_input(chance)
        yield (
            "register_sign",
            {
                "sign_seed": chance.randbytes(32).hex(),
                "org_id": chance.randbytes(16).hex(),
                "case_id": chance.randbytes(16).hex(),
                "locator": chance.randbytes(32).hex(),
                "self_kid": chance.randbytes(16).hex(),
                "track": chance.randrange(1, 5),
                "env_hash": chance.randbytes(32).hex(),
                "challenge": chance.randbytes(44).hex(),
            },
        )


def judged(number: int, kind: str, values: dict[str, Any]) -> dict[str, Any]:
    case = {"id": f"{kind}.{number}", "stage": 1, "kind": kind, "js": True, "in": values}
    try:
        return case | {"out": KINDS[kind](values)}
    except WbpError as error:
        return case | {"error": error.code}


def agree(run_node: Run, path: Path, inputs: Inputs) -> None:
    cases = [judged(number, kind, values) for number, (kind, values) in enumerate(inputs)]
    path.write_text(json.dumps({"schema": 1, "spec": "WBP/1", "cases": cases}), encoding="utf-8")
    result = run_node("crypto/js/conformance.js", path)
    differing = [line for line in result.stdout.splitlines() if line.startswith(("FAILED", "UNKNOWN"))]
    assert differing == [], (differing[:5], [case for case in cases if case["id"] == differing[0].split()[1]])
    assert result.returncode == 0, result.stderr
    assert f"run {len(cases)}," in result.stdout


SOURCES: list[Callable[[random.Random], Inputs]] = [
    broken_vectors,
    roots,
    directories,
    the_log,
    fresh_envelopes,
    rules,
]


def test_both_languages_judge_alike(run_node: Run, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    for source in SOURCES:
        agree(run_node, tmp_path / f"{source.__name__}.json", source(chance))


def test_the_examples_are_valid_and_broken_alike() -> None:
    chance = random.Random(1)
    verdicts = [judged(0, kind, values) for source in (roots, directories, the_log) for kind, values in source(chance)]
    codes = {case.get("error", "ok") for case in verdicts}
    assert {"ok", "format", "policy", "signature", "proof"} <= codes
