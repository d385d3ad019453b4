"""The service cannot be turned against its own network: addresses are checked when it connects, whatever the name."""

import asyncio
import ssl
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from app.domain.errors import WebhookUrlError
from app.domain.webhook import Outcome
from app.outbound.address_guard import (
    AddressRefusedError,
    check_url,
    checked_addresses,
    is_public,
    resolve_with_system,
)
from app.outbound.guarded_connection import GuardedNetwork
from app.outbound.webhook import WebhookSender
from tests.event_loops import run
from tests.news_receiver import Receiver

NAME = "zaken.example.org"
BODY = b'{"specversion":"1.0"}'
HEADERS = {"content-type": "application/cloudevents+json"}


def answering(*addresses: str, asked: list[str] | None = None) -> Callable[[str, int], Awaitable[list[str]]]:
    async def resolve(host: str, _: int) -> list[str]:
        if asked is not None:
            asked.append(host)
        return list(addresses)

    return resolve


@pytest.mark.parametrize(
    "url",
    [
        "https://zaken.example.org/zegel",
        "https://zaken.example.org:8443/a?b=c",
        "https://9.9.9.9/",
        "https://[2620:fe::9]/",
        "https://xn--bcher-kva.example/",
    ],
)
def test_https_at_a_public_host_is_taken(url: str) -> None:
    check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "zaken.example.org",
        "http://zaken.example.org/",
        "ftp://zaken.example.org/",
        "https://",
        "https:///pad",
        "https://zaken/",
        "https://localhost/",
        "https://localhost./",
        "https://zaken.example.org./",
        "https://user@zaken.example.org/",
        "https://zaken.example.org@127.0.0.1/",
        "https://zaken.example.org/#deel",
        "https://zaken.example.org:0/",
        "https://zaken.example.org:/",
        "https://zaken.example.org:99999/",
        "https://zaken.example.org\\@127.0.0.1/",
        "https://zaken.example.org/ met spatie",
        "https://zaken.example.org/\n",
        "https://bücher.example/",
        "https://%31%32%37.0.0.1/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://2130706433/",
        "https://127.0.0.1.:443/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:9.9.9.9]/",
        "https://[fe80::1%25eth0]/",
        "https://[2620:00fe::9]/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        f"https://zaken.example.org/{'a' * 500}",
        f"https://{'a' * 64}.example.org/",
        f"https://{'abcdefgh.' * 30}org/",
    ],
)
def test_other_forms_are_refused(url: str) -> None:
    with pytest.raises(WebhookUrlError):
        check_url(url)


@pytest.mark.parametrize("address", ["9.9.9.9", "193.0.6.139", "2620:fe::9", "2a00:1450:400e::1"])
def test_what_anybody_can_have_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",  # noqa: S104
        "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1",
        "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
        "::ffff:127.0.0.1", "::ffff:9.9.9.9", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::909:909",
        "64:ff9b:1::1", "100::1", "2001::1", "2001:0:53aa:64c:0:fbff:80ff:fffe", "2001:db8::1", "2002:7f00:1::",
        "2002:909:909::1", "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "2620:fe::9%eth0",
        "fec0::1", "ff02::1", "127.1", "0x7f.0.0.1", "", "zaken.example.org",
    ],
)  # fmt: skip
def test_what_is_inside_or_leads_inside_is_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("addresses", [(), ("9.9.9.9", "10.0.0.1"), ("::1",), ("9.9.9.9", "2002:7f00:1::")])
def test_one_address_inside_is_one_too_many(addresses: tuple[str, ...]) -> None:
    with pytest.raises(AddressRefusedError):
        run(checked_addresses(NAME, 443, answering(*addresses)))


@pytest.mark.parametrize("host", ["127.1", "0x7f.1", "2130706433", "0177.0.0.1", "localhost"])
def test_what_the_system_reads_as_this_machine_is_refused(host: str) -> None:
    with pytest.raises(AddressRefusedError):
        run(checked_addresses(host, 443, resolve_with_system))


def test_a_name_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(AddressRefusedError):
        run(checked_addresses("nergens.invalid", 443, resolve_with_system))


def test_nothing_is_sent_to_a_name_that_leads_inside() -> None:
    with Receiver() as receiver:
        url = f"https://{NAME}:{receiver.port}/news"
        told = run(WebhookSender(resolve=answering("127.0.0.1")).post(url, HEADERS, BODY))
        assert (told, receiver.came) == (Outcome.FAILED, [])
        told = run(WebhookSender().post(receiver.url, HEADERS, BODY))
        assert (told, receiver.came) == (Outcome.FAILED, [])


def test_a_name_is_resolved_once_and_the_connection_goes_to_what_was_checked() -> None:
    asked: list[str] = []
    connected: list[str] = []

    async def resolve(host: str, _: int) -> list[str]:
        asked.append(host)
        return ["9.9.9.9"] if len(asked) == 1 else ["127.0.0.1"]

    async def go() -> None:
        network = GuardedNetwork(resolve, may_loop_back=False)

        async def connect(host: str, *_: object) -> None:
            connected.append(host)

        network._plain.connect_tcp = connect  # type: ignore[method-assign, assignment]
        await network.connect_tcp(NAME, 443)
        with pytest.raises(AddressRefusedError):
            await network.connect_tcp(NAME, 443)

    run(go())
    assert (asked, connected) == ([NAME, NAME], ["9.9.9.9"])


def test_another_address_of_the_name_is_tried_when_the_first_does_not_answer() -> None:
    with Receiver() as receiver:
        sender = WebhookSender(may_loop_back=True, resolve=answering("127.0.0.2", "127.0.0.1"))
        told = run(sender.post(receiver.url.replace("127.0.0.1", "127.0.0.9"), HEADERS, BODY))
        assert (told, len(receiver.came)) == (Outcome.TAKEN, 1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int) -> None:
    with Receiver() as other, Receiver([status], location=other.url) as receiver:
        told = run(WebhookSender(may_loop_back=True).post(receiver.url, HEADERS, BODY))
        assert (told, len(receiver.came), other.came) == (Outcome.FAILED, 1, [])


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, Outcome.TAKEN), (202, Outcome.TAKEN), (410, Outcome.GONE), (400, Outcome.FAILED), (500, Outcome.FAILED)],
)
def test_the_status_decides(status: int, outcome: Outcome) -> None:
    with Receiver([status]) as receiver:
        assert run(WebhookSender(may_loop_back=True).post(receiver.url, HEADERS, BODY)) is outcome
        assert receiver.came[0].body == BODY


def test_who_does_not_answer_in_time_has_not_taken_it() -> None:
    with Receiver(seconds=0.5) as receiver:
        sender = WebhookSender(may_loop_back=True, timeout=0.1)
        assert run(sender.post(receiver.url, HEADERS, BODY)) is Outcome.FAILED


def test_who_answers_without_end_is_not_listened_to() -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while True:
                writer.write(b"x" * 65536)
                await writer.drain()
        except ConnectionError:
            ended.set()
        writer.close()

    async def go() -> None:
        server = await asyncio.start_server(babble, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        sender = WebhookSender(may_loop_back=True)
        assert await sender.post(f"http://127.0.0.1:{port}/", HEADERS, BODY) is Outcome.TAKEN
        await asyncio.wait_for(ended.wait(), 10)
        server.close()
        await server.wait_closed()

    ended = asyncio.Event()
    run(go())


def certificate_for(folder: Path, name: str) -> Path:
    made = folder / f"{name}.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
             "-addext", f"subjectAltName=DNS:{name}", "-keyout", str(made), "-out", f"{made}.crt"]  # fmt: skip
    subprocess.run(words, check=True, capture_output=True)
    made.write_bytes(made.read_bytes() + Path(f"{made}.crt").read_bytes())
    return made


@pytest.mark.parametrize(("name", "outcome"), [(NAME, Outcome.TAKEN), ("ander.example.org", Outcome.FAILED)])
def test_the_certificate_must_be_of_the_name_whatever_the_address(tmp_path: Path, name: str, outcome: Outcome) -> None:
    made = certificate_for(tmp_path, name)
    trust = ssl.create_default_context(cafile=f"{made}.crt")
    with Receiver(certificate=made) as receiver:
        sender = WebhookSender(may_loop_back=True, resolve=answering("127.0.0.1"), trust=trust)
        told = run(sender.post(f"https://{NAME}:{receiver.port}/news", HEADERS, BODY))
        assert (told, len(receiver.came)) == (outcome, int(outcome is Outcome.TAKEN))


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with Receiver(certificate=certificate_for(tmp_path, NAME)) as receiver:
        sender = WebhookSender(may_loop_back=True, resolve=answering("127.0.0.1"))
        url = f"https://{NAME}:{receiver.port}/news"
        assert run(sender.post(url, HEADERS, BODY)) is Outcome.FAILED
        assert receiver.came == []
