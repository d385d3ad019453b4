"""An authority without a system of its own: reads, writes, signs, lets a colleague in, and takes a folder along."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import act, at_the_desk, enrol, given, mailbox, reply, retire
from tests.journeys.outside import open_package
from tests.journeys.reporter import PATIENCE
from tests.journeys.windows import Windows
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "De meters van de installatie worden bijgesteld."


@pytest.fixture
def service(filled: Path, tmp_path: Path) -> Iterator[RunningService]:
    """A demo of its own: these tests add people to it, and packages of one day stand in no order."""
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("the demo's signer lies in the data folder")
    environment = {"ZEGEL_SIGNER_PASSPHRASE_FILE": str(passphrase), "ZEGEL_DEMO": "true"}
    with RunningService(shutil.copytree(filled, tmp_path / "data"), environment=environment) as running:
        yield running


def test_an_authority_asks_reads_the_answer_takes_more_time_and_tells_what_is_done(
    service: RunningService, window: Windows, tmp_path: Path
) -> None:
    enrol(service, "omar", tmp_path)
    secrets = given(service, STORY)
    page = window()
    at_the_desk(page, service, "omar")
    open_package(page)
    expect(page.locator("#package-talk")).to_contain_text(STORY)
    act(page, "receive", reference="T/26/9")
    expect(page.locator("#package-state")).to_contain_text("door jou bevestigd", timeout=PATIENCE)
    act(page, "ask", text="Sinds wanneer?")
    expect(page.locator("#package-written")).to_contain_text("Sinds wanneer?", timeout=PATIENCE)
    answer = tmp_path / "answer"
    answer.write_text("Sinds mei.")
    reply(service, secrets, answer)
    page.locator("#to-packages").click()
    open_package(page)
    expect(page.locator("#package-written")).to_contain_text("Sinds mei.")
    act(page, "more-time", text="Er zijn veel meters.")
    expect(page.locator("#act-more-time")).to_be_hidden(timeout=PATIENCE)
    act(page, "respond", text="Wij onderzoeken het.")
    expect(page.locator("#package-state")).to_contain_text("beantwoord", timeout=PATIENCE)
    (seen,) = mailbox(service, secrets)["packages"]
    assert (seen["state"], seen["reference"]) == ("answered", "T/26/9")
    assert [(one["from"], one["text"]) for one in seen["messages"] if one["from"] != "you"] == [
        ("recipient", "Sinds wanneer?"), ("recipient", "Er zijn veel meters."), ("recipient", "Wij onderzoeken het."),
    ]  # fmt: skip
    assert [(one["kind"], one["verified"]) for one in seen["statements"]] == [
        ("received", True), ("takes more time", True), ("answered", True),
    ]  # fmt: skip


def test_a_reason_for_not_taking_it_up_is_sealed_in_the_message(
    service: RunningService, window: Windows, tmp_path: Path
) -> None:
    enrol(service, "omar", tmp_path)
    secrets = given(service, STORY)
    page = window()
    at_the_desk(page, service, "omar")
    open_package(page)
    page.locator("#act-decline summary").click()
    page.locator("#decline button[type=submit]").click()
    expect(page.locator("#decline-summary li")).to_have_count(2)
    page.locator("[name=decline-reason][value=declined-minor]").check()
    page.locator("#decline-text").fill("Dit is te klein voor ons.")
    page.locator("#decline button[type=submit]").click()
    expect(page.locator("#package-state")).to_contain_text("niet opgepakt", timeout=PATIENCE)
    (seen,) = mailbox(service, secrets)["packages"]
    assert seen["state"] == "declined"
    assert [one["text"] for one in seen["messages"]] == ["Dit is te klein voor ons."]
    assert b"declined-minor" not in (service.data / "zegel.db").read_bytes()


def test_a_colleague_joins_reads_and_answers_and_goes_on_when_the_first_one_left(
    service: RunningService, window: Windows, tmp_path: Path
) -> None:
    first, second = enrol(service, "omar", tmp_path), enrol(service, "esra", tmp_path)
    secrets = given(service, STORY, first)
    omar, esra = window(), window()
    at_the_desk(omar, service, "omar")
    open_package(omar)
    act(omar, "ask", text="Sinds wanneer?")
    expect(omar.locator("#package-written")).to_contain_text("Sinds wanneer?", timeout=PATIENCE)
    at_the_desk(esra, service, "esra")
    expect(esra.locator("#packages button")).to_have_count(0)
    line = omar.locator("#package-people li").filter(has_text=second)
    expect(line).to_contain_text("leest dit nog niet")
    line.get_by_role("button").click()
    expect(line).to_contain_text("leest dit", timeout=PATIENCE)
    expect(omar.locator("#said")).to_contain_text("Getekend", timeout=PATIENCE)

    retire(service, first)
    esra.reload()
    at_the_desk(esra, service, "esra")
    open_package(esra)
    expect(esra.locator("#package-talk")).to_contain_text(STORY)
    expect(esra.locator("#package-written")).to_contain_text("Sinds wanneer?")
    expect(esra.locator("#package-people")).to_contain_text("is weg")
    act(esra, "respond", text="Wij onderzoeken het.")
    expect(esra.locator("#package-state")).to_contain_text("beantwoord", timeout=PATIENCE)
    at_the_desk(omar, service, "omar")
    expect(omar.locator("#packages button")).to_have_count(0)
    (seen,) = mailbox(service, secrets)["packages"]
    assert seen["state"] == "answered"
    assert [(one["kind"], one["verified"]) for one in seen["statements"]] == [
        ("lets a colleague read", True), ("answered", True),
    ]  # fmt: skip
    assert [one["text"] for one in seen["messages"]] == ["Sinds wanneer?", "Wij onderzoeken het."]


def test_a_package_is_taken_along_as_a_folder(service: RunningService, window: Windows, tmp_path: Path) -> None:
    enrol(service, "omar", tmp_path)
    given(service, STORY)
    page = window()
    at_the_desk(page, service, "omar")
    open_package(page)
    act(page, "ask", text="Sinds wanneer?")
    expect(page.locator("#package-written")).to_contain_text("Sinds wanneer?", timeout=PATIENCE)
    with page.expect_download(timeout=PATIENCE) as waiting:
        page.locator("#package-save").click()
    folder = zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert folder.testzip() is None
    about = json.loads(folder.read("metadata.json"))
    assert {one["name"] for one in about["files"]} | {"metadata.json"} == set(folder.namelist())
    assert all(sha256(folder.read(one["name"])).hexdigest() == one["sha256"] for one in about["files"])
    assert folder.read("container.wbh").startswith(b"WBH1")
    assert [one["text"] for one in about["messages"]] == [STORY, "Sinds wanneer?"]
    assert STORY in folder.read("package.html").decode()
