"""What the kinds of vector of stage 3 mean: consent, re-wrap records, packages, releases (PROTOCOL 11).

As in ``conformance_kinds``: from the ``in`` object to the whole ``out`` object; a named failure is raised.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from crypto import boxes, consent_make, consent_token, consent_verify, directory, keys, release, rewrap_make, tree
from crypto.consent_token import ConsentToken
from crypto.envelope_inspect import Context
from crypto.envelope_open import Opened
from crypto.primitives import kid_sign

Values = Mapping[str, Any]
_hex: Final = bytes.fromhex


def opened_out(opened: Opened) -> dict[str, Any]:
    """Return what a vector says of an opened message."""
    return {
        "type": opened.type,
        "flags": opened.flags,
        "track": opened.track,
        "day": opened.day,
        "sign_pk": opened.sign_pk.hex(),
        "box_pk": opened.box_pk.hex(),
        "prev": opened.prev.hex(),
        "ack_index": opened.ack_index,
        "ack_hash": opened.ack_hash.hex(),
        "dir_hash": opened.dir_hash.hex(),
        "body": opened.body.hex(),
        "env_hash": opened.env_hash.hex(),
    }


def _entry(values: Values | None) -> directory.Entry | None:
    """Make a directory entry of the few members that consent looks at."""
    if values is None:
        return None
    id_pk = _hex(values["id_pk"])
    record = keys.KeyRecord(
        raw=b"",
        role=keys.Role(values["role"]),
        epoch=1,
        not_before=values["not_before"],
        not_after=values["not_after"],
        id_pk=id_pk,
        box_pk=b"",
        kid_box=_hex(values["kid_box"]),
        kid_sign=kid_sign(id_pk),
    )
    return directory.Entry(record, values["status"], "")


def _token(v: Values) -> ConsentToken:
    return ConsentToken(
        purpose=consent_token.Purpose(v["purpose"]),
        flags=v["flags"],
        space=v["space"],
        duty=v["duty"],
        org_id=_hex(v["org"]),
        case_id=_hex(v["case_id"]),
        token_id=_hex(v["token_id"]),
        recipient_id=_hex(v["rcpt_id"]),
        recipient_kid=_hex(v["rcpt_kid"]),
        issued=v["issued"],
        expires=v["expires"],
        scope=_hex(v["scope"]),
        hash=_hex(v["hash"]),
    )


def _consent_make(v: Values) -> dict[str, Any]:
    scope = consent_token.scope_hash([_hex(env_hash) for env_hash in v["scope"]])
    token = _token({**v, "org": v["org_id"], "scope": scope.hex(), "hash": ""})
    raw = consent_make.sign_token(token, _hex(v["sign_seed"]))
    return {"token": raw.hex(), "hash": consent_token.parse_token(raw).hash.hex()}


def _consent_verify(v: Values) -> dict[str, Any]:
    ids = _hex(v["sign_pk"]), _hex(v["org_id"]), _hex(v["case_id"])
    token = consent_verify.verify_consent(_hex(v["token"]), *ids, v["today"], _entry(v["recipient"]))
    return {
        "purpose": int(token.purpose),
        "flags": token.flags,
        "space": token.space,
        "duty": token.duty,
        "org": token.org_id.hex(),
        "case_id": token.case_id.hex(),
        "token_id": token.token_id.hex(),
        "rcpt_id": token.recipient_id.hex(),
        "rcpt_kid": token.recipient_kid.hex(),
        "issued": token.issued,
        "expires": token.expires,
        "scope": token.scope.hex(),
        "hash": token.hash.hex(),
    }


def _rewrap_make(v: Values) -> dict[str, Any]:
    items = [rewrap_make.RewrapItem(_hex(env_hash), _hex(key)) for env_hash, key in v["items"]]
    wrapper = rewrap_make.Wrapper(_hex(v["org_id"]), _hex(v["case_id"]), _hex(v["wrap_seed"]))
    esks = [_hex(esk) for esk in v["esks"]]
    return {
        "rewrap": rewrap_make.make_rewrap_fixed(items, _hex(v["target_pk"]), _hex(v["token_id"]), wrapper, esks).hex()
    }


def _rewrap_verify(v: Values) -> dict[str, Any]:
    token = None if v["token"] is None else _token(v["token"])
    ids, pks = (_hex(v["org_id"]), _hex(v["case_id"])), (_hex(v["wrapper_pk"]), _hex(v["reporter_pk"]))
    info = consent_verify.verify_rewrap(_hex(v["rewrap"]), *ids, token, *pks)
    return {"kid": info.kid.hex(), "hash": info.hash.hex(), "count": info.count}


def _rewrap_open(v: Values) -> dict[str, Any]:
    own = boxes.BoxKeys.from_seed(_hex(v["box_seed"]))
    expect = v.get("expect_sender")
    opened = consent_make.open_rewrap(
        _hex(v["rewrap"]),
        _hex(v["envelope"]),
        Context.parse(_hex(v["ctx"])),
        (own,),
        None if expect is None else _hex(expect),
    )
    return opened_out(opened)


def _package_open(v: Values) -> dict[str, Any]:
    own = boxes.BoxKeys(_hex(v["box_pk"]), _hex(v["box_sk"]))
    me = _entry(v["me"])
    assert me is not None  # noqa: S101 - a vector without its opener asks nothing
    opened = consent_make.open_package(_hex(v["package"]), _hex(v["org_id"]), me, (own,), v["today"])
    return {
        "token_id": opened.token.token_id.hex(),
        "bodies": [message.body.hex() for message in opened.messages],
        "types": [message.type for message in opened.messages],
    }


def _release_allowed(v: Values) -> dict[str, Any]:
    missed = None if v["missed"] is None else tree.event_parse(_hex(v["missed"]))
    consent_verify.release_allowed(_token(v["token"]), missed, v["withdrawn"], v["disputed"], v["today"])
    return {"ok": 1}


def _release_verify(v: Values) -> dict[str, Any]:
    root = directory.verify_root_chain(v["root"])
    rewrap_hash = _hex(v["rewrap_hash"])
    found = release.verify_release(
        v["note"], root, _token(v["token"]), rewrap_hash, v["proof"], v["today"], v["report_day"]
    )
    return {"released": found.released, "missed": found.missed, "due": found.due}


CONSENT_KINDS: Final[Mapping[str, Callable[[Values], dict[str, Any]]]] = {
    "consent_make": _consent_make,
    "consent_verify": _consent_verify,
    "rewrap_make": _rewrap_make,
    "rewrap_verify": _rewrap_verify,
    "rewrap_open": _rewrap_open,
    "package_open": _package_open,
    "release_allowed": _release_allowed,
    "release_verify": _release_verify,
}
