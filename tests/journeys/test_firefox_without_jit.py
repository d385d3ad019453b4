"""Tor Browser, made safer, is a Firefox without JIT and WebAssembly: reporting and coming back must work there."""

from pathlib import Path

import pytest

from tests.journeys.firefox import Firefox
from tests.people import MUNICIPALITY, STORY
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_report_is_sealed_sent_and_read_again(tmp_path: Path, demo: RunningService) -> None:
    with Firefox(tmp_path) as firefox:
        firefox.open(f"{demo.reporter_url}/o/{MUNICIPALITY}/report?track=melding&lang=nl")
        assert firefox.run("return typeof WebAssembly") == "undefined"
        firefox.click("#counsellors input[name=counsellor]")
        firefox.run("const area = document.querySelector('#story'); area.value = arguments[0];", STORY)
        firefox.type("#story", " Geschreven in Firefox.")
        firefox.click("#write-form button[type=submit]")
        firefox.click("#to-code")
        firefox.find("#words li")
        code = firefox.run("return [...document.querySelectorAll('#code span')].map(s => s.textContent).join('-')")
        words = firefox.run("return [...document.querySelectorAll('#words li')].map(w => w.textContent)")
        assert len(words) == 7
        for place in ("first", "second"):
            number = int("".join(filter(str.isdigit, firefox.text(f"#{place}-word-label"))))
            firefox.type(f"#{place}-word", words[number - 1])
        firefox.click("#send-form button[type=submit]")
        firefox.find("#view-done h1")

        firefox.open(f"{demo.reporter_url}/o/{MUNICIPALITY}/case?lang=nl")
        firefox.type("#code", code)
        firefox.type("#words", " ".join(words))
        firefox.click("#sign-in")
        assert "Geschreven in Firefox." in firefox.text("#talk")
        firefox.type("#message", "Nog een bericht, ook zonder JIT.")
        firefox.click("#send")
        firefox.find("#talk li:nth-child(2)")
        assert "ook zonder JIT" in firefox.text("#talk")
