"""Random trees, proofs, receipts and statements: Python makes them, JavaScript reads them, and the other way round."""

import json
import random
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crypto import tree
from crypto.checkpoint import make_checkpoint
from crypto.conformance_kinds import KINDS
from crypto.duty import DutyKind, sign_duty
from crypto.errors import WbpError
from crypto.receipt import issue
from crypto.tlog_proof import make_tlog_proof
from crypto.track import sign_track
from crypto.tree import EventType
from tests.crypto import examples as ex

ROOM = Path(__file__).parents[2]
TWIN = Path(__file__).parent / "twin.mjs"

Job = dict[str, Any]


def _there(node: str, jobs: Sequence[Job]) -> list[Job]:
    command = [node, str(TWIN)]
    done = subprocess.run(command, input=json.dumps(jobs), capture_output=True, text=True, check=True, cwd=ROOM)
    answers: list[Job] = json.loads(done.stdout)
    return answers


def _here(job: Job) -> Job:
    try:
        return {"out": KINDS[job["kind"]](job["in"])}
    except WbpError as error:
        return {"error": error.code}


def _both(node: str, jobs: Sequence[Job]) -> list[Job]:
    answers = _there(node, jobs)
    assert answers == [_here(job) for job in jobs]
    return answers


def _hex(path: Sequence[bytes]) -> list[str]:
    return [node.hex() for node in path]


def test_roots_and_paths_of_random_trees_are_the_same(node: str) -> None:
    chance = random.Random(9162)
    jobs: list[Job] = []
    expected = []
    for _ in range(60):
        leaves = [chance.randbytes(32) for _ in range(chance.randrange(1, 80))]
        index, older = chance.randrange(len(leaves)), chance.randrange(1, len(leaves) + 1)
        jobs.append({"fresh": "tree", "in": {"leaves": _hex(leaves), "index": index, "older": older}})
        paths = tree.inclusion(index, leaves), tree.consistency(older, leaves)
        expected.append({"root": tree.root(leaves).hex(), "inclusion": _hex(paths[0]), "consistency": _hex(paths[1])})

    assert [answer["out"] for answer in _there(node, jobs)] == expected


def test_both_believe_the_same_paths(node: str) -> None:
    """Good ones, and ones with another number, node or length; in trees of up to a thousand million leaves."""
    chance = random.Random(6962)
    jobs: list[Job] = []
    for _ in range(300):
        size = chance.choice((chance.randrange(2, 70), chance.randrange(2, 2 ** chance.randrange(2, 34))))
        nodes: dict[tuple[int, int], bytes] = {}

        def lookup(level: int, index: int, nodes: dict[tuple[int, int], bytes] = nodes) -> bytes:
            return nodes.setdefault((level, index), chance.randbytes(32))

        index = chance.randrange(size)
        leaf, path = lookup(0, index), tree.inclusion_from(index, size, lookup)
        whole = _climbed(leaf, index, size, path)
        values = {"leaf": leaf.hex(), "index": index, "size": size, "path": _hex(path), "root": whole.hex()}
        jobs.append({"kind": "inclusion_verify", "in": values})
        change = chance.choice(
            (
                {"index": chance.randrange(size + 1)},
                {"size": size + chance.choice((-1, 1))},
                {"path": _hex(path[1:])},
                {"path": _hex((*path, leaf))},
                {"root": leaf.hex()},
            )
        )
        jobs.append({"kind": "inclusion_verify", "in": values | change})
    answers = _both(node, jobs)

    assert all("out" in answer for answer in answers[::2])
    assert sum("error" in answer for answer in answers) > 200


def _climbed(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that a path leads to."""
    at, last, digest = index, size - 1, leaf
    for sibling in path:
        while at == last and at % 2 == 0:
            at, last = at // 2, last // 2
        digest = tree.node_hash(sibling, digest) if at % 2 else tree.node_hash(digest, sibling)
        at, last = at // 2, last // 2
    return digest


def test_both_believe_the_same_growth(node: str) -> None:
    chance = random.Random(4)
    jobs: list[Job] = []
    for _ in range(250):
        leaves = [chance.randbytes(32) for _ in range(chance.randrange(2, 80))]
        older = chance.randrange(1, len(leaves) + 1)
        roots = {"r1": tree.root(leaves[:older]).hex(), "r2": tree.root(leaves).hex()}
        path = tree.consistency(older, leaves)
        values = {"m": older, "n": len(leaves), **roots, "path": _hex(path)}
        jobs.append({"kind": "consistency_verify", "in": values})
        change = chance.choice(
            (
                {"m": chance.randrange(len(leaves) + 2)},
                {"n": chance.randrange(2**33)},
                {"path": _hex(path[1:])},
                {"path": _hex((*path, leaves[0]))},
                {"r1": roots["r2"]},
                {"r2": roots["r1"]},
            )
        )
        jobs.append({"kind": "consistency_verify", "in": values | change})
    answers = _both(node, jobs)

    assert all("out" in answer for answer in answers[::2])
    assert sum("error" in answer for answer in answers) > 150


def _event(chance: random.Random) -> bytes:
    track = chance.randrange(1, 5)
    kind = chance.choice((EventType.RECEIVED, EventType.TRACK))
    due = ex.TODAY + 7 if track > 1 else 0
    ids = ex.anna().org_id, ex.anna().case_id
    return tree.event_make(kind, track, 0, *ids, ex.TODAY, ref=chance.randbytes(32), due=due)


def test_receipts_and_proofs_of_random_events_are_read_alike(node: str) -> None:
    chance = random.Random(5)
    jobs: list[Job] = []
    root = [ex.root_note()]
    for _ in range(60):
        raw, salt = _event(chance), chance.randbytes(32)
        event = tree.event_parse(raw)
        note = issue(raw, salt, ex.LOG_SIGNER.name, ex.TODAY + chance.randrange(3), ex.RECEIPT_SIGNER)
        sent = {"org_id": event.org_id.hex(), "case_id": event.case_id.hex(), "subject": event.ref.hex()}
        today = ex.TODAY + chance.randrange(-3, 4)
        about = {"root": root, **sent, "track": chance.choice((event.track, event.track, 2)), "today": today}
        jobs.append({"kind": "receipt_verify", "in": {**about, "note": note}})
        lines = note.split("\n")
        at = chance.randrange(len(lines) - 1)
        torn = "\n".join(lines[:at] + lines[at + 1 :])
        jobs.append({"kind": "receipt_verify", "in": {**about, "note": torn}})
        entries = [*(chance.randbytes(36) for _ in range(chance.randrange(20))), b""]
        place = chance.randrange(len(entries))
        entries[place] = tree.commitment_entry(tree.commit(salt, raw))
        leaves = [tree.leaf_hash(entry) for entry in entries]
        signed = make_checkpoint(len(leaves), tree.root(leaves), ex.LOG_SIGNER)
        shown = salt if chance.random() < 0.7 else bytes(32)
        proof = make_tlog_proof(place, tree.inclusion(place, leaves), signed, (shown, raw))
        jobs.append({"kind": "tlog_proof_verify", "in": {"root": root, "proof": proof}})
        jobs.append({"kind": "checkpoint_verify", "in": {"root": root, "note": signed}})
        jobs.append({"kind": "commit", "in": {"salt": salt.hex(), "event": raw.hex()}})
        jobs.append({"kind": "event_parse", "in": {"event": raw.hex()}})
    answers = _both(node, jobs)

    assert {answer.get("error") for answer in answers} >= {None, "format", "policy", "proof"}
    assert sum("out" in answer for answer in answers[::6]) > 10


def test_statements_of_every_kind_are_read_alike(node: str) -> None:
    chance = random.Random(6)
    ids = ex.anna().org_id, ex.anna().case_id
    said = {"org_id": ids[0].hex(), "case_id": ids[1].hex()}
    jobs: list[Job] = []
    for kind in DutyKind:
        for _ in range(6):
            flags = int(kind == DutyKind.ROUTED_EXTERNAL and chance.random() < 0.5)
            detail = chance.randrange(1, 6) if kind == DutyKind.NOT_A_REPORT else 0
            days = chance.randrange(2**32), chance.randrange(2**32)
            raw = sign_duty(kind, flags, chance.randrange(16), *ids, ex.VERA_ID, chance.randbytes(32), *days, detail)
            broken = bytearray(raw)
            broken[chance.choice((*range(8), *range(176)))] ^= 1 << chance.randrange(8)
            allowed = {str(int(kind)): [ex.vera().id_pk.hex()]}
            jobs += [
                {"kind": "duty_verify", "in": {**said, "statement": bytes(one).hex(), "allowed": allowed}}
                for one in (raw, broken)
            ]
    for _ in range(60):
        change = sign_track(
            chance.randrange(1, 5), chance.randrange(1, 4), *ids, chance.randbytes(32), ex.TODAY, ex.anna().sign_seed
        )
        state = {"sign_pk": ex.anna().sign_pk.hex(), "current": chance.randrange(1, 5), "last_seq": chance.randrange(3)}
        jobs.append({"kind": "track_verify", "in": {**said, **state, "statement": change.hex()}})
    answers = _both(node, jobs)

    assert all("out" in answer for answer in answers[: len(DutyKind) * 12 : 2])
    assert {answer.get("error") for answer in answers} == {None, "format", "sender", "policy", "signature"}


def test_what_javascript_signs_python_believes(node: str) -> None:
    ids = {"org_id": ex.anna().org_id.hex(), "case_id": ex.anna().case_id.hex()}
    seed = {"seed": ex.anna().sign_seed.hex(), "ref": ex.seed("ref").hex(), "day": ex.TODAY}
    made = _there(
        node,
        [
            {"fresh": "track", "in": {**ids, **seed, "track": 2, "seq": 1}},
            {"fresh": "contest", "in": {**ids, **seed}},
        ],
    )
    ours = ex.anna().org_id, ex.anna().case_id
    reference = ex.seed("ref"), ex.TODAY

    assert made[0]["out"]["raw"] == sign_track(2, 1, *ours, *reference, ex.anna().sign_seed).hex()
    assert made[1]["out"]["raw"] == sign_duty(9, 0, 0, *ours, ex.anna().sign_seed, *reference, 0).hex()
