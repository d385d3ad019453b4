"""A yearly report as PDF can be read aloud; without the extra package there is a sentence instead."""

import re
import sys
import zlib
from datetime import date
from pathlib import Path

import pytest

from app.services.statistics import count_years
from tests.terminal import zegel
from tests.world import SLUG, World


def write(world: World, *options: str) -> tuple[int, str]:
    settings = {"ZEGEL_DATA_DIR": str(world.folder), "ZEGEL_DEMO": "1", "ZEGEL_DEMO_TODAY": "2027-01-15"}
    told = zegel("yearly-report", SLUG, "account", "2026", *options, environment=settings)
    return told.status, told.complaint


def everything_in(document: bytes) -> bytes:
    """The document with its packed parts unpacked."""
    parts = re.findall(rb"stream\n(.*?)\nendstream", document, re.DOTALL)
    unpacked = [zlib.decompressobj().decompress(part) for part in parts if part.startswith(b"x")]
    return document + b"".join(unpacked)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_report_is_tagged_and_says_its_language_and_title(tmp_path: Path, language: str) -> None:
    out = tmp_path / "account.pdf"
    with World(tmp_path / "data") as world:
        for _ in range(5):
            world.report()
        world.store.write(lambda work: count_years(work, date(2027, 1, 15)))
        assert write(world, "--pdf", "--lang", language, "--out", str(out)) == (0, "")
    document = out.read_bytes()
    assert document.startswith(b"%PDF-1.7")
    document = everything_in(document)
    for mark in (
        b"/StructTreeRoot",
        b"/Marked true",
        f"/Lang ({language})".encode(),
        b"pdfuaid:part",
        b"/DisplayDocTitle true",
    ):
        assert mark in document, mark
    assert document.count(b"/S /TH") > 5
    assert b"/S /Figure" in document


def test_without_the_package_a_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    out = tmp_path / "account.pdf"
    with World(tmp_path / "data") as world:
        status, complaint = write(world, "--pdf", "--out", str(out))
        assert (status, "WeasyPrint and Pango" in complaint, out.exists()) == (1, True, False)
        assert write(world, "--out", str(tmp_path / "account.html")) == (0, "")
    page = (tmp_path / "account.html").read_text()
    assert "data:text/css;base64," in page
    assert "http" not in page.replace("http-equiv", "")
