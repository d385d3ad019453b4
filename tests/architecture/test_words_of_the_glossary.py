"""One word per thing: names in the code use the glossary's word and not its synonyms."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.tree import ROOT, texts, tracked

# never say: say
SYNONYMS = {
    "submission": "report",
    "ticket": "case, receipt",
    "tip": "report",
    "tenant": "organisation",
    "customer": "organisation",
    "dashboard": "workplace",
    "backend": "service, workplace",
    "whistleblower": "reporter",
    "admin": "counsellor, administrator",
    "agent": "counsellor",
    "suspect": "person concerned",
    "accused": "person concerned",
    "triage": "assessment",
    "inbox": "mailbox",
    "overdue": "missed",
    "encrypt": "seal",
    "decrypt": "open",
    "pincode": "case code",
}
# Where a word is somebody else's name: the error code of the protocol, and libraries.
ALLOWED = {"DecryptError", "decrypt"}


def names() -> Iterator[tuple[str, str]]:
    """Path and name of everything that the code of the service defines."""
    for path, text in texts(".py"):
        if not path.startswith(("app/", "crypto/", "migrations/")):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield path, node.name
            elif isinstance(node, ast.arg):
                yield path, node.arg
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield path, node.id


def words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_names_use_the_word_of_the_glossary() -> None:
    seen = list(names())
    assert len(seen) > 1000
    wrong = [
        f"{path}: {name} (say {SYNONYMS[word]})"
        for path, name in seen
        if name not in ALLOWED
        for word in words(name) & SYNONYMS.keys()
    ]
    assert not wrong


def test_files_use_the_word_of_the_glossary() -> None:
    paths = [path for path in tracked() if path.startswith(("app/", "crypto/", "templates/", "migrations/"))]
    assert not [path for path in paths if words(path.rpartition("/")[2]) & SYNONYMS.keys()]


def test_papers_call_a_report_a_report() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "deploy/README.md"):
        said = words((ROOT / name).read_text().replace("-", " "))
        assert not said & {"whistleblower", "submission", "ticket", "tenant", "dashboard"}, name
