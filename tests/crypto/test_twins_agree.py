"""Python and JavaScript are one protocol: each opens what the other sealed, and both refuse alike.

Hundreds of edited vectors go through both; the whole output must be equal, or the named failure.
"""

import json
import random
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crypto import boxes, codes, conformance_kinds, envelope_open, envelope_seal, reporter, vault
from crypto.conformance import HIGHEST_STAGE_BUILT
from crypto.encoding import day_str
from crypto.errors import WbpError
from crypto.padding import pad
from crypto.primitives import kdf, sign, sign_public_key
from tests.crypto import examples as ex

ROOM = Path(__file__).parents[2]
TWIN = Path(__file__).parent / "twin.mjs"
VECTORS = ROOM / "tests" / "vectors" / "public.json"
COSTLY = {"reporter_derive", "vault_keys"}  # Argon2id: 0.3 and 0.9 s each over there
EDITS_PER_VECTOR = 2

Job = dict[str, Any]
Answer = dict[str, Any]


def _ask(node: str, jobs: list[Job]) -> list[Answer]:
    done = subprocess.run(
        [node, str(TWIN)], input=json.dumps(jobs), capture_output=True, text=True, check=True, cwd=ROOM
    )
    answers: list[Answer] = json.loads(done.stdout)
    assert len(answers) == len(jobs)
    return answers


def _here(job: Job) -> Answer:
    try:
        return {"out": conformance_kinds.KINDS[job["kind"]](job["in"])}
    except WbpError as error:
        return {"error": error.code}


def _assert_agreement(node: str, jobs: list[Job]) -> list[Answer]:
    there = _ask(node, jobs)
    for job, answer in zip(jobs, there, strict=True):
        assert answer == _here(job), job
    return there


# Small numbers around every limit, and those at which 32 bits end.
NUMBERS = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 15, 16, 255, 256, 400, 401, 65_535, 65_536, 2**31, 2**32 - 1]
LETTERS = "aZ0 ;+-%\n\t\u00e9\u0301\u2014\ufeff\U0001f600\u0085OIlLU\r"


def _edit_hex(text: str, chance: random.Random) -> str:
    data = bytearray.fromhex(text)
    at = chance.randrange(len(data) + 1)
    match chance.randrange(6):
        case 0:
            del data[at:]
        case 1:
            data += bytes(chance.randrange(1, 3))
        case 2:
            data[at:at] = bytes((chance.randrange(256),))
        case _ if data:
            # Most fields of interest stand in front.
            at = chance.choice((at % len(data), chance.randrange(min(16, len(data))), -1))
            data[at] ^= 1 << chance.randrange(8)
    return data.hex()


def _edit_text(text: str, chance: random.Random) -> str:
    at, letter = chance.randrange(len(text) + 1), chance.choice(LETTERS)
    lines = text.split("\n")
    line = chance.randrange(len(lines))
    return chance.choice(
        (
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1 :],
            text[:at] + text[at : at + 1].swapcase() + text[at + 1 :],
            "\n".join(lines[:line] + lines[line + 1 :]),
            "\n".join(lines[: line + 1] + lines[line:]),
        )
    )


def _edited(value: Any, chance: random.Random, *, is_hex: bool) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return chance.choice((*NUMBERS, value + 1, max(value - 1, 0)))
    if isinstance(value, str):
        return _edit_hex(value, chance) if is_hex else _edit_text(value, chance)
    if isinstance(value, list) and value:
        at = chance.randrange(len(value))
        return chance.choice(
            (
                [*value[:at], _edited(value[at], chance, is_hex=is_hex), *value[at + 1 :]],
                value[::-1],
                [*value, value[at]],
                value[:at] + value[at + 1 :],
            )
        )
    return value


TEXT_MEMBERS = {
    "label",
    "text",
    "code",
    "phrase",
    "json",
    "name",
    "note",
    "notes",
    "root",
    "vkeys",
    "password",
    "proof",
}
# What these are given comes from our own client, with types that have no other value.
TYPED = {"consent_make", "rewrap_make"}
WITH_ROOT_NOTES = {"root_verify", "directory_verify", "checkpoint_verify", "tlog_proof_verify", "receipt_verify"}
WITH_ROOT_NOTES |= {"release_verify"}
# Not edited: what a harness reads, the lengths of keys that a program and no person hands over, and what is
# compared on its own further down.
KEPT = {"ctx", "profile", "receipt", "ack_sent", "date", "allowed", "kind", "recovery_code", "recipients"}
# Stage 3 hands over what was read before, as values of our own types: entries of a list, tokens.
PARSED = {"recipient", "me", "token"}
KEPT |= {"rnd", "esks", "ck", "nonce", "vkeys", "master", "server_share", "recovery_wrap"}


def _edited_vectors(chance: random.Random) -> list[Job]:
    jobs = []
    for case in json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]:
        if case["stage"] > HIGHEST_STAGE_BUILT or not case["js"] or case["kind"] in COSTLY | TYPED:
            continue
        for _ in range(EDITS_PER_VECTOR):
            values = dict(case["in"])
            parsed = {name for name in PARSED if isinstance(values.get(name), dict)}
            names = sorted(name for name, value in values.items() if value not in (None, []))
            names = [name for name in names if name not in KEPT | parsed]
            if names:
                name = chance.choice(names)
                is_note = case["kind"] in WITH_ROOT_NOTES
                is_text = name in TEXT_MEMBERS and not (name == "root" and not is_note)
                if isinstance(values[name], dict):
                    inner = chance.choice([key for key in values[name] if values[name][key] is not None])
                    is_hex = inner not in TEXT_MEMBERS
                    edited = _edited(values[name][inner], chance, is_hex=is_hex) if inner != "ack" else None
                    values[name] = {**values[name], inner: edited}
                else:
                    values[name] = _edited(values[name], chance, is_hex=not is_text)
            jobs.append({"kind": case["kind"], "in": values})
    return jobs


def test_edited_vectors_end_alike(node: str) -> None:
    jobs = _edited_vectors(random.Random(20_261_122))
    answers = _assert_agreement(node, jobs)
    codes_seen = {answer.get("error") for answer in answers}

    assert len(jobs) > 500
    assert codes_seen >= {
        None, "format", "checksum", "not-recipient", "decrypt", "sender", "signature", "policy", "key", "proof",
    }  # fmt: skip


def test_words_are_read_alike(node: str) -> None:
    """Random Unicode around seven words; only characters this Python knows, as tables differ by year."""
    chance = random.Random(7)
    known = [chr(n) for n in range(0x2_0000) if unicodedata.category(chr(n)) not in {"Cn", "Cs", "Co"}]
    marks = [c for c in known if unicodedata.category(c).startswith("M")]
    texts = []
    for _ in range(1_500):
        words = [
            "".join(chance.choices("abcXYZ\u00e9\u0130\u212a\ufb01\uff21", k=chance.randrange(1, 5))) for _ in range(7)
        ]
        glue = [chance.choice(known) + chance.choice((" ", "", chance.choice(marks))) for _ in range(7)]
        texts.append("".join(word + chance.choice((" ", end)) for word, end in zip(words, glue, strict=True)))

    answers = _assert_agreement(node, [{"kind": "normalise", "in": {"text": text}} for text in texts])
    assert 100 < sum("out" in answer for answer in answers) < 1_500


def test_clocks_and_numbers_agree(node: str) -> None:
    chance = random.Random(20)
    jobs: list[Job] = []
    for _ in range(400):
        receipt = chance.randrange(18_000, 26_000)
        dates = {
            "receipt": day_str(receipt),
            "ack_sent": chance.choice((None, day_str(receipt + chance.randrange(-1, 30)))),
        }
        profile = chance.choice(("employer", "employer", "authority", "other"))
        jobs.append({"kind": "clocks", "in": {"profile": profile, **dates, "extended": chance.random() < 0.2}})
        jobs.append({"kind": "atw_end", "in": {"date": day_str(receipt)}})
        jobs.append({"kind": "pad_len", "in": {"n": chance.randrange(2 ** chance.randrange(1, 53))}})
        org_id = chance.randbytes(16)
        jobs.append({"kind": "pin_encode", "in": {"org_id": org_id.hex()}})
        jobs.append({"kind": "pin_parse", "in": {"text": codes.pin_encode(org_id)}})
        jobs.append({"kind": "fingerprint", "in": {"pk": chance.randbytes(32).hex()}})
        jobs.append({"kind": "case_code_parse", "in": {"text": codes.new_case_code().printed}})
    _assert_agreement(node, jobs)


@pytest.mark.parametrize("text", ["", ex.TEXT, "x" * 3_900])
def test_what_python_sealed_javascript_opens(node: str, text: str) -> None:
    anna = ex.anna()
    state = reporter.seal_state(anna, json.dumps({"text": text})[:4_000])
    sealed = ex.sealed(text.encode())
    keys = ex.seed("master"), ex.seed("share"), ex.seed("recovery")
    blob = vault.seal_vault(text, bytes(16), bytes(16), *keys)
    opened_vault = {"blob": blob.hex(), "account_id": bytes(16).hex()}
    answers = _assert_agreement(
        node,
        [
            {
                "kind": "envelope_open",
                "in": {
                    "envelope": sealed.hex(),
                    "ctx": ex.context().encode().hex(),
                    "box_seed": ex.seed("vera box").hex(),
                    "expect_sender": None,
                },
            },
            {"kind": "envelope_inspect", "in": {"envelope": sealed.hex()}},
            {
                "kind": "state_open",
                "in": {
                    "root": anna.root.hex(),
                    "org_id": anna.org_id.hex(),
                    "case_id": anna.case_id.hex(),
                    "blob": state.hex(),
                },
            },
            {"kind": "vault_open", "in": {**opened_vault, "master": keys[0].hex(), "server_share": keys[1].hex()}},
            {"kind": "vault_open", "in": {**opened_vault, "recovery_wrap": keys[2].hex()}},
            {
                "kind": "box_open",
                "in": {
                    "c": boxes.box_seal(text.encode(), ex.VERA_BOX.box_pk).hex(),
                    "box_seed": ex.seed("vera box").hex(),
                },
            },
            {"kind": "root_verify", "in": {"notes": [ex.root_note(), ex.second_root_note()], "pinned": None}},
            {
                "kind": "directory_verify",
                "in": {"root": [ex.root_note()], "note": ex.directory_note(), "today": ex.TODAY, "min_version": 4},
            },
        ],
    )

    assert all("out" in answer for answer in answers)
    assert bytes.fromhex(answers[0]["out"]["body"]).decode() == text


@pytest.mark.parametrize("text", ["", ex.TEXT, "x" * 3_900])
def test_what_javascript_sealed_python_opens(node: str, text: str) -> None:
    anna = ex.anna()
    master, share, recovery = ex.seed("master"), ex.seed("share"), ex.seed("recovery")
    content = {"v": 1, "text": text}
    box, state, sealed_vault, envelope = _ask(
        node,
        [
            {"fresh": "box", "in": {"text": text, "pk": ex.VERA_BOX.box_pk.hex()}},
            {
                "fresh": "state",
                "in": {
                    "root": anna.root.hex(),
                    "org_id": anna.org_id.hex(),
                    "case_id": anna.case_id.hex(),
                    "state": content,
                },
            },
            {
                "fresh": "vault",
                "in": {
                    "content": content,
                    "master": master.hex(),
                    "server_share": share.hex(),
                    "recovery_wrap": recovery.hex(),
                    "account_id": bytes(16).hex(),
                    "salt": bytes(16).hex(),
                },
            },
            {
                "fresh": "envelope",
                "in": {
                    "org_id": anna.org_id.hex(),
                    "case_id": anna.case_id.hex(),
                    "day": ex.TODAY,
                    "text": text,
                    "sign_seed": anna.sign_seed.hex(),
                    "box_seed": ex.seed("some box").hex(),
                    "recipients": [ex.VERA_BOX.box_pk.hex(), ex.VINCENT_BOX.box_pk.hex()],
                },
            },
        ],
    )

    assert boxes.box_open(bytes.fromhex(box["out"]["out"]), ex.VERA_BOX) == text.encode()
    assert json.loads(reporter.open_state(anna, bytes.fromhex(state["out"]["blob"]))) == content
    blob = bytes.fromhex(sealed_vault["out"]["blob"])
    assert json.loads(vault.open_vault(blob, bytes(16), master, share).json) == content
    assert json.loads(vault.recover_vault(blob, bytes(16), recovery).json) == content
    sealed = bytes.fromhex(envelope["out"]["envelope"])
    for reader in (ex.VERA_BOX, ex.VINCENT_BOX):
        opened = envelope_open.open_(sealed, ex.context(), (reader,), sign_public_key(anna.sign_seed))
        assert opened.body.decode() == text


def test_a_malicious_sender_is_refused_alike(node: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Envelopes and a state that break one rule and are genuine otherwise; no public vector has these."""
    anna = ex.anna()
    opening = {
        "ctx": ex.context().encode().hex(),
        "box_seed": ex.seed("vera box").hex(),
        "expect_sender": anna.sign_pk.hex(),
    }
    jobs = []
    breaks: list[tuple[str, Callable[..., bytes]]] = [
        ("kdf", lambda key, name, info=b"": bytes(32) if name == "commit" else kdf(key, name, info)),
        ("pad", lambda data: pad(data)[:-1] + b"\x01"),
        ("pad", lambda data: pad(data) + bytes(4_096)),
        ("sign", lambda seed, _, text: sign(seed, "login", text)),
    ]
    for member, broken in breaks:
        with monkeypatch.context() as patched:
            patched.setattr(envelope_seal, member, broken)
            jobs.append({"kind": "envelope_open", "in": {**opening, "envelope": ex.sealed().hex()}})
    plain = (2).to_bytes(4, "big") + b"{}" + bytes(4_089) + b"\x01"
    aad = b"WBN1" + anna.org_id + anna.case_id
    state = b"WBN1" + bytes(24) + boxes.aead_seal(kdf(anna.root, "reporter-state"), bytes(24), plain, aad)
    ids = {"root": anna.root.hex(), "org_id": anna.org_id.hex(), "case_id": anna.case_id.hex()}
    jobs.append({"kind": "state_open", "in": {**ids, "blob": state.hex()}})

    assert [answer.get("error") for answer in _assert_agreement(node, jobs)] == [
        "decrypt", "payload", "payload", "signature", "payload",
    ]  # fmt: skip


def test_secrets_give_the_same_keys(node: str) -> None:
    """Fresh codes and words through Argon2id on both sides."""
    derivation = {
        "org_id": ex.seed("organisation")[:16].hex(),
        "code": codes.new_case_code().printed,
        "phrase": codes.new_passphrase("nl").text.upper(),
    }
    staff = {
        "password": "\u00e9e\u0301n lang w\u00e1chtwoord \U0001f511",
        "salt": vault.new_salt().hex(),
        "realm_id": bytes(16).hex(),
        "account_id": bytes(16).hex(),
        "recovery_code": codes.new_recovery_code().printed,
    }
    answers = _assert_agreement(
        node, [{"kind": "reporter_derive", "in": derivation}, {"kind": "vault_keys", "in": staff}]
    )

    assert all("out" in answer for answer in answers)


def test_both_twins_give_a_case_the_same_safety_number(node: str) -> None:
    chance = random.Random(7)
    names = {"org_id": 16, "case_id": 16, "sign_pk": 32, "id_pk": 32}
    jobs: list[Job] = [
        {"fresh": "safety", "in": {name: chance.randbytes(size).hex() for name, size in names.items()}}
        for _ in range(20)
    ]
    there = [answer["out"] for answer in _ask(node, jobs)]
    assert there == [codes.safety_number(*(bytes.fromhex(job["in"][name]) for name in names)) for job in jobs]
    assert len(set(there)) == len(jobs)
    assert all(len(number) == 14 for number in there)
