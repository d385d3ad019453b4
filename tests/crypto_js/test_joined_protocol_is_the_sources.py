"""What the pages load is crypto/js as it stands in the repository, joined: nothing left behind, nothing twice."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from crypto import wordlists
from tests.crypto_js.conftest import REPOSITORY, Run
from tests.crypto_js.test_vectors_hold import VECTORS, counts_of

ROOM = REPOSITORY / "crypto" / "js"
VENDOR = ROOM / "vendor"
PAGES = REPOSITORY / "app" / "web" / "static" / "js"
IMPORTED = re.compile(
    r"""^(?:import|\} from|export)\b.*?"(/crypto/js/[^"]+)";$|\bawait import\("(/crypto/js/[^"]+)"\)""", re.MULTILINE
)
# Kinds that derive a key from a password or words, which takes a second each.
SLOW = ("reporter_derive", "vault_keys", "vault_open", "vault_seal")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def test_what_was_changed_was_joined_again() -> None:
    """Without Node too: `make vendor` writes down which sources it joined."""
    lines = (VENDOR / "sources.sha256").read_text(encoding="ascii").splitlines()
    pinned = {name: digest for digest, name in (line.split("  ") for line in lines)}
    now = {name: hashlib.sha256((ROOM / name).read_bytes()).hexdigest() for name in pinned}
    changed = sorted(name for name in pinned if now[name] != pinned[name])
    assert changed == [], "run `make vendor`, and commit what it makes"
    assert {path.name for path in VENDOR.glob("*_entry.js")} <= {Path(name).name for name in pinned}
    assert len(pinned) > 20


@pytest.mark.parametrize("name", ["reporter_protocol", "workplace_protocol"])
def test_every_module_inside_is_named_and_pinned(name: str) -> None:
    inside = re.findall(r"^// (\S+\.js)$", (VENDOR / f"{name}.js").read_text(encoding="utf-8"), re.MULTILINE)
    own = {module for module in inside if not module.startswith("node_modules/")}
    pinned = (VENDOR / "sources.sha256").read_text(encoding="ascii")
    assert {"codes.js", "envelope_seal.js", "primitives.js"} < own
    assert {module for module in own if f"  {module}\n" not in pinned} == set()
    assert len(inside) == len(set(inside)), "a module stands there twice"


def test_pages_load_the_protocol_joined_and_never_a_module_beside_it() -> None:
    """Two copies of a module in one worker would not know each other's keys."""
    users = {}
    for path in sorted(PAGES.glob("*/*.js")):
        code = COMMENT.sub("", path.read_text(encoding="utf-8"))
        users[path.relative_to(PAGES).as_posix()] = {first or second for first, second in IMPORTED.findall(code)}
        assert code.count('"/crypto/js/') == len(IMPORTED.findall(code)), path.name
    prefix = "/crypto/js/vendor/"
    reporter = {f"{prefix}reporter_protocol.js", f"{prefix}reporter_mailbox.js"}
    workplace = {f"{prefix}workplace_protocol.js", f"{prefix}qr.js"}
    for name, targets in users.items():
        own = workplace if name.startswith(("workplace", "enrol")) else reporter
        assert targets <= own, f"{name}: let its vendor/*_entry.js export what is needed, and run `make vendor`"
    assert sum(bool(targets) for targets in users.values()) > 10


def test_both_files_of_a_reporter_are_one_program(run_node: Run) -> None:
    """Names fit, and an error of one is an error of the other."""
    script = """
      const first = await import('./crypto/js/vendor/reporter_protocol.js');
      const second = await import('./crypto/js/vendor/reporter_mailbox.js');
      const workplace = await import('./crypto/js/vendor/workplace_protocol.js');
      const none = new Uint8Array(16);
      let thrown = null;
      try { second.verifyDuty(none, new Map(), none, none); } catch (error) { thrown = error; }
      console.log(JSON.stringify([thrown instanceof first.WbpError, thrown.code, Object.keys(workplace).length > 30]));
    """
    result = run_node("--input-type=module", "-e", script)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == [True, "format", True]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_list_that_travelled_is_the_pinned_list(run_node: Run, language: str) -> None:
    script = f"""
      const {{ readFileSync }} = await import('node:fs');
      const {{ unfoldWords }} = await import('./crypto/js/vendor/reporter_protocol.js');
      process.stdout.write(unfoldWords(readFileSync('crypto/wordlists/{language}.folded.txt', 'utf8')));
    """
    result = run_node("--input-type=module", "-e", script)
    assert hashlib.sha256(result.stdout.encode()).hexdigest() == wordlists.SHA256[language]


def test_a_list_of_which_a_letter_is_wrong_is_refused(run_node: Run) -> None:
    script = """
      const { readFileSync } = await import('node:fs');
      const { parseWordList, unfoldWords } = await import('./crypto/js/vendor/reporter_protocol.js');
      const folded = readFileSync('crypto/wordlists/nl.folded.txt', 'utf8');
      for (const wrong of [folded.replace('aambei', 'aambij'), folded.slice(0, -2), '', '7', folded + '0x', 'abc']) {
        try { parseWordList(unfoldWords(wrong)); console.log('taken'); } catch (error) { console.log(error.code); }
      }
    """
    result = run_node("--input-type=module", "-e", script)
    assert result.stdout.split() == ["policy"] * 6, result.stderr


@pytest.mark.skipif(not (ROOM / "node_modules").is_dir(), reason="needs `npm ci --prefix crypto/js`")
def test_the_vectors_hold_for_joined_code_too(run_node: Run, tmp_path: Path) -> None:
    """The runner, joined as the files of the pages are; of the slow kinds one case."""
    file = json.loads(VECTORS.read_text(encoding="utf-8"))
    slow = [case for case in file["cases"] if case["kind"] in SLOW]
    file["cases"] = [case for case in file["cases"] if case not in slow] + slow[:1]
    vectors, runner = tmp_path / "vectors.json", tmp_path / "runner.mjs"
    vectors.write_text(json.dumps(file), encoding="utf-8")
    script = f"""
      const {{ writeFileSync }} = await import('node:fs');
      const {{ joined }} = await import('./crypto/js/vendor/join.mjs');
      const {{ code }} = await joined("import '../conformance.js';");
      writeFileSync({json.dumps(str(runner))}, code);
    """
    made = run_node("--input-type=module", "-e", script)
    assert made.returncode == 0, made.stderr
    result = run_node(runner, vectors)
    assert result.returncode == 0, result.stdout + result.stderr
    assert counts_of(result.stdout)["run"] > 250
