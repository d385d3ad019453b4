"""What happens to a package is told to its authority's system: that there is news, signed, and nothing else."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.errors import UnknownError
from app.domain.ids import CaseId
from app.services.erasure import erase_case
from app.services.requests import refuse
from app.services.webhook_delivery import Sender
from crypto.consent_make import sign_withdrawal
from crypto.consent_token import parse_token
from crypto.encoding import b64, day_of
from crypto.errors import SignatureError
from tests.api.api_client import added
from tests.api.sending import from_reporter, sent_alone, to_reporter
from tests.going_outside import AUTHORITY, HELPER, HILDE, enrolled, outside_token
from tests.handing_over import consent_body, give
from tests.news_receiver import types_of
from tests.people import Person
from tests.worker.news import SOURCE, Listening, events, listening
from tests.world import Reporter

OTHER = Person("Ander Toezicht", "", "ander", "een zin voor het andere bureau")


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Listening]:
    """An authority with a webhook."""
    with listening(tmp_path / "data") as made:
        yield made


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def on_each(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Listening]:
    """An authority with a webhook, on each of the two databases."""
    address = request.getfixturevalue("migrated_postgresql_url") if request.param == "postgresql" else ""
    with listening(tmp_path / "data", address) as made:
        yield made


def sent(authority: Listening, **more: bool) -> tuple[Reporter, bytes, str]:
    """A report that its reporter sent to the authority: reporter, consent, id of the package."""
    reporter = authority.world.report()
    token = sent_alone(authority.world, reporter, authority.desk, **more)
    (package,) = authority.world.store.read(lambda work: work.packages.of_case(reporter.keys.case_id))
    return reporter, token, package.package_id.hex()


def test_an_event_says_that_there_is_news_and_where_to_ask(authority: Listening) -> None:
    _, _, package = sent(authority)
    authority.deliver()
    (news,) = authority.receiver.came
    assert news.event == {
        "specversion": "1.0",
        "id": news.headers["webhook-id"],
        "source": SOURCE,
        "type": "nl.zegel.package-waiting",
        "subject": package,
        "dataref": f"{authority.world.settings.api_base}/api/v1/packages/{package}",
    }
    assert news.headers["content-type"] == "application/cloudevents+json"
    asked = authority.system.get(f"/packages/{package}")
    assert asked.json()["state"] == "waiting"
    (told,) = authority.deliveries()
    assert (told["id"], told["state"], told["tries"]) == (news.event["id"], "delivered", 1)


def test_it_is_signed_with_the_key_of_this_webhook(authority: Listening) -> None:
    sent(authority)
    authority.deliver()
    (news,) = authority.receiver.came
    now = authority.world.clock.second
    news.check(authority.told()["publicKeys"][0]["key"], now)
    other = authority.listen(f"{authority.receiver.url}/other")
    with pytest.raises(SignatureError):
        news.check(other["publicKeys"][0]["key"], now)


def test_while_a_key_is_replaced_both_sign_and_then_the_new_one_alone(authority: Listening) -> None:
    former = authority.told()["publicKeys"][0]["key"]
    path = f"/webhooks/{authority.told()['id']}"
    turned = authority.system.post(f"{path}/keys", {}).json()
    assert [one["key"] for one in turned["publicKeys"]][1] == former
    last = authority.world.clock.day + timedelta(days=14)
    assert [one["untilOn"] for one in turned["publicKeys"]] == [None, last.isoformat()]
    again = authority.system.post(f"{path}/keys", {})
    assert (again.status_code, again.json()["code"]) == (409, "not-now")
    sent(authority)
    authority.world.clock.day = last
    authority.deliver()
    for key in turned["publicKeys"]:
        authority.receiver.came[0].check(key["key"], authority.world.clock.second)
    sent(authority)
    authority.world.clock.day = last + timedelta(days=1)
    authority.deliver()
    news = authority.receiver.came[1]
    news.check(turned["publicKeys"][0]["key"], authority.world.clock.second)
    with pytest.raises(SignatureError):
        news.check(former, authority.world.clock.second)


def test_a_message_of_the_reporter_is_news(authority: Listening) -> None:
    reporter, _, package = sent(authority)
    authority.system.get(f"/packages/{package}/container")
    body = from_reporter(authority.world, reporter, authority.desk, "In maart.")
    token = authority.world.open(reporter)
    assert authority.world.as_reporter("POST", "/r/v1/messages", body, token=token).status_code == 201
    assert authority.world.as_reporter("POST", "/r/v1/messages", body, token=token).status_code == 200
    authority.deliver()
    assert sorted(types_of(authority.receiver.came)) == ["message-received", "package-waiting"]
    assert {one.event["subject"] for one in authority.receiver.came} == {package}
    assert b"maart" not in b"".join(one.body for one in authority.receiver.came)


@pytest.mark.parametrize("is_fetched", [False, True])
def test_what_is_taken_back_is_news(authority: Listening, is_fetched: bool) -> None:
    reporter, token, package = sent(authority)
    if is_fetched:
        authority.system.get(f"/packages/{package}/container")
    taken = sign_withdrawal(parse_token(token), reporter.keys.sign_seed, day_of(authority.world.clock.day))
    path = "/r/v1/consents/withdrawals"
    answer = authority.world.as_reporter("POST", path, {"token": b64(taken)}, token=authority.world.open(reporter))
    assert answer.status_code in {200, 201}, answer.text
    authority.deliver()
    assert sorted(types_of(authority.receiver.came)) == ["package-waiting", "package-withdrawn"]


@pytest.mark.parametrize("agrees", [True, False])
def test_the_answer_to_a_question_whether_it_may_go_on_is_news(authority: Listening, agrees: bool) -> None:
    world = authority.world
    other = enrolled(world, OTHER, AUTHORITY)
    reporter, _, package = sent(authority, may_write=True)
    authority.system.get(f"/packages/{package}/container")
    asks = {"envelope": b64(to_reporter(world, reporter, authority.desk, "Mag dit door?", kind=6)), "index": 0}
    path = f"/packages/{package}/forwarding-requests"
    asked = authority.system.post(path, {**asks, "recipient": b64(other.box.kid)}).json()
    (open_,) = authority.system.get(path).json()["forwardingRequests"]
    assert (open_["id"], open_["envHash"], open_["state"]) == (asked["id"], asked["envHash"], "open")
    if agrees:
        token = outside_token(world, reporter, other, space=3)
        assert give(world, reporter, consent_body(world, reporter, token)).status_code == 201
    else:
        wanted, today = bytes.fromhex(asked["id"]), world.clock.day
        world.store.write(lambda work: refuse(work, CaseId(reporter.keys.case_id), wanted, today))
    authority.deliver()
    assert sorted(types_of(authority.receiver.came)) == ["forwarding-answered", "package-waiting"]
    (told,) = authority.system.get(path).json()["forwardingRequests"]
    assert told["state"] == ("agreed" if agrees else "refused")


def test_only_the_authority_whose_package_it_is_hears_of_it(authority: Listening) -> None:
    world = authority.world
    second, other = added(world, authority.desk), added(world, enrolled(world, OTHER, AUTHORITY))
    for system, path in ((second, "second"), (other, "other")):
        assert system.post("/webhooks", {"url": f"{authority.receiver.url}/{path}"}).status_code == 201
    sent(authority)
    authority.deliver()
    assert sorted(one.path for one in authority.receiver.came) == ["/news", "/news/second"]


def test_who_has_no_webhook_has_no_row(authority: Listening) -> None:
    helper = enrolled(authority.world, HILDE, HELPER)
    reporter = authority.world.report()
    sent_alone(authority.world, reporter, helper)
    assert [kept for _, kept in events(authority.world)] == [[]]


def test_of_what_was_rolled_back_nothing_is_told(on_each: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise UnknownError

    reporter, _, package = sent(on_each)
    on_each.system.get(f"/packages/{package}/container")
    on_each.deliver()
    world, before = on_each.world, on_each.receiver.ids
    # After the event was written in the same transaction, a later step of it fails.
    with monkeypatch.context() as broken:
        broken.setattr("app.services.packages.record", fail)
        other = world.report()
        with pytest.raises(AssertionError):
            sent_alone(world, other, on_each.desk)
    with monkeypatch.context() as broken:
        broken.setattr("app.services.package_messages.Received", fail)
        body = from_reporter(world, reporter, on_each.desk, "Dit wordt niets.")
        assert world.as_reporter("POST", "/r/v1/messages", body, token=world.open(reporter)).status_code == 404
    on_each.deliver()
    assert on_each.receiver.ids == before
    assert world.store.read(lambda work: work.packages.of_case(other.keys.case_id)) == []
    assert [len(kept) for _, kept in events(world)] == [1]


def test_with_a_case_goes_what_was_to_be_told_of_it(on_each: Listening) -> None:
    reporter, _, _ = sent(on_each)
    world, today = on_each.world, on_each.world.clock.day
    a_case = world.store.read(lambda work: work.cases.view(reporter.keys.case_id))
    assert a_case is not None
    world.store.write(lambda work: erase_case(work, a_case, today, "retention:handled"))
    on_each.deliver()
    assert on_each.receiver.came == []
    assert [kept for _, kept in events(world)] == [[]]


def test_a_delivered_event_is_kept_for_a_month_and_can_be_sent_again(on_each: Listening) -> None:
    sent(on_each)
    on_each.deliver()
    (told,) = on_each.deliveries()
    path = f"/webhooks/{on_each.told()['id']}/deliveries"
    again = on_each.system.post(path, {"id": told["id"]})
    assert (again.status_code, again.json()["state"], again.json()["tries"]) == (201, "waiting", 0)
    on_each.deliver()
    assert on_each.receiver.ids == [told["id"]] * 2
    on_each.world.clock.day += timedelta(days=31)
    sent(on_each)
    on_each.deliver()
    assert len(on_each.deliveries()) == 1
    assert on_each.system.post(path, {"id": told["id"]}).status_code == 404


def test_without_an_oin_the_installation_is_named_by_its_random_id() -> None:
    own = Sender.of("", bytes(range(16)), "https://koppeling.example.org")
    assert own.source == "urn:uuid:00010203-0405-0607-0809-0a0b0c0d0e0f"
    assert Sender.of("00000001823288444000", bytes(16), "").source == SOURCE
