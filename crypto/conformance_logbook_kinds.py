"""What the kinds of vector of a logbook mean: its keys, its opening, its entries, its receipts (PROTOCOL 3.5, 11).

As in ``conformance_kinds``: from the ``in`` object to the whole ``out`` object; a named failure is raised.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from crypto import challenge, codes, directory, logbook, logbook_receipt, primitives
from crypto.encoding import day_parse, day_str
from crypto.reporter import keys_of_root

Values = Mapping[str, Any]
_hex: Final = bytes.fromhex


def _derive(v: Values) -> dict[str, Any]:
    keys = logbook.derive_logbook(_hex(v["org_id"]), codes.parse_case_code(v["code"]), codes.normalise(v["phrase"]))
    return {
        "root": keys.root.hex(),
        "sign_pk": keys.sign_pk.hex(),
        "self_kid": keys.self_kid.hex(),
        "locator": keys.locator.hex(),
        "logbook_id": keys.case_id.hex(),
    }


def _sign(v: Values) -> dict[str, Any]:
    names = ("org_id", "logbook_id", "locator", "self_kid", "env_hash", "challenge")
    message = challenge.logbook_message(*(_hex(v[name]) for name in names))
    return {"signature": primitives.sign(_hex(v["sign_seed"]), "logbook", message).hex()}


def _entry_open(v: Values) -> dict[str, Any]:
    keys = keys_of_root(_hex(v["org_id"]), _hex(v["root"]))
    entry = logbook.open_entry(keys, v["position"], _hex(v["envelope"]))
    return {
        "text": entry.text,
        "day": day_str(entry.day),
        "codes": list(entry.codes),
        "written": day_str(entry.written),
        "prev": entry.prev.hex(),
        "env_hash": entry.env_hash.hex(),
    }


def _receipt_verify(v: Values) -> dict[str, Any]:
    root = directory.verify_root_chain(v["root"])
    ids = _hex(v["org_id"]), _hex(v["logbook_id"])
    today = None if v["today"] is None else day_parse(v["today"])
    day = logbook_receipt.verify(v["note"], root, *ids, v["position"], _hex(v["env_hash"]), today)
    return {"day": day_str(day)}


LOGBOOK_KINDS: Final[Mapping[str, Callable[[Values], dict[str, Any]]]] = {
    "logbook_derive": _derive,
    "logbook_sign": _sign,
    "logbook_entry_open": _entry_open,
    "logbook_receipt_verify": _receipt_verify,
}
