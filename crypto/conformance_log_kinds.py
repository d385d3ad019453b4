"""What the kinds of vector of stage 2 mean: tracks, events, trees, checkpoints, proofs, receipts (PROTOCOL 11).

As in ``conformance_kinds``: from the ``in`` object to the whole ``out`` object; a named failure is raised.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from crypto import checkpoint, directory, duty, receipt, tlog_proof, tree

Values = Mapping[str, Any]
_hex: Final = bytes.fromhex


def _root(v: Values) -> directory.Root:
    return directory.verify_root_chain(v["root"])


def _path(v: Values) -> list[bytes]:
    return [_hex(node) for node in v["path"]]


def _track_verify(v: Values) -> dict[str, Any]:
    ids = _hex(v["sign_pk"]), _hex(v["org_id"]), _hex(v["case_id"])
    change = duty.verify_track(_hex(v["statement"]), *ids, v["current"], v["last_seq"])
    return {
        "track": int(change.track),
        "seq": change.seq,
        "ref": change.ref.hex(),
        "day": change.day,
        "hash": change.hash.hex(),
    }


def _event_parse(v: Values) -> dict[str, Any]:
    event = tree.event_parse(_hex(v["event"]))
    return {
        "type": int(event.type),
        "detail": event.detail,
        "track": event.track,
        "space": event.space,
        "org": event.org_id.hex(),
        "case_id": event.case_id.hex(),
        "day": event.day,
        "actor": event.actor.hex(),
        "ref": event.ref.hex(),
        "due": event.due,
        "prev": event.prev.hex(),
    }


def _commit(v: Values) -> dict[str, Any]:
    commitment = tree.commit(_hex(v["salt"]), _hex(v["event"]))
    return {"out": commitment.hex(), "leaf": tree.leaf_hash(tree.commitment_entry(commitment)).hex()}


def _batch_size(v: Values) -> dict[str, Any]:
    return {"out": tree.batch_size(v["n"])}


def _tree_root(v: Values) -> dict[str, Any]:
    return {"root": tree.root([tree.leaf_hash(_hex(entry)) for entry in v["entries"]]).hex()}


def _inclusion_verify(v: Values) -> dict[str, Any]:
    tree.verify_inclusion(_hex(v["leaf"]), v["index"], v["size"], _path(v), _hex(v["root"]))
    return {"ok": 1}


def _consistency_verify(v: Values) -> dict[str, Any]:
    tree.verify_consistency(v["m"], v["n"], _hex(v["r1"]), _hex(v["r2"]), _path(v))
    return {"ok": 1}


def _checkpoint_verify(v: Values) -> dict[str, Any]:
    found = checkpoint.verify_checkpoint(v["note"], _root(v), v.get("witnesses") or (), v.get("now") or 0)
    return {"size": found.size, "root": found.root.hex()}


def _tlog_proof_verify(v: Values) -> dict[str, Any]:
    entry = v.get("entry")
    proven = tlog_proof.verify_tlog_proof(v["proof"], _root(v), None if entry is None else _hex(entry))
    return {"event": None if proven.event is None else proven.event.hex()}


def _receipt_verify(v: Values) -> dict[str, Any]:
    ids = _hex(v["org_id"]), _hex(v["case_id"])
    found = receipt.verify(v["note"], _root(v), *ids, v["track"], _hex(v["subject"]), v["today"])
    return {"day": found.day, "due": found.due, "commit": found.commit.hex()}


LOG_KINDS: Final[Mapping[str, Callable[[Values], dict[str, Any]]]] = {
    "track_verify": _track_verify,
    "event_parse": _event_parse,
    "commit": _commit,
    "batch_size": _batch_size,
    "tree_root": _tree_root,
    "inclusion_verify": _inclusion_verify,
    "consistency_verify": _consistency_verify,
    "checkpoint_verify": _checkpoint_verify,
    "tlog_proof_verify": _tlog_proof_verify,
    "receipt_verify": _receipt_verify,
}
