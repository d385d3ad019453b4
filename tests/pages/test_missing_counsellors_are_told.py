"""The first page says which counsellors the text expects, and honestly when fewer are on the list."""

from collections.abc import Callable

import pytest

from app.domain.policy_words import Role, Setting, Subject
from app.domain.recipients import Reader
from app.web.reporter import pages
from tests.pages.conftest import Reading

Read = Callable[[str], Reading]
OO, IS = Subject.UNWANTED_CONDUCT, Subject.INTEGRITY
ROSTER = (
    Reader("AAAA", Setting.INTERNAL, (OO,)),
    Reader("BBBB", Setting.INTERNAL, (OO,)),
    Reader("CCCC", Setting.EXTERNAL, (OO,)),
    Reader("DDDD", Setting.EXTERNAL, (OO, IS), (Role.COUNSELLOR, Role.INTEGRITY_COUNSELLOR)),
)


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Callable[[tuple[Reader, ...] | None], None]:
    """Say who is on the list."""

    def put(readers: tuple[Reader, ...] | None) -> None:
        async def given(*_: object) -> tuple[Reader, ...] | None:
            return readers

        monkeypatch.setattr(pages, "readers_there", given)

    return put


def test_the_numbers_of_the_text_are_shown(four: Read, there: Callable[..., None]) -> None:
    there(ROSTER)
    text = four("werksaam?lang=nl").text
    assert "2 vertrouwenspersonen · binnen de organisatie · ongewenste omgang" in text
    assert "te weinig" not in text
    assert "staat nog niemand" not in text


def test_one_too_few_is_told(four: Read, there: Callable[..., None]) -> None:
    there(ROSTER[1:])
    assert "Nog niet iedereen staat op de lijst: 1 te weinig." in four("werksaam?lang=nl").text


def test_a_subject_without_anybody_is_told_with_the_way_on(four: Read, there: Callable[..., None]) -> None:
    there(ROSTER[:3])
    text = four("senzer?lang=nl").text
    assert "Op de lijst staat nog niemand voor dit onderwerp: integriteit." in text
    assert "of naar een instantie buiten gaan" in text


def test_without_a_list_nobody_is_called_missing(four: Read, there: Callable[..., None]) -> None:
    there(None)
    assert "te weinig" not in four("werksaam?lang=nl").text
