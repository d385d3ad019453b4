"""Mail settings that do not fit together are refused at the start, by name and without a value."""

from pathlib import Path

import pytest

from app.settings import Settings, SettingsError, load_settings
from app.worker.desk import mail_server
from tests.terminal import only_settings

GOOD = {"ZEGEL_SMTP_HOST": "post.example", "ZEGEL_SMTP_SENDER": "zegel@post.example"}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"ZEGEL_SMTP_SENDER": "geheim"}, "ZEGEL_SMTP_SENDER"),
        ({"ZEGEL_SMTP_SENDER": ""}, "ZEGEL_SMTP_SENDER"),
        ({"ZEGEL_SMTP_SENDER": "a@post.example\r\nBcc: geheim@post.example"}, "ZEGEL_SMTP_SENDER"),
        ({"ZEGEL_SMTP_HOST": ""}, "ZEGEL_SMTP_HOST"),
        ({"ZEGEL_SMTP_HOST": "geheim host"}, "ZEGEL_SMTP_HOST"),
        ({"ZEGEL_SMTP_PORT": "0"}, "ZEGEL_SMTP_PORT"),
        ({"ZEGEL_SMTP_PORT": "geheim"}, "ZEGEL_SMTP_PORT"),
        ({"ZEGEL_SMTP_SECURITY": "geheim"}, "ZEGEL_SMTP_SECURITY"),
        ({"ZEGEL_SMTP_USER": "geheim"}, "ZEGEL_SMTP_PASSWORD_FILE"),
        ({"ZEGEL_SMTP_PASSWORD_FILE": "geheim"}, "ZEGEL_SMTP_USER"),
        (
            {"ZEGEL_SMTP_USER": "geheim", "ZEGEL_SMTP_PASSWORD_FILE": "geheim", "ZEGEL_SMTP_SECURITY": "none"},
            "ZEGEL_SMTP_SECURITY",
        ),
    ],
)
def test_nonsense_is_refused_by_name(change: dict[str, str], named: str) -> None:
    with only_settings(GOOD | change), pytest.raises(SettingsError) as refused:
        load_settings()
    assert named in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_without_a_mail_server_there_is_none() -> None:
    with only_settings({}):
        assert mail_server(load_settings()) is None


def test_the_password_is_the_first_line_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("een lang wachtwoord\n", encoding="utf-8")
    server = mail_server(
        Settings(smtp_host="post.example", smtp_sender="z@post.example", smtp_user="zegel", smtp_password_file=file)
    )
    assert server is not None
    assert (server.password, server.security, server.port) == ("een lang wachtwoord", "starttls", 587)


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_a_password_that_cannot_be_read_is_refused_without_its_place(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "geheim"
    if content is not None:
        file.write_bytes(content)
    settings = Settings(
        smtp_host="post.example", smtp_sender="z@post.example", smtp_user="zegel", smtp_password_file=file
    )
    with pytest.raises(SettingsError) as refused:
        mail_server(settings)
    assert "geheim" not in str(refused.value)
