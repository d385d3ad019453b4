"""What each kind of vector means in terms of this implementation (PROTOCOL 11). Used by ``conformance`` alone.

The kinds of the log, of receipts and of changes of track stand in ``conformance_log_kinds``, those of consent in
``conformance_consent_kinds``, those of a logbook in ``conformance_logbook_kinds``.

A kind is a function from the ``in`` object to the whole ``out`` object; a named failure is raised. Bytes are
lower-case hex, dates ISO, days integers, absent members null.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from crypto import (
    boxes,
    challenge,
    codes,
    directory,
    drill,
    duty,
    envelope_inspect,
    envelope_open,
    envelope_seal,
    keys,
    message,
    note,
    padding,
    primitives,
    reporter,
    vault,
)
from crypto.conformance_consent_kinds import CONSENT_KINDS, opened_out
from crypto.conformance_log_kinds import LOG_KINDS
from crypto.conformance_logbook_kinds import LOGBOOK_KINDS

Values = Mapping[str, Any]
Kind = Callable[[Values], dict[str, Any]]
_hex: Final = bytes.fromhex


def _optional(values: Values, name: str) -> bytes | None:
    text = values.get(name)
    return None if text is None else _hex(text)


def _hash(v: Values) -> dict[str, Any]:
    return {"out": primitives.hash_(v["label"], _hex(v["data"])).hex()}


def _kdf(v: Values) -> dict[str, Any]:
    return {"out": primitives.kdf(_hex(v["key"]), v["label"], _hex(v["info"])).hex()}


def _code_encode(v: Values) -> dict[str, Any]:
    code = codes.encode_symbols(v["symbols"])
    return {"code": code, "printed": codes.grouped(code)}


def _case_code_parse(v: Values) -> dict[str, Any]:
    return {"code": codes.parse_case_code(v["text"]).symbols}


def _recovery_code_parse(v: Values) -> dict[str, Any]:
    return {"code": codes.parse_recovery_code(v["text"]).symbols}


def _fingerprint(v: Values) -> dict[str, Any]:
    return {"out": codes.fingerprint(_hex(v["pk"]))}


def _kid(v: Values) -> dict[str, Any]:
    pk = _hex(v["pk"])
    return {"box": primitives.kid_box(pk).hex(), "sign": primitives.kid_sign(pk).hex()}


def _case_ref(v: Values) -> dict[str, Any]:
    return {"out": codes.case_ref(_hex(v["case_id"]))}


def _pin_encode(v: Values) -> dict[str, Any]:
    return {"out": codes.pin_encode(_hex(v["org_id"]))}


def _pin_parse(v: Values) -> dict[str, Any]:
    return {"org_id": codes.pin_parse(v["text"]).hex()}


def _normalise(v: Values) -> dict[str, Any]:
    return {"text": codes.normalise(v["text"]).text}


def _pad_len(v: Values) -> dict[str, Any]:
    return {"out": padding.pad_len(v["n"])}


def _box_seal(v: Values) -> dict[str, Any]:
    return {"out": boxes.box_seal_fixed(_hex(v["m"]), _hex(v["pk"]), _hex(v["esk"])).hex()}


def _box_open(v: Values) -> dict[str, Any]:
    return {"m": boxes.box_open(_hex(v["c"]), boxes.BoxKeys.from_seed(_hex(v["box_seed"]))).hex()}


def _ed25519_verify(v: Values) -> dict[str, Any]:
    primitives.verify_raw(_hex(v["pk"]), _hex(v["m"]), _hex(v["sig"]))
    return {"ok": 1}


def _pow_check(v: Values) -> dict[str, Any]:
    return {"ok": challenge.pow_ok(_hex(v["challenge"]), v["counter"])}


def _challenge_redeem(v: Values) -> dict[str, Any]:
    spent = challenge.SpentChallenges()
    for used in v.get("used") or ():
        spent.spend(_hex(used))
    challenge.redeem(_hex(v["challenge"]), v["kind"], _hex(v["locator"]), _hex(v["k_chal"]), v["now"], spent)
    return {"ok": 1}


def _locator_tag(v: Values) -> dict[str, Any]:
    return {"out": challenge.locator_tag(_hex(v["k_loc"]), _hex(v["locator"])).hex()}


def _reporter_derive(v: Values) -> dict[str, Any]:
    org_id, code = _hex(v["org_id"]), codes.parse_case_code(v["code"])
    derived = reporter.derive(org_id, code, codes.normalise(v["phrase"]))
    return {
        "salt": reporter.derive_salt(org_id, code).hex(),
        "root": derived.root.hex(),
        "box_pk": derived.box_pk.hex(),
        "box_sk": derived.box.box_sk.hex(),
        "sign_pk": derived.sign_pk.hex(),
        "locator": derived.locator.hex(),
        "case_id": derived.case_id.hex(),
    }


def _login_sign(v: Values) -> dict[str, Any]:
    signed = challenge.login_message(_hex(v["org_id"]), _hex(v["locator"]), _hex(v["challenge"]))
    return {"signature": primitives.sign(_hex(v["sign_seed"]), "login", signed).hex()}


def _register_sign(v: Values) -> dict[str, Any]:
    env_hash = _optional(v, "env_hash") or envelope_inspect.env_hash(_hex(v["envelope"]))
    signed = challenge.registration_message(
        _hex(v["org_id"]),
        _hex(v["case_id"]),
        _hex(v["locator"]),
        _hex(v["self_kid"]),
        v["track"],
        env_hash,
        _hex(v["challenge"]),
    )
    return {"signature": primitives.sign(_hex(v["sign_seed"]), "register", signed).hex()}


def _state_seal(v: Values) -> dict[str, Any]:
    root, org_id, case_id = _hex(v["root"]), _hex(v["org_id"]), _hex(v["case_id"])
    return {"blob": reporter.seal_state_fixed(root, org_id, case_id, v["json"], _hex(v["nonce"])).hex()}


def _state_open(v: Values) -> dict[str, Any]:
    root, org_id, case_id = _hex(v["root"]), _hex(v["org_id"]), _hex(v["case_id"])
    return {"json": reporter.open_state_raw(root, org_id, case_id, _hex(v["blob"]))}


def _key_record_make(v: Values) -> dict[str, Any]:
    seeds = _hex(v["id_seed"]), _hex(v["box_seed"])
    record = keys.make_record(v["role"], v["epoch"], v["not_before"], v["not_after"], *seeds, v["name"])
    return {"record": record.hex()}


def _key_record_verify(v: Values) -> dict[str, Any]:
    record = keys.verify_record(_hex(v["record"]), v.get("name"), v.get("today"))
    return {
        "role": int(record.role),
        "epoch": record.epoch,
        "not_before": record.not_before,
        "not_after": record.not_after,
        "id_pk": record.id_pk.hex(),
        "box_pk": record.box_pk.hex(),
        "kid_box": record.kid_box.hex(),
        "kid_sign": record.kid_sign.hex(),
    }


def _envelope_seal(v: Values) -> dict[str, Any]:
    payload = v["payload"]
    ack = payload.get("ack")
    content = message.Message(
        type=payload["type"],
        flags=payload["flags"],
        track=payload["track"],
        day=payload["day"],
        prev=_hex(payload["prev"]),
        ack_index=message.ACK_NONE if ack is None else ack[0],
        ack_hash=message.NO_HASH if ack is None else _hex(ack[1]),
        dir_hash=_hex(payload["dir_hash"]),
        body=_hex(payload["body"]),
    )
    envelope = envelope_seal.seal_fixed(
        envelope_inspect.Context.parse(_hex(v["ctx"])),
        content,
        envelope_seal.Sender(_hex(v["sign_seed"]), _hex(payload["box_pk"])),
        envelope_seal.Recipients(tuple(_hex(pk) for pk in v["recipients"])),
        envelope_seal.Randomness(_hex(v["ck"]), _hex(v["nonce"]), tuple(_hex(esk) for esk in v["esks"])),
    )
    return {"envelope": envelope.hex(), "env_hash": envelope_inspect.env_hash(envelope).hex()}


def _envelope_open(v: Values) -> dict[str, Any]:
    context = envelope_inspect.Context.parse(_hex(v["ctx"]))
    own = boxes.BoxKeys.from_seed(_hex(v["box_seed"]))
    opened = envelope_open.open_(_hex(v["envelope"]), context, (own,), _optional(v, "expect_sender"))
    return opened_out(opened)


def _envelope_inspect(v: Values) -> dict[str, Any]:
    info = envelope_inspect.inspect(_hex(v["envelope"]))
    return {
        "kids": [kid.hex() for kid in info.kids],
        "ct_len": info.ct_len,
        "length": info.length,
        "env_hash": info.env_hash.hex(),
    }


def _vault_keys(v: Values) -> dict[str, Any]:
    master = vault.master_key(v["password"], _hex(v["salt"]))
    code = codes.parse_recovery_code(v["recovery_code"])
    recovery = vault.recovery_keys(_hex(v["realm_id"]), _hex(v["account_id"]), code)
    return {
        "master": master.hex(),
        "auth": vault.auth_secret(master).hex(),
        "recovery_wrap": recovery.wrap.hex(),
        "recovery_auth": recovery.auth.hex(),
    }


def _vault_seal(v: Values) -> dict[str, Any]:
    rnd = _hex(v["rnd"])
    randomness = vault.Randomness(rnd[:32], (rnd[32:56], rnd[56:80], rnd[80:104]))
    account_id, salt, master = _hex(v["account_id"]), _hex(v["salt"]), _hex(v["master"])
    share, recovery_wrap = _hex(v["server_share"]), _hex(v["recovery_wrap"])
    blob = vault.seal_vault_fixed(v["json"], account_id, salt, master, share, recovery_wrap, randomness)
    return {"blob": blob.hex()}


def _vault_open(v: Values) -> dict[str, Any]:
    blob, account_id = _hex(v["blob"]), _hex(v["account_id"])
    recovery_wrap = _optional(v, "recovery_wrap")
    if recovery_wrap is not None:
        return {"json": vault.recover_vault(blob, account_id, recovery_wrap).json}
    return {"json": vault.open_vault(blob, account_id, _hex(v["master"]), _hex(v["server_share"])).json}


def _note_open(v: Values) -> dict[str, Any]:
    _, signers = note.open_note(v["note"], [note.parse_vkey(vkey) for vkey in v["vkeys"]])
    return {"signed": [signer.text for signer in signers]}


def _root_verify(v: Values) -> dict[str, Any]:
    root = directory.verify_root_chain(v["notes"], _optional(v, "pinned"))
    return {
        "org_id": root.org_id.hex(),
        "version": root.version,
        "threshold": root.threshold,
        "single": root.single_signer,
        "practice": root.practice,
        "quorum": root.quorum,
    }


def _directory(v: Values, name: str) -> directory.Directory:
    root = directory.verify_root_chain(v["root"])
    existing = bool(v.get("existing"))
    return directory.verify_directory(v[name], root, v["today"], v.get("min_version") or 1, v.get("proof"), existing)


def _directory_verify(v: Values) -> dict[str, Any]:
    verified = _directory(v, "note")
    return {
        "version": verified.version,
        "hash": verified.dir_hash.hex(),
        "expired": verified.expired,
        "nojs": verified.nojs,
        "selfcopy": verified.selfcopy,
        "kids": [entry.record.kid_box.hex() for entry in verified.entries],
        "status": [entry.state for entry in verified.entries],
    }


def _report_policy(v: Values) -> dict[str, Any]:
    info = envelope_inspect.inspect(_hex(v["envelope"]))
    verified = _directory(v, "directory")
    self_kid, existing = _hex(v["self_kid"]), bool(v.get("existing"))
    kid = directory.check_report_policy(info, verified, self_kid, v["space"], v["today"], existing)
    return {"assignee": kid.hex()}


def _clocks(v: Values) -> dict[str, Any]:
    ack_sent = v.get("ack_sent")
    limits = duty.clocks(
        v["profile"],
        dt.date.fromisoformat(v["receipt"]),
        None if ack_sent is None else dt.date.fromisoformat(ack_sent),
        bool(v.get("extended")),
    )
    return {
        "ack_limit": limits.ack_limit.isoformat(),
        "ack_atw": limits.ack_atw.isoformat(),
        "feedback_limit": limits.feedback_limit.isoformat(),
        "feedback_atw": limits.feedback_atw.isoformat(),
    }


def _atw_end(v: Values) -> dict[str, Any]:
    return {"out": duty.atw_end(dt.date.fromisoformat(v["date"])).isoformat()}


def _duty_make(v: Values) -> dict[str, Any]:
    statement = duty.sign_duty(
        v["kind"],
        v["flags"],
        v["space"],
        _hex(v["org_id"]),
        _hex(v["case_id"]),
        _hex(v["actor_seed"]),
        _hex(v["ref"]),
        v["day"],
        v["due"],
        v.get("detail") or 0,
    )
    return {"statement": statement.hex(), "hash": primitives.hash_("duty", statement).hex()}


def _duty_verify(v: Values) -> dict[str, Any]:
    allowed = {int(kind): {_hex(pk) for pk in pks} for kind, pks in v["allowed"].items()}
    statement = duty.verify_duty(_hex(v["statement"]), allowed, _hex(v["org_id"]), _hex(v["case_id"]))
    return {
        "kind": statement.kind,
        "flags": statement.flags,
        "space": statement.space,
        "detail": statement.detail,
        "org": statement.org_id.hex(),
        "case_id": statement.case_id.hex(),
        "actor": statement.actor.hex(),
        "ref": statement.ref.hex(),
        "day": statement.day,
        "due": statement.due,
        "hash": statement.hash.hex(),
    }


def _drill_make(v: Values) -> dict[str, Any]:
    made = drill.make_fixed(_hex(v["org_id"]), _hex(v["box_pk"]), v["month"], _hex(v["secret"]), _hex(v["esk"]))
    return {"sealed": made.sealed.hex(), "kept": made.kept.hex()}


def _drill_open(v: Values) -> dict[str, Any]:
    keys = boxes.BoxKeys.from_seed(_hex(v["box_seed"]))
    answer = drill.open_(_hex(v["sealed"]), keys, _hex(v["org_id"]), v["month"])
    return {"answer": answer.hex()}


KINDS: Final[Mapping[str, Kind]] = {
    "hash": _hash,
    "kdf": _kdf,
    "code_encode": _code_encode,
    "case_code_parse": _case_code_parse,
    "recovery_code_parse": _recovery_code_parse,
    "fingerprint": _fingerprint,
    "kid": _kid,
    "case_ref": _case_ref,
    "pin_encode": _pin_encode,
    "pin_parse": _pin_parse,
    "normalise": _normalise,
    "pad_len": _pad_len,
    "box_seal": _box_seal,
    "box_open": _box_open,
    "drill_make": _drill_make,
    "drill_open": _drill_open,
    "ed25519_verify": _ed25519_verify,
    "pow_check": _pow_check,
    "challenge_redeem": _challenge_redeem,
    "locator_tag": _locator_tag,
    "reporter_derive": _reporter_derive,
    "login_sign": _login_sign,
    "register_sign": _register_sign,
    "state_seal": _state_seal,
    "state_open": _state_open,
    "key_record_make": _key_record_make,
    "key_record_verify": _key_record_verify,
    "envelope_seal": _envelope_seal,
    "envelope_open": _envelope_open,
    "envelope_inspect": _envelope_inspect,
    "vault_keys": _vault_keys,
    "vault_seal": _vault_seal,
    "vault_open": _vault_open,
    "note_open": _note_open,
    "root_verify": _root_verify,
    "directory_verify": _directory_verify,
    "report_policy": _report_policy,
    "clocks": _clocks,
    "atw_end": _atw_end,
    "duty_make": _duty_make,
    "duty_verify": _duty_verify,
    **LOG_KINDS,
    **CONSENT_KINDS,
    **LOGBOOK_KINDS,
}
