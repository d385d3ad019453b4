"""Mail is handed in over a connection that is protected and to a server that is who it says, or not at all."""

from pathlib import Path

import pytest

from app.outbound.mail import MailRefusedError, MailServer, MailUnavailableError, connected
from tests.outbound.post_office import PASSWORD, SENDER, PostOffice, make_certificate

WORDS = b"Subject: Zegel\r\n\r\nDag\r\n"


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate that this machine trusts for the length of a test."""
    made = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    return made


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_over_a_protected_connection_with_a_name_mail_arrives(certificate: Path, security: str) -> None:
    with PostOffice(certificate=certificate, security=security, with_name=security == "starttls") as post:
        with connected(post.server) as connection:
            connection.send("vera@post.example", WORDS)
        assert [mail.content for mail in post.mails] == [WORDS]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path, security: str) -> None:
    post = PostOffice(certificate=make_certificate(tmp_path), security=security)
    with post, pytest.raises(MailUnavailableError), connected(post.server):
        pytest.fail("a server that nobody knows was let in")


def test_a_server_without_protection_is_refused_where_it_was_asked_for() -> None:
    with PostOffice() as post:
        bare = MailServer("127.0.0.1", post.server.port, "starttls", SENDER)
        with pytest.raises(MailUnavailableError), connected(bare):
            pytest.fail("the connection was not protected")


def test_a_wrong_password_is_refused(certificate: Path) -> None:
    with PostOffice(certificate=certificate, security="starttls", with_name=True) as post:
        wrong = MailServer("127.0.0.1", post.server.port, "starttls", SENDER, "zegel", "raden")
        with pytest.raises(MailUnavailableError), connected(wrong):
            pytest.fail("a wrong password was taken")


def test_a_refused_mail_leaves_the_connection_for_the_next() -> None:
    with PostOffice() as post:
        post.refusals = 1
        with connected(post.server) as connection:
            with pytest.raises(MailRefusedError):
                connection.send("vera@post.example", WORDS)
            connection.send("vincent@post.example", WORDS)
        assert [mail.recipients for mail in post.mails] == [["vincent@post.example"]]


def test_this_machine_does_not_tell_its_name() -> None:
    with PostOffice() as post:
        with connected(post.server):
            pass
        assert post.greetings == ["post.example"]


def test_no_fault_and_no_picture_of_a_server_holds_the_password() -> None:
    server = MailServer("127.0.0.1", 1, "none", SENDER, "zegel", PASSWORD)
    assert PASSWORD not in repr(server)
    with pytest.raises(MailUnavailableError) as caught, connected(server):
        pytest.fail("nobody listens there")
    assert str(caught.value) == ""
