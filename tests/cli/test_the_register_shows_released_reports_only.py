"""What an administrator can ask at a terminal without a counsellor's keys tells nothing of an unreleased case."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.acts import ACK, CLOSED, FEEDBACK, done
from tests.services.closed_cases import handled, release
from tests.terminal import Told, zegel
from tests.world import SLUG, TODAY, World

DUE = date(2028, 11, 23)
"""Two years after closure."""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path / "data") as made:
        yield made


def admin(world: World, *words: str, day: date = TODAY) -> Told:
    """Run a command of this installation on a day."""
    settings = {"ZEGEL_DATA_DIR": str(world.folder), "ZEGEL_DEMO": "1", "ZEGEL_DEMO_TODAY": day.isoformat()}
    return zegel(*words, environment=settings)


def everything_told(world: World, folder: Path) -> list[tuple[str, int, str, str]]:
    """Run every command that looks at this installation, and give what each printed."""
    folder.mkdir()
    commands = [
        ("organisation", "show", "--json"),
        ("organisation", "show", SLUG),
        ("register", "list", SLUG),
        ("register", "list", SLUG, "--json"),
        ("register", "export", SLUG, "--out", f"{folder}/register.csv"),
        ("register", "export", SLUG, "--format", "html", "--out", f"{folder}/register.html"),
        ("yearly-report", SLUG, "account", "2025", "--out", f"{folder}/account.html"),
        ("yearly-report", SLUG, "anonymous", "2025", "--lang", "en", "--out", f"{folder}/anonymous.html"),
        ("log", "batch", "--json"),
        ("log", "checkpoint"),
        ("watch", "--json"),
        ("database", "check"),
        ("doctor", "--json"),
    ]
    told = []
    for words in commands:
        done_ = admin(world, *words)
        told.append((" ".join(words[:3]), done_.status, done_.output, done_.complaint))
    return told + [(path.name, 0, path.read_text(), "") for path in sorted(folder.iterdir())]


def test_no_command_prints_anything_else_because_of_a_case(tmp_path: Path) -> None:
    told = []
    for name, has_case in (("without", False), ("with", True)):
        with World(tmp_path / name / "data") as world:
            if has_case:
                handled(world)
                world.report()
                world.report(track=1)
            lines = everything_told(world, tmp_path / name / "out")
            told.append([tuple(str(part).replace(str(tmp_path / name), "") for part in line) for line in lines])
    assert len(told[0]) == 17
    assert [line[0] for line in told[0] if line[1] != "0"] in ([], ["doctor --json"])
    for without, with_case in zip(*told, strict=True):
        assert [hidden(part) for part in without] == [hidden(part) for part in with_case]


def hidden(text: str) -> str:
    """Leave out what is drawn anew in every installation: keys, pins, tree hashes, and free space on the disk."""
    words = [word for word in text.replace('"', " ").split() if len(word) < 24 and "GB" not in word]
    return " ".join(word for word in words if not any(sign in word for sign in ("-meld", "/log/")))


def test_a_released_report_is_listed_exported_kept_longer_and_in_time_destroyed(world: World, tmp_path: Path) -> None:
    reporter = handled(world)
    world.report()
    assert "no report in the register" in admin(world, "register", "list", SLUG).output
    release(world, reporter)
    (line,) = admin(world, "register", "list", SLUG, "--json").json["lines"]
    assert (line["outcome"], line["destroyOn"], line["keptAs"]) == ("closed", "2028-11-23", "handled")
    number = line["id"]

    csv, page = tmp_path / "register.csv", tmp_path / "register.html"
    assert admin(world, "register", "export", SLUG, "--out", str(csv)).status == 0
    assert csv.read_text(encoding="utf-8-sig").splitlines()[1].startswith(f"{number},written,2026-11-23,2026-11-23,")
    assert admin(world, "register", "export", SLUG, "--format", "html", "--out", str(page)).status == 0
    assert number in page.read_text()
    assert admin(world, "register", "export", SLUG, "--out", str(csv)).status == 1

    early = admin(
        world, "register", "destroy", SLUG, number, "--reason", "Niet meer nodig.", day=DUE - timedelta(days=1)
    )
    assert (early.status, "has not come" in early.complaint) == (1, True)
    longer = ("register", "extend", SLUG, number, "--until", "2029-02-01", "--reason")
    assert admin(world, *longer, " ").status == 1
    assert "until 2029-02-01" in admin(world, *longer, "=Er loopt een zaak bij de rechter.").output
    assert "already" in admin(world, *longer, "Nog eens.").complaint
    again = tmp_path / "again.csv"
    admin(world, "register", "export", SLUG, "--out", str(again))
    assert "'=Er loopt een zaak bij de rechter." in again.read_text()

    paper = tmp_path / "statement.html"
    reason = "Niet meer nodig: de zaak is klaar."
    gone = admin(
        world, "register", "destroy", SLUG, number, "--reason", reason, "--out", str(paper), day=date(2029, 2, 1)
    )
    assert gone.status == 0, gone.complaint
    assert reason in paper.read_text()
    told = admin(world, "register", "list", SLUG, "--json", day=date(2029, 2, 1)).json
    assert (told["lines"], [one["reason"] for one in told["destructions"]]) == ([], [reason])
    assert world.store.read(lambda work: work.cases.view(reporter.keys.case_id)) is None


@pytest.mark.parametrize(
    "words", [("destroy", "--reason", "Weg."), ("extend", "--reason", "Langer.", "--until", "2040-01-01")]
)
def test_an_unreleased_report_cannot_be_named_at_a_terminal(world: World, words: tuple[str, ...]) -> None:
    reporter = handled(world)
    entry = world.store.read(lambda work: work.register.of_case(reporter.keys.case_id))
    assert entry is not None
    known = admin(world, "register", words[0], SLUG, entry.register_id.hex(), *words[1:], day=DUE)
    unknown = admin(world, "register", words[0], SLUG, "0" * 32, *words[1:], day=DUE)
    assert (known.status, known.output, known.complaint) == (unknown.status, unknown.output, unknown.complaint)
    assert "no released report of this number" in known.complaint


def test_an_open_report_is_not_destroyed(world: World) -> None:
    reporter = world.report()
    done(world, reporter, ACK, FEEDBACK)
    release(world, reporter)
    (line,) = admin(world, "register", "list", SLUG, "--json").json["lines"]
    refused = admin(world, "register", "destroy", SLUG, line["id"], "--reason", "Weg ermee.", day=date(2040, 1, 1))
    assert (refused.status, "not closed" in refused.complaint) == (1, True)
    done(world, reporter, CLOSED)
    assert json.loads(admin(world, "register", "list", SLUG, "--json").output)["lines"][0]["outcome"] == "closed"


def test_a_report_that_is_not_owed_or_not_yet_is_refused_in_words(world: World, tmp_path: Path) -> None:
    out = str(tmp_path / "report.html")
    assert "owes no such report" in admin(world, "yearly-report", SLUG, "board", "2025", "--out", out).complaint
    assert "2025, 2024, 2023" in admin(world, "yearly-report", SLUG, "account", "2026", "--out", out).complaint
    assert "no organisation" in admin(world, "yearly-report", "nowhere", "account", "2025", "--out", out).complaint


def test_employer_people_are_invited_with_their_name_alone(world: World) -> None:
    told = admin(world, "organisation", "invite", SLUG, "--name", "Carla Smit", "--role", "case-officer", "--json")
    assert (told.status, told.json["sign_in_name"]) == (0, "carla")
    assert admin(world, "organisation", "invite", SLUG, "--name", "Omar Haddad", "--role", "auditor").status == 0
    assert admin(world, "organisation", "invite", "nowhere", "--name", "Carla", "--role", "auditor").status == 1
