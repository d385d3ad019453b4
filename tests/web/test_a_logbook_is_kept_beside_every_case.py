"""A logbook is begun with code and words, dated entry by entry, read by its writer alone, and leaves no other trace."""

from datetime import timedelta

from app.domain.logbook import ENTRY_LIMIT
from crypto import logbook, logbook_receipt
from crypto.encoding import b64, day_of, unb64
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.keys import verify_record
from crypto.message import Message
from tests.keeping_a_logbook import begin, new_diary, open_diary, opening, sealed, write
from tests.world import World


def test_entries_come_back_as_they_were_written_and_each_has_a_receipt(world: World) -> None:
    diary = new_diary(world)
    assert begin(world, diary, "Ik mocht niet mee.", ("i",)).status_code == 201
    world.clock.day += timedelta(days=2)
    assert open_diary(world, diary).status_code == 200
    assert write(world, diary, "Brief gekregen.", ("f", "e")).status_code == 201
    whole = world.as_reporter("GET", "/r/v1/logbook", token=diary.token)
    assert len(whole.content) == 64 * 1024
    found = whole.json()
    assert [entry["receivedOn"] for entry in found["entries"]] == ["2026-11-23", "2026-11-25"]
    for entry, text, marks in zip(
        found["entries"], ["Ik mocht niet mee.", "Brief gekregen."], [("i",), ("f", "e")], strict=True
    ):
        opened = logbook.open_entry(diary.keys, entry["position"], unb64(entry["envelope"]))
        assert (opened.text, opened.codes) == (text, marks)
        day = logbook_receipt.verify(
            entry["receipt"],
            world.root,
            world.root.org_id,
            diary.keys.case_id,
            entry["position"],
            opened.env_hash,
            None,
        )
        assert day == opened.written


def test_the_same_again_changes_nothing_and_another_is_refused(world: World) -> None:
    diary = new_diary(world)
    envelope = sealed(world, diary, "Eerst.")
    first = world.as_reporter("POST", "/r/v1/logbooks", opening(world, diary, envelope))
    again = world.as_reporter("POST", "/r/v1/logbooks", opening(world, diary, envelope))
    other = world.as_reporter("POST", "/r/v1/logbooks", opening(world, diary, sealed(world, diary, "Anders.")))
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert again.json() == first.json()
    open_diary(world, diary)
    diary.hashes.append(b"\x01" * 32)
    second = {"envelope": b64(sealed(world, diary, "Tweede.")), "position": 1}
    answers = [world.as_reporter("POST", "/r/v1/logbook/entries", second, token=diary.token) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    changed = {"envelope": b64(sealed(world, diary, "Niet zo.")), "position": 1}
    assert world.as_reporter("POST", "/r/v1/logbook/entries", changed, token=diary.token).json() == {"error": "newer"}
    gap = {"envelope": b64(sealed(world, diary, "Ver weg.")), "position": 3}
    assert world.as_reporter("POST", "/r/v1/logbook/entries", gap, token=diary.token).status_code == 400


def test_only_who_holds_the_key_begins_or_opens_one(world: World) -> None:
    diary, stranger = new_diary(world), new_diary(world)
    body = opening(world, diary, sealed(world, diary, "Van mij."))
    assert world.as_reporter("POST", "/r/v1/logbooks", body | {"signPk": b64(stranger.keys.sign_pk)}).status_code == 403
    refused = open_diary(world, diary)
    assert refused.status_code == 403
    begin(world, diary)
    accepted = open_diary(world, diary)
    assert len(refused.content) == len(accepted.content)


def test_a_case_and_a_logbook_open_each_other_never(world: World) -> None:
    reporter = world.report()
    token = world.open(reporter)
    assert world.as_reporter("GET", "/r/v1/logbook", token=token).status_code == 403
    diary = new_diary(world)
    begin(world, diary)
    open_diary(world, diary)
    assert world.as_reporter("GET", "/r/v1/case", token=diary.token).status_code == 403
    assert world.as_reporter("POST", "/r/v1/logbook/open", world.open_body(reporter)).status_code == 403


def test_an_entry_has_no_second_reader(world: World) -> None:
    diary = new_diary(world)
    keys, today = diary.keys, day_of(world.clock.day)
    message = Message(2, today, bytes(32), b'{"v":1,"text":"x","fields":{}}')
    readers = Recipients.of(keys, verify_record(world.vera.record))
    shared = seal(logbook.entry_place(keys, 0), message, Sender(keys.sign_seed, keys.box_pk), readers)
    assert world.as_reporter("POST", "/r/v1/logbooks", opening(world, diary, shared)).status_code == 400


def test_an_entry_that_is_too_large_is_refused_by_its_size(world: World) -> None:
    diary = new_diary(world)
    body = opening(world, diary, sealed(world, diary, "x" * ENTRY_LIMIT))
    assert world.as_reporter("POST", "/r/v1/logbooks", body).status_code == 413


def test_it_is_no_case_for_anybody_and_no_entry_of_the_log(world: World) -> None:
    diary = new_diary(world)
    begin(world, diary)
    assert world.as_counsellor("GET", "/w/v1/cases").json()["cases"] == []
    assert world.as_counsellor("GET", "/w/v1/register").json()["lines"] == []
    assert world.store.read(lambda work: work.events.of_case(diary.keys.case_id)) == []


def test_it_is_erased_when_its_writer_asks(world: World) -> None:
    diary = new_diary(world)
    begin(world, diary)
    open_diary(world, diary)
    assert world.as_reporter("DELETE", "/r/v1/logbook", token=diary.token).status_code == 204
    assert world.as_reporter("GET", "/r/v1/logbook", token=diary.token).status_code == 403
    assert open_diary(world, diary).status_code == 403


def test_nothing_of_it_stays_in_the_file_of_the_database(sqlite_world: World) -> None:
    world = sqlite_world
    diary = new_diary(world)
    begin(world, diary)

    def copies() -> int:
        files = [path for path in world.folder.rglob("*") if path.is_file() and ".db" in path.name]
        return sum(path.read_bytes().count(diary.keys.case_id) for path in files)

    assert copies() > 0
    open_diary(world, diary)
    assert world.as_reporter("DELETE", "/r/v1/logbook", token=diary.token).status_code == 204
    assert copies() == 0


def test_signing_out_ends_the_session(world: World) -> None:
    diary = new_diary(world)
    begin(world, diary)
    open_diary(world, diary)
    assert world.as_reporter("DELETE", "/r/v1/logbook/session", token=diary.token).status_code == 204
    assert world.as_reporter("GET", "/r/v1/logbook", token=diary.token).status_code == 403
