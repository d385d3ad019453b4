"""Anybody can fetch the log from either host and check it: pages that may be kept, and a head (PROTOCOL 6.4)."""

import pytest

from crypto.checkpoint import verify_checkpoint
from crypto.encoding import unb64
from crypto.tree import leaf_hash, root, verify_consistency
from tests.services.the_log import run
from tests.world import REPORTER, WORKPLACE, World


def test_the_tree_can_be_made_again_from_what_is_served(world: World) -> None:
    world.report()
    for _ in range(18):
        run(world)
    note = world.ask("GET", f"{REPORTER}/log/checkpoint")
    checkpoint = verify_checkpoint(note.text, world.root)
    assert checkpoint.size == 288
    pages = [world.ask("GET", f"{REPORTER}/log/entries/{name}") for name in ("0", "1.p/32")]
    lines = [line for page in pages for line in page.text.splitlines()]
    assert len(lines) == 288
    assert root([leaf_hash(unb64(line)) for line in lines]) == checkpoint.root


@pytest.mark.parametrize("host", [REPORTER, WORKPLACE])
def test_both_hosts_serve_it_with_the_headers_of_every_answer(sqlite_world: World, host: str) -> None:
    run(sqlite_world)
    head = sqlite_world.ask("GET", f"{host}/log/checkpoint")
    page = sqlite_world.ask("GET", f"{host}/log/entries/0.p/16")
    assert (head.headers["cache-control"], page.headers["cache-control"]) == (
        "no-cache",
        "public, max-age=31536000, immutable",
    )
    for answer in (head, page):
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "set-cookie" not in answer.headers


def test_the_beginning_of_a_page_never_changes(sqlite_world: World) -> None:
    run(sqlite_world)
    before = sqlite_world.ask("GET", f"{REPORTER}/log/entries/0.p/16").text
    run(sqlite_world)
    assert sqlite_world.ask("GET", f"{REPORTER}/log/entries/0.p/16").text == before
    assert sqlite_world.ask("GET", f"{REPORTER}/log/entries/0.p/32").text.startswith(before)


def test_a_longer_log_is_proved_to_begin_with_a_shorter_one(sqlite_world: World) -> None:
    run(sqlite_world)
    older = verify_checkpoint(sqlite_world.ask("GET", f"{REPORTER}/log/checkpoint").text, sqlite_world.root)
    run(sqlite_world)
    newer = verify_checkpoint(sqlite_world.ask("GET", f"{REPORTER}/log/checkpoint").text, sqlite_world.root)
    answer = sqlite_world.ask("GET", f"{REPORTER}/log/consistency/{older.size}/{newer.size}")
    path = tuple(unb64(line) for line in answer.text.splitlines())
    verify_consistency(older.size, newer.size, older.root, newer.root, path)
    assert path
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert sqlite_world.ask("GET", f"{REPORTER}/log/consistency/{newer.size}/{newer.size}").text == ""


NOT_THERE = (
    *("entries/0", "entries/1.p/1", "entries/0.p/17", "entries/0.p/0", "entries/0.p/256", "entries/0.p/257"),
    *("entries/00.p/16", "entries/-1", "entries/0.p/016", "entries/a", "entries/99999999999", "entries/", "other"),
    *("consistency/0/16", "consistency/16/17", "consistency/17/16", "consistency/1", "consistency/01/16"),
)


@pytest.mark.parametrize("name", NOT_THERE)
def test_what_is_not_there_is_unknown(sqlite_world: World, name: str) -> None:
    run(sqlite_world)
    assert sqlite_world.ask("GET", f"{REPORTER}/log/{name}").status_code == 404


def test_before_the_first_batch_there_is_no_checkpoint(sqlite_world: World) -> None:
    assert sqlite_world.ask("GET", f"{REPORTER}/log/checkpoint").status_code == 404
    assert sqlite_world.ask("GET", f"{REPORTER}/log/practice/checkpoint").status_code == 404
